"""Ratios and whole percents."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.ratios import as_decimal, ratio, share, whole_percents


def test_a_ratio_of_nothing_is_none() -> None:
    assert ratio(5, 0) is None
    assert ratio(1, 3) == Decimal("0.333333")
    assert ratio(-1, 4) == Decimal("-0.25")


def test_rounding_is_half_to_even() -> None:
    assert as_decimal(Fraction(1, 2), 0) == 0
    assert as_decimal(Fraction(3, 2), 0) == 2


def test_a_threshold_may_have_decimals() -> None:
    assert share(Decimal("12.5")) == Fraction(1, 8)


@pytest.mark.parametrize(
    ("parts", "percents"),
    [
        ((38, 31, 21, 10), (38, 31, 21, 10)),
        ((1, 1, 1), (34, 33, 33)),
        ((0, 0), (0, 0)),
        ((), ()),
        ((7,), (100,)),
    ],
)
def test_whole_percents_sum_to_the_stated_whole(parts: tuple[int, ...], percents: tuple[int, ...]) -> None:
    assert whole_percents(parts) == percents


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=12))
def test_whole_percents_are_never_off_by_more_than_one(parts: list[int]) -> None:
    percents = whole_percents(parts)
    if sum(parts):
        assert sum(percents) == 100
        for part, percent in zip(parts, percents, strict=True):
            assert abs(Fraction(part * 100, sum(parts)) - percent) < 1
