"""The sheet of what a client spends on a line: all of it, and who serves how much."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kam.core.money import Money
from kam.core.vocabulary import ServedBy
from kam.services.money.deals import Choices
from kam.services.money.spend import SpendDraft, SpendRow, SpendTable, add_spend, change_spend
from kam.ui.account.money.sheets import options
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, MoneyEditor, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.suggesting import suggesting
from kam.ui.widgets.fields.year import YearEditor

_LABELS: Final = 150
_WIDTH: Final = 560


class SpendSheet(FormSheet):
    """A new spend, or one that is changed. Every competitor that is known here has a line of its own."""

    def __init__(
        self, desk: Desk, over: QWidget, table: SpendTable, choices: Choices, row: SpendRow | None = None
    ) -> None:
        words = desk.look.words
        at = account_place(table.account_id, "money")
        super().__init__(
            desk.look,
            over.window(),
            words.say("What the client spends in a year"),
            primary=words.say_in("button", "Add") if row is None else words.say_in("button", "Save"),
            draft=(
                desk.draft("money.spend.new", table.account_id, at=at)
                if row is None
                else desk.draft("money.spend", row.id, at=at)
            ),
            new=row is None,
            label_width=_LABELS,
            width=_WIDTH,
            scrolls=True,
        )
        self._desk = desk
        self._table = table
        self._row = row
        self._choices = choices
        self._rivals = _rivals(table, row)
        self._add_fields()
        self.wished.connect(self._save)

    def _add_fields(self) -> None:
        look, words, form, row = self.look, self.look.words, self.form, self._row
        currency = self._table.currency
        every = words.say("all lines together")
        lines = options(self._choices.lines, *([(row.line_id, row.line)] if row else []))
        line = SearchChoiceEditor(look, lines, none=every)
        form.add("line_id", words.say_in("spend", "Product line"), line, value=row.line_id if row else None)
        if self._choices.units:
            unit = ChoiceEditor(look, options(self._choices.units), none=words.say("the whole client"))
            form.add("unit_id", words.say_in("spend", "Unit"), unit, value=row.unit_id if row else None)
        year = row.year if row else (self._table.year or self._desk.today().year)
        form.add("year", words.say_in("spend", "Year"), YearEditor(look), value=year)
        total = MoneyEditor(look, currency)
        form.add("total", words.say_in("spend", "All of it"), total, value=row.total if row else None)
        ours = row.served(ServedBy.US) if row else None
        form.add("us", words.say_in("spend", "We serve"), MoneyEditor(look, currency), value=ours)
        for number, name in enumerate(self._rivals):
            called = name or words.say("Competitors without a name")
            amount = MoneyEditor(look, currency)
            form.add(f"competitors.{number}", called, amount, value=self._served(name))
        names = [each.name for each in self._choices.competitors]
        another = suggesting(look, names, placeholder=words.say("Name of a competitor"))
        form.add("another", words.say("One more competitor"), another)
        last = len(self._rivals)
        form.add(f"competitors.{last}", words.say("It serves"), MoneyEditor(look, currency))
        own = row.served(ServedBy.IN_HOUSE) if row else None
        form.add("in_house", words.say("They do it themselves"), MoneyEditor(look, currency), value=own)
        on = row.on if row else self._desk.today()
        day = DateEditor(look, self._desk.today, past=True)
        form.add("on", words.say_in("spend", "Estimated on"), day, value=on)
        source = TextEditor(look, placeholder=words.say("Who said so, or where it stands"))
        form.add("source", words.say_in("spend", "Source"), source, value=row.source if row else None)

    def _served(self, name: str) -> Money | None:
        """What a competitor serves of the spend that is changed."""
        if self._row is None:
            return None
        parts = [part for part in self._row.parts if part.served_by is ServedBy.COMPETITOR]
        return next((part.amount for part in parts if part.competitor == name), None)

    def _save(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        names = [*self._rivals, values["another"] or ""]
        rivals = tuple((name, values[f"competitors.{number}"]) for number, name in enumerate(names))
        draft = SpendDraft(
            year=values["year"],
            total=values["total"],
            line_id=values["line_id"],
            unit_id=values.get("unit_id"),
            us=values["us"],
            in_house=values["in_house"],
            competitors=rivals,
            on=values["on"],
            source=values["source"],
        )
        workspace = self._desk.workspace
        work = (
            partial(add_spend, workspace, self._table.account_id, draft)
            if self._row is None
            else partial(change_spend, workspace, self._row.id, draft, version=self._row.version)
        )
        self._desk.save(self, work)


def _rivals(table: SpendTable, row: SpendRow | None) -> list[str]:
    """The competitors that serve this client somewhere, those of the row first."""
    rows = [*([row] if row else []), *table.rows]
    found = [part.competitor for each in rows for part in each.parts if part.served_by is ServedBy.COMPETITOR]
    own = {part.competitor for part in row.parts} if row else set()
    return [name for name in dict.fromkeys(found) if name or "" in own]
