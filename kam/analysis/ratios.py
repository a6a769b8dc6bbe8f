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
    return quotient(value.numerator, value.denominator, places)


@lru_cache(maxsize=8_192)
def quotient(part: int, whole: int, places: int = _PLACES) -> Decimal:
    """The same of two whole numbers: many times as fast as through a fraction. There is a whole."""
    return Decimal(round_half_even(part * 10**places, whole)).scaleb(-places)


def round_half_even(numerator: int, denominator: int) -> int:
    """A fraction, rounded as ``round`` does."""
    whole, rest = divmod(numerator, denominator)
    twice = 2 * abs(rest) - abs(denominator)
    return whole + 1 if twice > 0 or (twice == 0 and whole % 2) else whole


def ratio(part: int, whole: int) -> Decimal | None:
    """``part ÷ whole``, rounded half to even; None when there is no whole to be a part of."""
    return quotient(part, whole) if whole else None


@lru_cache
def share(percent: Percent) -> Fraction:
    """A threshold in percent as an exact fraction."""
    return Fraction(percent) / 100
