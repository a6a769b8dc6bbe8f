"""Sums that stand together in one unit: a chart's labels, a column of a table, plan and fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kam.core.formats import Scale
from kam.core.money import minor_digits
from kam.reports.kit import Kit

_NO_PLACES_FROM: Final = 100
_TOO_LONG: Final = 10_000


@dataclass(frozen=True, slots=True)
class Unit:
    """The one unit of several sums, and how many places they are written with."""

    kit: Kit
    scale: Scale
    places: int

    @classmethod
    def of(cls, kit: Kit, figures: Sequence[int | None]) -> Unit:
        """The unit of the largest; one place after the point, none in whole units and from a hundred."""
        largest = max([abs(figure) for figure in figures if figure is not None] or [0])
        scale = kit.formats.scale_for(largest, kit.currency)
        hundred = _NO_PLACES_FROM * scale.divisor * 10 ** minor_digits(kit.currency)
        return cls(kit, scale, 0 if scale.divisor == 1 or largest >= hundred else 1)

    @classmethod
    def telling(cls, kit: Kit, figures: Sequence[int | None]) -> Unit:
        """The unit of the largest, or the next smaller one where the smallest figure would say too little.

        Too little is less than two significant figures; a column of five digits would say too much.
        """
        unit = cls.of(kit, figures)
        sizes = [abs(figure) for figure in figures if figure]
        major = 10 ** minor_digits(kit.currency)
        if not sizes or min(sizes) >= unit.scale.divisor * major:
            return unit
        finer = kit.formats.scale_for(max(unit.scale.divisor // 1000, _TOO_LONG) * major, kit.currency)
        shorter = finer.divisor < unit.scale.divisor and max(sizes) < _TOO_LONG * finer.divisor * major
        return cls(kit, finer, 0) if shorter else unit

    @property
    def name(self) -> str:
        """«млн ₽», "₽m"."""
        return self.kit.formats.unit(self.kit.currency, self.scale)

    def figure(self, minor: int) -> str:
        """«84,2»."""
        return self.kit.formats.scaled(minor, self.kit.currency, self.scale, self.places)

    def money(self, minor: int) -> str:
        """«84,2 млн ₽»."""
        return self.kit.formats.money(minor, self.kit.currency, self.scale, self.places)
