"""Adding, changing and deleting lines of a plan: one sheet at a time, each change one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from typing import Any, Final
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.core.errors import ConflictError
from kam.core.vocabulary import PlanStatus, RelationshipStrategy
from kam.core.words import Label, label
from kam.services.plans.line_saving import delete_line, save_line
from kam.services.plans.parts import HeadPart, Line, Part, TextPart, stamp_of
from kam.services.plans.reading import PlanReading
from kam.services.plans.records import facts_of
from kam.services.plans.saving import save_part
from kam.ui.account.plan.lines import LineKind, people
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import FormSheet, foot_button
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Form, LongTextEditor, TextEditor, options_of
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.typed import rebase
from kam.ui.widgets.labels import label as text_label

_LABELS = 150
_WIDTH = 560


_AGREED: Final[dict[PlanStatus, Label]] = {
    PlanStatus.SUBMITTED: label(
        "plan", "The plan waits for approval: only what happens is noted. Withdraw it to change the rest."
    ),
    PlanStatus.APPROVED: label(
        "plan", "The plan is approved: only what happens is noted. Open it for changes to rewrite the rest."
    ),
    PlanStatus.CLOSED: label("plan", "The plan is closed: it can only be read."),
}


class LineSheet(FormSheet):
    """A line of a plan in its fields; ``was`` is what they were filled from, None for a new line."""

    def __init__(
        self, desk: Desk, parent: QWidget, kind: LineKind, plan: PlanReading, line: Any, *, new: bool
    ) -> None:
        words = desk.look.words
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        super().__init__(
            desk.look,
            parent,
            words.of(kind.added if new else kind.changed),
            primary=words.say_in("button", "Add") if new else words.say_in("button", "Save"),
            draft=(
                desk.draft(f"plan.{kind.code}.new", plan.content.id, at=at)
                if new
                else desk.draft(f"plan.{kind.code}", line.id, at=at)
            ),
            new=new,
            label_width=_LABELS,
            width=_WIDTH,
            scrolls=True,
        )
        self.kind, self.plan_id, self.line = kind, plan.content.id, line
        self.was: Line | None = None if new else line
        kind.build(self.form, desk, plan, line)
        self.form.set_values(_values(line, self.form))
        self.agreed = text_label("", Type.SECONDARY, "text2", wraps=True)
        self.add_above(self.agreed)
        self._keep_to_facts(plan)

    def _keep_to_facts(self, plan: PlanReading) -> None:
        """Once the plan was submitted only what happens is noted: the other fields are read, not written."""
        facts = facts_of(self.kind.part) if plan.takes_facts else frozenset()
        for name, field in self.form.fields.items():
            field.editor.setEnabled(plan.can_be_written or name in facts)
        if not plan.can_be_written and not facts & self.form.fields.keys():
            self.primary.hide()
            self.cancel.setText(self.look.words.say_in("button", "Close"))
        self.agreed.setVisible(not plan.can_be_written)
        if not plan.can_be_written:
            self.agreed.setText(self.look.words.of(_AGREED[plan.status]))

    def made(self) -> Any | None:
        """The line as it stands in the form; None while something cannot be understood."""
        values = self.form.values()
        return None if values is None else replace(self.line, **_kept(self.line, values))

    def follow(self, line: Line) -> None:
        """Somebody else changed the line: what was not touched follows, what was typed stays."""
        self.line = self.was = line
        rebase(self.form, _values(line, self.form))


class PartSheet(FormSheet):
    """What a plan says without lists: its head, or its sentences."""

    def __init__(
        self, desk: Desk, parent: QWidget, plan: PlanReading, part: HeadPart | TextPart, heading: str
    ) -> None:
        words = desk.look.words
        at = account_place(plan.content.account_id, "plan", plan.content.id)
        super().__init__(
            desk.look,
            parent,
            heading,
            primary=words.say_in("button", "Save"),
            draft=(
                desk.draft("plan.head", plan.content.id, at=at)
                if isinstance(part, HeadPart)
                else desk.draft("plan.text", plan.content.id, at=at)
            ),
            new=False,
            label_width=_LABELS,
            width=640,
            scrolls=True,
        )
        self.plan_id, self.part = plan.content.id, part
        self.stamp = stamp_of(part)
        build = _build_head if isinstance(part, HeadPart) else _build_text
        build(self.form, desk, plan)
        self.form.set_values(_values(part, self.form))

    def made(self) -> Part | None:
        """The part as it stands in the form."""
        values = self.form.values()
        return None if values is None else replace(self.part, **values)

    def follow(self, part: HeadPart | TextPart) -> None:
        """Somebody else changed it: what was typed stays."""
        self.part, self.stamp = part, stamp_of(part)
        rebase(self.form, _values(part, self.form))


class PlanEditing(QObject):
    """Opens the sheets and asks the services. One for the tab."""

    reading_wished = Signal()
    """What is shown is not what is kept any more."""
    measure_wished = Signal(object)
    """The identity of an objective whose measurements are asked for from its sheet."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.plan: PlanReading | None = None
        self.sheet: LineSheet | PartSheet | None = None

    def show_plan(self, plan: PlanReading | None) -> None:
        """The plan was read anew: an open sheet goes on from how its line is now."""
        self.plan = plan
        sheet = self.sheet
        if plan is None or sheet is None or not shiboken6.isValid(sheet):
            return
        if isinstance(sheet, LineSheet):
            now = sheet.kind.find(plan, sheet.line.id)
            if sheet.was is not None and now is not None and now != sheet.was:
                sheet.follow(now)
        else:
            part = plan.parts.head if isinstance(sheet.part, HeadPart) else plan.parts.text
            if part != sheet.part:
                sheet.follow(part)

    def add(self, kind: LineKind, /, **begun: object) -> None:
        """Open the sheet for a new line, perhaps with something in it already."""
        if self.plan is not None:
            sheet = LineSheet(self._desk, self._over, kind, self.plan, kind.line(**begun), new=True)
            self._open(sheet, partial(self._save_line, sheet))

    def change(self, kind: LineKind, line_id: UUID) -> None:
        """Open the sheet of a line."""
        line = None if self.plan is None else kind.find(self.plan, line_id)
        if self.plan is None or line is None:
            return
        sheet = LineSheet(self._desk, self._over, kind, self.plan, line, new=False)
        if self.plan.can_be_written:
            words = self._desk.look.words
            delete = partial(self._delete_open, sheet)
            foot_button(self._desk.look, sheet, words.say_in("button", "Delete"), delete)
        self._offer_measurements(sheet)
        self._open(sheet, partial(self._save_line, sheet))

    def change_part(self, part: HeadPart | TextPart, heading: str) -> None:
        """Open the sheet of the plan's head or of its sentences."""
        if self.plan is not None:
            sheet = PartSheet(self._desk, self._over, self.plan, part, heading)
            self._open(sheet, partial(self._save_part, sheet))

    def remove(self, kind: LineKind, line_id: UUID) -> None:
        """Delete a line; undo brings it back."""
        if self.plan is not None:
            use_case = partial(delete_line, self._desk.workspace, self.plan.content.id, kind.part, line_id)
            notice = self._desk.look.words.of(kind.removed)
            self._desk.change(self, use_case, notice=notice, undoable=True)

    def _open(self, sheet: LineSheet | PartSheet, save: Callable[[], None]) -> None:
        self.sheet = sheet
        sheet.wished.connect(save)
        sheet.open()

    def _offer_measurements(self, sheet: LineSheet) -> None:
        """An objective that is measured by hand leads to its measurements."""
        objective = None if self.plan is None else self.plan.content.objective(sheet.line.id)
        if objective is not None and not objective.from_sales:
            words = self._desk.look.words
            foot_button(self._desk.look, sheet, words.say("Measurements…"), partial(self._measure, sheet))

    def _measure(self, sheet: LineSheet) -> None:
        """From the sheet to the measurements, unless something typed would be lost."""
        sheet.reject()
        if not sheet.isVisible():
            self.measure_wished.emit(sheet.line.id)

    def _save_line(self, sheet: LineSheet) -> None:
        line = sheet.made()
        if line is None:
            return
        sheet.set_busy(busy=True)
        use_case = partial(
            save_line, self._desk.workspace, sheet.plan_id, sheet.kind.part, line, was=sheet.was
        )
        refused = partial(self._refused, sheet)
        self._desk.change(sheet, use_case, lambda _: sheet.done_well(), otherwise=refused)

    def _save_part(self, sheet: PartSheet) -> None:
        part = sheet.made()
        if part is None:
            return
        sheet.set_busy(busy=True)
        use_case = partial(save_part, self._desk.workspace, sheet.plan_id, part, stamp=sheet.stamp)
        refused = partial(self._refused, sheet)
        self._desk.change(sheet, use_case, lambda _: sheet.done_well(), otherwise=refused)

    def _refused(self, sheet: LineSheet | PartSheet, error: Exception) -> bool:
        if isinstance(error, ConflictError):
            self.reading_wished.emit()
        return sheet.take(error)

    def _delete_open(self, sheet: LineSheet) -> None:
        sheet.done(0)
        self.remove(sheet.kind, sheet.line.id)


