"""The sheets of the cause: whys of both branches, what the problem is and is not."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import WhyBranch
from kam.services.complaints.cure import set_is_is_not, set_whys
from kam.services.complaints.drafts import IsIsNotDraft, WhyDraft
from kam.services.complaints.rows import ComplaintRecord, WhyRow
from kam.ui.complaints.record.sheets import RecordSheet
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.fields import TextEditor
from kam.ui.widgets.labels import label

_WHYS: Final = 5
_MOST: Final = 10


class WhysSheet(RecordSheet):
    """Five whys a branch, more where there are more already; empty ones at the end are left out."""

    def __init__(self, desk: Desk, over: QWidget, record: ComplaintRecord) -> None:
        words = desk.look.words
        super().__init__(desk, over, record, code="whys", heading=words.say("Five whys"))
        self.message_of = label(
            words.say("Each answer is asked why in its turn; the last one can be cured."),
            tone="text2",
            wraps=True,
        )
        self.add_above(self.message_of)
        self._ids: dict[str, UUID] = {}
        self._questions: dict[str, str] = {}
        self._heading(words.say("Why it happened"))
        self._chain(WhyBranch.CAUSE, record.causes)
        self._heading(words.say("Why it escaped us"))
        self._chain(WhyBranch.ESCAPE, record.escapes)

    def _heading(self, text: str) -> None:
        self.form.add_widget(label(text, Type.STRONG))

    def _chain(self, branch: WhyBranch, whys: tuple[WhyRow, ...]) -> None:
        words = self.look.words
        for number in range(min(_MOST, max(_WHYS, len(whys) + 1))):
            known = whys[number] if number < len(whys) else None
            name = f"{branch.value}.{number}"
            if known is not None:
                self._ids[name], self._questions[name] = known.id, known.question
            asked = known.question if known is not None and known.question else ""
            text = asked or words.say("Why {number}", number=number + 1)
            value = known.answer if known is not None else None
            self.form.add(name, text, TextEditor(self.look, longest=2000), value=value)

    def _drafts(self, branch: WhyBranch) -> list[WhyDraft]:
        found = []
        for name, field in self.form.fields.items():
            if name.startswith(f"{branch.value}."):
                answer = str(field.editor.value() or "")
                if answer:
                    found.append(WhyDraft(answer, self._questions.get(name, ""), self._ids.get(name)))
        return found

    def _save(self) -> None:
        changed = self.form.changed_values()
        if changed is None:
            return
        branches = [each for each in WhyBranch if any(name.startswith(f"{each.value}.") for name in changed)]
        if not branches:
            self.done_well()
            return
        self._save_branch(branches)

    def _save_branch(self, branches: list[WhyBranch]) -> None:
        """One branch after another: each is a step of its own."""
        branch, rest = branches[0], branches[1:]
        work = partial(set_whys, self._desk.workspace, self._record.id, branch, self._drafts(branch))
        words = self.look.words
        if not rest:
            self._change(work, words.say("the whys are written down"))
            return
        self.set_busy(busy=True)

        def then(_done: object) -> None:
            self.set_busy(busy=False)
            self._save_branch(rest)

        self._desk.change(self, work, then, otherwise=self.take)


class IsIsNotSheet(RecordSheet):
    """What, where, when, how much: what holds, and what does not though it could."""

    def __init__(self, desk: Desk, over: QWidget, record: ComplaintRecord) -> None:
        words = desk.look.words
        super().__init__(desk, over, record, code="sides", heading=words.say("Is and is not"))
        usual = (
            words.say("What is it?"),
            words.say("Where is it?"),
            words.say("Since when?"),
            words.say("How much?"),
        )
        self._lines: list[tuple[UUID | None, str]] = [(each.id, each.question) for each in record.is_is_not]
        known = {each.id: (each.holds, each.does_not_hold) for each in record.is_is_not}
        asked = {question for _, question in self._lines}
        self._lines += [(None, question) for question in usual if question not in asked]
        for number, (identity, question) in enumerate(self._lines):
            holds, rest = known[identity] if identity is not None else ("", "")
            self.form.add_widget(label(question, Type.STRONG))
            self.form.add(f"{number}.is", words.say("It is"), TextEditor(self.look), value=holds or None)
            text = words.say("It is not")
            self.form.add(f"{number}.not", text, TextEditor(self.look), value=rest or None)

    def _save(self) -> None:
        if self.form.values() is None:
            return
        lines = []
        for number, (identity, question) in enumerate(self._lines):
            holds, rest = (str(self.form[f"{number}.{side}"].value() or "") for side in ("is", "not"))
            if holds or rest:
                lines.append(IsIsNotDraft(question, holds, rest, identity))
        work = partial(set_is_is_not, self._desk.workspace, self._record.id, lines)
        self._change(work, self.look.words.say("what it is and is not is written down"))
