"""A lane of the board: the complaints of one stage as painted cards, many thousands if need be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from kam.core.vocabulary import ComplaintStage
from kam.services.complaints.rows import ComplaintCard
from kam.ui.complaints.card import CARD, paint_card
from kam.ui.complaints.saying import card_told, lane_text, stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import ElidedLabel, LineLabel, set_property
from kam.ui.widgets.painted_list import Index, PaintedList
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.tips import plain_tip

LEAST: Final = 128
GAP: Final = 8
_SIDE: Final = 6
"""Between a lane's edge and its cards; at the right the scroll bar stands there."""
_NOWHERE: Final = QModelIndex()


class LaneModel(QAbstractListModel):
    """Handed its cards in their order."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._cards: Sequence[ComplaintCard] = ()
        self._places: dict[UUID, int] = {}

    def show_cards(self, cards: Sequence[ComplaintCard]) -> None:
        """Show other cards; where they are the same complaints, the list stays as it stands."""
        if [each.id for each in cards] == [each.id for each in self._cards]:
            self._cards = cards
            if cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards = cards
        self._places = {each.id: at for at, each in enumerate(cards)}
        self.endResetModel()

    def card_at(self, index: Index) -> ComplaintCard | None:
        """The card at an index."""
        return self._cards[index.row()] if 0 <= index.row() < len(self._cards) else None

    def place_of(self, complaint: UUID | None) -> QModelIndex:
        """Where a complaint stands; an invalid index where it does not."""
        at = self._places.get(complaint) if complaint is not None else None
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The cards."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a card says."""
        card = self.card_at(index)
        if card is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return "; ".join(card_told(self._look, card))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(card_told(self._look, card)))
        return None


