"""The sheets of the record: its fields, a measure, a compensation, a contact that belongs to it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import CommitmentKind, CompensationKind, ComplaintKind
from kam.services.complaints.compensating import add_compensation, change_compensation
from kam.services.complaints.correspondence import link_interaction, linkable
from kam.services.complaints.cure import add_action
from kam.services.complaints.drafts import ActionDraft, CompensationDraft, ComplaintChanges
from kam.services.complaints.editing import edit
from kam.services.complaints.registering import read_choices
from kam.services.complaints.rows import CompensationRow, ComplaintChoices, ComplaintRecord, LetterRow
from kam.ui.complaints.moment_editor import MomentEditor, as_typed
from kam.ui.complaints.saying import bare
from kam.ui.desk import Desk
from kam.ui.places import complaint_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    DateEditor,
    Editor,
    LongTextEditor,
    MoneyEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.suggesting import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kam.core.changes import Outcome

_LABELS: Final = 148
_WIDTH: Final = 620
FACTS: Final = (
    "summary",
    "kind",
    "raised_by_id",
    "unit_id",
    "product_line_id",
    "department",
    "order_number",
    "amount",
    "remedy_sought",
    "description",
    "owner_id",
    "received_at",
    "number",
)
CURE: Final = ("containment", "root_cause", "escape_cause", "agreed_line", "client_status")
_MEASURES: Final = (CommitmentKind.CONTAINMENT, CommitmentKind.CORRECTIVE, CommitmentKind.PREVENTIVE)


class RecordSheet(FormSheet):
    """A sheet about one complaint."""

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        record: ComplaintRecord,
        *,
        code: str,
        heading: str,
        primary: str = "",
        new: bool = False,
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            over.window(),
            heading,
            f"{record.number} · {record.summary}",
            primary=primary or words.say_in("button", "Save"),
            draft=desk.draft(f"complaint.{code}", record.id, at=complaint_place(record.id)),
            new=new,
            label_width=_LABELS,
            width=_WIDTH,
            scrolls=True,
        )
        self._desk = desk
        self._record = record
        self.wished.connect(self._save)

    def _save(self) -> None:
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def _change(self, use_case: Callable[[], Outcome[Any]], told: str) -> None:
        notice = self.look.words.say("{number}: {what}", number=self._record.number, what=told)
        self._desk.save(self, use_case, notice=notice, undoable=True)


class FieldsSheet(RecordSheet):
    """Mends fields of the complaint; those that are named."""

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        record: ComplaintRecord,
        *,
        code: str,
        heading: str,
        names: Sequence[str],
    ) -> None:
        super().__init__(desk, over, record, code=code, heading=heading)
        for name in names:
            text, editor = self._field(name)
            self.form.add(name, text, editor, value=_value_of(record, name))
        if "owner_id" in names:
            work = partial(read_choices, desk.workspace, record.account_id, as_of=desk.now())
            desk.read(self, work, self._offer)

    def _field(self, name: str) -> tuple[str, Editor]:
        look, words, record = self.look, self.look.words, self._record
        nothing = words.say("not said")

        def one_of(known: object, text: str, none: str = nothing) -> SearchChoiceEditor:
            return SearchChoiceEditor(look, [(known, text)] if known is not None else [], none=none)

        made: dict[str, Callable[[], tuple[str, Editor]]] = {
            "summary": lambda: (words.say_in("complaint", "What about"), TextEditor(look, longest=500)),
            "kind": lambda: (
                words.say_in("complaint", "Kind"),
                ChoiceEditor(look, options_of(look, list(ComplaintKind))),
            ),
            "raised_by_id": lambda: (
                words.say_in("complaint", "Who complains"),
                one_of(record.raised_by_id, record.raised_by),
            ),
            "unit_id": lambda: (
                words.say_in("complaint", "Unit of the client"),
                one_of(record.unit_id, record.unit),
            ),
            "product_line_id": lambda: (
                words.say_in("complaint", "Product line"),
                one_of(record.product_line_id, record.product_line),
            ),
            "department": lambda: (words.say_in("complaint", "Our department"), TextEditor(look)),
            "order_number": lambda: (
                words.say_in("complaint", "Order or document"),
                TextEditor(look, longest=100),
            ),
            "amount": lambda: (words.say_in("complaint", "At stake"), MoneyEditor(look, record.currency)),
            "remedy_sought": lambda: (words.say_in("complaint", "What they ask for"), TextEditor(look)),
            "description": lambda: (
                words.say_in("complaint", "In their words"),
                LongTextEditor(look, lines=4),
            ),
            "owner_id": lambda: (
                words.say_in("complaint", "Who answers for it"),
                one_of(record.owner_id, record.owner, words.say("nobody yet")),
            ),
            "received_at": lambda: (
                words.say_in("complaint", "Received"),
                MomentEditor(look, self._desk.today),
            ),
            "number": lambda: (words.say_in("complaint", "Number"), TextEditor(look)),
            "containment": lambda: (
                words.say_in("complaint", "What was done at once"),
                LongTextEditor(look, lines=3),
            ),
            "root_cause": lambda: (words.say_in("complaint", "Root cause"), LongTextEditor(look, lines=3)),
            "escape_cause": lambda: (
                words.say_in("complaint", "Why it escaped us"),
                LongTextEditor(look, lines=3),
            ),
            "agreed_line": lambda: (
                words.say_in("complaint", "Our line with the client"),
                LongTextEditor(look, lines=2),
            ),
            "client_status": lambda: (
                words.say_in("complaint", "What the client may know"),
                LongTextEditor(look, lines=2),
            ),
        }
        return made[name]()

    def _offer(self, choices: ComplaintChoices) -> None:
        offers = {
            "raised_by_id": choices.people,
            "unit_id": choices.units,
            "product_line_id": choices.product_lines,
            "owner_id": bare(choices.colleagues),
        }
        for name, named in offers.items():
            editor = self.form[name]
            if isinstance(editor, SearchChoiceEditor):
                chosen = editor.value()
                known = [(value, editor.said(value)) for value in (chosen,) if value is not None]
                offered = [
                    (each.id, f"{each.name}, {each.detail}" if each.detail else each.name) for each in named
                ]
                ids = {each.id for each in named}
                editor.set_options([*(pair for pair in known if pair[0] not in ids), *offered])
        department = self.form["department"]
        if isinstance(department, TextEditor):
            suggest(department, choices.departments)

    def _save(self) -> None:
        changed = self.form.changed_values()
        if changed is None:
            return
        if not changed:
            self.done_well()
            return
        work = partial(
            edit,
            self._desk.workspace,
            self._record.id,
            cast("ComplaintChanges", changed),
            version=self._record.version,
        )
        self._change(work, self.look.words.say("changed"))


def _value_of(record: ComplaintRecord, name: str) -> object:
    value: object = getattr(record, name)
    if isinstance(value, datetime):
        return as_typed(value)
    return value if value != "" else None


class ActionSheet(RecordSheet):
    """A measure becomes a promise of the ledger."""

    def __init__(self, desk: Desk, over: QWidget, record: ComplaintRecord) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            record,
            code="action",
            heading=words.say("New measure"),
            primary=words.say_in("button", "Add"),
            new=True,
        )
        look, form = self.look, self.form
        kinds = ChoiceEditor(look, options_of(look, _MEASURES))
        form.add("text", words.say_in("complaint", "What is done"), TextEditor(look, longest=500))
        form.add("kind", words.say_in("complaint", "Which measure"), kinds, value=CommitmentKind.CORRECTIVE)
        self.owner = SearchChoiceEditor(look, [], none=words.say("nobody yet"))
        form.add("owner_id", words.say_in("complaint", "Who answers for it"), self.owner)
        hint = words.say("“Friday”, “in 3 days”, “12 Dec” are understood.")
        form.add("due_on", words.say_in("complaint", "Due"), DateEditor(look, desk.today), hint=hint)
        told = YesNoEditor(look, words.say("promised to the client"))
        form.add("promised_to_client", words.say_in("complaint", "To whom"), told)
        work = partial(read_choices, desk.workspace, record.account_id, as_of=desk.now())
        desk.read(self, work, self._offer)

    def _offer(self, choices: ComplaintChoices) -> None:
        self.owner.set_options([(each.id, each.name) for each in choices.colleagues])
        self.form.fields["owner_id"].set_initial(choices.me)

    def _save(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        draft = ActionDraft(**{**values, "text": values["text"] or ""})
        work = partial(add_action, self._desk.workspace, self._record.id, draft)
        self._change(work, self.look.words.say("measure added"))


class CompensationSheet(RecordSheet):
    """What makes good, and who approved it."""

    def __init__(
        self, desk: Desk, over: QWidget, record: ComplaintRecord, row: CompensationRow | None = None
    ) -> None:
        words = desk.look.words
        new = row is None
        super().__init__(
            desk,
            over,
            record,
            code=f"compensation.{'new' if row is None else row.id}",
            heading=words.say("New compensation") if new else words.say("Compensation"),
            primary=words.say_in("button", "Add") if new else "",
            new=new,
        )
        self._row = row
        look, form = self.look, self.form
        kinds = ChoiceEditor(look, options_of(look, list(CompensationKind)))
        form.add(
            "kind",
            words.say_in("complaint", "What"),
            kinds,
            value=row.kind if row else CompensationKind.DISCOUNT,
        )
        form.add(
            "amount",
            words.say_in("complaint", "Its cost"),
            MoneyEditor(look, record.currency),
            value=row.amount if row else None,
        )
        approver = row.approved_by_id if row else None
        known = [(approver, row.approved_by)] if row and approver else []
        self.approver = SearchChoiceEditor(look, known, none=words.say("not approved yet"))
        form.add("approved_by_id", words.say_in("complaint", "Approved by"), self.approver, value=approver)
        form.add(
            "on",
            words.say_in("complaint", "Given on"),
            DateEditor(look, desk.today, past=True),
            value=row.on if row else None,
        )
        form.add(
            "note",
            words.say_in("complaint", "Note"),
            TextEditor(look),
            value=(row.note or None) if row else None,
        )
        work = partial(read_choices, desk.workspace, record.account_id, as_of=desk.now())
        desk.read(self, work, self._offer)

    def _offer(self, choices: ComplaintChoices) -> None:
        offered = [(each.id, each.name) for each in choices.colleagues]
        chosen = self.approver.value()
        if chosen is not None and all(value != chosen for value, _ in offered):
            offered.insert(0, (chosen, self.approver.said(chosen)))
        self.approver.set_options(offered)

    def _save(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        draft = CompensationDraft(**{**values, "note": values["note"] or ""})
        words, workspace = self.look.words, self._desk.workspace
        if self._row is None:
            self._change(
                partial(add_compensation, workspace, self._record.id, draft), words.say("compensation added")
            )
            return
        work = partial(change_compensation, workspace, self._row.id, draft, version=self._row.version)
        self._change(work, words.say("compensation changed"))


class LinkSheet(RecordSheet):
    """Chooses a contact of the client that is about this complaint."""

    def __init__(self, desk: Desk, over: QWidget, record: ComplaintRecord) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            record,
            code="link",
            heading=words.say("A contact about this complaint"),
            primary=words.say_in("complaint", "Link"),
            new=True,
        )
        self.contact = SearchChoiceEditor(self.look, [])
        self.form.add("contact", words.say_in("complaint", "Contact"), self.contact)
        desk.read(self, partial(linkable, desk.workspace, record.id), self._offer, otherwise=self.take)

    def _offer(self, found: list[LetterRow]) -> None:
        words, formats = self.look.words, self.look.formats
        self.contact.set_options(
            [
                (
                    each.id,
                    words.say(
                        "{date}, {kind}: {subject}",
                        date=formats.short_date(each.at.date()),
                        kind=words.of(each.kind.label),
                        subject=each.subject or each.text.split("\n", 1)[0],
                    ),
                )
                for each in found
            ]
        )
        if not found:
            self.show_fault(words.say("No contact of this client is free: record it first."))
            self.primary.setEnabled(False)

    def _save(self) -> None:
        chosen = (self.form.values() or {}).get("contact")
        words = self.look.words
        if chosen is None:
            self.form.set_faults({"contact": words.say("Choose a contact.")})
            return
        work = partial(link_interaction, self._desk.workspace, self._record.id, chosen)
        self._change(work, words.say("contact linked"))
