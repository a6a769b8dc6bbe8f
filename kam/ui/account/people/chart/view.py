"""The org chart in the window: walked by keyboard, folded, and changed by dragging a card onto another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from kam.analysis.org_chart import PlacedCard
from kam.core.vocabulary import Circle, LineKind
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.canvas import Canvas
from kam.ui.account.people.chart.drawing import ChartDrawing, ChartMarks, ChartState
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.walking import Direction, nearest
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import paint_focus

_LEAST_AT_FIRST: Final = 0.7
"""At first everything is shown as long as it can be read."""
_HELD: Final = 0.85
_ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}


@dataclass(slots=True)
class _Drag:
    """A card held by the mouse: since where, and where in it."""

    card: UUID
    start: QPoint
    grip: QPointF
    at: QPointF
    moving: bool = False


class OrgChartView(Canvas):
    """Shows the chart of a map; says what the user wishes and changes nothing itself."""

    selected = Signal(object)
    """Whose card was chosen; None where the ground was."""
    opened = Signal(object)
    """Enter or a double click on somebody."""
    rehung = Signal(object, object)
    """Somebody was dropped on somebody: who, and under whom."""
    menu_wished = Signal(object, object)
    """Whose menu (None: the chart's), and where on the screen."""
    tie_menu_wished = Signal(object, object)
    """A line's menu: a ``RelationRow``, and where on the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._persons = PersonWords(look)
        self._map: StakeholderMap | None = None
        self._state = ChartState()
        self.drawing: ChartDrawing | None = None
        self._marks = ChartMarks()
        self._drag: _Drag | None = None
        self._fresh = True
        self.setAccessibleName(look.words.say("Org chart"))
        self.setAcceptDrops(False)

    # Showing

    @property
    def state(self) -> ChartState:
        """What of the chart is shown."""
        return self._state

    @property
    def current(self) -> UUID | None:
        """Whose card is chosen."""
        return self._marks.selected

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map; folds, scale and place stay as long as it is the same account's."""
        if self._map is None or self._map.account_id != found.account_id:
            self._state = replace(self._state, collapsed=frozenset())
            self._fresh = True
        self._map = found
        self._lay_out()

    def show_kinds(self, kinds: frozenset[LineKind]) -> None:
        """Show these lines beside the reporting lines."""
        self._state = replace(self._state, kinds=kinds)
        self._lay_out()

    def show_circle(self, circle: Circle | None) -> None:
        """Let the people of other circles step back."""
        self._state = replace(self._state, circle=circle)
        self._lay_out()

    def select(self, card_id: UUID | None, *, reveal: bool = True) -> None:
        """Choose somebody's card without telling anybody; their folded superiors are unfolded."""
        if card_id is not None:
            self._unfold_above(card_id)
        self._mark(selected=card_id)
        place = None if self.drawing is None or card_id is None else self.drawing.place_of(card_id)
        if place is not None and reveal:
            self.reveal(place)
        self._tell()

    def fold(self, card_id: UUID) -> None:
        """Fold the branch below somebody, or unfold it."""
        self._state = replace(self._state, collapsed=self._state.collapsed ^ {card_id})
        self._lay_out()

    def paint_drawing(self, painter: QPainter, area: QRectF) -> None:
        """The chart."""
        if self.drawing is not None:
            self.drawing.paint(painter, self.look.theme, area, scale=self.scale, marks=self._marks)

    def paint_above(self, painter: QPainter) -> None:
        """The card that is held, and the ring of the keyboard where nobody is chosen."""
        if self.hasFocus() and self._marks.selected is None:
            paint_focus(painter, self.viewport().rect().adjusted(1, 1, -1, -1), self.look.theme)
        drag = self._drag
        if drag is None or not drag.moving or self.drawing is None:
            return
        place = self.drawing.place_of(drag.card)
        if place is None:
            return
        painter.setOpacity(_HELD)
        painter.translate(drag.at - drag.grip * self.scale)
        painter.scale(self.scale, self.scale)
        box = QRectF(QPointF(0, 0), place.size())
        self.drawing.paint_card(painter, drag.card, box, self.look.theme)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A sign folds, a card is chosen and may be dragged, the ground is taken hold of."""
        point = self.to_drawing(event.position())
        if event.button() is Qt.MouseButton.MiddleButton:
            self.grip(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.drawing is None:
            return
        node = self.drawing.node_at(point)
        card = self.drawing.card_at(point)
        if node is not None:
            self.fold(node)
        elif card is not None:
            place = self.drawing.place_of(card)
            if place is not None:
                at = event.position()
                self._drag = _Drag(card, event.position().toPoint(), point - place.topLeft(), at)
            self._choose(card)
        else:
            self._choose(None)
            self.grip(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the card or the ground; else mark the card under the mouse."""
        if self.drag_ground(event) or self.drawing is None:
            return
        point = self.to_drawing(event.position())
        card = self.drawing.card_at(point)
        if self._drag is None:
            self._mark(hovered=card)
            over = card is not None or self.drawing.node_at(point) is not None
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            )
            return
        drag = self._drag
        far = (event.position().toPoint() - drag.start).manhattanLength()
        if drag.moving or far >= QApplication.startDragDistance():
            drag.moving = True
            drag.at = event.position()
            self._mark(target=card if card != drag.card else None, hidden=frozenset())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the card down: on somebody it asks to report to them, elsewhere it goes back."""
        if self.let_go():
            return
        drag, self._drag = self._drag, None
        if drag is None or not drag.moving or self.drawing is None:
            return
        target = self.drawing.card_at(self.to_drawing(event.position()))
        self._mark(target=None)
        self.viewport().update()
        if target is not None and target != drag.card:
            self.rehung.emit(drag.card, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open somebody."""
        card = None if self.drawing is None else self.drawing.card_at(self.to_drawing(event.position()))
        if card is not None:
            self.opened.emit(card)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse."""
        super().leaveEvent(event)
        self._mark(hovered=None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a card, of a line, or of the chart."""
        if self.drawing is None:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            card = self._marks.selected
            place = None if card is None else self.drawing.place_of(card)
            spot = event.pos() if place is None else self.to_view(place).center().toPoint()
            self.menu_wished.emit(card, self.viewport().mapToGlobal(spot))
            return
        point = self.to_drawing(event.pos())
        tie = self.drawing.tie_at(point)
        card = self.drawing.card_at(point)
        if tie is not None and card is None:
            self.tie_menu_wished.emit(tie.row, event.globalPos())
            return
        if card is not None:
            self._choose(card)
        self.menu_wished.emit(card, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """What is under the mouse says itself whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Space folds, Escape chooses nobody; + and − change the scale."""
        drawing, current = self.drawing, self._marks.selected
        if drawing is None:
            return
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self._mark(target=None)
            self.viewport().update()
        elif event.key() in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(_ARROWS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Space and current in drawing.cards:
            if drawing.has_node(drawing.cards[current]):
                self.fold(current)
        elif event.key() == Qt.Key.Key_Home and drawing.cards:
            self._choose(next(iter(drawing.cards)))
        elif event.key() == Qt.Key.Key_Escape and current is not None:
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

    # Inside

    def _lay_out(self) -> None:
        if self._map is None:
            return
        self.drawing = ChartDrawing(self.look, self._map, self._state)
        self.set_bounds(self.drawing.bounds)
        if self._marks.selected not in self.drawing.rows:
            self._marks = replace(self._marks, selected=None)
        if self._fresh and self.viewport().width() > Size.SIDEBAR and self.isVisible():
            self._fresh = False
            self.fit(least=_LEAST_AT_FIRST)
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """The first look at an account's chart shows as much of it as can be read."""
        super().showEvent(event)
        self._lay_out()

    def _choose(self, card_id: UUID | None) -> None:
        if card_id == self._marks.selected:
            return
        self.select(card_id)
        self.selected.emit(card_id)

    def _walk(self, direction: Direction) -> None:
        drawing = self.drawing
        if drawing is None or not drawing.cards:
            return
        current = self._marks.selected
        if current not in drawing.cards:
            self._choose(next(iter(drawing.cards)))
            return
        found = self._relative(drawing.cards[current], direction)
        if found is not None:
            self._choose(found)

    def _relative(self, card: PlacedCard, direction: Direction) -> UUID | None:
        """Up is the boss, down the first report; to the sides whoever stands nearest in the row."""
        drawing = self.drawing
        if drawing is None:
            return None
        row = drawing.rows[card.id]
        if direction is Direction.UP and row.reports_to in drawing.cards:
            return row.reports_to
        if direction is Direction.DOWN:
            below = [
                each
                for each in drawing.cards.values()
                if drawing.rows[each.id].reports_to == card.id and not each.aside
            ]
            if below:
                return min(below, key=lambda each: each.x).id
        boxes = {each.id: (each.x, each.y, each.width, each.height) for each in drawing.cards.values()}
        return nearest(card.id, boxes, direction)

    def _unfold_above(self, card_id: UUID) -> None:
        if self.drawing is None or card_id in self.drawing.cards:
            return
        above: set[UUID] = set()
        row = self.drawing.rows.get(card_id)
        while row is not None and row.reports_to is not None and row.reports_to not in above:
            above.add(row.reports_to)
            row = self.drawing.rows.get(row.reports_to)
        self._state = replace(self._state, collapsed=self._state.collapsed - above)
        self._lay_out()

    def _mark(self, **changes: object) -> None:
        marks = replace(self._marks, **changes)  # type: ignore[arg-type]
        if marks != self._marks:
            self._marks = marks
            self.viewport().update()

    def _show_tip(self, event: QHelpEvent) -> None:
        card = None if self.drawing is None else self.drawing.card_at(self.to_drawing(event.pos()))
        if card is None or self.drawing is None or self._map is None:
            QToolTip.hideText()
            return
        text = self._persons.sentence(self.drawing.rows[card], self._map)
        QToolTip.showText(event.globalPos(), text, self.viewport())

    def _tell(self) -> None:
        """Say to a screen reader who is chosen."""
        row = None if self._map is None or self.current is None else self._map.place(self.current)
        if row is None or self._map is None:
            said = self.look.words.say("Arrow keys walk from card to card, Enter opens a person.")
        else:
            said = self._persons.sentence(row, self._map)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
