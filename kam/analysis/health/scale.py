"""From a measure to points: curves of straight pieces, and whole points that add up exactly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

FULL: Final = 100
"""The most points that a factor, and health itself, can have."""

Number: TypeAlias = int | Decimal | Fraction
Curve: TypeAlias = Sequence[tuple[Number, int]]
"""Measures in rising order with their points; flat before the first and after the last."""


def read_curve(curve: Curve, measure: Number) -> Fraction:
    """The points of a measure, exactly, on the straight line between its neighbours."""
    at = Fraction(measure)
    places = [Fraction(place) for place, _ in curve]
    after = bisect_right(places, at)
    if after == 0:
        return Fraction(curve[0][1])
    if after == len(curve):
        return Fraction(curve[-1][1])
    left, right = places[after - 1], places[after]
    low, high = curve[after - 1][1], curve[after][1]
    return low + (at - left) / (right - left) * (high - low)


def whole_points(exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers near these that add up to their sum as it is rounded (half to even).

    The largest remainders are rounded up; of equal ones the first. No part is further than 1 from its own.
    """
    floors = [part.numerator // part.denominator for part in exact]
    missing = round(sum(exact, Fraction())) - sum(floors)
    by_rest = sorted(range(len(exact)), key=lambda number: (floors[number] - exact[number], number))
    for number in by_rest[:missing]:
        floors[number] += 1
    return floors
