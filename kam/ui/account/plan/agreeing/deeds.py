"""What is done with a plan as a whole: submitted, answered, withdrawn, reviewed, compared, closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import PlanStatus
from kam.services.lists.meetings import MeetingRow
from kam.services.plans.closing import ClosingPreview, preview_closing
from kam.services.plans.reading import PlanReading
from kam.services.plans.reviews import ReviewForm, delete_review, read_review
from kam.services.plans.versions import reopen, withdraw
from kam.ui.account.plan.agreeing.answer_sheet import AnswerSheet
from kam.ui.account.plan.agreeing.close_sheet import CloseSheet
from kam.ui.account.plan.agreeing.compare_sheet import CompareSheet
from kam.ui.account.plan.agreeing.review_sheet import ReviewSheet, free_reviews
from kam.ui.account.plan.agreeing.submit_sheet import SubmitSheet
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done now."""

    code: str
    text: str
    icon: str
    run: Callable[[], None]


class AgreeDeeds(QObject):
    """Opens the sheets and asks the services. One for the tab."""

    check_wished = Signal()
    plan_wished = Signal(object)
    """The identity of the plan in which the work of a closed one goes on."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.plan: PlanReading | None = None
        self.sheet: Sheet | None = None

    def show_plan(self, plan: PlanReading | None) -> None:
        """The plan was read anew."""
        self.plan = plan

    def offered(self) -> Iterator[Deed]:
        """What can be done as the plan stands, the next step first."""
        plan, words = self.plan, self._desk.look.words
        if plan is None:
            return
        if plan.can_be_written:
            yield Deed("submit", words.say("Submit for approval…"), "mail-check", self.submit)
        if plan.status is PlanStatus.SUBMITTED:
            yield Deed("answer", words.say("Note an answer…"), "check", self.answer)
            yield Deed("withdraw", words.say("Withdraw from approval"), "undo-2", self.withdraw)
        if plan.status is PlanStatus.APPROVED:
            yield Deed("reopen", words.say("Open for changes"), "pencil", self.reopen)
        if plan.takes_facts:
            yield Deed("review", words.say("Write a review down…"), "users", self.add_review)
        if plan.versions:
            yield Deed("compare", words.say("Compare versions…"), "git-branch", self.compare)
        if plan.takes_facts and plan.status is not PlanStatus.SUBMITTED:
            yield Deed("close", words.say("Close the plan…"), "archive-restore", self.close)

    def fill(self, menu: QMenu) -> None:
        """What can be done, as a menu."""
        menu.clear()
        for each in self.offered():
            action = menu.addAction(self._desk.look.theme.icon(each.icon), each.text)
            action.triggered.connect(partial(_run, each.run))

    def commands(self) -> list[Command]:
        """What can be done, for the palette."""
        say = self._desk.look.words.say
        return [
            Command(f"plan.{each.code}", say("Plan: {view}", view=each.text), each.run, each.icon)
            for each in self.offered()
        ]

    def submit(self) -> None:
        """Open the sheet of submitting."""
        if self.plan is not None:
            sheet = SubmitSheet(self._desk, self._over, self.plan)
            sheet.check_wished.connect(self.check_wished)
            self._open(sheet)

    def answer(self) -> None:
        """Open the sheet of an answer to the version that waits."""
        if self.plan is not None and self.plan.versions:
            self._open(AnswerSheet(self._desk, self._over, self.plan, self.plan.versions[0]))

    def withdraw(self) -> None:
        """Take back what waits."""
        if self.plan is not None:
            notice = self._desk.look.words.say("Withdrawn: the plan is a draft again.")
            self._change(partial(withdraw, self._desk.workspace, self.plan.content.id), notice)

    def reopen(self) -> None:
        """Open an approved plan to be rewritten."""
        if self.plan is not None:
            notice = self._desk.look.words.say("The plan can be changed again; the approved version stays.")
            self._change(partial(reopen, self._desk.workspace, self.plan.content.id), notice)

    def compare(self, before: int | None = None) -> None:
        """Open two states side by side."""
        if self.plan is not None and self.plan.versions:
            self._open(CompareSheet(self._desk, self._over, self.plan, before))

    def add_review(self) -> None:
        """Open the sheet of a new review; the meetings that it may have been are read first."""
        if self.plan is not None:
            work = partial(free_reviews, self._desk, self.plan)
            self._desk.read(self, work, self._open_new_review, key="review")

    def open_review(self, review_id: UUID) -> None:
        """Open a review that was written down."""
        if self.plan is not None:
            work = partial(read_review, self._desk.workspace, review_id)
            self._desk.read(self, work, self._open_review, key="review")

    def delete_review(self, review_id: UUID) -> None:
        """Delete a review; undo brings it back."""
        notice = self._desk.look.words.say("The review is deleted; its meeting and decisions stay.")
        self._change(partial(delete_review, self._desk.workspace, review_id), notice)

    def close(self) -> None:
        """Open the sheet of closing, when it is known what is still open."""
        if self.plan is not None:
            work = partial(preview_closing, self._desk.workspace, self.plan.content.id)
            self._desk.read(self, work, self._open_closing, key="closing")

    def _open_new_review(self, meetings: list[MeetingRow]) -> None:
        if self.plan is not None:
            self._open(ReviewSheet(self._desk, self._over, self.plan, None, meetings))

    def _open_review(self, review: ReviewForm) -> None:
        if self.plan is not None:
            self._open(ReviewSheet(self._desk, self._over, self.plan, review))

    def _open_closing(self, preview: ClosingPreview) -> None:
        if self.plan is not None:
            sheet = CloseSheet(self._desk, self._over, self.plan, preview)
            sheet.closed.connect(self._closed)
            self._open(sheet)

    def _closed(self, into: UUID | None) -> None:
        if into is not None:
            self.plan_wished.emit(into)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _change(self, use_case: Callable[[], Outcome[T]], notice: str) -> None:
        self._desk.change(self, use_case, notice=notice, undoable=True)


def _run(run: Callable[[], None], _checked: object = None) -> None:
    run()
