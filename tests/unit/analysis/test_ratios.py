"""Ratios and whole percents."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kam.analysis.ratios import as_decimal, ratio, share


def test_a_ratio_of_nothing_is_none() -> None:
    assert ratio(5, 0) is None
    assert ratio(1, 3) == Decimal("0.333333")
    assert ratio(-1, 4) == Decimal("-0.25")


def test_rounding_is_half_to_even() -> None:
    assert as_decimal(Fraction(1, 2), 0) == 0
    assert as_decimal(Fraction(3, 2), 0) == 2


def test_a_threshold_may_have_decimals() -> None:
    assert share(Decimal("12.5")) == Fraction(1, 8)
