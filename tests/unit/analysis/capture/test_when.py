"""When something happened, as one types it."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.capture.when import When, read_when

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("сегодня, 10:00–11:05", When(TUESDAY, time(10), 65)),
        ("10:00–11:05", When(TUESDAY, time(10), 65)),
        ("10:00", When(TUESDAY, time(10))),
        ("вчера, 15:30", When(date(2026, 11, 23), time(15, 30))),
        ("вчера", When(date(2026, 11, 23))),
        ("пятница, 10:00", When(date(2026, 11, 20), time(10))),
        ("пт в 3 часа дня", When(date(2026, 11, 20), time(15))),
        ("20.11, 9:00", When(date(2026, 11, 20), time(9))),
        ("20 ноября, 9:00", When(date(2026, 11, 20), time(9))),
        ("yesterday at 3pm", When(date(2026, 11, 23), time(15))),
        ("завтра, 10:00", When(date(2026, 11, 25), time(10))),
        ("24.11.2026, 23:30–00:15", When(TUESDAY, time(23, 30), 45)),
        ("", None),
        ("как-нибудь", None),
        ("25:00", None),
    ],
)
def test_a_moment_is_understood(text: str, meant: When | None) -> None:
    assert read_when(text, TUESDAY) == meant


@given(st.text())
def test_any_text_is_a_moment_or_none(text: str) -> None:
    read_when(text, TUESDAY)
