"""From a measure to points: curves of straight pieces, and whole points that add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, TypeAlias

FULL: Final = 100
"""The most points that a factor, and health itself, can have."""

Number: TypeAlias = int | Decimal | Fraction
Curve: TypeAlias = Sequence[tuple[Number, int]]
"""Measures in rising order with their points; flat before the first and after the last."""


def read_curve(curve: Curve, measure: Number) -> Fraction:
    """The points of a measure, exactly, on the straight line between its neighbours."""
    at = Fraction(measure)
    left, low = curve[0]
    if at < left:
        return Fraction(low)
    for right, high in curve[1:]:
        if at < right:
            start, span = Fraction(left), Fraction(right) - Fraction(left)
            return low + (at - start) / span * (high - low)
        left, low = right, high
    return Fraction(low)


def whole_points(exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers near these that add up to their sum as it is rounded (half to even).

    The largest remainders are rounded up; of equal ones the first. No part is further than 1 from its own.
    """
    common = lcm(*(part.denominator for part in exact))
    return whole_parts([part.numerator * (common // part.denominator) for part in exact], common)


def whole_parts(numerators: Sequence[int], denominator: int) -> list[int]:
    """The same for fractions with one denominator: whole numbers are ten times as fast as fractions."""
    floors, rests = [], []
    for numerator in numerators:
        floor, rest = divmod(numerator, denominator)
        floors.append(floor)
        rests.append(rest)
    missing = round_half_even(sum(numerators), denominator) - sum(floors)
    for number in sorted(range(len(rests)), key=lambda number: (-rests[number], number))[:missing]:
        floors[number] += 1
    return floors


def round_half_even(numerator: int, denominator: int) -> int:
    """A fraction, rounded as ``round`` does."""
    whole, rest = divmod(numerator, denominator)
    twice = 2 * rest - denominator
    return whole + 1 if twice > 0 or (twice == 0 and whole % 2) else whole
