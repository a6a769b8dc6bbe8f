"""Rounded parts of a difference still make it, with one place more where that helps."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from hypothesis import given
from hypothesis import strategies as st

from kam.reports.rounding import adding_places

MILLION = 10**8


def test_a_place_more_is_told_where_tenths_do_not_add_up() -> None:
    parts = (104_470_000_00, -69_728_542_00, -13_200_000_00, -21_541_458_00)
    assert adding_places([parts], MILLION, 1) == 2


def test_tenths_that_add_up_stay() -> None:
    assert adding_places([(140 * MILLION, -98 * MILLION, -42 * MILLION)], MILLION, 1) == 1


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_it_is_finer_only_where_that_makes_the_sum(target: int, booked: int) -> None:
    parts = (target, -booked, booked - target)

    found = adding_places([parts], MILLION, 1)

    assert found in {1, 2}
    if found == 2:
        step = Decimal("0.01")
        rounded = [(Decimal(each) / MILLION).quantize(step, ROUND_HALF_EVEN) for each in parts]
        assert sum(rounded) == 0
