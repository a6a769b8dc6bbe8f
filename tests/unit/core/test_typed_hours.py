"""Hours as people type them."""

from __future__ import annotations

from datetime import time

import pytest

from kam.core.errors import UserError
from kam.core.typed_hours import parse_hour


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14", time(14)),
        ("14:30", time(14, 30)),
        (" 9.05 ", time(9, 5)),
        ("до 18", time(18)),
        ("к 9 ч", time(9)),
        ("5 pm", time(17)),
        ("by 12 a.m.", time(0)),
        ("12pm", time(12)),
        ("0:00", time(0)),
    ],
)
def test_an_hour_is_understood(typed: str, expected: time) -> None:
    assert parse_hour(typed) == expected


@pytest.mark.parametrize("typed", ["25", "9:75", "утром", "-3", "1:2:3"])
def test_what_is_no_hour_says_so(typed: str) -> None:
    with pytest.raises(UserError):
        parse_hour(typed)
