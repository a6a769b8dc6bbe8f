"""The influence × attitude grid as a drawing: the same on the screen and in files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from kam.analysis.influence_grid import COLUMNS, ROWS, GridPerson, GridPlace, InfluenceGrid, place_on_grid
from kam.core.vocabulary import Attitude, Circle
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.grid.ground import GridGround
from kam.ui.account.people.grid.tokens import (
    CHIP_HEIGHT,
    CHIP_WIDTH,
    ChipPainter,
    TokenLook,
    paint_arrow,
    paint_ghost,
    paint_target,
)
from kam.ui.account.people.persons import PersonWords, in_circle
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Run, paint_line

HEAD: Final = 40.0
LEFT: Final = 64.0
LEAST_COLUMN: Final = 132.0
_LANES: Final = ((2, 50.0, 16.0), (1, 42.0, 10.0))
"""Least lanes of a row, their height, and what a row has besides: with room, and without."""
_GHOSTS: Final = 32.0
"""Room at the foot of a row for where people stood before."""
_WAITING: Final = 46.0
_WAITING_GAP: Final = 20.0


@dataclass(frozen=True, slots=True)
class GridState:
    """What the user chose to see."""

    targets: bool = True
    before: bool = False
    circle: Circle | None = None


@dataclass(frozen=True, slots=True)
class GridMarks:
    """Where keyboard and mouse are."""

    selected: UUID | None = None
    hovered: UUID | None = None
    held: UUID | None = None
    cell: tuple[int, int] | None = None
    """Column and row over which somebody is held."""


NO_MARKS: Final = GridMarks()


class GridDrawing:
    """People in their cells, what we aim at, where they stood, and who waits to be rated."""

    def __init__(self, look: Look, found: StakeholderMap, state: GridState, room: QSizeF) -> None:
        """``room`` is what there is; rows and columns grow into it, and need more where people are many."""
        self._look = look
        self.state = state
        self._persons = PersonWords(look)
        shown = [row for row in found.places if in_circle(row, state.circle)]
        self.rows: dict[UUID, PlaceRow] = {row.id: row for row in shown}
        self._shown = sorted(shown, key=_by_weight)
        self._column = max(LEAST_COLUMN, (room.width() - LEFT) / len(COLUMNS))
        self.layout, self._tops = self._fit(room.height())
        self._chip = QSizeF(min(CHIP_WIDTH, self._column - 12), CHIP_HEIGHT)
        self.tokens: dict[UUID, QRectF] = {place.id: self._chip_at(place) for place in self.layout.places}
        self._waiting = self._wait()
        self.tokens |= self._waiting
        self.ground = GridGround(look, self._column, self._tops)
        low = max((box.bottom() for box in self._waiting.values()), default=self._tops[-1])
        self.bounds = QRectF(0, 0, LEFT + self._column * len(COLUMNS), low + 2)
        self._chips = ChipPainter(look)

    def row_top(self, row: int) -> float:
        """Where a row begins; after the last, where the grid ends."""
        return self._tops[row]

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Column and row of the cell at a point."""
        column = int((point.x() - LEFT) // self._column)
        if point.x() < LEFT or not 0 <= column < len(COLUMNS):
            return None
        for row in range(len(ROWS)):
            if self._tops[row] <= point.y() < self._tops[row + 1]:
                return column, row
        return None

    def person_at(self, point: QPointF) -> UUID | None:
        """Whose token is at a point."""
        return next((key for key, box in self.tokens.items() if box.contains(point)), None)

    def cell_of(self, person: UUID) -> tuple[int, int] | None:
        """The cell of somebody; None while they wait to be rated."""
        place = next((place for place in self.layout.places if place.id == person), None)
        return None if place is None else (place.column, place.row)

    def paint(self, painter: QPainter, theme: Theme, area: QRectF, marks: GridMarks = NO_MARKS) -> None:
        """Draw what meets an area."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.ground.paint(painter, theme, area)
        if marks.cell is not None:
            self.ground.paint_aimed(painter, theme, *marks.cell)
        if self.state.before:
            self._paint_before(painter, theme)
        for place in self.layout.places:
            box = self.tokens[place.id]
            seen = box.top() <= area.bottom() and box.bottom() >= area.top()
            if place.target_column is not None and seen:
                self._paint_target(painter, theme, place, place.target_column)
        for key, box in self.tokens.items():
            if key != marks.held and box.adjusted(-4, -4, 4, 4).intersects(area):
                self.paint_token(painter, key, box, theme, marks)
        self._paint_waiting_head(painter, theme)

    def paint_token(
        self, painter: QPainter, person: UUID, box: QRectF, theme: Theme, marks: GridMarks = NO_MARKS
    ) -> None:
        """Draw somebody anywhere: in their cell, or under the mouse that holds them."""
        shown = TokenLook(selected=person == marks.selected, hovered=person == marks.hovered)
        self._chips.paint(painter, box, self.rows[person], theme, shown)

    # Inside

    def _fit(self, height: float) -> tuple[InfluenceGrid, tuple[float, ...]]:
        """Wide lanes where they fit into the height, else close ones."""
        layout, tops = self._measure(*_LANES[0], height)
        low = tops[-1] + (_WAITING + _WAITING_GAP if layout.unrated else 0.0)
        return (layout, tops) if low <= height else self._measure(*_LANES[1], height)

    def _measure(
        self, least: int, lane: float, pad: float, height: float
    ) -> tuple[InfluenceGrid, tuple[float, ...]]:
        """The layout, the tops of its rows and the bottom of the last; what is spare goes to all rows."""
        layout = place_on_grid(map(_person, self._shown), targets=self.state.targets, least_lanes=least)
        extra = _GHOSTS if self.state.before else 0.0
        heights = [lanes * lane + pad + extra for lanes in layout.lanes]
        waiting = _WAITING + _WAITING_GAP if layout.unrated else 0.0
        spare = max(0.0, height - HEAD - sum(heights) - waiting - 2) / len(heights)
        tops = [HEAD]
        for each in heights:
            tops.append(tops[-1] + math.floor(each + spare))
        return layout, tuple(tops)

    def _lane_middle(self, place: GridPlace) -> float:
        """The middle of a lane; what is spare in a row lies under its lanes."""
        top, bottom = self._tops[place.row], self._tops[place.row + 1]
        lanes = self.layout.lanes[place.row]
        room = bottom - top - (_GHOSTS if self.state.before else 0.0)
        return top + room * (place.lane + 0.5) / lanes

    def _chip_at(self, place: GridPlace) -> QRectF:
        left = LEFT + place.column * self._column + 7
        top = self._lane_middle(place) - self._chip.height() / 2
        return QRectF(QPointF(round(left), round(top)), self._chip)

    def _wait(self) -> dict[UUID, QRectF]:
        """Where those stand who wait to be rated: under the grid, from left to right."""
        x, y = LEFT + 96, self._tops[-1] + _WAITING_GAP
        right = LEFT + self._column * len(COLUMNS)
        found: dict[UUID, QRectF] = {}
        for key in self.layout.unrated:
            if x > LEFT + 96 and x + self._chip.width() > right:
                x, y = LEFT + 96, y + _WAITING
            found[key] = QRectF(QPointF(round(x), round(y)), self._chip)
            x += self._chip.width() + 10
        return found

    def _paint_waiting_head(self, painter: QPainter, theme: Theme) -> None:
        if not self._waiting:
            return
        text = self._look.words.say("Not rated: {count}", count=len(self._waiting))
        place = QRectF(0, self._tops[-1] + _WAITING_GAP, LEFT + 90, self._chip.height())
        paint_line(painter, place, (Run(text, Type.NAME),), theme)

    def _paint_target(self, painter: QPainter, theme: Theme, place: GridPlace, column: int) -> None:
        """A dashed arrow in the lane to a dashed circle in the column that is aimed at."""
        chip = self.tokens[place.id]
        middle = chip.center().y()
        aim = QPointF(LEFT + (column + 0.5) * self._column, middle)
        forward = column > place.column
        start = QPointF(chip.right() + 2 if forward else chip.left() - 2, middle)
        paint_arrow(painter, start, aim, theme)
        row = self.rows[place.id]
        word = self._look.words.say_in("rating", "target")
        paint_target(painter, aim, self._persons.initials(row), word, theme)

    def _paint_before(self, painter: QPainter, theme: Theme) -> None:
        """Small circles at the foot of the cells where people stood, and a line to where they stand."""
        taken: dict[tuple[int, int], int] = {}
        for key, cell in self._moved():
            number = taken.get(cell, 0)
            taken[cell] = number + 1
            column, row = cell
            x = LEFT + (column + 1) * self._column - 22 - number * 30
            spot = QPointF(round(x), self._tops[row + 1] - 20)
            token = self.tokens.get(key)
            paint_ghost(painter, spot, self._persons.initials(self.rows[key]), token, theme)

    def _moved(self) -> Iterator[tuple[UUID, tuple[int, int]]]:
        for key, row in self.rows.items():
            attitude, influence = row.attitude_before, row.influence_before
            if attitude is None or influence is None:
                continue
            if (attitude, influence) != (row.attitude.value, row.influence.value):
                yield key, (COLUMNS.index(attitude), ROWS.index(influence))


def attitude_and_influence(cell: tuple[int, int]) -> tuple[Attitude, int]:
    """What a cell means."""
    return COLUMNS[cell[0]], ROWS[cell[1]]


def _person(row: PlaceRow) -> GridPerson:
    if row.is_placeholder:
        return GridPerson(row.id, None, row.influence.value)
    return GridPerson(row.id, row.attitude.value, row.influence.value, row.attitude.target)


def _by_weight(row: PlaceRow) -> tuple[int, bool, str]:
    return -(row.influence.value or 0), row.is_placeholder, row.label
