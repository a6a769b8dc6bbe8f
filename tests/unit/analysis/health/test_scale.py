"""Curves and whole points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.health.scale import WholeCurve, read_curve, whole_points

CURVE = ((Fraction(-1, 2), 0), (0, 70), (Fraction(1, 4), 100))


@pytest.mark.parametrize(
    ("measure", "points"),
    [
        (-1, 0),
        (Fraction(-1, 2), 0),
        (Fraction(-1, 4), 35),
        (0, 70),
        (Fraction(1, 8), 85),
        (Fraction(1, 4), 100),
        (9, 100),
    ],
)
def test_a_curve_is_straight_between_its_places_and_flat_beyond(measure: Fraction, points: int) -> None:
    assert read_curve(CURVE, measure) == points


@given(st.integers(-300, 300), st.integers(1, 200), st.integers(0, 100))
def test_by_whole_numbers_a_curve_has_the_same_points(part: int, whole: int, most: int) -> None:
    exact = read_curve(CURVE, Fraction(part, whole)) * most / 100
    assert WholeCurve.of(CURVE).read(part, whole, most) == round(exact)


@given(st.lists(st.fractions(min_value=-100, max_value=100, max_denominator=97), max_size=12))
def test_whole_points_add_up_to_the_rounded_sum_and_stay_near(parts: list[Fraction]) -> None:
    found = whole_points(parts)
    assert sum(found) == round(sum(parts, Fraction()))
    assert all(abs(mine - part) <= 1 for mine, part in zip(found, parts, strict=True))
