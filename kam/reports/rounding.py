"""Rounded figures that stand together and still make their difference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

_FINER: Final = 1


def adding_places(sums: Sequence[Sequence[int]], unit: int, places: int) -> int:
    """How many places the parts of sums are written with, so that their roundings add up as the parts do.

    Each of ``sums`` is signed parts that make zero together, in minor units; ``unit`` are the minor units of
    what they are told in. One place more than ``places`` where that helps: 104,5 − 69,7 − 13,2 is not 21,5,
    but 104,47 − 69,73 − 13,20 is 21,54. Where it does not help, reckoners must live with a rounded figure.
    """
    for found in (places, places + _FINER):
        if all(sum(_rounded(part, unit, found) for part in parts) == 0 for parts in sums):
            return found
    return places


def _rounded(minor: int, unit: int, places: int) -> Decimal:
    return (Decimal(minor) / unit).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
