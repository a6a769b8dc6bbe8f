"""The field of the matrix: bubbles that are walked by the keyboard, pointed at, opened and dragged."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from kam.analysis.segments import POTENTIAL_SCALE
from kam.services.health.rows import HealthBook
from kam.services.portfolio.matrix import Matrix
from kam.ui.accounts.matrix.geometry import FieldLayout, Spot, lay_out
from kam.ui.accounts.matrix.painting import FieldPainter, described, name_width
from kam.ui.accounts.money import MoneyScale
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ASIDE: Final = 2.5
"""How much more it counts to be off the way than far along it."""


class MatrixField(QWidget):
    """Shows a matrix. What a bubble's opening or potential means is the owner's."""

    opened = Signal(object)
    """The identity of an account."""
    potential_wished = Signal(object, int)
    """An account and the potential to set."""
    chosen = Signal(object)
    """The account whose bubble has the keyboard or was clicked; None for none."""
    pointed = Signal(object)
    """The ``Spot`` to be explained, None for none."""
    menu_wished = Signal(object, object)
    """An account and the place (global) for a menu about it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._matrix: Matrix | None = None
        self._drawn: QPixmap | None = None
        self._current: UUID | None = None
        self._pressed: tuple[Spot, QPointF] | None = None
        self._dragged_to: QPointF | None = None
        self._by_keyboard = False
        self.field: FieldLayout | None = None
        self.money = MoneyScale.fitting(look.formats, "", ())
        self._health: HealthBook | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(look.words.say("Clients by class and potential"))
        look.theme.changed.connect(self._redraw)

    @property
    def current(self) -> UUID | None:
        """The account whose bubble is chosen."""
        return self._current

    @property
    def matrix(self) -> Matrix | None:
        """What is shown."""
        return self._matrix

    def sizeHint(self) -> QSize:
        """Room for a handful of accounts in each cell."""
        return QSize(760, 560)

    def minimumSizeHint(self) -> QSize:
        """Names are cut before the cells become useless."""
        return QSize(480, 320)

    def show_matrix(self, matrix: Matrix, money: MoneyScale) -> None:
        """Show a matrix; the chosen bubble stays where its account is still there."""
        self._matrix = matrix
        self.money = money
        self._lay_out()
        if self.field is not None and self.field.spot_of(self._current) is None:
            self.choose(None)

    def show_health(self, book: HealthBook) -> None:
        """Put the signs of health before the names; their room was kept."""
        self._health = book
        self._redraw()

    def choose(self, account: UUID | None) -> None:
        """Show an account's bubble as chosen; tells nobody."""
        if account == self._current:
            return
        self._current = account
        spot = self._spot()
        text = "" if spot is None else described(spot.bubble, self._look, self.money, self._health)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def paint_whole(self, painter: QPainter, theme: Theme, place: QRectF) -> None:
        """Draw the field anew into another place, in the colours of a theme: a file."""
        if self._matrix is not None:
            look = replace(self._look, theme=theme)
            layout = lay_out(self._matrix, place, lambda name: name_width(look, name))
            FieldPainter(look, self._matrix, layout, self.money, self._health).paint(painter)

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self.pointed.emit(None)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Another typeface has other widths."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The field as it was drawn, the chosen bubble over it, what is dragged over that."""
        with QPainter(self) as painter:
            if self._drawn is None:
                self._drawn = self._draw()
            painter.drawPixmap(0, 0, self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            spot = self._spot()
            if spot is not None and (ours := self._painter()) is not None:
                ours.bubble(painter, spot, chosen=True)
            self._paint_dragged(painter)
            if self.hasFocus() and spot is None and self._by_keyboard:
                paint_focus(painter, self.rect(), self._look.theme)

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(colour_of(self._look.theme, "page"))
        with QPainter(picture) as painter:
            if (ours := self._painter()) is not None:
                ours.paint(painter)
        return picture

    def _painter(self) -> FieldPainter | None:
        if self._matrix is None or self.field is None:
            return None
        return FieldPainter(self._look, self._matrix, self.field, self.money, self._health)

    def _paint_dragged(self, painter: QPainter) -> None:
        """The column it would go to, and the bubble under the mouse."""
        if self._pressed is None or self._dragged_to is None or self.field is None:
            return
        theme = self._look.theme
        spot = self._pressed[0]
        column = self.field.column(self.field.potential_at(self._dragged_to.x()))
        here = column.intersected(self.field.row(spot.bubble.abc)) if spot.bubble.abc else column
        pen = QPen(colour_of(theme, "accent"), 2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(here.adjusted(2, 2, -2, -2))
        painter.setOpacity(0.8)
        painter.setPen(QPen(colour_of(theme, "accent"), 2))
        painter.setBrush(colour_of(theme, "accent_soft"))
        painter.drawEllipse(QPointF(self._dragged_to.x(), spot.centre.y()), spot.radius, spot.radius)

    def _lay_out(self) -> None:
        if self._matrix is not None:
            place = QRectF(0, 0, self.width() - 1, self.height() - 1)
            self.field = lay_out(self._matrix, place, lambda name: name_width(self._look, name))
        self._redraw()

    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def _spot(self) -> Spot | None:
        return None if self.field is None else self.field.spot_of(self._current)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bubble under the mouse."""
        spot = self._spot_under(event.position())
        self._choose_and_tell(spot)
        if event.button() is Qt.MouseButton.LeftButton and spot is not None:
            self._pressed = (spot, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Explain what is pointed at; drag what was pressed."""
        if self._pressed is not None:
            way = event.position() - self._pressed[1]
            if self._dragged_to is not None or abs(way.x()) >= QApplication.startDragDistance():
                self._dragged_to = event.position()
                self.pointed.emit(None)
                self.update()
            return
        spot = self._spot_under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(spot if spot is not None else self._focused_spot())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a bubble that was dragged to another column gets its potential."""
        pressed, dragged = self._pressed, self._dragged_to
        self._pressed = self._dragged_to = None
        self.update()
        if pressed is not None and dragged is not None and self.field is not None:
            potential = self.field.potential_at(event.position().x())
            if potential != pressed[0].bubble.potential:
                self.potential_wished.emit(pressed[0].bubble.id, potential)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the account."""
        self._pressed = None
        if (spot := self._spot_under(event.position())) is not None:
            self.opened.emit(spot.bubble.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.pointed.emit(self._focused_spot())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the bubble under the mouse, or the chosen one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        spot = self._spot_under(QPointF(event.pos())) if by_mouse else self._spot()
        if spot is not None:
            at = event.globalPos() if by_mouse else self.mapToGlobal(_below(spot))
            self.menu_wished.emit(spot.bubble.id, at)

    def _spot_under(self, at: QPointF) -> Spot | None:
        return None if self.field is None else self.field.spot_at(at)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab begins at the first bubble."""
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        if self._by_keyboard and self._current is None and self.field is not None and self.field.spots:
            self._choose_and_tell(self.field.spots[0])
        self.pointed.emit(self._focused_spot())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is explained to the keyboard goes with it."""
        super().focusOutEvent(event)
        self.pointed.emit(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter opens, 1–5 set the potential, Escape drops what is dragged."""
        spot = self._spot()
        if event.key() in _ARROWS:
            self._walk(*_ARROWS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape and self._dragged_to is not None:
            self._pressed = self._dragged_to = None
            self.update()
        elif spot is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(spot.bubble.id)
        elif spot is not None and (potential := typed_potential(event)) is not None:
            self.potential_wished.emit(spot.bubble.id, potential)
        else:
            super().keyPressEvent(event)

    def _walk(self, right: int, down: int) -> None:
        """To the nearest bubble that way; being off the way counts more than being far."""
        spots = () if self.field is None else self.field.spots
        here = self._spot()
        if here is None:
            self._choose_and_tell(spots[0] if spots else None)
            return
        self._choose_and_tell(_nearest(here, spots, right, down) or here)

    def _choose_and_tell(self, spot: Spot | None) -> None:
        account = None if spot is None else spot.bubble.id
        if account != self._current:
            self.choose(account)
            self.chosen.emit(account)
        self.pointed.emit(spot)

    def _focused_spot(self) -> Spot | None:
        return self._spot() if self.hasFocus() else None


def typed_potential(event: QKeyEvent) -> int | None:
    """The potential that a key means; None for any other key."""
    text = event.text()
    return int(text) if text.isdecimal() and len(text) == 1 and int(text) in POTENTIAL_SCALE else None


def _nearest(here: Spot, spots: Iterable[Spot], right: int, down: int) -> Spot | None:
    best, least = None, math.inf
    for spot in spots:
        way = spot.centre - here.centre
        along = way.x() * right + way.y() * down
        aside = abs(way.x() * down) + abs(way.y() * right)
        if spot is here or along <= 0:
            continue
        cost = along + _ASIDE * aside
        if cost < least:
            best, least = spot, cost
    return best


def _below(spot: Spot) -> QPoint:
    return QPointF(spot.centre.x(), spot.centre.y() + spot.radius).toPoint()
