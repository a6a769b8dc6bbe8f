"""Exact ratios: computed as fractions of whole numbers, given out as decimals.

Shares and changes leave ``analysis`` as ratios (0.38 is 38 %), rounded half to even at the sixth place;
thresholds are compared before any rounding.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

Percent: TypeAlias = int | Decimal
"""A threshold as people write it in settings: 80 is 80 %."""

_PLACES: Final = 6


def as_decimal(value: Fraction, places: int = _PLACES) -> Decimal:
    """A fraction as a decimal, rounded half to even."""
    scaled = round(value * 10**places)  # Python rounds a Fraction half to even, exactly
    return Decimal(scaled).scaleb(-places)


def ratio(part: int, whole: int) -> Decimal | None:
    """``part ÷ whole``, rounded half to even; None when there is no whole to be a part of."""
    if not whole:
        return None
    scaled, rest = divmod(part * 10**_PLACES, whole)  # whole numbers are ten times as fast as fractions
    twice = 2 * abs(rest) - abs(whole)
    if twice > 0 or (twice == 0 and scaled % 2):
        scaled += 1
    return Decimal(scaled).scaleb(-_PLACES)


@lru_cache
def share(percent: Percent) -> Fraction:
    """A threshold in percent as an exact fraction."""
    return Fraction(percent) / 100