def _build_head(form: Form, desk: Desk, plan: PlanReading) -> None:
    look, words = desk.look, desk.look.words
    form.add("title", words.say_in("plan", "Title"), TextEditor(look))
    form.add("starts_on", words.say_in("plan", "From"), DateEditor(look, desk.today))
    form.add("ends_on", words.say_in("plan", "Until"), DateEditor(look, desk.today))
    none = words.say("not chosen")
    strategies = ChoiceEditor(look, options_of(look, list(RelationshipStrategy)), none=none)
    form.add("strategy", words.say("What we want with the client"), strategies)
    nobody = words.say("nobody yet")
    owners = SearchChoiceEditor(look, people(plan.ours, plan.colleagues), none=nobody)
    form.add("owner_id", words.say("Whose plan it is"), owners)


def _build_text(form: Form, desk: Desk, plan: PlanReading) -> None:
    del plan
    look, words = desk.look, desk.look.words
    for name, text, lines in (
        ("ambition", words.say("Ambition"), 2),
        ("client_goals", words.say("The client’s goals"), 2),
        ("client_pressures", words.say("What presses the client"), 2),
        ("client_initiatives", words.say("The client’s initiatives"), 2),
        ("field_of_play", words.say("Field of play"), 2),
        ("value_we_bring", words.say("Value we bring"), 2),
        ("how_client_gains", words.say("How the client gains it"), 2),
        ("what_we_gain", words.say("What we gain"), 2),
    ):
        form.add(name, text, LongTextEditor(look, lines=lines))


def _values(of: object, form: Form) -> dict[str, Any]:
    """What the fields of a form hold of a line or part."""
    return {name: getattr(of, name) for name in form.fields}


def _kept(line: Any, values: dict[str, Any]) -> dict[str, Any]:
    """What a form gave, as a line holds it: what must not be empty stays as it was."""
    needed = {each.name for each in fields(line) if _is_needed(getattr(line, each.name))}
    return {name: value for name, value in values.items() if value is not None or name not in needed}


def _is_needed(value: object) -> bool:
    """A number or a choice that a line never is without: weight, progress, kind, status."""
    return isinstance(value, int) and not isinstance(value, bool)
