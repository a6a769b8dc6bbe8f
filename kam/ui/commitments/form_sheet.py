"""The sheet of a promise: a new one, or one that is mended."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import Side
from kam.services.commitments.editing import (
    CommitmentForm,
    NewCommitment,
    add_commitment,
    change_commitment,
)
from kam.services.commitments.handing import AccountChoice, OwnerChoice, Owners, account_choices, owners_for
from kam.ui.commitments.hours import HourEditor
from kam.ui.desk import Desk
from kam.ui.places import PROMISES
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, LongTextEditor, Option, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor

OURS, THEIRS, TASK = "ours", "theirs", "task"
_LONGEST: Final = 500
_LABEL: Final = 130
_WIDTH: Final = 560


def _owner_option(each: OwnerChoice) -> Option:
    return each.id, f"{each.name}, {each.hint}" if each.hint else each.name


class NewPromiseSheet(FormSheet):
    """Writes a promise down: of which client, which side, what, who answers, by when."""

    added = Signal(object)
    """The identity of the new promise."""

    def __init__(
        self, desk: Desk, page: QWidget, account_id: UUID | None = None, side: Side = Side.OURS
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("New promise"),
            primary=words.say_in("button", "Add"),
            draft=desk.draft("promise.new", account_id, at=PROMISES),
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        self._account_id = account_id
        self._side = side
        self._owners: Owners | None = None
        self._add_fields()
        self.form["what"].changed.connect(self._show_side)
        self.account.changed.connect(self._read_owners)
        self.wished.connect(self._add)
        desk.read(self, partial(account_choices, desk.workspace), self._offer_accounts)

    def _add_fields(self) -> None:
        look, words = self.look, self.look.words
        form = self.form
        self.account = SearchChoiceEditor(look, [])
        form.add("account_id", words.say_in("promise", "Client"), self.account)
        kinds = [
            (OURS, words.say("we promised the client")),
            (THEIRS, words.say("the client promised us")),
            (TASK, words.say("a task of our own")),
        ]
        self.what = ChoiceEditor(look, kinds)
        form.add("what", words.say_in("promise", "Who to whom"), self.what, value=self._side.value)
        form.add("text", words.say_in("promise", "What"), TextEditor(look, longest=_LONGEST))
        self.owner = SearchChoiceEditor(look, [], none=words.say("nobody yet"))
        form.add("owner_id", words.say_in("promise", "Who answers"), self.owner)
        date_hint = words.say("“Friday”, “in 3 days”, “12 Dec” are understood.")
        form.add("due_on", words.say_in("promise", "Due"), DateEditor(look, self._desk.today), hint=date_hint)
        form.add("due_at", words.say_in("promise", "Hour"), HourEditor(look))
        made = DateEditor(look, self._desk.today, past=True)
        form.add("made_on", words.say_in("promise", "Promised on"), made, value=self._desk.today())
        form.add("notes", words.say_in("promise", "Notes"), LongTextEditor(look, lines=2))

    def _offer_accounts(self, found: tuple[AccountChoice, ...]) -> None:
        self.account.set_options([(each.id, each.name) for each in found])
        self.form.fields["account_id"].set_initial(self._account_id)
        self._read_owners()
        if self._account_id is not None:
            self.form["text"].setFocus()

    def _read_owners(self) -> None:
        account = self.account.value()
        work = partial(owners_for, self._desk.workspace, account, as_of=self._desk.now())
        self._desk.read(self, work, self._know_owners, key="owners")

    def _know_owners(self, owners: Owners) -> None:
        self._owners = owners
        self._show_side()

    def _show_side(self) -> None:
        """Ours are answered for by us, me unless another is chosen; theirs by their people."""
        if self._owners is None:
            return
        theirs = self.what.value() == THEIRS
        offered = self._owners.of(Side.THEIRS if theirs else Side.OURS)
        chosen = self.owner.value()
        self.owner.set_value(None)
        self.owner.set_options([_owner_option(each) for each in offered])
        me = next((each.id for each in offered if each.is_me), None)
        stays = chosen if any(each.id == chosen for each in offered) else me
        self.form.fields["owner_id"].set_initial(me)
        self.owner.set_value(stays)

    def _add(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        what = values.pop("what")
        new = NewCommitment(
            **{**values, "text": values["text"] or ""},
            side=Side.THEIRS if what == THEIRS else Side.OURS,
            promised_to_client=what != TASK,
        )
        notice = self.look.words.say("Promise added: {text}", text=new.text)
        use_case = partial(add_commitment, self._desk.workspace, new)
        self.set_busy(busy=True)
        self._desk.change(self, use_case, self._added, otherwise=self.take, notice=notice, undoable=True)

    def _added(self, promise: UUID) -> None:
        self.done_well()
        self.added.emit(promise)


class EditPromiseSheet(FormSheet):
    """Mends a promise; a date that is in force is moved elsewhere."""

    def __init__(self, desk: Desk, page: QWidget, now: CommitmentForm) -> None:
        words = desk.look.words
        sentence = now.account
        if now.due_on is not None and now.is_open:
            day = desk.look.formats.weekday_date(now.due_on)
            sentence = words.say(
                "{client}. Due {day}; the date is moved by “New date…”.", client=now.account, day=day
            )
        super().__init__(
            desk.look,
            page.window(),
            words.say("Promise"),
            sentence,
            primary=words.say_in("button", "Save"),
            draft=desk.draft("promise.edit", now.id, at=PROMISES),
            new=False,
            label_width=_LABEL,
            width=_WIDTH,
        )
        self._desk = desk
        self._now = now
        self._add_fields(now)
        self.wished.connect(self._save)
        work = partial(owners_for, desk.workspace, now.account_id, as_of=desk.now())
        desk.read(self, work, self._offer_owners)

    def _add_fields(self, now: CommitmentForm) -> None:
        look, words = self.look, self.look.words
        form, today = self.form, self._desk.today
        form.add("text", words.say_in("promise", "What"), TextEditor(look, longest=_LONGEST), value=now.text)
        named = [] if now.owner_id is None else [(now.owner_id, now.owner)]
        self.owner = SearchChoiceEditor(look, named, none=words.say("nobody yet"))
        form.add("owner_id", words.say_in("promise", "Who answers"), self.owner, value=now.owner_id)
        if now.due_on is None:
            form.add("due_on", words.say_in("promise", "Due"), DateEditor(look, today))
        form.add("due_at", words.say_in("promise", "Hour"), HourEditor(look), value=now.due_at)
        made = DateEditor(look, today, past=True)
        form.add("made_on", words.say_in("promise", "Promised on"), made, value=now.made_on)
        if now.side is Side.OURS:
            kinds = [
                (True, words.say("promised to the client")),
                (False, words.say("a task of our own")),
            ]
            promised = ChoiceEditor(look, kinds)
            form.add(
                "promised_to_client",
                words.say_in("promise", "Who to whom"),
                promised,
                value=now.promised_to_client,
            )
        if not now.is_open:
            form.add("proof", words.say_in("promise", "Proof"), TextEditor(look), value=now.proof)
        form.add("notes", words.say_in("promise", "Notes"), LongTextEditor(look, lines=2), value=now.notes)

    def _offer_owners(self, owners: Owners) -> None:
        offered = [_owner_option(each) for each in owners.of(self._now.side)]
        if self._now.owner_id is not None and all(value != self._now.owner_id for value, _ in offered):
            offered.insert(0, (self._now.owner_id, self._now.owner))
        self.owner.set_options(offered)

    def _save(self) -> None:
        changed: Any = self.form.changed_values()
        if changed is None:
            return
        if not changed:
            self.done_well()
            return
        if "made_on" in changed and changed["made_on"] is None:
            changed.pop("made_on")
        use_case = partial(
            change_commitment, self._desk.workspace, self._now.id, changed, version=self._now.version
        )
        self._desk.save(self, use_case)