class LaneList(PaintedList):
    """The cards of a lane. What the keys mean across lanes is the board's matter."""

    chosen = Signal(object)
    """The complaint the keyboard or the mouse went to."""
    opened = Signal(object)
    key_pressed = Signal(object, object)
    """The card and a key event that is the board's."""
    menu_wished = Signal(object, object)
    dragged = Signal(object, object)
    """The card and where the mouse is (global)."""
    dropped = Signal(object, object)
    drag_given_up = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(name, LEAST - 2 * GAP)
        self._pressed: QPoint | None = None
        self._dragging = False
        self.cards = LaneModel(look, self)
        self.setModel(self.cards)
        self.setItemDelegate(_CardDelegate(look, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setProperty("ground", "window")
        self.verticalScrollBar().setProperty("slim", "true")
        self.viewport().setAutoFillBackground(False)
        self.customContextMenuRequested.connect(self._wish_menu)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_cards(self, cards: Sequence[ComplaintCard]) -> None:
        """Show the cards of the stage."""
        self.cards.show_cards(cards)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cards else Qt.FocusPolicy.NoFocus)

    def card_width(self) -> int:
        """A card leaves the lane's edge free, or the place of the scroll bar."""
        free = self.width() - self.viewport().width()
        return self.viewport().width() - max(_SIDE - free, 0)

    def current(self) -> ComplaintCard | None:
        """The card that is chosen here."""
        index = self.currentIndex()
        return self.cards.card_at(index) if self.selectionModel().isSelected(index) else None

    def choose(self, place: QModelIndex) -> None:
        """Choose the card at a place and show it."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(place, flag.ClearAndSelect)
        self.scrollTo(place)

    def let_go(self) -> None:
        """Another lane has the word."""
        if self.currentIndex().isValid():
            self.selectionModel().blockSignals(True)
            self.selectionModel().clear()
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk; Escape ends a drag; everything else is asked of the board first."""
        self._by_keyboard = True
        card = self.current()
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._end_press()
            self.drag_given_up.emit()
            return
        if card is not None:
            self.key_pressed.emit(card, event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab one is on a card."""
        reason = Qt.FocusReason
        self._by_keyboard = event.reason() is not reason.MouseFocusReason
        if self.current() is None and self.cards.rowCount() and event.reason() is not reason.MouseFocusReason:
            self.choose(self.cards.index(0))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses, and may become a drag."""
        self._by_keyboard = False
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.current() is not None:
            self._pressed = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from where it was pressed the card goes with the mouse; else it is pointed at."""
        at, card = event.globalPosition().toPoint(), self.current()
        if self._pressed is not None and card is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if self._dragging or far:
                self._dragging = True
                self.dragged.emit(card, at)
            return
        index = self.indexAt(event.position().toPoint())
        if index.row() != (self._hovered.row() if self._hovered.isValid() else -1):
            self._hovered = QPersistentModelIndex(index)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go over another lane the card goes there."""
        dragging, card = self._dragging, self.current()
        self._end_press()
        if dragging and card is not None:
            self.dropped.emit(card, event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        card = self.cards.card_at(self.indexAt(event.position().toPoint()))
        if card is not None and event.button() is Qt.MouseButton.LeftButton:
            self._end_press()
            self.opened.emit(card)

    def viewportEvent(self, event: QEvent) -> bool:
        """The frame of what is pointed at goes with the mouse."""
        if event.type() is QEvent.Type.Leave:
            self._hovered = QPersistentModelIndex()
            self.viewport().update()
        return super().viewportEvent(event)

    @property
    def is_dragging(self) -> bool:
        """Whether a card of this lane is under way."""
        return self._dragging

    def _end_press(self) -> None:
        self._dragging, self._pressed = False, None

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        card = self.cards.card_at(now)
        if card is not None:
            self.chosen.emit(card)

    def _wish_menu(self, at: QPoint) -> None:
        card = self.cards.card_at(self.indexAt(at))
        if card is not None:
            self.menu_wished.emit(card, self.viewport().mapToGlobal(at))


class Lane(QFrame):
    """A stage: its name, how many, its cards."""

    def __init__(self, look: Look, stage: ComplaintStage) -> None:
        super().__init__()
        self._look = look
        self.stage = stage
        self.setProperty("role", "lane")
        self.setMinimumWidth(LEAST)
        self.head = LineLabel(look)
        self.list = LaneList(look, stage_text(look, stage))
        self.more = ElidedLabel("", Type.SECONDARY, "text2")
        self.more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, GAP, 0, GAP)
        self.head.setContentsMargins(0, 0, _SIDE, 0)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)
        self.show_cards((), 0)

    def show_cards(self, cards: Sequence[ComplaintCard], total: int) -> None:
        """Show the cards of the stage; ``total`` counts also those beyond what is shown."""
        self.list.show_cards(cards)
        name = lane_text(self._look, self.stage)
        count = self._look.formats.number(total)
        self.head.show_line((Run(name, Type.STRONG), Run(count, Type.SECONDARY, "text2")))
        words = self._look.words
        self.list.setAccessibleName(words.say("{stage}: {count}", stage=name, count=count))
        more = total - len(cards)
        self.more.setVisible(more > 0)
        self.more.setText(words.say_many("and {count} earlier", "and {count} earlier", more))

    def set_target(self, *, on: bool) -> None:
        """Show that the card would come here."""
        set_property(self, "state", "target" if on else "")


class _CardDelegate(QStyledItemDelegate):
    """Paints the cards."""

    def __init__(self, look: Look, view: LaneList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """A card and the gap under it."""
        return QSize(self._view.viewport().width(), CARD + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        card = self._view.cards.card_at(index)
        if card is None:
            return
        rect = QRect(option.rect)
        box = QRect(rect.left(), rect.top(), self._view.card_width(), CARD).toRectF()
        chosen = self._view.selectionModel().isSelected(self._view.cards.index(index.row()))
        if chosen and self._view.is_dragging:
            painter.setOpacity(0.4)
        hovered = self._view.is_hovered(index)
        focused = self._view.shows_focus(index)
        paint_card(painter, box, card, self._look, chosen=chosen, hovered=hovered, focused=focused)
        painter.setOpacity(1.0)
