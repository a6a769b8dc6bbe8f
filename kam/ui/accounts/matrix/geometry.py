"""Where everything of the matrix stands: rows, columns, zones, and the bubbles of each cell.

Lengths are pixels at 100 %. Areas of bubbles compare over the whole field, so a cell that is full shows fewer
of its bubbles, never smaller ones; the largest come first and the rest is counted.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF

from kam.analysis.segments import POTENTIAL_SCALE
from kam.core.vocabulary import AbcClass, Segment
from kam.services.portfolio.matrix import Bubble, Cell, Matrix

ROW_HEADS: Final = 64
COLUMN_HEADS: Final = 34
TITLE: Final = 28
"""Room for the words of a zone at its top."""
LABEL: Final = 18
UNKNOWN: Final = 12.0
"""The radius of a bubble whose size is not known."""
SMALLEST: Final = 4.0
FIGURE_FROM: Final = 16.0
"""From this radius on a bubble has room for its figure."""
_GAP: Final = 8.0
_ASIDE: Final = 5.0
_LEAST_NAME: Final = 56.0
"""A name is not worth showing with less room."""
_LARGEST: Final = 0.28
"""The largest radius, as a part of a cell's width."""
_PARTS: Final = (1.0, 0.85, 0.7, 0.55, 0.45)
"""Of that radius so much is taken, as long as names find no room beside their bubbles."""
_TAIL_PART: Final = 0.5
_SHARES: Final = (0.38, 0.31, 0.31)
"""How much of the height each class has: the accounts of class A are the largest."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A bubble on the field; ``label_width`` is 0 where its name has no room."""

    bubble: Bubble
    centre: QPointF
    radius: float
    label_width: float
    aside: bool = False
    """Its name stands at its right, not under it."""

    @property
    def id(self) -> UUID:
        """Whose bubble it is."""
        return self.bubble.id

    @property
    def label(self) -> QRectF:
        """Where its name stands."""
        if self.aside:
            left, top = self.centre.x() + self.radius + _ASIDE, self.centre.y() - LABEL / 2
            return QRectF(left, top, self.label_width, LABEL)
        top = self.centre.y() + self.radius + 4
        return QRectF(self.centre.x() - self.label_width / 2, top, self.label_width, LABEL)

    def covers(self, at: QPointF) -> bool:
        """Whether a point is on the bubble or its name."""
        away = at - self.centre
        reach = max(self.radius, UNKNOWN)
        return math.hypot(away.x(), away.y()) <= reach or (self.label_width > 0 and self.label.contains(at))


