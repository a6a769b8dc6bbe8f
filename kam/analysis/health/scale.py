"""From a measure to points: curves of straight pieces, and whole points that add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final, TypeAlias

from kam.analysis.ratios import round_half_even

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


@dataclass(frozen=True, slots=True)
class WholeCurve:
    """A curve whose measures are ``bends`` ÷ ``unit``: read by whole numbers alone, many times as fast."""

    unit: int
    bends: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, curve: Curve) -> WholeCurve:
        """The same curve."""
        exact = [(Fraction(measure), points) for measure, points in curve]
        unit = lcm(*(measure.denominator for measure, _ in exact))
        return cls(unit, tuple((int(measure * unit), points) for measure, points in exact))

    def read(self, part: int, whole: int, most: int = FULL) -> int:
        """The points of ``part`` ÷ ``whole`` (above zero) out of ``most``, rounded half to even."""
        at = part * self.unit
        left, low = self.bends[0]
        if at < left * whole:
            return round_half_even(low * most, FULL)
        for right, high in self.bends[1:]:
            if at < right * whole:
                span = (right - left) * whole
                return round_half_even((low * span + (at - left * whole) * (high - low)) * most, span * FULL)
            left, low = right, high
        return round_half_even(low * most, FULL)


def whole_points(exact: Sequence[Fraction]) -> list[int]:
    """Whole numbers near these that add up to their sum as it is rounded (half to even).

    The largest remainders are rounded up; of equal ones the first. No part is further than 1 from its own.
    """
    common = lcm(*(part.denominator for part in exact))
    return whole_parts([part.numerator * (common // part.denominator) for part in exact], common)


def whole_parts(numerators: Sequence[int], denominator: int) -> list[int]:
    """The same for fractions with one denominator: whole numbers are ten times as fast as fractions."""
    floors = [numerator // denominator for numerator in numerators]
    missing = round_half_even(sum(numerators), denominator) - sum(floors)
    if missing:
        rests = [numerator % denominator for numerator in numerators]
        for number in sorted(range(len(rests)), key=rests.__getitem__, reverse=True)[:missing]:
            floors[number] += 1
    return floors
