"""The board: a lane a stage, cards that are dragged or moved by the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.core.vocabulary import ComplaintStage
from kam.services.complaints.rows import Board, ComplaintCard
from kam.ui.complaints.card import CARD, Ghost
from kam.ui.complaints.folded_lane import FoldedLane
from kam.ui.complaints.lane import GAP, Lane, LaneList
from kam.ui.complaints.saying import ENDED, STAGES
from kam.ui.look import Look

_WIDE: Final = 1320
_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Menu,
    }
)


class ComplaintBoard(QWidget):
    """Arrows walk, Ctrl+Left and Ctrl+Right move on and back, Enter opens, Delete deletes."""

    opened = Signal(object)
    move_wished = Signal(object, object)
    """A ``ComplaintCard`` and the ``ComplaintStage`` it is to go to."""
    step_wished = Signal(object, int)
    """A card is to go one stage on (1) or back (−1)."""
    delete_wished = Signal(object)
    menu_wished = Signal(object, object)
    current_changed = Signal(object)
    """The card that is chosen, or None."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._current: UUID | None = None
        self._ghost: Ghost | None = None
        self._board: Board | None = None
        words = look.words
        self.setAccessibleName(words.say("Board of complaints"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.lanes = {stage: Lane(look, stage) for stage in (*STAGES, *ENDED)}
        notes = {ComplaintStage.CLOSED: words.say("90 days")}
        self.folded = {stage: FoldedLane(look, stage, notes.get(stage, "")) for stage in ENDED}
        for stage, lane in self.lanes.items():
            row.addWidget(lane, 1)
            self._connect(lane.list)
            if stage in ENDED:
                lane.hide()
                row.addWidget(self.folded[stage])
                self.folded[stage].unfolded.connect(partial(self.unfold, stage))
        self.lanes[ComplaintStage.REOPENED].hide()

    def _connect(self, made: LaneList) -> None:
        made.chosen.connect(self._stand_on)
        made.opened.connect(self.opened)
        made.key_pressed.connect(self._take_key)
        made.menu_wished.connect(self.menu_wished)
        made.dragged.connect(self._drag)
        made.dropped.connect(self._drop)
        made.drag_given_up.connect(self._end_drag)

    # Showing

    def show_board(self, board: Board) -> None:
        """Show the complaints; the card that is chosen stays so, wherever it went."""
        self._board = board
        had_focus = any(lane.list.hasFocus() for lane in self.lanes.values())
        for stage, lane in self.lanes.items():
            column = board.column(stage)
            cards, total = (column.cards, column.total) if column is not None else ((), 0)
            lane.show_cards(cards, total)
            if stage in ENDED:
                self.folded[stage].show_count(total)
            elif stage is ComplaintStage.REOPENED:
                lane.setVisible(total > 0)
        self._share_width()
        self._choose_again(had_focus=had_focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little width empty lanes give some of theirs."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            for lane in self.lanes.values():
                gives = self.width() < _WIDE and not lane.list.cards.rowCount()
                layout.setStretchFactor(lane, 2 if gives else 3)

    def _choose_again(self, *, had_focus: bool) -> None:
        lane = self._lane_of(self._current)
        if lane is None:
            if self._current is not None:
                self._current = None
                self.current_changed.emit(None)
            return
        place = lane.list.cards.place_of(self._current)
        if lane.list.current() is None:
            lane.list.choose(place)
        if had_focus and lane.isVisible():
            lane.list.setFocus()
        card = lane.list.cards.card_at(place)
        if card is not None:
            self.current_changed.emit(card)

    def unfold(self, stage: ComplaintStage) -> None:
        """Show a lane of ended complaints instead of its strip, or fold it again."""
        lane, strip = self.lanes[stage], self.folded[stage]
        shown = lane.isHidden()
        had_focus = strip.hasFocus()
        lane.setVisible(shown)
        strip.set_open(open_=shown)
        if shown and had_focus and lane.list.cards.rowCount():
            lane.list.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def current(self) -> ComplaintCard | None:
        """The card that is chosen."""
        lane = self._lane_of(self._current)
        return None if lane is None else lane.list.cards.card_at(lane.list.cards.place_of(self._current))

    def cards(self) -> list[ComplaintCard]:
        """Every card that is read, lane after lane."""
        return [] if self._board is None else [card for each in self._board.columns for card in each.cards]

    def go_to(self, complaint: UUID) -> bool:
        """Choose a complaint's card and put the keyboard on it; False where it is not on the board."""
        lane = self._lane_of(complaint)
        if lane is None:
            return False
        lane.show()
        lane.list.choose(lane.list.cards.place_of(complaint))
        lane.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_focus(self) -> bool:
        """The keyboard goes to the card that is chosen, else to the first; False where there is none."""
        lane = self._lane_of(self._current) or next(self._filled(), None)
        if lane is not None:
            lane.list.setFocus(Qt.FocusReason.OtherFocusReason)
        return lane is not None

    def let_go(self) -> None:
        """Nothing is chosen any more."""
        self._current = None
        for lane in self.lanes.values():
            lane.list.let_go()
        self.current_changed.emit(None)

    def _lane_of(self, complaint: UUID | None) -> Lane | None:
        if complaint is None:
            return None
        return next(
            (each for each in self.lanes.values() if each.list.cards.place_of(complaint).isValid()), None
        )

    def _filled(self) -> Iterator[Lane]:
        return (each for each in self.lanes.values() if each.isVisible() and each.list.cards.rowCount())

    def _stand_on(self, card: ComplaintCard) -> None:
        for lane in self.lanes.values():
            if lane.list.cards.place_of(card.id).isValid():
                continue
            lane.list.let_go()
        if card.id != self._current:
            self._current = card.id
            self.current_changed.emit(card)

    # Keyboard

    def _take_key(self, card: ComplaintCard, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key not in _KEYS:
            event.ignore()
            return
        event.accept()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            if control:
                self.step_wished.emit(card, step)
            else:
                self._walk_across(card, step)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(card)
        elif key == Qt.Key.Key_Delete:
            self.delete_wished.emit(card)
        else:
            self._menu_by_key(card)

    def _menu_by_key(self, card: ComplaintCard) -> None:
        lane = self._lane_of(card.id)
        if lane is not None:
            rect = lane.list.visualRect(lane.list.currentIndex())
            self.menu_wished.emit(card, lane.list.viewport().mapToGlobal(rect.bottomLeft()))

    def _walk_across(self, card: ComplaintCard, step: int) -> None:
        """To the next lane that has cards, at the same height where there is one."""
        lanes = list(self._filled())
        here = self._lane_of(card.id)
        if here not in lanes:
            return
        at = lanes.index(here) + step
        if 0 <= at < len(lanes):
            height = here.list.currentIndex().row()
            to = lanes[at].list
            to.setFocus(Qt.FocusReason.OtherFocusReason)
            to.choose(to.cards.index(min(height, to.cards.rowCount() - 1)))

    # Dragging

    def _drag(self, card: ComplaintCard, at: QPoint) -> None:
        lane = self._lane_of(card.id)
        if self._ghost is None and lane is not None:
            self._ghost = Ghost(self._look, self, card, lane.list.card_width())
            self._ghost.show()
        if self._ghost is not None:
            place = self.mapFromGlobal(at)
            self._ghost.move(place.x() - self._ghost.width() // 2, place.y() - CARD // 4)
            self._ghost.raise_()
        stage = self._stage_at(at)
        self._mark(stage if stage is not card.stage else None)

    def _drop(self, card: ComplaintCard, at: QPoint) -> None:
        stage = self._stage_at(at)
        self._end_drag()
        if stage is not None and stage is not card.stage:
            self.move_wished.emit(card, stage)

    def _end_drag(self) -> None:
        if self._ghost is not None:
            self._ghost.hide()
            self._ghost.deleteLater()
            self._ghost = None
        self._mark(None)
        for lane in self.lanes.values():
            lane.list.viewport().update()

    def _mark(self, stage: ComplaintStage | None) -> None:
        for each, lane in self.lanes.items():
            lane.set_target(on=each is stage)
        for each, strip in self.folded.items():
            strip.set_target(on=each is stage)

    def _stage_at(self, at: QPoint) -> ComplaintStage | None:
        place = self.mapFromGlobal(at)
        places: list[Lane | FoldedLane] = [*self.lanes.values(), *self.folded.values()]
        for each in places:
            if each.isVisible() and each.geometry().contains(place):
                return each.stage
        return None
