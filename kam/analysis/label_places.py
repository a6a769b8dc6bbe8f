"""Where labels of points stand, so that none lies over another, over a point or over a line.

Points come in the order of their importance: whoever comes first takes the better place. A point without any
room stays without a label.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_CELL: Final = 40.0
"""Boxes are looked for in squares of such a side."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges, in any one unit of length."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether both have a common area; touching edges have none."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, frame: Box) -> bool:
        """Whether it lies wholly inside another."""
        return (
            frame.left <= self.left
            and frame.top <= self.top
            and self.right <= frame.right
            and self.bottom <= frame.bottom
        )


@dataclass(frozen=True, slots=True)
class Labelled:
    """A point with the size of its label. ``reach`` is how far its mark goes from its middle.

    ``tail`` is where a line from it ends, at the same height; None where there is none.
    """

    x: float
    y: float
    reach: float
    width: float
    height: float
    tail: float | None = None


def place_labels(
    points: Sequence[Labelled], frame: Box, *, taken: Iterable[Box] = (), gap: float = 4.0
) -> tuple[Box | None, ...]:
    """A place for each label inside a frame: beside the point, above or below it; None where none is free.

    ``taken`` are places that nothing may cover: legends, names of zones.
    """
    grid = _Grid(taken)
    for point in points:
        grid.add(_mark(point))
        if point.tail is not None:
            grid.add(_tail(point, point.tail))
    found: list[Box | None] = []
    for point in points:
        free = next(
            (box for box in _places(point, gap) if box.within(frame) and not grid.hits(box)),
            None,
        )
        if free is not None:
            grid.add(free)
        found.append(free)
    return tuple(found)


def _mark(point: Labelled) -> Box:
    reach = point.reach
    return Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach)


def _tail(point: Labelled, end: float) -> Box:
    return Box(min(point.x, end) - 3, point.y - 3, max(point.x, end) + 3, point.y + 3)


def _places(point: Labelled, gap: float) -> Iterator[Box]:
    """The places of a label, the best first: on the side away from the tail, then the other, above, below."""
    wide, high, away = point.width, point.height, point.reach + gap
    right = (point.x + away, point.y - high / 2)
    left = (point.x - away - wide, point.y - high / 2)
    towards_right = point.tail is not None and point.tail > point.x
    sides = (left, right) if towards_right else (right, left)
    above, below = point.y - point.reach - high, point.y + point.reach
    middle = point.x - wide / 2
    corners = ((point.x - wide, above), (point.x, above), (point.x - wide, below), (point.x, below))
    for x, y in (*sides, (middle, above), (middle, below), *corners):
        yield Box(x, y, x + wide, y + high)


class _Grid:
    """Boxes found by where they lie, so that a thousand points do not ask a million times."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].append(box)

    def hits(self, box: Box) -> bool:
        return any(box.overlaps(other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
