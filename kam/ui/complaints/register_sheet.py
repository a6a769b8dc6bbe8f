"""The window that registers a complaint: under a minute, whole keyboard, from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.field_errors import FieldErrors
from kam.core.text import fold
from kam.core.vocabulary import Channel, ComplaintKind, Severity
from kam.services.capturing.context import account_choices
from kam.services.capturing.rows import AccountChoice
from kam.services.complaints.drafts import ComplaintDraft
from kam.services.complaints.registering import (
    from_interaction,
    from_letter,
    next_number,
    read_choices,
    register,
)
from kam.services.complaints.rows import ComplaintChoices, Named, SimilarRow
from kam.services.complaints.similar import similar_to
from kam.ui.clock_words import short_number
from kam.ui.complaints.moment_editor import MomentEditor, as_typed
from kam.ui.complaints.saying import bare, severity_guidance
from kam.ui.desk import Desk
from kam.ui.places import register_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    Form,
    LongTextEditor,
    MoneyEditor,
    Option,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.fields.late_choice import LateChoice
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.suggesting import suggest
from kam.ui.widgets.labels import label

_WIDTH: Final = 900
_LABELS: Final = 112
_LONGEST: Final = 500
_SPOKEN: Final = frozenset({Channel.PHONE, Channel.MEETING})
_SIMILAR_FROM: Final = 6
"""So many letters of what it is about are enough to look for others like it."""


class RegisterSheet(Sheet):
    """Left who, what and how grave, right what helps later; only client and subject are asked for."""

    registered = Signal(object)
    """The identity of the new complaint."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        account_id: UUID | None = None,
        interaction_id: UUID | None = None,
        letter: Path | None = None,
    ) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(
            look,
            parent,
            words.say("Register a complaint"),
            primary=words.say_in("complaint", "Register"),
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._base = ComplaintDraft()
        self._choices: ComplaintChoices | None = None
        self.left_form = Form(look, label_width=_LABELS, new=True)
        self.right_form = Form(look, label_width=_LABELS, new=True)
        self.similar = label("", Type.SECONDARY, "text2", wraps=True)
        self.similar.hide()
        self._fill_left()
        self._fill_right()
        self._lay_out()
        forms = {"left": self.left_form, "right": self.right_form}
        at = register_place(account_id, interaction_id, letter)
        self.keep_draft(desk.draft("complaint.new", account_id, interaction_id, at=at), forms)
        for form in forms.values():
            form.changed.connect(self._touched)
        self.wished.connect(self._register)
        self._read(interaction_id, letter)

    def is_changed(self) -> bool:
        """Whether anything was typed."""
        return self.left_form.is_changed() or self.right_form.is_changed()

    # Building

    def _fill_left(self) -> None:
        look, words, form = self.look, self.look.words, self.left_form
        self.account = SearchChoiceEditor(look, [])
        form.add("account_id", words.say_in("complaint", "Client"), self.account)
        self.person = LateChoice(look, [], none=words.say("not said"))
        form.add("raised_by_id", words.say_in("complaint", "Who complains"), self.person)
        form.add("summary", words.say_in("complaint", "What about"), TextEditor(look, longest=_LONGEST))
        channels = ChoiceEditor(look, options_of(look, list(Channel)))
        form.add("channel", words.say_in("complaint", "Channel"), channels, value=Channel.EMAIL)
        channels.changed.connect(self._heed_channel)
        at_once = YesNoEditor(look, words.say("answered on the spot: it counts as the first response"))
        form.add("answered_at_once", words.say_in("complaint", "The answer"), at_once, value=False)
        form.fields["answered_at_once"].hide()
        kinds = ChoiceEditor(look, options_of(look, list(ComplaintKind)))
        form.add("kind", words.say_in("complaint", "Kind"), kinds, value=ComplaintKind.QUALITY)
        self.severity = ChoiceEditor(look, options_of(look, list(Severity)))
        field = form.add(
            "severity", words.say_in("complaint", "Severity"), self.severity, value=Severity.NORMAL
        )
        self.severity.changed.connect(self._guide)
        field.set_hint(severity_guidance(look, Severity.NORMAL))
        form.add(
            "remedy_sought",
            words.say_in("complaint", "What they ask for"),
            TextEditor(look, longest=_LONGEST),
        )
        form.add("description", words.say_in("complaint", "In their words"), LongTextEditor(look, lines=4))
        form["summary"].changed.connect(self._look_for_similar)
        self.account.changed.connect(self._read_choices)

    def _fill_right(self) -> None:
        look, words, form = self.look, self.look.words, self.right_form
        nothing = words.say("not said")
        form.add("amount", words.say_in("complaint", "At stake"), MoneyEditor(look, self._desk.currency))
        form.add(
            "order_number", words.say_in("complaint", "Order or document"), TextEditor(look, longest=100)
        )
        self.line = LateChoice(look, [], none=nothing)
        form.add("product_line_id", words.say_in("complaint", "Product line"), self.line)
        self.line.changed.connect(self._look_for_similar)
        self.unit = LateChoice(look, [], none=nothing)
        form.add("unit_id", words.say_in("complaint", "Unit of the client"), self.unit)
        self.department = TextEditor(look)
        form.add("department", words.say_in("complaint", "Our department"), self.department)
        self.owner = LateChoice(look, [], none=words.say("nobody yet"))
        form.add("owner_id", words.say_in("complaint", "Who answers for it"), self.owner)
        form.add("received_at", words.say_in("complaint", "Received"), MomentEditor(look, self._desk.today))
        self.number = TextEditor(look)
        form.add("number", words.say_in("complaint", "Number"), self.number)

    def _lay_out(self) -> None:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.PAGE_MARGIN)
        row.addWidget(self.left_form, 3)
        right = QVBoxLayout()
        right.addWidget(self.right_form)
        right.addWidget(self.similar)
        right.addStretch(1)
        row.addLayout(right, 2)
        self.add(held)

    # Reading

    def _read(self, interaction_id: UUID | None, letter: Path | None) -> None:
        workspace = self._desk.workspace
        self._desk.read(self, partial(account_choices, workspace), self._offer_accounts)
        if letter is not None:
            self._desk.read(self, partial(from_letter, workspace, letter), self._begin, otherwise=self.take)
        elif interaction_id is not None:
            work = partial(from_interaction, workspace, interaction_id)
            self._desk.read(self, work, self._begin, otherwise=self.take)
        elif self._account_id is not None:
            self._begin(ComplaintDraft(account_id=self._account_id))
        else:
            self._read_choices()
        number = partial(next_number, workspace, at=self._desk.now())
        self._desk.read(self, number, self._show_number)

    def _begin(self, base: ComplaintDraft) -> None:
        """What is known beforehand: of the client, the letter or the contact it comes from."""
        self._base = base
        left = {
            "account_id": base.account_id or self._account_id,
            "summary": base.summary or None,
            "channel": base.channel,
            "kind": base.kind,
            "severity": base.severity,
            "remedy_sought": base.remedy_sought or None,
            "description": base.description or None,
        }
        self.left_form.set_values(left)
        self._heed_channel()
        self.right_form.set_values(
            {
                "amount": base.amount,
                "order_number": base.order_number or None,
                "received_at": self._local(base.received_at),
            }
        )
        self._read_choices()
        if base.account_id is not None:
            self.left_form["summary"].setFocus()

    def _local(self, moment: datetime | None) -> datetime | None:
        """A moment by the workspace's clock, as it is typed."""
        if moment is None or moment.tzinfo is None:
            return moment
        return as_typed(moment.astimezone(self._desk.zone))

    def _offer_accounts(self, found: Sequence[AccountChoice]) -> None:
        self.account.set_options([(each.id, each.name) for each in found])
        if self._account_id is not None and self.account.value() is None:
            self.left_form.fields["account_id"].set_initial(self._account_id)

    def _read_choices(self) -> None:
        work = partial(read_choices, self._desk.workspace, self.account.value(), as_of=self._desk.now())
        self._desk.read(self, work, self._know, key="choices", otherwise=self.take)

    def _know(self, choices: ComplaintChoices) -> None:
        first = self._choices is None
        self._choices = choices
        self._offer(self.left_form, "raised_by_id", choices.people, self._base.raised_by_id)
        self._offer(self.right_form, "product_line_id", choices.product_lines, self._base.product_line_id)
        self._offer(self.right_form, "unit_id", choices.units, self._base.unit_id)
        self.right_form.fields["unit_id"].setVisible(bool(choices.units))
        self._offer(self.right_form, "owner_id", bare(choices.colleagues), self._base.owner_id or choices.me)
        money = self.right_form["amount"]
        if isinstance(money, MoneyEditor) and not money.line.text():
            money.set_currency(choices.currency)
        if first and choices.departments:
            suggest(self.department, choices.departments)

    def _offer(self, form: Form, name: str, named: Sequence[Named], known: UUID | None) -> None:
        """Offer choices; what was chosen stays where it is still offered."""
        editor = form[name]
        if not isinstance(editor, LateChoice):
            return
        chosen, waiting = editor.value(), editor.waiting
        offered: list[Option] = [
            (each.id, f"{each.name}, {each.detail}" if each.detail else each.name) for each in named
        ]
        ids = {each.id for each in named}
        editor.set_value(None)
        editor.set_options(offered)
        form.fields[name].set_initial(known if known in ids else None)
        if chosen in ids:
            editor.set_value(chosen)
        elif waiting:
            editor.retype(waiting)

    def _show_number(self, number: str) -> None:
        self.number.line.setPlaceholderText(number)

    def _heed_channel(self) -> None:
        """Who is spoken to can be answered on the spot; in a meeting the norm asks for just that."""
        field = self.left_form.fields["answered_at_once"]
        field.setVisible(self.left_form["channel"].value() in _SPOKEN)
        if field.isHidden():
            field.editor.set_value(False)

    def _guide(self) -> None:
        severity = self.severity.value() or Severity.NORMAL
        self.left_form.fields["severity"].set_hint(severity_guidance(self.look, severity))

    # Others like it

    def _look_for_similar(self) -> None:
        text = str(self.left_form["summary"].value() or "")
        if len(fold(text)) < _SIMILAR_FROM:
            self._show_similar(())
            return
        work = partial(
            similar_to,
            self._desk.workspace,
            text,
            account_id=self.account.value(),
            product_line_id=self.line.value(),
            limit=3,
        )
        self._desk.read(self, work, self._show_similar, key="similar")

    def _show_similar(self, found: Sequence[SimilarRow]) -> None:
        words, formats = self.look.words, self.look.formats
        lines = [
            words.say(
                "{number} of {date}, {client}: {summary}",
                number=short_number(each.number),
                date=formats.day_month(each.received_on),
                client=each.account,
                summary=each.summary,
            )
            for each in found
        ]
        self.similar.setText("\n".join([words.say("There was something like it before:"), *lines]))
        self.similar.setVisible(bool(lines))

    # Saving

    def _touched(self) -> None:
        self._warned = False
        self.show_fault("")

    def _register(self) -> None:
        left, right = self.left_form.values(), self.right_form.values()
        if left is None or right is None:
            return
        values: dict[str, Any] = {**left, **right}
        for name in ("summary", "description", "remedy_sought", "order_number", "department"):
            values[name] = values[name] or ""
        draft = ComplaintDraft(
            **values,
            interaction_id=self._base.interaction_id,
            letter=self._base.letter,
            files=self._base.files,
        )
        self.set_busy(busy=True)
        self._desk.change(
            self,
            partial(register, self._desk.workspace, draft),
            self._registered,
            otherwise=self.take,
            notice=self.look.words.say("Complaint registered: {summary}", summary=draft.summary),
            undoable=True,
        )

    def take(self, error: Exception) -> bool:
        """Say beside the fields what was refused."""
        if not isinstance(error, FieldErrors):
            return super().take(error)
        self.set_busy(busy=False)
        here = [each for each in error.errors if each.field in self.right_form.fields]
        rest = [each for each in error.errors if each not in here]
        if here:
            self.right_form.take(FieldErrors(here))
        if rest:
            self.left_form.take(FieldErrors(rest))
        return True

    def _registered(self, complaint: UUID) -> None:
        self.done_well()
        self.registered.emit(complaint)
