"""The influence × attitude grid: who stands in which cell, in which line of it, and where they shall go.

Five columns of attitude from −2 to +2, five rows of influence from 5 down to 1. In a row every person has a
lane (a line of their own height); whoever has a target keeps the lane free up to the target's column, so
that neither a card nor an arrow crosses another (domain.md §3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kam.core.vocabulary import Attitude, Term
from kam.core.vocabulary.term import label

COLUMNS: Final = tuple(Attitude)
"""From opponent to champion."""
ROWS: Final = (5, 4, 3, 2, 1)
_STRONG: Final = 4


class GridZone(Term):
    """What to do with the people of a corner of the grid."""

    CONVINCE = "convince", label("grid zone", "Convince")
    KEEP = "keep", label("grid zone", "Keep close")
    WATCH = "watch", label("grid zone", "Watch")
    INVOLVE = "involve", label("grid zone", "Involve")


def zone_of(attitude: Attitude, influence: int) -> GridZone | None:
    """The corner that a cell belongs to: strong is influence 4 and 5; the neutral belong to none."""
    if attitude == Attitude.NEUTRAL:
        return None
    if influence >= _STRONG:
        return GridZone.CONVINCE if attitude < Attitude.NEUTRAL else GridZone.KEEP
    return GridZone.WATCH if attitude < Attitude.NEUTRAL else GridZone.INVOLVE


@dataclass(frozen=True, slots=True)
class GridPerson:
    """Somebody to place; None is not rated. They come in the order in which a cell lists them."""

    id: UUID
    attitude: Attitude | None
    influence: int | None
    target: Attitude | None = None


@dataclass(frozen=True, slots=True)
class GridPlace:
    """Where somebody stands: column 0…4 from the left, row 0…4 from the top, lane 0… from the row's top.

    ``target_column`` is where the arrow in the same lane ends; None without a target, or when it is reached.
    """

    id: UUID
    column: int
    row: int
    lane: int
    target_column: int | None = None


@dataclass(frozen=True, slots=True)
class InfluenceGrid:
    """Everybody who has both ratings, how many lanes each of the five rows needs, and who has not."""

    places: tuple[GridPlace, ...]
    lanes: tuple[int, ...]
    unrated: tuple[UUID, ...]

    def in_cell(self, column: int, row: int) -> tuple[GridPlace, ...]:
        """The people of a cell from its top."""
        here = (place for place in self.places if place.column == column and place.row == row)
        return tuple(sorted(here, key=lambda place: place.lane))


def place_on_grid(
    people: Iterable[GridPerson], *, targets: bool = True, least_lanes: int = 2
) -> InfluenceGrid:
    """Place people into the cells; each takes the first lane free from their cell to their target's.

    Without ``targets`` only the cells themselves are kept free. Every row has at least ``least_lanes``.
    """
    taken: dict[int, list[set[int]]] = {row: [] for row in range(len(ROWS))}
    places: list[GridPlace] = []
    unrated: list[UUID] = []
    for person in people:
        if person.attitude is None or person.influence is None:
            unrated.append(person.id)
            continue
        column, row = COLUMNS.index(person.attitude), ROWS.index(person.influence)
        aim = COLUMNS.index(person.target) if targets and person.target is not None else column
        lane = _first_free(taken[row], set(range(min(column, aim), max(column, aim) + 1)))
        places.append(GridPlace(person.id, column, row, lane, None if aim == column else aim))
    lanes = tuple(max(least_lanes, len(taken[row])) for row in range(len(ROWS)))
    return InfluenceGrid(tuple(places), lanes, tuple(unrated))


def _first_free(lanes: list[set[int]], columns: set[int]) -> int:
    """The first lane in which these columns are free; they are taken from now on."""
    for number, taken in enumerate(lanes):
        if not taken & columns:
            taken.update(columns)
            return number
    lanes.append(set(columns))
    return len(lanes) - 1