@dataclass(frozen=True, slots=True)
class More:
    """How many of a place have no room."""

    place: QRectF
    count: int


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a cell that belongs to a segment."""

    abc: AbcClass
    potential: int
    segment: Segment
    place: QRectF


@dataclass(frozen=True, slots=True)
class FieldLayout:
    """The whole field."""

    frame: QRectF
    areas: tuple[Area, ...]
    spots: tuple[Spot, ...]
    more: tuple[More, ...]
    titles: dict[Segment, QRectF]

    def row(self, abc: AbcClass) -> QRectF:
        """The cells of a class."""
        return row_of(self.frame, abc)

    def column(self, potential: int) -> QRectF:
        """The cells of a potential."""
        return column_of(self.frame, potential)

    def potential_at(self, x: float) -> int:
        """The potential of the column nearest to a place."""
        step = self.frame.width() / len(POTENTIAL_SCALE)
        number = int((x - self.frame.left()) // step) if step else 0
        return POTENTIAL_SCALE[max(0, min(number, len(POTENTIAL_SCALE) - 1))]

    def spot_at(self, at: QPointF) -> Spot | None:
        """The bubble at a place; of several the smallest, which was drawn last."""
        return next((spot for spot in reversed(self.spots) if spot.covers(at)), None)

    def spot_of(self, account: UUID | None) -> Spot | None:
        """The bubble of an account; None where it has none on the field."""
        return next((spot for spot in self.spots if spot.id == account), None)


def row_of(frame: QRectF, abc: AbcClass) -> QRectF:
    """The cells of a class: A at the top."""
    number = list(AbcClass).index(abc)
    top = frame.top() + round(frame.height() * sum(_SHARES[:number]))
    bottom = frame.top() + round(frame.height() * sum(_SHARES[: number + 1]))
    return QRectF(frame.left(), top, frame.width(), bottom - top)


def column_of(frame: QRectF, potential: int) -> QRectF:
    """The cells of a potential: 1 at the left."""
    number, count = POTENTIAL_SCALE.index(potential), len(POTENTIAL_SCALE)
    left = frame.left() + round(frame.width() * number / count)
    right = frame.left() + round(frame.width() * (number + 1) / count)
    return QRectF(left, frame.top(), right - left, frame.height())


def lay_out(matrix: Matrix, place: QRectF, name_width: Callable[[str], float]) -> FieldLayout:
    """Arrange a matrix in a place; ``name_width`` measures a name."""
    frame = QRectF(
        place.left() + ROW_HEADS,
        place.top() + COLUMN_HEADS,
        max(1.0, place.width() - ROW_HEADS),
        max(1.0, place.height() - COLUMN_HEADS),
    )
    areas = _areas(matrix, frame)
    titles = _titles(areas)
    largest = _scale(matrix, column_of(frame, 1).width(), row_of(frame, AbcClass.A).height())
    tried = (_filled(matrix, areas, titles, largest * part, name_width) for part in _PARTS)
    best: tuple[list[Spot], list[More]] = ([], [])
    least: float = math.inf
    for spots, more in tried:
        nameless = sum(not spot.label_width for spot in spots) + sum(each.count for each in more)
        if nameless < least:
            best, least = (spots, more), nameless
        if not nameless:
            break
    return FieldLayout(frame, areas, tuple(best[0]), tuple(best[1]), titles)


def _filled(
    matrix: Matrix,
    areas: Sequence[Area],
    titles: dict[Segment, QRectF],
    scale: float,
    name_width: Callable[[str], float],
) -> tuple[list[Spot], list[More]]:
    """The bubbles of all cells at one scale, and how many of each have no room."""
    spots: list[Spot] = []
    more: list[More] = []
    for cell in matrix.cells:
        for bubbles, area in _parts(cell, areas):
            room = area.place.adjusted(_GAP, _GAP / 2, -_GAP, -_GAP / 2)
            if any(title.intersects(area.place) for title in titles.values()):
                room.setTop(area.place.top() + TITLE)
            found, rest = _place(bubbles, room, scale, name_width)
            spots += found
            if rest:
                more.append(More(QRectF(room.left(), room.bottom() - LABEL, room.width(), LABEL), rest))
    return spots, more


def radius_of(bubble: Bubble, scale: float) -> float:
    """By its area; what is not known, and what is not positive, has a size of its own."""
    if bubble.size is None:
        return UNKNOWN
    return max(SMALLEST, scale * math.sqrt(max(0, bubble.size.minor)))


def _scale(matrix: Matrix, width: float, height: float) -> float:
    sizes = [
        bubble.size.minor
        for cell in matrix.cells
        for bubble in (*cell.bubbles, *cell.tail)
        if bubble.size is not None
    ]
    largest = max(sizes, default=0)
    return min(width * _LARGEST, height * _LARGEST) / math.sqrt(largest) if largest > 0 else 0.0


def _areas(matrix: Matrix, frame: QRectF) -> tuple[Area, ...]:
    """The parts of all cells; where a cell has a tail it is the lower part."""
    with_tail = {(zone.abc, zone.potential) for zone in matrix.zones if zone.segment is Segment.TAIL}
    found = []
    for zone in matrix.zones:
        place = row_of(frame, zone.abc).intersected(column_of(frame, zone.potential))
        if (zone.abc, zone.potential) in with_tail:
            split = place.top() + round(place.height() * (1 - _TAIL_PART))
            if zone.segment is Segment.TAIL:
                place.setTop(split)
            else:
                place.setBottom(split)
        found.append(Area(zone.abc, zone.potential, zone.segment, place))
    return tuple(found)


def _titles(areas: Sequence[Area]) -> dict[Segment, QRectF]:
    """Where the words of each zone stand: at its first cell, as wide as the zone runs on beside it."""
    titles: dict[Segment, QRectF] = {}
    for area in areas:
        before = titles.get(area.segment)
        if before is None:
            titles[area.segment] = QRectF(area.place.left(), area.place.top(), area.place.width(), TITLE)
        elif before.top() == area.place.top() and before.right() == area.place.left():
            before.setRight(area.place.right())
    return titles


def _parts(cell: Cell, areas: Sequence[Area]) -> list[tuple[tuple[Bubble, ...], Area]]:
    """The bubbles of a cell, those of the tail apart, each with the area they stand in."""
    here = [area for area in areas if (area.abc, area.potential) == (cell.abc, cell.potential)]
    tail = next((area for area in here if area.segment is Segment.TAIL), None)
    rest = next(area for area in here if area.segment is not Segment.TAIL)
    if tail is None:
        return [(cell.bubbles + cell.tail, rest)]
    return [(cell.bubbles, rest), (cell.tail, tail)]


def _place(
    bubbles: Sequence[Bubble], room: QRectF, scale: float, name_width: Callable[[str], float]
) -> tuple[list[Spot], int]:
    """Bubbles with their names under or beside them where they fit, else bare ones, as many as do."""
    if not bubbles:
        return [], 0
    for columns in (1, 2):
        if len(bubbles) * (LABEL - 2) > room.height() * columns:
            continue  # not even the names have room; ten thousand need not be measured for that
        for arranged in (_under, _aside):
            spots = arranged(bubbles, room, scale, columns, name_width)
            if spots is not None:
                return spots, 0
    return _bare(bubbles, room, scale)


def _under(
    bubbles: Sequence[Bubble],
    room: QRectF,
    scale: float,
    columns: int,
    name_width: Callable[[str], float],
) -> list[Spot] | None:
    """Rows of bubbles over their names, spread over the height; None where they do not fit."""
    rows = [bubbles[number : number + columns] for number in range(0, len(bubbles), columns)]
    radii = [[radius_of(bubble, scale) for bubble in row] for row in rows]
    heights = [2 * max(row) + 4 + LABEL for row in radii]
    width = room.width() / columns
    if any(2 * radius > width for row in radii for radius in row):
        return None
    spare = room.height() - sum(heights)
    if spare < _GAP * (len(rows) - 1):
        return None
    between = spare / (len(rows) + 1)
    spots, top = [], room.top() + between
    for row, of_row, height in zip(rows, radii, heights, strict=True):
        for number, (bubble, radius) in enumerate(zip(row, of_row, strict=True)):
            left = room.left() + number * width
            middle = room.center().x() if len(row) == 1 and columns == 1 else left + width / 2
            centre = QPointF(round(middle), round(top + max(of_row)))
            wanted = name_width(bubble.name) + _GAP
            spots.append(Spot(bubble, centre, radius, min(wanted, width - 2)))
        top += height + between
    return spots


def _aside(
    bubbles: Sequence[Bubble],
    room: QRectF,
    scale: float,
    columns: int,
    name_width: Callable[[str], float],
) -> list[Spot] | None:
    """Lines of a bubble and its name at the right; None where they do not fit."""
    count = math.ceil(len(bubbles) / columns)
    parts = [bubbles[number : number + count] for number in range(0, len(bubbles), count)]
    width = room.width() / columns
    spots: list[Spot] = []
    for number, part in enumerate(parts):
        radii = [radius_of(bubble, scale) for bubble in part]
        widest = max(radii)
        heights = [max(2 * radius, LABEL - 2.0) + 2 for radius in radii]
        left = width - 2 * widest - _ASIDE
        spare = room.height() - sum(heights)
        if spare < 0 or left < _LEAST_NAME:
            return None
        between = spare / (len(part) + 1)
        named = [min(name_width(bubble.name) + 2, left) for bubble in part]
        start = room.left() + number * width
        if columns == 1:
            start += (width - 2 * widest - _ASIDE - max(named)) / 2
        top = room.top() + between
        for bubble, radius, height, name in zip(part, radii, heights, named, strict=True):
            spots.append(
                Spot(
                    bubble, QPointF(round(start + widest), round(top + height / 2)), radius, name, aside=True
                )
            )
            top += height + between
    return spots


def _bare(bubbles: Sequence[Bubble], room: QRectF, scale: float) -> tuple[list[Spot], int]:
    """Bubbles side by side from the largest, shelf under shelf; how many have no room."""
    spots: list[Spot] = []
    bottom = room.bottom() - LABEL
    x, y, high = room.left(), room.top(), 0.0
    for number, bubble in enumerate(bubbles):
        radius = radius_of(bubble, scale)
        across = 2 * radius + 3
        if x + across > room.right() and x > room.left():
            x, y, high = room.left(), y + high, 0.0
        if y + across > bottom:
            return spots, len(bubbles) - number
        spots.append(Spot(bubble, QPointF(x + radius + 1, y + radius + 1), radius, 0.0))
        x += across
        high = max(high, across)
    return spots, 0
