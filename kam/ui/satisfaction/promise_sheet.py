"""What we do about an answer: the usual promise, open to change."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import Side
from kam.services.commitments.handing import Owners, owners_for
from kam.services.surveys.drafts import PromiseDraft
from kam.services.surveys.promising import promise_answer, usual_promise
from kam.services.surveys.rows import AnswerRow
from kam.ui.desk import Desk
from kam.ui.places import account_satisfaction_place
from kam.ui.satisfaction.saying import driver_text, name_text
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor

_LABEL: Final = 110
_WIDTH: Final = 560
_LONGEST: Final = 500


class AnswerPromiseSheet(FormSheet):
    """What, who of us, by when, and whether the client was told."""

    def __init__(self, desk: Desk, page: QWidget, row: AnswerRow) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            page.window(),
            words.say("A promise after an answer"),
            _said(desk, row),
            primary=words.say_in("button", "Promise"),
            draft=desk.draft("survey.promise", row.id, at=account_satisfaction_place(row.account_id)),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        self._answer: UUID = row.id
        self.owner = SearchChoiceEditor(look, [])
        form = self.form
        form.add("text", words.say_in("promise", "What"), TextEditor(look, longest=_LONGEST))
        form.add("owner_id", words.say_in("promise", "Who answers"), self.owner)
        form.add("due_on", words.say_in("promise", "Due"), DateEditor(look, desk.today))
        kinds = [(False, words.say("a task of our own")), (True, words.say("promised to the client"))]
        form.add("told", words.say_in("promise", "Who to whom"), ChoiceEditor(look, kinds), value=False)
        self.wished.connect(self._promise)
        work = partial(owners_for, desk.workspace, None, as_of=desk.now())
        desk.read(self, work, self._offer)
        desk.read(
            self, partial(usual_promise, desk.workspace, row.id, words), self._fill, otherwise=self.take
        )

    def _offer(self, owners: Owners) -> None:
        self.owner.set_options([(each.id, each.name) for each in owners.of(Side.OURS)])

    def _fill(self, usual: PromiseDraft) -> None:
        values = {"text": usual.text, "owner_id": usual.owner_id, "due_on": usual.due_on}
        self.form.set_values(values)

    def _promise(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        draft = PromiseDraft(**{**values, "text": values["text"] or ""})
        words = self.look.words
        self._desk.save(
            self,
            partial(promise_answer, self._desk.workspace, self._answer, words, draft),
            notice=words.say("Promise added: {text}", text=draft.text),
            undoable=True,
        )


def _said(desk: Desk, row: AnswerRow) -> str:
    """«Левашова Ирина, Мельница: NPS 4, качество. Два смыва за год»."""
    look, words = desk.look, desk.look.words
    score = words.say_in("score", "{measure} {score}", measure=words.of(row.measure.label), score=row.score)
    told = ", ".join(part for part in (score, driver_text(look, row.driver)) if part)
    who = ", ".join(part for part in (name_text(look, row), row.account) if part)
    head = words.say("{who}: {what}", who=who, what=told)
    return f"{head}. {row.comment}" if row.comment else head
