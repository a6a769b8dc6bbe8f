"""Reports without reports of their own, where they are many: in columns instead of one endless row."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from kam.analysis.chart_parts import ChartCard, ChartGaps, PlacedCard, Point

_IN_A_COLUMN = 6


@dataclass(frozen=True, slots=True)
class Columns:
    """Cards that hang below their boss side by side in columns, filled from the left."""

    cards: tuple[ChartCard, ...]
    gaps: ChartGaps

    @property
    def rows(self) -> int:
        """How many stand in a column: about as many as there are columns, six at least."""
        return max(_IN_A_COLUMN, math.ceil(math.sqrt(len(self.cards))))

    @property
    def cell(self) -> tuple[float, float]:
        """The room of a card with its trunk, without gaps."""
        wide = max(card.width for card in self.cards) + self.gaps.trunk
        return wide, max(card.height for card in self.cards)

    @property
    def size(self) -> tuple[float, float]:
        """The size of them all."""
        (wide, high), across = self.cell, math.ceil(len(self.cards) / self.rows)
        down = min(self.rows, len(self.cards))
        return (
            across * (wide + self.gaps.beside) - self.gaps.beside,
            down * (high + self.gaps.in_column) - self.gaps.in_column,
        )

    def places(self) -> Iterator[tuple[ChartCard, float, float]]:
        """Each card with its left upper corner, from that of them all."""
        wide, high = self.cell
        for number, card in enumerate(self.cards):
            column, row = divmod(number, self.rows)
            x = column * (wide + self.gaps.beside) + self.gaps.trunk
            yield card, x, row * (high + self.gaps.in_column)


def hanger(boss: PlacedCard, report: PlacedCard, bus: float, trunk: float) -> tuple[Point, ...]:
    """Down from the boss, along the bus, down beside the column, and into the card from its left."""
    y = report.y + report.height / 2
    return (boss.middle, boss.y + boss.height), (boss.middle, bus), (trunk, bus), (trunk, y), (report.x, y)
