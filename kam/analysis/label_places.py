"""Where labels of points stand, so that none lies over another, over a point or over a line.

Points come in the order of their importance: whoever comes first takes the better place. A label is cut
before it would lie over a tail, and only where its whole text has no room; a point without any room stays
without a label. Borders of zones may be crossed, but are rather not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Final

_CELL: Final = 32.0
"""Boxes are looked for in squares of such a side."""


MOST: Final = 100
"""So many points are tried at every place around them; those of a crowd only beside them."""

_BORDER: Final = 5
"""So many better places are passed over before a border is crossed."""
_AMBIGUOUS: Final = 8
"""So many, before a label stands so near to another point that it might be taken for its name."""
_NEAR: Final = 3.0
_LEAD: Final = 8.0
"""A label without room next to its point stands so far from it, led to by a line."""
_END: Final = 4.0
"""A tail ends in a small ring."""


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

    ``tail`` is where a line from it ends, at the same height; None where there is none. ``narrower`` are
    widths that the label may be cut to, the wider first.
    """

    x: float
    y: float
    reach: float
    width: float
    height: float
    tail: float | None = None
    narrower: tuple[float, ...] = ()


def place_labels(
    points: Sequence[Labelled],
    frame: Box,
    *,
    taken: Iterable[Box] = (),
    borders: Iterable[Box] = (),
    gap: float = 4.0,
    most: int = MOST,
) -> tuple[Box | None, ...]:
    """A place for each label inside a frame: beside the point, above or below it; None where none is free.

    ``taken`` are places that nothing may cover: legends, names of zones. ``borders`` are crossed where the
    place is better by far. Of more than ``most`` points the others are tried only beside their mark: in
    a crowd hardly one would find room elsewhere.
    """
    sheet = _Sheet(points, frame, taken, borders, gap)
    for number in range(len(points)):
        sheet.place(number, tried=None if number < most else 2)
    for number in range(len(points) if len(points) <= most else 0):
        if sheet.found[number] is None:
            sheet.make_room(number)
    return tuple(sheet.found)


class _Sheet:
    """What is closed to labels, and the labels that have their places."""

    def __init__(
        self,
        points: Sequence[Labelled],
        frame: Box,
        taken: Iterable[Box],
        borders: Iterable[Box],
        gap: float,
    ) -> None:
        self.found: list[Box | None] = [None] * len(points)
        self._points, self._frame, self._gap = points, frame, gap
        tails = (_tail(point, point.tail) for point in points if point.tail is not None)
        self._closed = _Grid((*taken, *map(_mark, points), *tails))
        self._near = _Grid(_mark(point, _NEAR) for point in points)
        self._borders = _Grid(borders)
        self._labels = _Grid(())

    def place(self, number: int, *, tried: int | None = None) -> bool:
        """Give a label its cheapest free place, the widest text that has any first."""
        point = self._points[number]
        own = _mark(point, _NEAR)
        for width in _widths(point):
            best, least = None, inf
            for order, box in enumerate(islice(_places(point, width, self._gap), tried)):
                if order >= least:
                    break
                if not self._is_open(box, own) or self._labels.hits(box):
                    continue
                cost = order + _BORDER * self._borders.hits(box) + _AMBIGUOUS * self._beside_another(box, own)
                if cost < least:
                    best, least = box, cost
            if best is not None:
                self._put(number, best)
                return True
        return False

    def make_room(self, number: int) -> None:
        """Move one label that is in the way, where it has another place."""
        point = self._points[number]
        own = _mark(point, _NEAR)
        for width in _widths(point):
            for box in _places(point, width, self._gap):
                if not self._is_open(box, own) or self._beside_another(box, own):
                    continue
                others = set(self._labels.over(box))
                if len(others) != 1:
                    continue
                [other] = others
                at = self.found.index(other)
                self._labels.remove(other)
                self._put(number, box)
                if self.place(at):
                    return
                self._labels.remove(box)
                self.found[number] = None
                self._put(at, other)

    def _put(self, number: int, box: Box) -> None:
        self.found[number] = box
        self._labels.add(box)

    def _is_open(self, box: Box, own: Box) -> bool:
        if not box.within(self._frame) or self._closed.hits(box):
            return False
        lead = _between(own, box)
        return lead is None or not (self._labels.hits(lead) or self._near.hits(lead, but=own))

    def _beside_another(self, box: Box, own: Box) -> bool:
        """Whether it might be taken for the label of another point."""
        return self._near.hits(box, but=own)


def _widths(point: Labelled) -> tuple[float, ...]:
    return (point.width, *(each for each in point.narrower if each < point.width))


def lead_of(y: float, reach: float, label: Box) -> tuple[float, float] | None:
    """From what height to what height a line leads from a mark to its label; None where they touch."""
    if label.bottom < y - reach - 1:
        return y - reach, label.bottom
    if label.top > y + reach + 1:
        return y + reach, label.top
    return None


def _between(own: Box, label: Box) -> Box | None:
    x, y = (own.left + own.right) / 2, (own.top + own.bottom) / 2
    lead = lead_of(y, y - own.top - _NEAR, label)
    return None if lead is None else Box(x - 1, min(lead), x + 1, max(lead))


def _mark(point: Labelled, around: float = 0.0) -> Box:
    reach = point.reach + around
    return Box(point.x - reach, point.y - reach, point.x + reach, point.y + reach)


def _tail(point: Labelled, end: float) -> Box:
    """A line with the small ring at its end."""
    return Box(min(point.x, end) - _END, point.y - 3, max(point.x, end) + _END, point.y + 3)


def _places(point: Labelled, wide: float, gap: float) -> Iterator[Box]:
    """The places of a label, the best first: away from the tail, then past its end, above, below, askew."""
    high, away = point.height, point.reach + gap
    right, left = point.x + away, point.x - away - wide
    end = point.x if point.tail is None else point.tail
    past_right, past_left = max(right, end + _END + gap), min(left, end - _END - gap - wide)
    sides = (left, past_right) if end > point.x else (right, past_left)
    above, below = point.y - point.reach - high, point.y + point.reach
    middle = point.x - wide / 2
    lower, upper = left + away / 2, right - away / 2
    beside = ((sides[0], point.y - high / 2), (sides[1], point.y - high / 2))
    corners = ((lower, above), (upper, above), (lower, below), (upper, below))
    quarters = (point.x - wide * 0.75, point.x - wide * 0.25)
    between = tuple((x, y) for y in (above, below) for x in quarters)
    farther = tuple((x, y) for y in (above - _LEAD, below + _LEAD) for x in (middle, *quarters))
    for x, y in (*beside, (middle, above), (middle, below), *corners, *between, *farther):
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

    def remove(self, box: Box) -> None:
        for cell in _cells(box):
            self._cells[cell].remove(box)

    def hits(self, box: Box, *, but: Box | None = None) -> bool:
        """Whether any other than one has an area in common with it."""
        return next((True for other in self.over(box) if other != but), False)

    def over(self, box: Box) -> Iterator[Box]:
        """Those that have an area in common with it, some of them twice."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        for cell in _cells(box):
            for other in self._cells.get(cell, ()):
                if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
                    yield other


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row
