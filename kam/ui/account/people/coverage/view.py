"""The coverage matrix in the window: names and head stay, the rest scrolls; a cell is chosen and rated."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from kam.core.vocabulary import Circle, RelationshipLevel
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.coverage.drawing import (
    HEAD,
    NAMES,
    SUMS,
    Cell,
    CoverageDrawing,
    CoverageState,
    shown_colleague,
)
from kam.ui.account.people.person_canvas import ARROWS
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.walking import Direction
from kam.ui.look import Look
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of
from kam.ui.widgets.tips import plain_tip

_LEVEL_KEYS = {
    Qt.Key.Key_0: RelationshipLevel.NONE,
    Qt.Key.Key_1: RelationshipLevel.SUPPLIER,
    Qt.Key.Key_2: RelationshipLevel.CREDIBLE_SOURCE,
    Qt.Key.Key_3: RelationshipLevel.PROBLEM_SOLVER,
    Qt.Key.Key_4: RelationshipLevel.TRUSTED_ADVISER,
}


class CoverageView(QAbstractScrollArea):
    """Says which cell was chosen, and what shall be done with it."""

    cell_chosen = Signal(object)
    """A ``Cell``, or None."""
    opened = Signal(object)
    """Enter or a double click: the ``Cell`` to rate."""
    level_wished = Signal(object, object)
    """A figure was pressed on a cell: the ``Cell`` and the ``RelationshipLevel``."""
    menu_wished = Signal(object, object)
    """Whose menu, and where on the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._persons = PersonWords(look)
        self._map: StakeholderMap | None = None
        self._state = CoverageState()
        self.drawing: CoverageDrawing | None = None
        self.cell: Cell | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("Coverage"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(48)
        look.theme.changed.connect(self.viewport().update)

    # Showing

    @property
    def state(self) -> CoverageState:
        """What of it is shown."""
        return self._state

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map; the cell stays while its person does."""
        if self._map is not None and self._map.account_id != found.account_id:
            self.cell = None
            self.verticalScrollBar().setValue(0)
        self._map = found
        self._lay_out()

    def show_targets(self, *, shown: bool) -> None:
        """Show what we aim at."""
        self._change(replace(self._state, targets=shown))

    def show_gaps(self, *, only: bool) -> None:
        """Show only where the coverage is thin."""
        self._change(replace(self._state, gaps_only=only))

    def show_circle(self, circle: Circle | None) -> None:
        """Show one circle alone."""
        self._change(replace(self._state, circle=circle))

    def select(self, cell: Cell | None) -> None:
        """Choose a cell without telling anybody."""
        self.cell = cell
        self._reveal()
        self.viewport().update()
        self._speak()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cells, then what stays over them: names, head, sums."""
        drawing = self.drawing
        theme = self.look.theme
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), colour_of(theme, "page"))
            if drawing is None:
                return
            x, y = self._offset()
            seen = self.viewport().rect().toRectF()
            foot = min(drawing.foot - y, seen.height() - SUMS)
            painter.save()
            painter.setClipRect(QRectF(0, HEAD, seen.width(), foot - HEAD))
            painter.translate(-x, -y)
            area = seen.translated(x, y)
            drawing.paint_cells(painter, theme, area, self.cell)
            painter.translate(x, 0)
            drawing.paint_names(painter, theme, area.translated(-x, 0), self.cell)
            painter.restore()
            self._paint_fixed(painter, drawing, x, foot)
            if self.hasFocus() and (self.cell is None or drawing.box_of(self.cell) is None):
                paint_focus(painter, self.viewport().rect().adjusted(1, 1, -1, -1), theme)

    def _paint_fixed(self, painter: QPainter, drawing: CoverageDrawing, x: float, foot: float) -> None:
        theme = self.look.theme
        seen = self.viewport().rect().toRectF()
        painter.save()
        painter.translate(-x, 0)
        drawing.paint_head(painter, theme, seen.translated(x, 0))
        painter.translate(0, foot - drawing.foot)
        drawing.paint_sums(painter, theme)
        painter.translate(x, 0)
        drawing.paint_sums_name(painter, theme)
        painter.restore()
        drawing.paint_corner(painter, theme)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell or a row; a group folds."""
        if self.drawing is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        point = self._to_drawing(event.position())
        line = self.drawing.line_at(point.y()) if event.position().y() >= HEAD else None
        if line is not None and line.group is not None:
            self._change(replace(self._state, folded=self._state.folded ^ {line.group.circle}))
            return
        self._choose(self._cell_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Rate a cell."""
        cell = self._cell_at(event.position())
        if cell is not None:
            self.opened.emit(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A cell can be pressed."""
        over = self._cell_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the person of a row."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        cell = self.cell if keyboard else self._cell_at(QPointF(event.pos()))
        if cell is not None:
            self._choose(cell)
            self.menu_wished.emit(cell.person, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, a figure rates, Enter asks for the rating, Escape lets go."""
        key, cell = event.key(), self.cell
        if key in ARROWS:
            self._walk(ARROWS[Qt.Key(key)])
        elif key in _LEVEL_KEYS and cell is not None and cell.colleague is not None:
            self.level_wished.emit(cell, _LEVEL_KEYS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and cell is not None:
            self.opened.emit(cell)
        elif key == Qt.Key.Key_Escape and cell is not None:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns grow with the window."""
        super().resizeEvent(event)
        self._lay_out()

    # Words

    def sentence(self, cell: Cell) -> str:
        """A cell in words."""
        row = None if self._map is None else self._map.place(cell.person)
        if row is None or self._map is None or self.drawing is None:
            return ""
        ours = shown_colleague(self._map, cell.colleague)
        if ours is None:
            return self._persons.sentence(row, self._map)
        words = self.look.words
        level = self.drawing.level(cell)
        parts = [words.say("{theirs} and {ours}", theirs=self._persons.family(row), ours=ours.short)]
        if level is None:
            parts.append(words.say("level not known"))
        else:
            parts.append(f"{int(level.level)}, {words.of(level.level.label)}")
            if level.target is not None and level.target > level.level:
                parts.append(words.say("target {attitude}", attitude=words.of(level.target.label)))
        if row.owner_id == cell.colleague:
            parts.append(words.say("answers for them"))
        return "; ".join(parts)

    def _tip(self, point: QPointF) -> str:
        """A cell says itself, a head its colleague."""
        if self.drawing is not None and point.y() < HEAD:
            ours = self.drawing.colleague_at(self._to_drawing(point).x())
            if ours is None:
                return ""
            roles = ", ".join(self.look.words.of(role.label) for role in ours.roles)
            return ", ".join(part for part in (ours.name, roles or ours.job_title) if part)
        cell = self._cell_at(point)
        return "" if cell is None else self.sentence(cell)

    # Inside

    def _change(self, state: CoverageState) -> None:
        self._state = state
        self._lay_out()

    def _lay_out(self) -> None:
        if self._map is None:
            return
        width = float(self.viewport().width())
        self.drawing = CoverageDrawing(self.look, self._map, self._state, width)
        if self.cell is not None and self._map.place(self.cell.person) is None:
            self.cell = None
        room = self.viewport().size()
        self.horizontalScrollBar().setRange(0, max(0, round(self.drawing.width) - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.verticalScrollBar().setRange(0, max(0, round(self.drawing.height) - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.viewport().update()
        self._speak()

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _to_drawing(self, point: QPointF) -> QPointF:
        x, y = self._offset()
        return QPointF(point.x() + (x if point.x() > NAMES else 0), point.y() + y)

    def _cell_at(self, point: QPointF) -> Cell | None:
        under_sums = point.y() > self.viewport().height() - SUMS
        if self.drawing is None or point.y() < HEAD or under_sums:
            return None
        return self.drawing.cell_at(self._to_drawing(point))

    def _choose(self, cell: Cell | None) -> None:
        if cell != self.cell:
            self.select(cell)
            self.cell_chosen.emit(cell)

    def _walk(self, direction: Direction) -> None:
        drawing = self.drawing
        if drawing is None:
            return
        rows = [line.row.id for line in drawing.lines if line.row is not None]
        columns: list[UUID | None] = [None, *(each.id for each in drawing.colleagues)]
        if not rows:
            return
        if self.cell is None or self.cell.person not in rows:
            self._choose(Cell(rows[0]))
            return
        row, column = rows.index(self.cell.person), columns.index(self.cell.colleague)
        across = {Direction.LEFT: -1, Direction.RIGHT: 1}.get(direction, 0)
        down = {Direction.UP: -1, Direction.DOWN: 1}.get(direction, 0)
        row = max(0, min(len(rows) - 1, row + down))
        column = max(0, min(len(columns) - 1, column + across))
        self._choose(Cell(rows[row], columns[column]))

    def _reveal(self) -> None:
        box = None if self.drawing is None or self.cell is None else self.drawing.box_of(self.cell)
        if box is None:
            return
        x, y = self._offset()
        room = self.viewport().size()
        if box.top() < y + HEAD:
            self.verticalScrollBar().setValue(round(box.top() - HEAD))
        elif box.bottom() > y + room.height() - SUMS:
            self.verticalScrollBar().setValue(round(box.bottom() - room.height() + SUMS))
        if box.left() >= NAMES and box.left() < x + NAMES:
            self.horizontalScrollBar().setValue(round(box.left() - NAMES))
        elif box.left() >= NAMES and box.right() > x + room.width():
            self.horizontalScrollBar().setValue(round(box.right() - room.width()))

    def _speak(self) -> None:
        if self.cell is None:
            said = self.look.words.say("Arrow keys go from cell to cell, figures from 0 to 4 rate.")
        else:
            said = self.sentence(self.cell)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
