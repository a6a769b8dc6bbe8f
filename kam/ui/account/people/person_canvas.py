"""What the two drawn views of people share: choosing, walking, holding somebody with the mouse, speaking."""

from __future__ import annotations

from dataclasses import dataclass
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
)
from PySide6.QtWidgets import QApplication, QToolTip

from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.canvas import Canvas
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.walking import Direction
from kam.ui.look import Look
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.tips import plain_tip

_HELD: Final = 0.85
ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}


@dataclass(slots=True)
class _Hold:
    """Somebody held by the mouse: since where, and where in their card."""

    person: UUID
    start: QPoint
    grip: QPointF
    at: QPointF
    moving: bool = False


class PersonCanvas(Canvas):
    """Says what the user wishes and changes nothing itself. A view tells it who is where."""

    selected = Signal(object)
    """Who was chosen; None where the ground was."""
    walked = Signal(object)
    """Who was chosen by an arrow key: another may follow at once."""
    opened = Signal(object)
    """Enter or a double click on somebody."""
    menu_wished = Signal(object, object)
    """Whose menu (None: the map's), and where on the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.persons = PersonWords(look)
        self.found: StakeholderMap | None = None
        self._current: UUID | None = None
        self._hovered: UUID | None = None
        self._hold: _Hold | None = None

    # What a view tells

    def person_at(self, point: QPointF) -> UUID | None:
        """Who is at a point of the drawing."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def place_of(self, person: UUID) -> QRectF | None:
        """Where of the drawing somebody is."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def everybody(self) -> list[UUID]:
        """Who can be walked to, in reading order."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def neighbour(self, person: UUID, direction: Direction) -> UUID | None:
        """Who comes next in a direction."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def held_over(self, point: QPointF | None) -> None:
        """Somebody is held over a point; None: over nothing any more."""

    def dropped(self, person: UUID, point: QPointF) -> None:
        """Somebody was let go over a point."""

    def paint_held(self, painter: QPainter, person: UUID, box: QRectF) -> None:
        """Draw somebody under the mouse."""

    def hint(self) -> str:
        """What a screen reader is told while nobody is chosen."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def press_elsewhere(self, point: QPointF) -> bool:
        """A click on something that is nobody; whether it meant anything."""
        del point
        return False

    # Choosing

    @property
    def current(self) -> UUID | None:
        """Who is chosen."""
        return self._current

    @property
    def hovered(self) -> UUID | None:
        """Who is under the mouse."""
        return self._hovered

    @property
    def held(self) -> UUID | None:
        """Who is carried by the mouse."""
        return self._hold.person if self._hold is not None and self._hold.moving else None

    def select(self, person: UUID | None, *, reveal: bool = True) -> None:
        """Choose somebody without telling anybody."""
        self._current = person
        self.viewport().update()
        place = None if person is None else self.place_of(person)
        if place is not None and reveal:
            self.reveal(place)
        self.speak()

    def choose(self, person: UUID | None, *, walking: bool = False) -> None:
        """Choose somebody as the user does."""
        if person != self._current:
            self.select(person)
            (self.walked if walking else self.selected).emit(person)

    def speak(self) -> None:
        """Say to a screen reader who is chosen."""
        row = None if self.found is None or self._current is None else self.found.place(self._current)
        said = self.hint() if row is None or self.found is None else self.persons.sentence(row, self.found)
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Painting

    def paint_above(self, painter: QPainter) -> None:
        """Who is held, and the ring of the keyboard where nobody is chosen."""
        if self.hasFocus() and (self._current is None or self.place_of(self._current) is None):
            paint_focus(painter, self.viewport().rect().adjusted(1, 1, -1, -1), self.look.theme)
        hold = self._hold
        place = None if hold is None or not hold.moving else self.place_of(hold.person)
        if hold is None or place is None:
            return
        painter.setOpacity(_HELD)
        painter.translate(hold.at - hold.grip * self.scale)
        painter.scale(self.scale, self.scale)
        self.paint_held(painter, hold.person, QRectF(QPointF(0, 0), place.size()))

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Somebody is chosen and may be carried; the ground is taken hold of."""
        if event.button() is Qt.MouseButton.MiddleButton:
            self.grip(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = self.to_drawing(event.position())
        person = self.person_at(point)
        place = None if person is None else self.place_of(person)
        if person is not None and place is not None:
            start = event.position().toPoint()
            self._hold = _Hold(person, start, point - place.topLeft(), event.position())
            self.choose(person)
        elif not self.press_elsewhere(point):
            self.choose(None)
            self.grip(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry somebody or the ground; else mark who is under the mouse."""
        if self.drag_ground(event):
            return
        point = self.to_drawing(event.position())
        hold = self._hold
        if hold is None:
            self._hover(self.person_at(point))
            return
        far = (event.position().toPoint() - hold.start).manhattanLength()
        if hold.moving or far >= QApplication.startDragDistance():
            hold.moving = True
            hold.at = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.held_over(point)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put somebody down."""
        if self.let_go():
            return
        hold, self._hold = self._hold, None
        if hold is None or not hold.moving:
            return
        self.viewport().unsetCursor()
        self.held_over(None)
        self.viewport().update()
        self.dropped(hold.person, self.to_drawing(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open somebody; on anything else it is the second of two quick clicks."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = self.to_drawing(event.position())
        person = self.person_at(point)
        if person is not None:
            self.opened.emit(person)
        else:
            self.press_elsewhere(point)

    def leaveEvent(self, event: QEvent) -> None:
        """Nobody is under the mouse."""
        super().leaveEvent(event)
        self._hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of somebody, or of the map."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = None if self._current is None else self.place_of(self._current)
            spot = event.pos() if place is None else self.to_view(place).center().toPoint()
            self.menu_wished.emit(self._current, self.viewport().mapToGlobal(spot))
            return
        person = self.person_at(self.to_drawing(event.pos()))
        if person is not None:
            self.choose(person)
        self.menu_wished.emit(person, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Who is under the mouse says themselves whole."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            person = self.person_at(self.to_drawing(event.pos()))
            row = None if person is None or self.found is None else self.found.place(person)
            if row is None or self.found is None:
                QToolTip.hideText()
            else:
                text = self.persons.sentence(row, self.found)
                QToolTip.showText(event.globalPos(), plain_tip(text), self.viewport())
            return True
        return super().viewportEvent(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, Home goes to the first, Escape chooses nobody."""
        key, current = event.key(), self._current
        if key == Qt.Key.Key_Escape and self._hold is not None:
            self._hold = None
            self.held_over(None)
            self.viewport().unsetCursor()
            self.viewport().update()
        elif key in ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(ARROWS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Home and self.everybody():
            self.choose(self.everybody()[0], walking=True)
        elif key == Qt.Key.Key_Escape and current is not None:
            self.choose(None)
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

    def _walk(self, direction: Direction) -> None:
        if self._current is None or self.place_of(self._current) is None:
            first = self.everybody()[:1]
            self.choose(first[0] if first else None, walking=True)
            return
        following = self.neighbour(self._current, direction)
        if following is not None:
            self.choose(following, walking=True)

    def _hover(self, person: UUID | None) -> None:
        if person != self._hovered:
            self._hovered = person
            shape = Qt.CursorShape.ArrowCursor if person is None else Qt.CursorShape.PointingHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()
