"""The sheet in which a plan is submitted: what is still open is seen first, then who is asked."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.analysis.plans.findings import Severity
from kam.analysis.plans.review_words import finding_words
from kam.services.plans.checking import PlanCheck, check_plan
from kam.services.plans.reading import PlanReading
from kam.services.plans.versions import submit
from kam.ui.account.plan.agreeing.people import picked, picker
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import FormSheet, foot_button
from kam.ui.widgets.labels import label

_WIDTH: Final = 560
_MOST: Final = 5


class SubmitSheet(FormSheet):
    """Submitting freezes the plan as it stands: the sheet says so."""

    check_wished = Signal()

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading) -> None:
        words = desk.look.words
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        super().__init__(
            desk.look,
            parent,
            words.say("Submit the plan for approval"),
            words.say("The plan is kept as version {number} and waits for its answers.", number=_next(plan)),
            primary=words.say_in("button", "Submit"),
            draft=desk.draft("plan.submit", plan.content.id, at=at),
            label_width=130,
            width=_WIDTH,
        )
        self._desk, self._plan = desk, plan
        self.found = label("", Type.SECONDARY, "text2", wraps=True)
        self.body.insertWidget(self.body.indexOf(self.form), self.found)
        asked = picker(desk.look, plan.ours, plan.colleagues)
        self.form.add("approvers", words.say("Who approves"), asked)
        foot_button(desk.look, self, words.say("Look it through"), self._look_through)
        self.wished.connect(self._submit)
        work = partial(check_plan, desk.workspace, plan.content.id, as_of=desk.now())
        desk.read(self, work, self._show_check, key="plan check")

    def _show_check(self, check: PlanCheck) -> None:
        words, formats = self.look.words, self.look.formats
        grave = [each for each in check.findings if each.severity is not Severity.NOTE]
        percent = formats.points(check.completeness.percent)
        if not grave:
            self.found.setText(
                words.say("It is {percent} complete, nothing contradicts itself.", percent=percent)
            )
            return
        lines = [words.say("It is {percent} complete. The program found:", percent=percent)]
        lines += [f"• {finding_words(each, words, formats, check.names)[1]}" for each in grave[:_MOST]]
        if len(grave) > _MOST:
            rest = len(grave) - _MOST
            lines.append(words.say("and {count} more", count=rest))
        self.found.setText("\n".join(lines))

    def _look_through(self) -> None:
        self.reject()
        if not self.isVisible():
            self.check_wished.emit()

    def _submit(self) -> None:
        asked = picked(self.form["approvers"].value())
        self._desk.save(
            self,
            partial(submit, self._desk.workspace, self._plan.content.id, asked),
            notice=self.look.words.say("The plan is submitted."),
            undoable=True,
        )


def _next(plan: PlanReading) -> int:
    return max((each.number for each in plan.versions), default=0) + 1
