"""Sums of the portfolio in one unit."""

from __future__ import annotations

import pytest

from kam.core.formats import Formats, Target
from kam.core.money import Money
from kam.ui.accounts.money import MoneyScale


@pytest.mark.parametrize(
    ("minor", "told"),
    [
        (8_420_000_000, "84,2"),
        (100_000_000, "1,0"),
        (18_000_000, "0,18"),
        (600_000, "0,01"),
        (500_000, "<0,01"),
        (1, "<0,01"),
        (0, "0"),
        (-400_000, ">−0,01"),
    ],
)
def test_a_sum_that_is_too_small_for_its_unit_is_no_nought(minor: int, told: str) -> None:
    scale = MoneyScale.of_portfolio(Formats("ru", Target.WINDOW), "RUB")
    assert scale.figure(Money(minor, "RUB")) == told
