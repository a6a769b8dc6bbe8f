"""Where labels of points stand, so that none lies over another, over a point or over a line.

Points come in the order of their importance: whoever comes first takes the better place. A point without any
room stays without a label. A line is crossed only where there is no other way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

_CELL: Final = 10.0
"""Boxes are looked for in squares of such a side."""


MOST: Final = 100
"""So many points are tried at every place around them; those of a crowd only beside them."""


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
    points: Sequence[Labelled],
    frame: Box,
    *,
    taken: Iterable[Box] = (),
    gap: float = 4.0,
    most: int = MOST,
) -> tuple[Box | None, ...]:
    """A place for each label inside a frame: beside the point, above or below it; None where none is free.

    ``taken`` are places that nothing may cover: legends, names of zones. Of more than ``most`` points
    the others are tried only beside their mark: in a crowd hardly one would find room elsewhere.
    """
    marks = _Grid((*taken, *map(_mark, points)))
    lines = _Grid(_tail(point, point.tail) for point in points if point.tail is not None)
    found: list[Box | None] = [None] * len(points)
    for number, point in enumerate(points):
        tried = _places(point, gap) if number < most else islice(_places(point, gap), 2)
        beside = (box for box in tried if box.within(frame))
        best = next((box for box in beside if not marks.hits(box) and not lines.hits(box)), None)
        found[number] = best
        if best is not None:
            marks.add(best)
    for number, point in enumerate(points[:most]):
        if found[number] is None:
            first, *others = _places(point, gap)
            places = (*others[1:], others[0], first)  # a line runs at the height of its point
            best = next((box for box in places if box.within(frame) and not marks.hits(box)), None)
            found[number] = best
            if best is not None:
                marks.add(best)
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
    lower, upper = point.x - wide - away / 2, point.x + away / 2
    corners = ((lower, above), (upper, above), (lower, below), (upper, below))
    farther = ((lower, above - high / 2), (upper, above - high / 2), (lower, below + high / 2))
    for x, y in (*sides, (middle, above), (middle, below), *corners, *farther, (upper, below + high / 2)):
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
