"""The sheet that lays a year's sum on its months, with the months it would make before one's eyes."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.services.money.targets import Spread, TargetTable, spread_changes, spread_targets
from kam.ui.account.money.saying import fiscal_year_text
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Type
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, MoneyEditor, YesNoEditor
from kam.ui.widgets.labels import label

_WIDTH: Final = 520


class SpreadSheet(FormSheet):
    """A sum, and how it is laid on the months."""

    def __init__(self, desk: Desk, over: QWidget, table: TargetTable, line_id: UUID | None) -> None:
        words = desk.look.words
        row = table.row(line_id)
        name = row.name if line_id is not None else words.say("Whole client")
        year = fiscal_year_text(desk.look, table.year, table.fiscal_year_starts)
        known = None
        if row.before is not None:
            known = desk.look.formats.money(row.before, table.currency)
        super().__init__(
            desk.look,
            over.window(),
            words.say("Target of {year}: {line}", year=year, line=name),
            words.say("A year ago {sum} came.", sum=known) if known else "",
            primary=words.say_in("button", "Spread"),
            draft=desk.draft(
                "money.spread", line_id or table.account_id, at=account_place(table.account_id, "money")
            ),
            label_width=120,
            width=_WIDTH,
        )
        self._desk = desk
        self._table = table
        self._line_id = line_id
        total = Money(row.target, table.currency) if row.target is not None else None
        amount = MoneyEditor(desk.look, table.currency)
        self.form.add("total", words.say_in("targets", "Year’s sum"), amount, value=total)
        ways = [
            (Spread.AS_LAST_YEAR, words.say("as the months went a year ago")),
            (Spread.EVENLY, words.say("evenly")),
        ]
        how = Spread.AS_LAST_YEAR if any(cell.before for cell in row.cells) else Spread.EVENLY
        self.form.add("how", words.say_in("targets", "Spread"), ChoiceEditor(desk.look, ways), value=how)
        if any(cell.over and cell.target is not None for cell in row.cells):
            keep = YesNoEditor(desk.look, words.say("Months that are over keep their targets"))
            self.form.add("keep_over", "", keep, value=True)
        self._preview = label("", Type.SECONDARY, "text2", wraps=True)
        self.add(self._preview)
        self.form.changed.connect(self._show_months)
        self._show_months()
        self.wished.connect(self._spread)

    def _show_months(self) -> None:
        """The months that it would make."""
        try:
            total = self.form["total"].value()
        except UserError:
            total = None
        if total is None:
            self._preview.setText("")
            return
        try:
            changes = spread_changes(
                self._table, self._line_id, total, self.form["how"].value(), keep_over=self._keeps()
            )
        except FieldErrors:
            self._preview.setText("")
            return
        held = {cell.month: cell.target for cell in self._table.row(self._line_id).cells}
        held |= {each.month: each.target.minor for each in changes if each.target is not None}
        formats = self.look.formats
        parts = [
            f"{formats.month_abbreviation(month)}\u00a0{formats.money(minor, self._table.currency)}"
            for month, minor in held.items()
            if minor is not None
        ]
        self._preview.setText(" · ".join(parts))

    def _keeps(self) -> bool:
        return "keep_over" in self.form.fields and bool(self.form["keep_over"].value())

    def _spread(self) -> None:
        values = self.form.values() or {}
        total = values["total"]
        if total is None:
            self.form.set_faults({"total": self.look.words.say("Write the sum of the year.")})
            return
        work = partial(
            spread_targets,
            self._desk.workspace,
            self._table,
            self._line_id,
            total,
            values["how"],
            keep_over=self._keeps(),
        )
        notice = self.look.words.say("The target of the year is spread over its months.")
        self._desk.save(self, work, notice=notice, undoable=True)
