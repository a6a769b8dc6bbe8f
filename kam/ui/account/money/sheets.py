"""The sheets of opportunities: a new one, one that is changed, one that goes to another stage."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.text import fold
from kam.core.vocabulary import OpportunityKind, OpportunityStage
from kam.services.money.dealing import DealDraft, Move, add_deal, change_deal, move_deal
from kam.services.money.deals import Choices, DealRow, MoveRow
from kam.services.money.rows import Heading
from kam.services.money.stages import CLOSED, NEEDS, USUAL
from kam.ui.account.money.saying import stage_text
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Form,
    LongTextEditor,
    MoneyEditor,
    Option,
    TextEditor,
    options_of,
)
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.suggesting import suggesting
from kam.ui.widgets.labels import label
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker

_LABELS: Final = 132
_WIDTH: Final = 580
_MOVES_SHOWN: Final = 4


def options(headings: tuple[Heading, ...], *also: tuple[UUID | None, str]) -> list[Option]:
    """What can be chosen; ``also`` is what is chosen already and is not offered any more."""
    known = {each.id for each in headings}
    found: list[Option] = [(each.id, each.name) for each in headings]
    return [*found, *((each, name) for each, name in also if each is not None and each not in known)]


class DealSheet(FormSheet):
    """A new opportunity, or one that is changed with the course of its stages below."""

    saved = Signal()

    def __init__(
        self,
        desk: Desk,
        over: QWidget,
        account_id: UUID,
        choices: Choices,
        row: DealRow | None = None,
        *,
        stage: OpportunityStage = OpportunityStage.IDEA,
    ) -> None:
        words = desk.look.words
        at = account_place(account_id, "money")
        super().__init__(
            desk.look,
            over.window(),
            words.say("New opportunity") if row is None else words.say("Opportunity"),
            "" if row is None else words.say("Stage: {stage}", stage=stage_text(desk.look, row.stage)),
            primary=words.say_in("button", "Add") if row is None else words.say_in("button", "Save"),
            draft=(
                desk.draft("money.deal.new", account_id, at=at)
                if row is None
                else desk.draft("money.deal", row.id, at=at)
            ),
            new=row is None,
            label_width=_LABELS,
            width=_WIDTH,
            scrolls=True,
        )
        self._desk = desk
        self._account_id = account_id
        self._row = row
        self._choices = choices
        self._add_fields(stage)
        if row is not None:
            self.form.set_values({name: v for name, v in _values(row).items() if name in self.form.fields})
            if row.moves:
                self.add(_course(desk, row.moves))
        self.wished.connect(self._save)

    def _add_fields(self, stage: OpportunityStage) -> None:
        look, words, form, row = self.look, self.look.words, self.form, self._row
        offered, currency = self._choices, self._choices.currency
        if row is not None and row.amount is not None:
            currency = row.amount.currency
        form.add("title", words.say_in("opportunity", "What"), TextEditor(look, longest=500))
        kinds = ChoiceEditor(look, options_of(look, list(OpportunityKind)))
        form.add("kind", words.say_in("opportunity", "Kind"), kinds, value=OpportunityKind.NEW)
        if row is None:
            stages = ChoiceEditor(look, options_of(look, list(OpportunityStage)))
            form.add("stage", words.say_in("opportunity", "Stage"), stages, value=stage)
        nothing = words.say("not said")
        lines = options(offered.lines, *([(row.line_id, row.line)] if row else []))
        form.add(
            "line_id",
            words.say_in("opportunity", "Product line"),
            SearchChoiceEditor(look, lines, none=nothing),
        )
        if offered.units:
            units = options(offered.units)
            form.add("unit_id", words.say_in("opportunity", "Unit"), ChoiceEditor(look, units, none=nothing))
        form.add("amount", words.say_in("opportunity", "Amount a year"), MoneyEditor(look, currency))
        chance = CountEditor(look, "%")
        form.add("probability", words.say_in("opportunity", "Probability"), chance)
        form.add("expected_on", words.say_in("opportunity", "Expected"), DateEditor(look, self._desk.today))
        rivals = tuple(each.name for each in offered.competitors)
        form.add("competitor", words.say_in("opportunity", "Against whom"), suggesting(look, rivals))
        owners = options(offered.ours, *([(row.owner_id, row.owner)] if row else []))
        form.add("owner_id", words.say_in("opportunity", "Owner"), ChoiceEditor(look, owners, none=nothing))
        people = PeoplePicker(look, self._search, many=True, placeholder=words.say("Type a name"))
        form.add("people", words.say_in("opportunity", "Their people"), people)
        form.add("next_step", words.say_in("opportunity", "Next step"), TextEditor(look, longest=500))
        form.add("notes", words.say_in("opportunity", "Notes"), LongTextEditor(look, lines=2))
        if row is None:
            reason = words.say("Only where it was lost already.")
            form.add("reason", words.say_in("opportunity", "Why lost"), TextEditor(look), hint=reason)
            form["stage"].changed.connect(self._follow_stage)
            self._follow_stage()

    def _follow_stage(self) -> None:
        """Why it was lost is asked for only of what was."""
        field = self.form.fields["reason"]
        field.setVisible(self.form["stage"].value() is OpportunityStage.LOST)

    def _search(self, text: str, answer: Answer) -> None:
        """Those of the client whose names have what was typed in them."""
        wanted = fold(text)
        found = [each for each in self._choices.theirs if wanted in fold(each.name)]
        answer([Candidate(each.id, each.name) for each in found])

    def _save(self) -> None:
        words = self.look.words
        if self._row is None:
            values: dict[str, Any] = self.form.values() or {}
            values["people"] = tuple(each.id for each in values["people"])
            draft = DealDraft(**{**values, "title": values["title"] or ""})
            notice = words.say("Opportunity added: {title}", title=draft.title)
            work = partial(add_deal, self._desk.workspace, self._account_id, draft)
            self.set_busy(busy=True)
            self._desk.change(self, work, self._done, otherwise=self.take, notice=notice, undoable=True)
            return
        changed: Any = self.form.changed_values()
        if changed is None:
            return
        if not changed:
            self.done_well()
            return
        if "people" in changed:
            changed["people"] = tuple(each.id for each in changed["people"])
        if "title" in changed:
            changed["title"] = changed["title"] or ""
        change = partial(change_deal, self._desk.workspace, self._row.id, changed, version=self._row.version)
        self.set_busy(busy=True)
        self._desk.change(self, change, self._done, otherwise=self.take)

    def _done(self, _result: object) -> None:
        self.done_well()
        self.saved.emit()


def _values(row: DealRow) -> dict[str, Any]:
    return {
        "title": row.title,
        "kind": row.kind,
        "line_id": row.line_id,
        "unit_id": row.unit_id,
        "people": tuple(Candidate(each.id, each.name) for each in row.people),
        "amount": row.amount,
        "probability": row.probability,
        "expected_on": row.expected_on,
        "competitor": row.competitor or None,
        "owner_id": row.owner_id,
        "next_step": row.next_step,
        "notes": row.notes,
    }


def _course(desk: Desk, moves: tuple[MoveRow, ...]) -> QWidget:
    """From which stage to which, when and by whom; the newest first."""
    look, words = desk.look, desk.look.words
    told = [
        words.say(
            "{date}: {before} → {after}",
            date=look.formats.full_date(move.on),
            before=stage_text(look, move.from_stage),
            after=stage_text(look, move.to_stage),
        )
        + (f", {move.by}" if move.by else "")
        for move in moves[:_MOVES_SHOWN]
    ]
    more = len(moves) - len(told)
    if more > 0:
        told.append(words.say_many("and {count} earlier", "and {count} earlier", more))
    return label("\n".join(told), Type.SECONDARY, "text2", wraps=True)


class MoveSheet(FormSheet):
    """Asks for what a stage needs: what it is worth, when it comes, when it came, why it was lost."""

    def __init__(
        self, desk: Desk, over: QWidget, account_id: UUID, row: DealRow, stage: OpportunityStage
    ) -> None:
        words = desk.look.words
        headings = {
            OpportunityStage.WON: words.say("The opportunity is won"),
            OpportunityStage.LOST: words.say("The opportunity is lost"),
        }
        to = words.say("To the stage “{stage}”", stage=stage_text(desk.look, stage))
        super().__init__(
            desk.look,
            over.window(),
            headings.get(stage, to),
            row.title,
            primary=words.say_in("button", "Move"),
            draft=desk.draft("money.move", row.id, at=account_place(account_id, "money")),
            label_width=_LABELS,
        )
        self._desk = desk
        self._row = row
        self._stage = stage
        _fields_of_move(desk, self.form, row, stage)
        self.wished.connect(self._move)

    def _move(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        move = Move(self._stage, **values)
        words = self.look.words
        notice = words.say(
            "{title}: {stage}", title=self._row.title, stage=stage_text(self.look, self._stage)
        )
        work = partial(move_deal, self._desk.workspace, self._row.id, move, version=self._row.version)
        self._desk.save(self, work, notice=notice, undoable=True)


def _fields_of_move(desk: Desk, form: Form, row: DealRow, stage: OpportunityStage) -> None:
    look, words = desk.look, desk.look.words
    if stage is OpportunityStage.LOST:
        placeholder = words.say("Price, terms, quality, somebody else decided…")
        reason = TextEditor(look, placeholder=placeholder)
        form.add("reason", words.say_in("opportunity", "Why lost"), reason, value=row.reason_lost)
    else:
        known = row.amount.currency if row.amount else row.currency
        amount = words.say_in("opportunity", "Amount a year")
        form.add("amount", amount, MoneyEditor(look, known), value=row.amount)
    if stage in CLOSED:
        day = DateEditor(look, desk.today, past=True)
        form.add("on", words.say_in("opportunity", "Day"), day, value=desk.today())
        return
    chance = row.probability if row.is_open and row.probability is not None else USUAL[stage]
    form.add("probability", words.say_in("opportunity", "Probability"), CountEditor(look, "%"), value=chance)
    expected = DateEditor(look, desk.today)
    form.add("expected_on", words.say_in("opportunity", "Expected"), expected, value=row.expected_on)
    form.add("next_step", words.say_in("opportunity", "Next step"), TextEditor(look), value=row.next_step)


def is_ready_for(row: DealRow, stage: OpportunityStage) -> bool:
    """Whether an opportunity can go to a stage without being asked anything."""
    if stage in CLOSED or not row.is_open:
        return False
    there = {"amount": row.amount is not None, "expected_on": row.expected_on is not None}
    return all(there.get(name, False) for name in NEEDS[stage])
