"""What can be done with complaints: cards, rows, the record, menus and the palette say and do the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from kam.core.changes import Outcome
from kam.core.vocabulary import ClockState, ComplaintStage
from kam.services.complaints import editing, pausing, stages
from kam.services.complaints.drafts import StageMove
from kam.services.complaints.rows import ComplaintCard, ComplaintRecord, NextStage
from kam.ui.clock_words import short_number
from kam.ui.complaints.saying import ENDED, STAGES, stage_text
from kam.ui.page_deeds import PageDeeds
from kam.ui.places import account_place, capture_place, complaint_place
from kam.ui.widgets.deeds import Deed, add_deed, pop_up

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import Sheet

Shown: TypeAlias = ComplaintCard | ComplaintRecord
Cards: TypeAlias = Sequence[Shown]
ComplaintDeed: TypeAlias = Deed[Shown]


class ComplaintDeeds(PageDeeds[Shown]):
    """The deeds over a page; sheets open over its window."""

    def open_menu(self, cards: Cards, at: QPoint) -> None:
        """The menu of complaints, at a place of the screen."""
        menu, theme, words = QMenu(self.page), self.desk.look.theme, self.desk.look.words
        for deed in self.fitting(cards):
            add_deed(menu, theme, deed, cards).setText(_with_key(deed))
            if deed.code == "open" and len(cards) == 1 and cards[0].is_open:
                self._fill_stages(menu.addMenu(words.say("To the stage")), cards[0])
        self.menu = menu
        pop_up(menu, at)

    def _fill_stages(self, menu: QMenu, card: Shown) -> None:
        for stage in (*STAGES, *ENDED):
            if stage not in {card.stage, ComplaintStage.REOPENED}:
                action = menu.addAction(stage_text(self.desk.look, stage))
                action.triggered.connect(partial(self._move_by_menu, card, stage))

    def _move_by_menu(self, card: Shown, stage: ComplaintStage, _checked: object = None) -> None:
        self.move(card, stage)

    # Stages

    def move(self, card: Shown, stage: ComplaintStage) -> None:
        """Take a complaint to a stage; what the stage asks for and is not there is asked."""
        self._ask_stages(card, partial(self._move, card, stage))

    def step(self, card: Shown, way: int) -> None:
        """One stage on or back, as the complaint's life goes."""
        self._ask_stages(card, partial(self._step, card, way))

    def _ask_stages(self, card: Shown, then: Callable[[tuple[NextStage, ...]], None]) -> None:
        work = partial(stages.next_stages, self.desk.workspace, card.id)
        self.desk.read(self.page, work, then, key="next stages")

    def _step(self, card: Shown, way: int, found: tuple[NextStage, ...]) -> None:
        order = [*STAGES, ComplaintStage.CLOSED]
        here = order.index(card.stage) if card.stage in order else -1
        if way > 0:
            wanted = next((each for each in found if each.usual), None)
        else:
            behind = [each for each in found if each.stage in order[:here]]
            wanted = max(behind, key=lambda each: order.index(each.stage), default=None)
        if wanted is not None:
            self._go(card, wanted)

    def _move(self, card: Shown, stage: ComplaintStage, found: tuple[NextStage, ...]) -> None:
        wanted = next((each for each in found if each.stage is stage), None)
        if wanted is not None:
            self._go(card, wanted)
            return
        words, look = self.desk.look.words, self.desk.look
        told = words.say(
            "From “{before}” a complaint cannot go to “{after}”.",
            before=stage_text(look, card.stage),
            after=stage_text(look, stage),
        )
        self.desk.hub.notice(told)

    def _go(self, card: Shown, wanted: NextStage) -> None:
        if wanted.stage is ComplaintStage.CLOSED:
            self.close([card])
        elif wanted.stage is ComplaintStage.REJECTED:
            self.reject([card])
        elif wanted.stage is ComplaintStage.REOPENED:
            self.reopen([card])
        elif wanted.is_ready:
            work = partial(stages.move_to_stage, self.desk.workspace, card.id, StageMove(wanted.stage))
            self._change(work, self.told_of(card, stage_text(self.desk.look, wanted.stage)))
        else:
            from kam.ui.complaints.stage_sheet import StageSheet

            self._open(StageSheet(self.desk, self.page, card, wanted))

    # Sheets

    def register(self, account_id: UUID | None = None) -> None:
        """Open the window that registers a complaint."""
        from kam.ui.places import register_place

        self.went.emit(register_place(account_id))

    def acknowledge(self, cards: Cards) -> None:
        """The letter that says we have it."""
        from kam.ui.complaints.letter_sheet import AcknowledgementSheet

        self._open(AcknowledgementSheet(self.desk, self.page, cards[0]))

    def answer(self, cards: Cards) -> None:
        """The answer of substance, or a question to the client."""
        from kam.ui.complaints.letter_sheet import AnswerSheet

        self._open(AnswerSheet(self.desk, self.page, cards[0]))

    def pause(self, cards: Cards) -> None:
        """Ask what the client owes; the clocks stand still until they answer."""
        from kam.ui.complaints.reason_sheets import PauseSheet

        self._open(PauseSheet(self.desk, self.page, cards[0]))

    def resume(self, cards: Cards) -> None:
        """The client has answered."""
        card = cards[0]
        work = partial(pausing.resume, self.desk.workspace, card.id)
        self._change(work, self.told_of(card, self.desk.look.words.say("the clocks run on")))

    def reclassify(self, cards: Cards) -> None:
        """Correct the channel or the severity."""
        from kam.ui.complaints.reason_sheets import ReclassifySheet

        self._open(ReclassifySheet(self.desk, self.page, cards[0]))

    def close(self, cards: Cards) -> None:
        """Close it with the client."""
        from kam.ui.complaints.closing_sheet import ClosingSheet

        self._open(ClosingSheet(self.desk, self.page, cards[0]))

    def reject(self, cards: Cards) -> None:
        """Ask why it is rejected."""
        from kam.ui.complaints.reason_sheets import RejectSheet

        self._open(RejectSheet(self.desk, self.page, cards[0]))

    def reopen(self, cards: Cards) -> None:
        """Ask why it is opened again."""
        from kam.ui.complaints.reason_sheets import ReopenSheet

        self._open(ReopenSheet(self.desk, self.page, cards[0]))

    def delete(self, cards: Cards) -> None:
        """Delete a complaint that was written down by mistake; undo brings it back."""
        card = cards[0]
        work = partial(editing.delete_complaint, self.desk.workspace, card.id)
        self._change(work, self.told_of(card, self.desk.look.words.say("deleted")))

    def told_of(self, card: Shown, what: str) -> str:
        """«К-2026-0043: Расследуется», for the line of undo."""
        return self.desk.look.words.say("{number}: {what}", number=card.number, what=what)

    # Inside

    def _make(self) -> tuple[ComplaintDeed, ...]:
        words = self.desk.look.words
        say = words.say
        return (
            Deed(
                "open",
                words.say_in("button", "Open"),
                words.say_in("menu", "Open"),
                "external-link",
                _single,
                self._show,
                "Enter",
            ),
            Deed(
                "acknowledge",
                words.say_in("complaint", "Acknowledge"),
                words.say_in("complaint", "Acknowledge…"),
                "mail-check",
                _unacknowledged,
                self.acknowledge,
            ),
            Deed("answer", say("Answer the client"), say("Answer the client…"), "mail", _open, self.answer),
            Deed(
                "pause",
                words.say_in("complaint", "Put on hold"),
                words.say_in("complaint", "Put on hold…"),
                "circle-pause",
                _running,
                self.pause,
            ),
            Deed(
                "resume",
                say("The client has answered"),
                say("The client has answered"),
                "play",
                _paused,
                self.resume,
            ),
            Deed(
                "reclassify",
                say("Channel and severity"),
                say("Correct channel and severity…"),
                "sliders-horizontal",
                _open,
                self.reclassify,
            ),
            Deed(
                "close",
                words.say_in("complaint", "Close"),
                say("Close with the client…"),
                "check",
                _open,
                self.close,
            ),
            Deed(
                "reject",
                words.say_in("complaint", "Reject"),
                words.say_in("complaint", "Reject…"),
                "ban",
                _open,
                self.reject,
            ),
            Deed(
                "reopen",
                say("Open again"),
                words.say_in("complaint", "Open again…"),
                "rotate-ccw",
                _ended,
                self.reopen,
            ),
            Deed(
                "record",
                words.say_in("button", "Record"),
                say("Record what happened…"),
                "square-pen",
                _single,
                self._record,
            ),
            Deed("account", say("The client"), say("Open the client"), "building-2", _single, self._account),
            Deed(
                "delete",
                words.say_in("button", "Delete"),
                words.say_in("button", "Delete"),
                "trash-2",
                _single,
                self.delete,
                "Del",
            ),
        )

    def _show(self, cards: Cards) -> None:
        self.went.emit(complaint_place(cards[0].id))

    def _account(self, cards: Cards) -> None:
        self.went.emit(account_place(cards[0].account_id, "complaints"))

    def _record(self, cards: Cards) -> None:
        self.went.emit(capture_place(cards[0].account_id))

    def _change(self, work: Callable[[], Outcome[Any]], notice: str) -> None:
        self.desk.change(self.page, work, otherwise=self.desk.tell, notice=notice, undoable=True)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()


def _with_key(deed: ComplaintDeed) -> str:
    text = deed.menu_text.replace("&", "&&")
    return f"{text}\t{deed.keys}" if deed.keys else text


def is_paused(card: Shown) -> bool:
    """Whether its clocks stand still."""
    if isinstance(card, ComplaintRecord):
        return card.paused is not None
    return card.clock is not None and card.clock.state is ClockState.PAUSED


def heading_of(card: Shown) -> str:
    """«0043 · Биение круга 125»: under the heading of a sheet."""
    return f"{short_number(card.number)} · {card.summary}"


def _single(cards: Cards) -> bool:
    return len(cards) == 1


def _open(cards: Cards) -> bool:
    return len(cards) == 1 and cards[0].is_open


def _ended(cards: Cards) -> bool:
    return len(cards) == 1 and not cards[0].is_open


def _paused(cards: Cards) -> bool:
    return _open(cards) and is_paused(cards[0])


def _running(cards: Cards) -> bool:
    return _open(cards) and not is_paused(cards[0])


def _unacknowledged(cards: Cards) -> bool:
    return len(cards) == 1 and cards[0].stage is ComplaintStage.RECEIVED
