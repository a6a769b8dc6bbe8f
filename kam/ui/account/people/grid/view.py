"""The influence × attitude grid in the window: a person dragged to another cell is rated anew."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

from kam.analysis.influence_grid import COLUMNS, ROWS
from kam.core.vocabulary import Circle
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.grid.drawing import (
    HEAD,
    GridDrawing,
    GridMarks,
    GridState,
    attitude_and_influence,
)
from kam.ui.account.people.person_canvas import ARROWS, PersonCanvas
from kam.ui.account.people.walking import Direction, nearest
from kam.ui.look import Look

_STEPS = {Direction.LEFT: (-1, 0), Direction.RIGHT: (1, 0), Direction.UP: (0, -1), Direction.DOWN: (0, 1)}


class GridView(PersonCanvas):
    """Shows the grid as large as its window; asks for a rating where somebody is put elsewhere."""

    placed = Signal(object, object, int)
    """Somebody was put into another cell: who, attitude, influence."""

    ground = "page"
    margin = 16
    zooms = False

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._state = GridState()
        self.drawing: GridDrawing | None = None
        self._cell: tuple[int, int] | None = None
        self.setAccessibleName(look.words.say("Influence and attitude"))

    # Showing

    @property
    def state(self) -> GridState:
        """What of it is shown."""
        return self._state

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map."""
        self.found = found
        self._lay_out()

    def show_targets(self, *, shown: bool) -> None:
        """Show what we aim at."""
        self._state = replace(self._state, targets=shown)
        self._lay_out()

    def show_before(self, *, shown: bool) -> None:
        """Show where people stood."""
        self._state = replace(self._state, before=shown)
        self._lay_out()

    def show_circle(self, circle: Circle | None) -> None:
        """Show the people of one circle alone."""
        self._state = replace(self._state, circle=circle)
        self._lay_out()

    # What the canvas asks

    def paint_drawing(self, painter: QPainter, area: QRectF) -> None:
        """The grid."""
        if self.drawing is not None:
            marks = GridMarks(self.current, self.hovered, self.held, self._cell)
            self.drawing.paint(painter, self.look.theme, area, marks)

    def paint_above(self, painter: QPainter) -> None:
        """What the columns are stays over what is scrolled."""
        if self.drawing is not None and self.verticalScrollBar().value() > 0:
            head = QRectF(0, 0, self.viewport().width(), HEAD)
            painter.fillRect(head, self.look.theme.colour("page"))
            painter.save()
            painter.translate(self.margin - self.horizontalScrollBar().value(), 0)
            self.drawing.ground.paint_head(painter, self.look.theme)
            painter.restore()
        super().paint_above(painter)

    def paint_held(self, painter: QPainter, person: UUID, box: QRectF) -> None:
        """The token under the mouse."""
        if self.drawing is not None:
            self.drawing.paint_token(painter, person, box, self.look.theme, GridMarks(person))

    def person_at(self, point: QPointF) -> UUID | None:
        """Whose token is at a point."""
        return None if self.drawing is None else self.drawing.person_at(point)

    def place_of(self, person: UUID) -> QRectF | None:
        """The place of somebody's token."""
        return None if self.drawing is None else self.drawing.tokens.get(person)

    def everybody(self) -> list[UUID]:
        """Row by row from the top, then those who wait."""
        if self.drawing is None:
            return []
        return sorted(self.drawing.tokens, key=self._reading_order)

    def neighbour(self, person: UUID, direction: Direction) -> UUID | None:
        """Whoever stands nearest."""
        if self.drawing is None:
            return None
        tokens = self.drawing.tokens
        boxes = {key: (box.left(), box.top(), box.width(), box.height()) for key, box in tokens.items()}
        return nearest(person, boxes, direction)

    def hint(self) -> str:
        """How to get about, and how to rate."""
        return self.look.words.say(
            "Arrow keys walk from person to person; with Ctrl they move a person to the next cell."
        )

    def held_over(self, point: QPointF | None) -> None:
        """Mark the cell over which somebody is held."""
        self._cell = None if point is None or self.drawing is None else self.drawing.cell_at(point)

    def dropped(self, person: UUID, point: QPointF) -> None:
        """Somebody in another cell is to be rated anew."""
        cell = None if self.drawing is None else self.drawing.cell_at(point)
        if cell is not None:
            self._place(person, cell)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl and an arrow put whoever is chosen into the next cell."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if held and event.key() in ARROWS and self.current is not None and self.drawing is not None:
            cell = self.drawing.cell_of(self.current)
            across, down = _STEPS[ARROWS[Qt.Key(event.key())]]
            if cell is None:
                cell = (COLUMNS.index(COLUMNS[2]), 2)
            column, row = cell[0] + across, cell[1] + down
            if 0 <= column < len(COLUMNS) and 0 <= row < len(ROWS):
                self._place(self.current, (column, row))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cells grow with the window."""
        super().resizeEvent(event)
        self._lay_out()

    # Inside

    def _lay_out(self) -> None:
        if self.found is None:
            return
        room = self.viewport().size()
        wide, high = room.width() - 2 * self.margin, room.height() - 2 * self.margin
        self.drawing = GridDrawing(self.look, self.found, self._state, QSizeF(wide, max(high, HEAD)))
        self.set_bounds(self.drawing.bounds)
        self.speak()

    def _place(self, person: UUID, cell: tuple[int, int]) -> None:
        if self.drawing is None or self.drawing.rows[person].is_placeholder:
            return
        if cell != self.drawing.cell_of(person):
            attitude, influence = attitude_and_influence(cell)
            self.placed.emit(person, attitude, influence)

    def _reading_order(self, person: UUID) -> tuple[float, float]:
        box = QRectF() if self.drawing is None else self.drawing.tokens[person]
        return box.top(), box.left()
