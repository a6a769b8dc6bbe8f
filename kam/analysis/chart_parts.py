"""What an org chart is made of: cards to place, distances, placed cards, lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChartCard:
    """A card to place: whose it is, whom they report to, its size, and whether it is an assistant's."""

    id: UUID
    boss: UUID | None
    width: float
    height: float
    assistant: bool = False


@dataclass(frozen=True, slots=True)
class ChartGaps:
    """Distances: between siblings, between levels, between trees, and to an assistant."""

    beside: float = 16
    below: float = 84
    between_trees: float = 32
    assistant: float = 48
    row_width: float = 880
    """How wide rows of people without any line may be, where the trees are narrower."""
    columns_from: int | None = None
    """From how many reports without reports of their own a boss has them in columns; None: never."""
    in_column: float = 16
    """Between the cards of a column."""
    trunk: float = 20
    """Room at the left of a column for the line down to its cards."""


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card in its place: left upper corner and size.

    ``level`` counts from 0 for who reports to nobody; ``reports`` how many report directly; ``hidden`` how
    many stand below a collapsed card. ``loose`` is who has no line at all, ``aside`` an assistant.
    """

    id: UUID
    x: float
    y: float
    width: float
    height: float
    level: int
    reports: int = 0
    hidden: int = 0
    aside: bool = False
    loose: bool = False

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Connector:
    """The line from a boss to a report: points joined by straight pieces, each level or upright."""

    boss: UUID
    report: UUID
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class OrgChart:
    """Everybody who is visible, the lines, and the size of it all; its left upper corner is (0, 0)."""

    cards: tuple[PlacedCard, ...]
    connectors: tuple[Connector, ...]
    width: float
    height: float

    def card(self, card_id: UUID) -> PlacedCard | None:
        """The card of somebody, if it is visible."""
        return next((card for card in self.cards if card.id == card_id), None)


def moved(chart: OrgChart, right: float, down: float) -> OrgChart:
    """The same chart somewhere else."""
    return replace(
        chart,
        cards=tuple(replace(card, x=card.x + right, y=card.y + down) for card in chart.cards),
        connectors=tuple(
            replace(line, points=tuple((x + right, y + down) for x, y in line.points))
            for line in chart.connectors
        ),
    )
