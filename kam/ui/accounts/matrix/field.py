"""The field of the matrix: bubbles that are walked by the keyboard, pointed at, opened and dragged."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from kam.analysis.segments import POTENTIAL_SCALE
from kam.services.health.rows import HealthBook
from kam.services.portfolio.matrix import Matrix
from kam.ui.accounts.matrix.geometry import FieldLayout, Spot, lay_out
from kam.ui.accounts.matrix.painting import FieldPainter, described, name_width
from kam.ui.accounts.money import MoneyScale
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.widgets.charts.spot_field import BY_TAB, SpotField
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of


class MatrixField(SpotField[Spot]):
    """Shows a matrix. What a bubble's opening or potential means is the owner's."""

    potential_wished = Signal(object, int)
    """An account and the potential to set."""
    menu_wished = Signal(object, object)
    """An account and the place (global) for a menu about it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Clients by class and potential"))
        self._matrix: Matrix | None = None
        self._layout: FieldLayout | None = None
        self._pressed: tuple[Spot, QPointF] | None = None
        self._dragged_to: QPointF | None = None
        self._by_keyboard = False
        self.money = MoneyScale.fitting(look.formats, "", ())
        self._health: HealthBook | None = None

    @property
    def layout_of_spots(self) -> FieldLayout | None:
        """Where everything stands."""
        return self._layout

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
        self.arrange()
        if self.current_spot is None:
            self.choose(None)

    def show_health(self, book: HealthBook) -> None:
        """Put the signs of health before the names; their room was kept."""
        self._health = book
        self.redraw()

    def arrange(self) -> None:
        """Lay out the bubbles in the room there is."""
        if self._matrix is not None:
            place = QRectF(0, 0, self.width() - 1, self.height() - 1)
            self._layout = lay_out(self._matrix, place, lambda name: name_width(self._look, name))
        self.redraw()

    def describe(self, spot: Spot) -> str:
        """The account, its place and its figures."""
        return described(spot.bubble, self._look, self.money, self._health)

    # Drawing

    def paint_whole(self, painter: QPainter, theme: Theme, place: QRectF) -> None:
        """Draw the field anew into another place, in the colours of a theme: a file."""
        if self._matrix is not None:
            look = replace(self._look, theme=theme)
            layout = lay_out(self._matrix, place, lambda name: name_width(look, name))
            FieldPainter(look, self._matrix, layout, self.money, self._health).paint(painter)

    def paint_field(self, painter: QPainter) -> None:
        """The whole field."""
        if (ours := self._painter()) is not None:
            ours.paint(painter)

    def paint_over(self, painter: QPainter) -> None:
        """The chosen bubble, what is dragged over it; the ring around the field where none is chosen."""
        spot = self.current_spot
        if spot is not None and (ours := self._painter()) is not None:
            ours.bubble(painter, spot, chosen=True)
        self._paint_dragged(painter)
        if self.hasFocus() and spot is None and self._by_keyboard:
            paint_focus(painter, self.rect(), self._look.theme)

    def _painter(self) -> FieldPainter | None:
        if self._matrix is None or self._layout is None:
            return None
        return FieldPainter(self._look, self._matrix, self._layout, self.money, self._health)

    def _paint_dragged(self, painter: QPainter) -> None:
        """The column it would go to, and the bubble under the mouse."""
        if self._pressed is None or self._dragged_to is None or self._layout is None:
            return
        theme = self._look.theme
        spot = self._pressed[0]
        column = self._layout.column(self._layout.potential_at(self._dragged_to.x()))
        here = column.intersected(self._layout.row(spot.bubble.abc)) if spot.bubble.abc else column
        pen = QPen(colour_of(theme, "accent"), 2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(here.adjusted(2, 2, -2, -2))
        painter.setOpacity(0.8)
        painter.setPen(QPen(colour_of(theme, "accent"), 2))
        painter.setBrush(colour_of(theme, "accent_soft"))
        painter.drawEllipse(QPointF(self._dragged_to.x(), spot.centre.y()), spot.radius, spot.radius)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bubble under the mouse."""
        spot = self.spot_under(event.position())
        self.choose_and_tell(spot)
        if event.button() is Qt.MouseButton.LeftButton and spot is not None:
            self._pressed = (spot, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Explain what is pointed at; drag what was pressed."""
        if self._pressed is not None:
            way = event.position() - self._pressed[1]
            if self._dragged_to is not None or abs(way.x()) >= QApplication.startDragDistance():
                self._dragged_to = event.position()
                self.point(None)
                self.update()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a bubble that was dragged to another column gets its potential."""
        pressed, dragged = self._pressed, self._dragged_to
        self._pressed = self._dragged_to = None
        self.update()
        if pressed is not None and dragged is not None and self._layout is not None:
            potential = self._layout.potential_at(event.position().x())
            if potential != pressed[0].bubble.potential:
                self.potential_wished.emit(pressed[0].id, potential)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the account."""
        self._pressed = None
        if (spot := self.spot_under(event.position())) is not None:
            self.opened.emit(spot.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the bubble under the mouse, or the chosen one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        spot = self.spot_under(QPointF(event.pos())) if by_mouse else self.current_spot
        if spot is not None:
            at = event.globalPos() if by_mouse else self.mapToGlobal(_below(spot))
            self.menu_wished.emit(spot.id, at)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whichever way one comes, the chosen bubble is explained."""
        self._by_keyboard = event.reason() in BY_TAB
        super().focusInEvent(event)
        self.point_at_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–5 set the potential, Escape drops what is dragged."""
        spot = self.current_spot
        if event.key() == Qt.Key.Key_Escape and self._dragged_to is not None:
            self._pressed = self._dragged_to = None
            self.update()
        elif spot is not None and (potential := typed_potential(event)) is not None:
            self.potential_wished.emit(spot.id, potential)
        else:
            super().keyPressEvent(event)


def typed_potential(event: QKeyEvent) -> int | None:
    """The potential that a key means; None for any other key."""
    text = event.text()
    return int(text) if text.isdecimal() and len(text) == 1 and int(text) in POTENTIAL_SCALE else None


def _below(spot: Spot) -> QPoint:
    return QPointF(spot.centre.x(), spot.centre.y() + spot.radius).toPoint()
