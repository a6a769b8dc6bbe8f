"""What can be done with answers and rounds: grid, menus, buttons and the palette do the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from kam.core.changes import Outcome
from kam.core.vocabulary import SurveyStatus
from kam.services.surveys import answering, asking, promising
from kam.services.surveys.drafts import AnswerChanges
from kam.services.surveys.rows import AnswerRow
from kam.ui.page_deeds import PageDeeds
from kam.ui.places import account_place, answer_place, person_satisfaction_place
from kam.ui.satisfaction.saying import name_text
from kam.ui.widgets.deeds import Deed, add_deed, pop_up

if TYPE_CHECKING:
    from kam.services.surveys.rows import RoundSheet
    from kam.ui.widgets.dialogs import Sheet

Answers: TypeAlias = Sequence[AnswerRow]
AnswerDeed: TypeAlias = Deed[AnswerRow]


class SurveyDeeds(PageDeeds[AnswerRow]):
    """The deeds over a page; sheets open over its window."""

    def open_menu(self, rows: Answers, at: QPoint) -> None:
        """The menu of answers, at a place of the screen."""
        menu = QMenu(self.page)
        for deed in self.fitting(rows):
            text = deed.menu_text.replace("&", "&&")
            action = add_deed(menu, self.desk.look.theme, deed, rows)
            action.setText(f"{text}\t{deed.keys}" if deed.keys else text)
        self.menu = menu
        pop_up(menu, at)

    # Rounds

    def start(self, people: Sequence[UUID] = ()) -> None:
        """The sheet of a new round."""
        from kam.ui.satisfaction.round_sheet import NewRoundSheet

        sheet = NewRoundSheet(self.desk, self.page, people)
        sheet.went.connect(self.went)
        self._open(sheet)

    def edit(self, found: RoundSheet) -> None:
        """The sheet of a round's title, scale and date."""
        from kam.ui.satisfaction.round_sheet import EditRoundSheet

        self._open(EditRoundSheet(self.desk, self.page, found))

    def ask_more(self, found: RoundSheet) -> None:
        """The sheet that asks more people."""
        from kam.ui.satisfaction.round_sheet import AskMoreSheet

        self._open(AskMoreSheet(self.desk, self.page, found))

    def end(self, found: RoundSheet) -> None:
        """Nobody else will answer: who was waited for is silent."""
        work = partial(asking.end_round, self.desk.workspace, found.row.id)
        self._change(work, self.desk.look.words.say("The survey is over: {title}", title=found.row.title))

    def delete_round(self, found: RoundSheet) -> None:
        """Delete a round; undo brings it back with its answers."""
        work = partial(asking.delete_round, self.desk.workspace, found.row.id)
        self._change(work, self.desk.look.words.say("Survey deleted: {title}", title=found.row.title))

    def take_table(self, found: RoundSheet) -> None:
        """Ask for a returned table and look it through."""
        from kam.ui.satisfaction.taking_sheet import TakingSheet

        self._open(TakingSheet(self.desk, self.page, found.row.id))

    # Answers

    def record(self, account_id: UUID | None = None, stakeholder_id: UUID | None = None) -> None:
        """The window that writes an answer down."""
        self.went.emit(answer_place(account_id, stakeholder_id))

    def write(self, rows: Answers) -> None:
        """Letters that ask for an answer."""
        from kam.ui.satisfaction.letters_sheet import SurveyLettersSheet

        known = [row.id for row in rows if row.stakeholder_id is not None]
        self._open(SurveyLettersSheet(self.desk, self.page, known))

    def promise(self, rows: Answers) -> None:
        """What we do about one answer; of several detractors promises as usual, all at once."""
        if len(rows) == 1:
            from kam.ui.satisfaction.promise_sheet import AnswerPromiseSheet

            self._open(AnswerPromiseSheet(self.desk, self.page, rows[0]))
            return
        self.promise_all(rows)

    def promise_all(self, rows: Answers) -> None:
        """Take care of every detractor among these, as one step."""
        words = self.desk.look.words
        waiting = [row.id for row in rows if row.needs_promise]
        work = partial(promising.promise_answers, self.desk.workspace, waiting, words)
        self._change(work, words.say_many("{count} promise made", "{count} promises made", len(waiting)))

    def put(self, row: AnswerRow, changes: AnswerChanges, refused: Callable[[Exception], bool]) -> None:
        """Type over an answer; ``refused`` hears what cannot be."""
        work = partial(answering.put_answer, self.desk.workspace, row.id, changes)
        self.desk.change(self.page, work, otherwise=refused)

    def silent(self, rows: Answers) -> None:
        """They did not answer."""
        words = self.desk.look.words
        for row in rows:
            work = partial(answering.put_answer, self.desk.workspace, row.id, AnswerChanges(silent=True))
            self._change(work, words.say("{name}: no answer", name=name_text(self.desk.look, row)))

    def take_out(self, rows: Answers) -> None:
        """Take people out of the round, or delete answers."""
        words = self.desk.look.words
        work = partial(asking.take_out, self.desk.workspace, [row.id for row in rows])
        if len(rows) == 1:
            notice = words.say("Answer deleted: {name}", name=name_text(self.desk.look, rows[0]))
        else:
            notice = words.say_many("{count} answer deleted", "{count} answers deleted", len(rows))
        self._change(work, notice)

    # Inside

    def _make(self) -> tuple[AnswerDeed, ...]:
        words = self.desk.look.words
        say = words.say
        return (
            Deed(
                "promise", say("Promise"), say("Make a promise…"), "handshake", _can_be_promised, self.promise
            ),
            Deed(
                "kept", say("The promise"), say("Open the promise"), "handshake", _promised, self._go_promise
            ),
            Deed("write", say("Letter"), say("Write a letter…"), "mail", _can_be_written_to, self.write),
            Deed("silent", say("No answer"), say("Did not answer"), "circle-pause", _waiting, self.silent),
            Deed(
                "person",
                say("All answers"),
                say("All answers of the person"),
                "user",
                _known,
                self._go_person,
            ),
            Deed(
                "account", say("The client"), say("Open the client"), "building-2", _single, self._go_account
            ),
            Deed(
                "delete",
                words.say_in("button", "Delete"),
                words.say_in("button", "Delete"),
                "trash-2",
                bool,
                self.take_out,
            ),
        )

    def _go_promise(self, rows: Answers) -> None:
        from kam.ui.places import Place

        promise = rows[0].promise
        if promise is not None:
            self.went.emit(Place("promises", rows[0].account_id, item_id=promise.id))

    def _go_person(self, rows: Answers) -> None:
        row = rows[0]
        if row.stakeholder_id is not None:
            self.went.emit(person_satisfaction_place(row.account_id, row.stakeholder_id))

    def _go_account(self, rows: Answers) -> None:
        self.went.emit(account_place(rows[0].account_id))

    def _change(self, work: Callable[[], Outcome[Any]], notice: str) -> None:
        self.desk.change(self.page, work, otherwise=self.desk.tell, notice=notice, undoable=True)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()


def _single(rows: Answers) -> bool:
    return len(rows) == 1


def _known(rows: Answers) -> bool:
    return len(rows) == 1 and rows[0].stakeholder_id is not None


def _promised(rows: Answers) -> bool:
    return len(rows) == 1 and rows[0].promise is not None


def _can_be_promised(rows: Answers) -> bool:
    if len(rows) == 1:
        return rows[0].score is not None and rows[0].promise is None
    return any(row.needs_promise for row in rows)


def _can_be_written_to(rows: Answers) -> bool:
    return any(row.status is not SurveyStatus.ANSWERED and row.stakeholder_id is not None for row in rows)


def _waiting(rows: Answers) -> bool:
    return bool(rows) and all(row.status is SurveyStatus.ASKED for row in rows)
