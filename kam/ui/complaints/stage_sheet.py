"""The sheet that asks for what a stage needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import ComplaintKind, Severity
from kam.services.complaints.drafts import StageMove
from kam.services.complaints.registering import read_choices
from kam.services.complaints.rows import ComplaintChoices, NextStage, StageNeed
from kam.services.complaints.stages import move_to_stage
from kam.ui.complaints.moment_editor import MomentEditor
from kam.ui.complaints.saying import stage_text
from kam.ui.desk import Desk
from kam.ui.places import complaint_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, Editor, LongTextEditor, TextEditor, options_of
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.suggesting import suggest

if TYPE_CHECKING:
    from kam.ui.complaints.deeds import Shown

_LABELS: Final = 150
_WIDTH: Final = 580


class StageSheet(FormSheet):
    """Only what the stage asks for, with what is known already; then day, hour and a note."""

    def __init__(self, desk: Desk, over: QWidget, card: Shown, wanted: NextStage) -> None:
        from kam.ui.complaints.deeds import heading_of

        words = desk.look.words
        stage = stage_text(desk.look, wanted.stage)
        super().__init__(
            desk.look,
            over.window(),
            words.say("To the stage “{stage}”", stage=stage),
            heading_of(card),
            primary=words.say_in("button", "Move"),
            draft=desk.draft(f"complaint.stage.{wanted.stage.value}", card.id, at=complaint_place(card.id)),
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk = desk
        self._card = card
        self._wanted = wanted
        for need in wanted.needs:
            self._add(need)
        at = MomentEditor(desk.look, desk.today)
        self.form.add("at", words.say_in("complaint", "When"), at)
        names = {need.field for need in wanted.needs}
        if "note" not in names:
            self.form.add("note", words.say_in("complaint", "Note"), TextEditor(desk.look))
        self.wished.connect(self._move)
        if names & {"owner_id", "department"}:
            work = partial(read_choices, desk.workspace, card.account_id, as_of=desk.now())
            desk.read(self, work, self._offer)

    def _add(self, need: StageNeed) -> None:
        words = self.look.words
        label, make = _fields(self._desk)[need.field]
        hint = "" if need.required else words.say("May be left open.")
        value = need.value
        if isinstance(value, datetime):  # when the client was answered: what was said stands in its letter
            hint = words.say("Answered on {moment}.", moment=self._desk.moment(value))
            value = None
        self.form.add(need.field, label, make(), value=value, hint=hint)

    def _offer(self, choices: ComplaintChoices) -> None:
        owner = self.form.fields.get("owner_id")
        if owner is not None and isinstance(owner.editor, SearchChoiceEditor):
            known = owner.initial
            owner.editor.set_value(None)
            owner.editor.set_options([(each.id, each.name) for each in choices.colleagues])
            owner.set_initial(known if known is not None else choices.me)
        department = self.form.fields.get("department")
        if department is not None and isinstance(department.editor, TextEditor):
            suggest(department.editor, choices.departments)

    def _move(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        move = StageMove(self._wanted.stage, **{k: v for k, v in values.items() if v is not None})
        told = self.look.words.say(
            "{number}: {what}", number=self._card.number, what=stage_text(self.look, self._wanted.stage)
        )
        self._desk.save(
            self,
            partial(move_to_stage, self._desk.workspace, self._card.id, move),
            notice=told,
            undoable=True,
        )


def _fields(desk: Desk) -> dict[str, tuple[str, Callable[[], Editor]]]:
    """The name and the editor of everything a stage may ask for."""
    look, words = desk.look, desk.look.words
    nobody = words.say("nobody yet")
    return {
        "owner_id": (
            words.say_in("complaint", "Who answers for it"),
            lambda: SearchChoiceEditor(look, [], none=nobody),
        ),
        "severity": (
            words.say_in("complaint", "Severity"),
            lambda: ChoiceEditor(look, options_of(look, list(Severity))),
        ),
        "kind": (
            words.say_in("complaint", "Kind"),
            lambda: ChoiceEditor(look, options_of(look, list(ComplaintKind))),
        ),
        "department": (words.say_in("complaint", "Department"), lambda: TextEditor(look)),
        "containment": (
            words.say_in("complaint", "What was done at once"),
            lambda: LongTextEditor(look, lines=2),
        ),
        "root_cause": (words.say_in("complaint", "Root cause"), lambda: LongTextEditor(look, lines=2)),
        "escape_cause": (
            words.say_in("complaint", "Why it escaped us"),
            lambda: LongTextEditor(look, lines=2),
        ),
        "answer": (
            words.say_in("complaint", "What we told the client"),
            lambda: LongTextEditor(look, lines=5),
        ),
        "client_status": (words.say_in("complaint", "What the client may know"), lambda: TextEditor(look)),
        "rejection_reason": (
            words.say_in("complaint", "Why it is rejected"),
            lambda: LongTextEditor(look, lines=3),
        ),
        "note": (words.say_in("complaint", "Note"), lambda: TextEditor(look)),
    }
