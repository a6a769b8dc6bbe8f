"""An opportunity as a card of the board, and the one that goes with the mouse."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from kam.core.vocabulary import OpportunityStage
from kam.services.money.deals import DealRow
from kam.ui.account.money.deal_columns import DealColumns
from kam.ui.account.money.saying import DASH, stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Line, Run, Spring, paint_line
from kam.ui.widgets.tips import plain_tip

CARD: Final = 74
LANE: Final = 168
_PADDING: Final = 10


class DealCard(QWidget):
    """An opportunity: its title, what it is worth and by how much, against whom, by when."""

    opened = Signal(object)
    pressed = Signal(object)
    key_pressed = Signal(object, object)
    """The row and the key event that is the board's."""
    menu_wished = Signal(object, object)
    dragged = Signal(object, object)
    """The row and where the mouse is (global)."""
    dropped = Signal(object, object)
    drag_given_up = Signal()

    def __init__(self, look: Look, row: DealRow, columns: DealColumns) -> None:
        super().__init__()
        self._look = look
        self.row = row
        self._columns = columns
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setFixedHeight(CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("; ".join(self._told()))
        self.setToolTip(plain_tip("\n".join(self._told())))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A card."""
        return QSize(LANE, CARD)

    def _told(self) -> list[str]:
        row, words, formats = self.row, self._look.words, self._look.formats
        told = [row.title, stage_text(self._look, row.stage)]
        told += [part for part in (row.line, row.unit) if part]
        if row.worth is not None:
            told.append(formats.money(row.worth.minor, row.worth.currency))
        if row.probability is not None and row.is_open:
            told.append(words.say("probability {percent}", percent=formats.points(row.probability)))
        if row.competitor:
            told.append(words.say("against {competitor}", competitor=row.competitor))
        if row.is_open and row.expected_on is not None:
            told.append(words.say("expected {date}", date=formats.full_date(row.expected_on)))
        if row.overdue:
            told.append(words.say("was expected before today"))
        if row.reason_lost and not row.is_open:
            told.append(row.reason_lost)
        if row.next_step:
            told.append(row.next_step)
        return told

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.globalPosition().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit(self.row)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed the card goes with the mouse."""
        if self._pressed is None:
            return
        at = event.globalPosition().toPoint()
        if self._dragging or (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(self.row, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over a lane the card goes there."""
        dragging, self._dragging, self._pressed = self._dragging, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if dragging:
            self.dropped.emit(self.row, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = None
            self.opened.emit(self.row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it."""
        self.menu_wished.emit(self.row, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends a drag; everything else is the board's."""
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging, self._pressed = False, None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.drag_given_up.emit()
            return
        self.key_pressed.emit(self.row, event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on it."""
        super().focusInEvent(event)
        self.pressed.emit(self.row)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Three lines in a frame; while it is dragged an empty place stays."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            pen = QPen(theme.colour("accent" if self._dragging else "line2"), 1)
            if self._dragging:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(theme.colour("sunk" if self._dragging else "page"))
            painter.drawRoundedRect(frame, Size.RADIUS, Size.RADIUS)
            paint_card(painter, QRectF(self.rect()), self._lines(), self._look)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS)

    def _lines(self) -> tuple[Line, ...]:
        return card_lines(self._look, self.row, self._columns)


def card_lines(look: Look, row: DealRow, columns: DealColumns) -> tuple[Line, ...]:
    """The three lines of a card."""
    formats = look.formats
    place = " · ".join(filter(None, (row.line, row.unit)))
    quiet = row.stage is OpportunityStage.LOST
    first: Line = (Run(row.title, Type.NAME, "text2" if quiet else "text"),)
    if row.overdue:
        first = (*first, Spring(), columns.overdue_glyph())
    second: Line = (Run(place or row.competitor or DASH, Type.SECONDARY, "text3"),)
    worth = formats.money(row.worth.minor, row.worth.currency) if row.worth else DASH
    third: list[Run | Spring] = [Run(worth, Type.STRONG, "text2" if quiet else "text")]
    if row.probability is not None and row.is_open:
        third.append(Run(formats.points(row.probability), Type.SECONDARY, "text3"))
    due = Run(columns.due(row), tone="red" if row.overdue else "text2")
    return first, second, (*third, Spring(), due)


def paint_card(painter: QPainter, box: QRectF, lines: tuple[Line, ...], look: Look) -> None:
    """Draw the lines of a card, one below the other."""
    inside = box.adjusted(_PADDING, 8, -_PADDING, -8)
    height = inside.height() / max(len(lines), 1)
    for number, line in enumerate(lines):
        place = QRectF(inside.left(), inside.top() + number * height, inside.width(), height)
        paint_line(painter, place, line, look.theme)


class Ghost(QWidget):
    """The card that goes with the mouse."""

    def __init__(self, look: Look, parent: QWidget, row: DealRow, columns: DealColumns) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = card_lines(look, row, columns)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(LANE, CARD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The card under the mouse, in the accent."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("page"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
            paint_card(painter, QRectF(self.rect()), self._lines, self._look)
