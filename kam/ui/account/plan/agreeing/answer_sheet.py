"""The sheet in which the answer of an approver is noted."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import ApprovalAnswer
from kam.services.plans.reading import PlanReading, VersionRow
from kam.services.plans.versions import answer
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, LongTextEditor, options_of

_WIDTH: Final = 520


class AnswerSheet(FormSheet):
    """Whoever has not answered yet stands first."""

    def __init__(self, desk: Desk, parent: QWidget, plan: PlanReading, version: VersionRow) -> None:
        look, words = desk.look, desk.look.words
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        super().__init__(
            look,
            parent,
            words.say("Answer to version {number}", number=version.number),
            words.say("The last yes approves the plan; a no returns it."),
            primary=words.say_in("button", "Note the answer"),
            draft=desk.draft("plan.answer", plan.content.id, at=at),
            label_width=130,
            width=_WIDTH,
        )
        self._desk, self._plan = desk, plan
        people = sorted(version.answers, key=lambda each: each.answer is not None)
        asked = ChoiceEditor(look, [(each.approver_id, each.approver) for each in people])
        self.form.add("approver", words.say("Whose answer"), asked, value=people[0].approver_id)
        said = ChoiceEditor(look, options_of(look, list(ApprovalAnswer)))
        self.form.add("answer", words.say_in("approval", "Answer"), said, value=ApprovalAnswer.YES)
        hint = words.say("With edits or a no: what is to be changed.")
        self.form.add("comment", words.say("In their words"), LongTextEditor(look, lines=3), hint=hint)
        day = DateEditor(look, desk.today, past=True)
        self.form.add("on", words.say_in("approval", "On"), day, value=desk.today())
        self.wished.connect(self._save)

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        use_case = partial(
            answer,
            self._desk.workspace,
            self._plan.content.id,
            values["approver"],
            values["answer"],
            comment=values["comment"],
            on=values["on"],
        )
        self._desk.save(self, use_case, notice=self.look.words.say("The answer is noted."), undoable=True)
