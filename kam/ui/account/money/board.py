"""Opportunities as a board: a lane a stage, cards that are dragged or moved by the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.core.vocabulary import OpportunityStage
from kam.services.money.deals import DealRow, Deals
from kam.services.money.stages import BOARD, CLOSED
from kam.ui.account.money.deal_card import CARD, LANE, DealCard, Ghost
from kam.ui.account.money.deal_columns import DealColumns
from kam.ui.account.money.saying import stage_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import LineLabel, label, set_property
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run, Spring

_CLOSED_SHOWN: Final = 8


class Lane(QFrame):
    """A stage: its name, how many and how much, its cards."""

    def __init__(self, look: Look, stage: OpportunityStage) -> None:
        super().__init__()
        self._look = look
        self.stage = stage
        self.setProperty("role", "lane")
        self.setMinimumWidth(LANE)
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
        self._ghost: Ghost | None = None
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
            self._ghost = Ghost(self._look, self, row, self._columns)
            self._ghost.show()
        place = self.mapFromGlobal(at)
        self._ghost.move(place.x() - LANE // 2, place.y() - CARD // 2)
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
