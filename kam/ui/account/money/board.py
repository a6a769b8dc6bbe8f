"""Opportunities as a board: a lane a stage, cards that are dragged or moved by the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.core.vocabulary import OpportunityStage
from kam.services.money.deals import DealRow, Deals
from kam.services.money.stages import BOARD, CLOSED
from kam.ui.account.money.deal_columns import DealColumns
from kam.ui.account.money.saying import DASH, stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.labels import LineLabel, label, set_property
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run, Spring, paint_line

_CARD: Final = 74
_LANE: Final = 168
_PADDING: Final = 10
_CLOSED_SHOWN: Final = 8


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
        self.setFixedHeight(_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("; ".join(self._told()))
        self.setToolTip("\n".join(self._told()))
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A card."""
        return QSize(_LANE, _CARD)

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
    second: Line = (Run(place or row.competitor or DASH, Type.SECONDARY, "text3"),)
    worth = formats.money(row.worth.minor, row.worth.currency) if row.worth else DASH
    third: list[Run | Spring] = [Run(worth, Type.STRONG, "text2" if quiet else "text")]
    if row.probability is not None and row.is_open:
        third.append(Run(formats.points(row.probability), Type.SECONDARY, "text3"))
    third.append(Spring())
    return first, second, (*third, *columns.due_line(row))


def paint_card(painter: QPainter, box: QRectF, lines: tuple[Line, ...], look: Look) -> None:
    """Draw the lines of a card, one below the other."""
    inside = box.adjusted(_PADDING, 8, -_PADDING, -8)
    height = inside.height() / max(len(lines), 1)
    for number, line in enumerate(lines):
        place = QRectF(inside.left(), inside.top() + number * height, inside.width(), height)
        paint_line(painter, place, line, look.theme)


