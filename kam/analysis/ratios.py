"""Exact ratios: computed as fractions of whole numbers, given out as decimals.

Shares and changes leave ``analysis`` as ratios (0.38 is 38 %), rounded half to even at the sixth place;
thresholds are compared before any rounding.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Percent: TypeAlias = int | Decimal
"""A threshold as people write it in settings: 80 is 80 %."""

_PLACES: Final = 6


def as_decimal(value: Fraction, places: int = _PLACES) -> Decimal:
    """A fraction as a decimal, rounded half to even."""
    scaled = round(value * 10**places)  # Python rounds a Fraction half to even, exactly
    return Decimal(scaled).scaleb(-places)


def ratio(part: int, whole: int) -> Decimal | None:
    """``part ÷ whole``; None when there is no whole to be a part of."""
    return as_decimal(Fraction(part, whole)) if whole else None


def share(percent: Percent) -> Fraction:
    """A threshold in percent as an exact fraction."""
    return Fraction(percent) / 100


def whole_percents(parts: Sequence[int]) -> tuple[int, ...]:
    """Whole percents of non-negative parts that sum to exactly 100 (largest remainders, first come first).

    "Parts sum to the stated whole" (paper.md). All zeros where there is nothing to share.
    """
    whole = sum(parts)
    if whole == 0:
        return (0,) * len(parts)
    floors = [part * 100 // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(parts[at] * 100 % whole), at))
    for at in by_remainder[: 100 - sum(floors)]:
        floors[at] += 1
    return tuple(floors)