class _Ghost(QWidget):
    """The card that goes with the mouse."""

    def __init__(self, look: Look, parent: QWidget, row: DealRow, columns: DealColumns) -> None:
        super().__init__(parent)
        self._look = look
        self._lines = card_lines(look, row, columns)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(_LANE, _CARD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The card under the mouse, in the accent."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("page"))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
            paint_card(painter, QRectF(self.rect()), self._lines, self._look)


class Lane(QFrame):
    """A stage: its name, how many and how much, its cards."""

    def __init__(self, look: Look, stage: OpportunityStage) -> None:
        super().__init__()
        self._look = look
        self.stage = stage
        self.setProperty("role", "lane")
        self.setMinimumWidth(_LANE)
        self.cards: list[DealCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        self.head = LineLabel(look)
        column.addWidget(self.head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        held = QWidget()
        for each in (held, self._scroll.viewport()):
            each.setAutoFillBackground(False)
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._scroll.setWidget(held)
        held.setAutoFillBackground(False)  # a scroll area fills what it is given
        column.addWidget(self._scroll, 1)

    def show_cards(self, cards: Sequence[DealCard], rows: Sequence[DealRow], columns: DealColumns) -> None:
        """Show the cards of the stage; ``rows`` are all of it, also those beyond what is shown."""
        clear(self._column)
        self.cards = list(cards)
        for card in cards:
            self._column.addWidget(card)
        more = len(rows) - len(cards)
        if more > 0:
            words = self._look.words
            told = words.say_many("and {count} earlier", "and {count} earlier", more)
            self._column.addWidget(label(told, Type.SECONDARY, "text3"))
        self._column.addStretch(1)
        known = [row.worth.minor for row in rows if row.worth is not None]
        sum_ = self._look.formats.scaled(sum(known), columns.currency, columns.scale) if known else ""
        name = stage_text(self._look, self.stage)
        self.head.show_line(
            (
                Run(name[:1].upper() + name[1:], Type.STRONG),
                Run(self._look.formats.number(len(rows)), Type.SECONDARY, "text3"),
                Spring(),
                Run(sum_, Type.SECONDARY, "text2"),
            )
        )
        self.setAccessibleName(name)

    def reveal(self, card: DealCard) -> None:
        """Scroll until a card is on view."""
        self._scroll.ensureWidgetVisible(card, 0, 8)

    def set_target(self, *, on: bool) -> None:
        """Show that the card would come here."""
        set_property(self, "state", "target" if on else "")


class Board(QWidget):
    """Six lanes. Arrows walk, Ctrl+arrows move, Enter opens, Delete deletes."""

    opened = Signal(object)
    move_wished = Signal(object, object)
    """A ``DealRow`` and the ``OpportunityStage`` it is to go to."""
    delete_wished = Signal(object)
    menu_wished = Signal(object, object)
    current_changed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._current: UUID | None = None
        self._columns: DealColumns | None = None
        self._ghost: _Ghost | None = None
        self.setAccessibleName(look.words.say("Board of opportunities"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.lanes = {stage: Lane(look, stage) for stage in BOARD}
        for lane in self.lanes.values():
            row.addWidget(lane, 1)

    def show_deals(self, deals: Deals) -> None:
        """Show all opportunities; the card with the keyboard keeps it."""
        columns = self._columns = DealColumns(self._look, deals)
        had_focus = any(card.hasFocus() for card in self.cards())
        for stage, lane in self.lanes.items():
            rows = deals.of(stage)
            shown = rows[:_CLOSED_SHOWN] if stage in CLOSED else rows
            lane.show_cards([self._card(row, columns) for row in shown], rows, columns)
        self._let_tab()
        if had_focus and (card := self.card(self._current)) is not None:
            card.setFocus()

    def cards(self) -> list[DealCard]:
        """All cards, lane after lane."""
        return [card for lane in self.lanes.values() for card in lane.cards]

    def card(self, deal_id: UUID | None) -> DealCard | None:
        """The card of an opportunity."""
        return next((card for card in self.cards() if card.row.id == deal_id), None)

    @property
    def current(self) -> DealRow | None:
        """The opportunity that the keyboard is or was on."""
        card = self.card(self._current)
        return None if card is None else card.row

    def go_to(self, deal_id: UUID) -> None:
        """Put the keyboard on a card."""
        card = self.card(deal_id)
        if card is not None:
            self._current = deal_id
            self._let_tab()
            self.lanes[card.row.stage].reveal(card)
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, row: DealRow, columns: DealColumns) -> DealCard:
        card = DealCard(self._look, row, columns)
        card.opened.connect(self.opened)
        card.pressed.connect(self._stand_on)
        card.key_pressed.connect(self._take_key)
        card.menu_wished.connect(self.menu_wished)
        card.dragged.connect(self._drag)
        card.dropped.connect(self._drop)
        card.drag_given_up.connect(self._end_drag)
        return card

    def _stand_on(self, row: DealRow) -> None:
        if row.id != self._current:
            self._current = row.id
            self._let_tab()
            self.current_changed.emit(row)

    def _let_tab(self) -> None:
        """Tab reaches one card, the one where the keyboard was; arrows reach the others."""
        cards = self.cards()
        if not any(card.row.id == self._current for card in cards):
            self._current = cards[0].row.id if cards else None
        for card in cards:
            here = card.row.id == self._current
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    # Keyboard

    def _take_key(self, row: DealRow, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        event.accept()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            if control:
                self._move_by(row, step)
            else:
                self._walk_across(row, step)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._walk_along(row, 1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(row)
        elif key == Qt.Key.Key_Delete:
            self.delete_wished.emit(row)
        elif key == Qt.Key.Key_Menu:
            card = self.card(row.id)
            if card is not None:
                self.menu_wished.emit(row, card.mapToGlobal(card.rect().bottomLeft()))
        else:
            event.ignore()

    def _move_by(self, row: DealRow, step: int) -> None:
        at = BOARD.index(row.stage) + step
        if 0 <= at < len(BOARD):
            self.move_wished.emit(row, BOARD[at])

    def _walk_along(self, row: DealRow, step: int) -> None:
        cards = self.lanes[row.stage].cards
        at = next(number for number, card in enumerate(cards) if card.row.id == row.id) + step
        if 0 <= at < len(cards):
            self.go_to(cards[at].row.id)

    def _walk_across(self, row: DealRow, step: int) -> None:
        """To the next lane that has cards, at the same height where there is one."""
        here = self.lanes[row.stage].cards
        height = next(number for number, card in enumerate(here) if card.row.id == row.id)
        at = BOARD.index(row.stage) + step
        while 0 <= at < len(BOARD):
            cards = self.lanes[BOARD[at]].cards
            if cards:
                self.go_to(cards[min(height, len(cards) - 1)].row.id)
                return
            at += step

    # Dragging

    def _drag(self, row: DealRow, at: QPoint) -> None:
        if self._columns is None:
            return
        if self._ghost is None:
            self._ghost = _Ghost(self._look, self, row, self._columns)
            self._ghost.show()
        place = self.mapFromGlobal(at)
        self._ghost.move(place.x() - _LANE // 2, place.y() - _CARD // 2)
        self._ghost.raise_()
        stage = self._stage_at(at)
        for each, lane in self.lanes.items():
            lane.set_target(on=each is stage and each is not row.stage)

    def _drop(self, row: DealRow, at: QPoint) -> None:
        stage = self._stage_at(at)
        self._end_drag()
        if stage is not None and stage is not row.stage:
            self.move_wished.emit(row, stage)

    def _end_drag(self) -> None:
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.deleteLater()
            self._ghost = None
        for lane in self.lanes.values():
            lane.set_target(on=False)

    def _stage_at(self, at: QPoint) -> OpportunityStage | None:
        place = self.mapFromGlobal(at)
        return next((stage for stage, lane in self.lanes.items() if lane.geometry().contains(place)), None)
