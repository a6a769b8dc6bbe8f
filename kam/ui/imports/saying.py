"""What the import says of files, fields, columns and problems, in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.telling import Teller
from kam.core.text import with_capital
from kam.core.words import Label, PluralLabel, label, plural
from kam.services.imports import (
    MONTH_COLUMN,
    ColumnPreview,
    DateOrder,
    DryRun,
    FieldChoice,
    Form,
    How,
    ImportReport,
    ProblemGroup,
    SourcePreview,
)
from kam.ui.look import Look

FORMS: Final[dict[Form, Label]] = {
    Form.ACCOUNTS: label("import", "clients"),
    Form.PEOPLE: label("import", "people"),
    Form.ORDER_LINES: label("import", "orders"),
    Form.MONTHLY_TOTALS: label("import", "monthly sales"),
    Form.TARGETS: label("import", "targets"),
    Form.RECEIVABLES: label("import", "receivables"),
    Form.CONTRACTS: label("import", "contracts"),
}
_HOW: Final[dict[How, Label]] = {
    How.HEADING: label("how", "by its heading"),
    How.HEADING_AND_KIND: label("how", "by heading and kind"),
    How.LAST_TIME: label("how", "as last time"),
    How.BY_HAND: label("how", "chosen by you"),
    How.EMPTY_IS_UNKNOWN: label("how", "empty is unknown, not zero"),
    How.VAT: label("how", "with VAT? check the total"),
    How.WRITING: label("how", "say how it is written"),
    How.MONTH: label("how", "a month by its heading"),
    How.NO_FIELD: label("how", "heading not recognised"),
    How.SPARE: label("how", "its field is filled already"),
    How.LEFT: label("how", "not taken"),
}
_ORDERS: Final[dict[DateOrder, Label]] = {
    DateOrder.DAY_FIRST: label("date order", "day.month.year"),
    DateOrder.MONTH_FIRST: label("date order", "month/day/year"),
    DateOrder.YEAR_FIRST: label("date order", "year-month-day"),
}
_NAMES: Final[dict[tuple[str, str], PluralLabel]] = {
    ("import.unknown_account", "account"): plural(
        "Client not found, {count} name", "Client not found, {count} names"
    ),
    ("import.several_accounts", "account"): plural(
        "Fits several clients, {count} name", "Fit several clients, {count} names"
    ),
    ("import.unknown_account", "parent"): plural(
        "Parent company not found, {count} name", "Parent company not found, {count} names"
    ),
    ("import.several_accounts", "parent"): plural(
        "Parent company not clear, {count} name", "Parent company not clear, {count} names"
    ),
    ("import.unknown_colleague", "owner"): plural(
        "No such colleague, {count} name", "No such colleague, {count} names"
    ),
    ("import.several_colleagues", "owner"): plural(
        "Several colleagues of one name, {count} name", "Several colleagues of one name, {count} names"
    ),
}
_TITLES: Final[dict[str, tuple[Label, Label]]] = {
    "exchange.no_such_date": (
        label("problem", "There is no such date: {value}"),
        label("problem", "There are no such dates: {column}"),
    ),
    "exchange.not_a_date": (
        label("problem", "Not a date: {value}"),
        label("problem", "Not dates: {column}"),
    ),
    "exchange.not_a_number": (
        label("problem", "Not a number: {value}"),
        label("problem", "Not numbers: {column}"),
    ),
    "exchange.not_a_month": (
        label("problem", "Not a month: {value}"),
        label("problem", "Not months: {column}"),
    ),
    "exchange.unknown_word": (
        label("problem", "Unknown value: {value}"),
        label("problem", "Unknown values: {column}"),
    ),
    "exchange.missing": (
        label("problem", "Nothing stands in: {column}"),
        label("problem", "Nothing stands in: {column}"),
    ),
    "exchange.repeated_key": (
        label("problem", "The same key again: {value}"),
        label("problem", "The same key again"),
    ),
    "import.month_has_orders": (
        label("problem", "Two sources for one month"),
        label("problem", "Two sources for one month"),
    ),
    "import.month_has_totals": (
        label("problem", "Two sources for one month"),
        label("problem", "Two sources for one month"),
    ),
    "import.receivables_missing": (
        label("problem", "Not in the file any more"),
        label("problem", "Not in the file any more"),
    ),
}
"""Titles of a group with one value and with several."""
_DONE: Final[dict[Form, PluralLabel]] = {
    Form.ACCOUNTS: plural("{count} client", "{count} clients"),
    Form.PEOPLE: plural("{count} person", "{count} people"),
    Form.ORDER_LINES: plural("{count} order line", "{count} order lines"),
    Form.MONTHLY_TOTALS: plural("{count} monthly total", "{count} monthly totals"),
    Form.TARGETS: plural("{count} target", "{count} targets"),
    Form.RECEIVABLES: plural("{count} receivable", "{count} receivables"),
    Form.CONTRACTS: plural("{count} contract", "{count} contracts"),
}
NEEDED: Final[dict[Form, Label]] = {
    Form.ACCOUNTS: label("import needs", "a name; tax number, address, terms, manager and more if there"),
    Form.PEOPLE: label("import needs", "a client and a name; job title, phones, role, attitude if there"),
    Form.ORDER_LINES: label(
        "import needs", "a client, a date, an order number and a sum; lines, cost if there"
    ),
    Form.MONTHLY_TOTALS: label("import needs", "a client, a month and a sum, or months as columns"),
    Form.TARGETS: label("import needs", "a client, a month and the plan, or months as columns"),
    Form.RECEIVABLES: label("import needs", "a client, a document, when it is due and what is owed"),
    Form.CONTRACTS: label("import needs", "a client and a contract number; subject, sum, dates if there"),
}
"""What a table must have, by what it brings."""
_RANGES: Final = 3


class Saying:
    """Says it for one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._words = look.words
        self._formats = look.formats
        self._teller = Teller(look.words, look.formats)

    def form(self, form: Form) -> str:
        """What the rows of a file are."""
        return self._words.of(FORMS[form])

    def field(self, choice: FieldChoice) -> str:
        """A field as it can be chosen."""
        name = self.field_name(choice)
        if not choice.is_key:
            return name
        return self._words.say("{field} · key", field=name)

    def field_name(self, choice: FieldChoice) -> str:
        """A field alone."""
        if choice.name == "name":  # of a client: people have names, companies are called
            return self._words.say_in("import", "Name")
        name = self._words.of(choice.label)
        return with_capital(name)

    def size(self, preview: SourcePreview) -> str:
        """«1,9 МБ, 9 800 строк»."""
        return f"{self.bytes(preview.size)}, {self.row_count(preview.rows)}"

    def row_count(self, count: int) -> str:
        """«21 строка»."""
        said = self._formats.number(count)
        return self._words.say_many("{count} row", "{count} rows", count, count=said)

    def bytes(self, size: int) -> str:
        """A size as people say it."""
        if size < 1_000_000:  # noqa: PLR2004 - a megabyte
            return self._words.say("{count} KB", count=self._formats.number(max(1, round(size / 1000))))
        return self._words.say("{count} MB", count=self._formats.number(Decimal(size) / 1_000_000, 1))

    def example(self, column: ColumnPreview, *, is_plain: bool) -> str:
        """The first thing in a column, how its dates are written, how much of it is empty."""
        if not column.example:
            return self._words.say("empty")
        value = self.cell(column.example, is_number=column.is_number, is_plain=is_plain)
        if isinstance(column.writing, DateOrder):
            return f"{value}, {self.order(column.writing)}"
        if column.blank:
            share = self._formats.points(column.blank)
            return self._words.say("{value}; {percent} empty", value=value, percent=share)
        return value

    def cell(self, text: str, *, is_number: bool, is_plain: bool) -> str:
        """A cell of the file; a number that a workbook keeps as such is written as numbers are here."""
        if not (is_number and is_plain):
            return text
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return self._formats.tidy(number, 2) if number.is_finite() else text

    def order(self, order: DateOrder) -> str:
        """In which order a date is written."""
        return self._words.of(_ORDERS[order])

    def how(self, column: ColumnPreview) -> str:
        """How it is known which field a column fills."""
        if column.how is not How.NAMES:
            return self._words.of(_HOW[column.how])
        if column.field == "product_line":
            return self._words.say("known here: {found} of {total}", found=column.found, total=column.total)
        return self._words.say_many(
            "{found} of {count} name found",
            "{found} of {count} names found",
            column.total,
            found=column.found,
        )

    def month_column(self, column: ColumnPreview) -> str:
        """A column of a month as it can be chosen."""
        return self._words.say("Sums of the month: {month}", month=column.heading)

    def title(self, group: ProblemGroup) -> str:
        """What is wrong in a group."""
        if (several := _NAMES.get((group.code, group.field))) is not None:
            return self._words.count(several, len(group.names))
        titles = _TITLES.get(group.code)
        if titles is None:
            return self._teller.sentence(group.error)
        sole = len(group.values) == 1 and bool(group.values[0])
        value = group.values[0] if sole else ""
        return self._words.of(titles[0] if sole else titles[1], value=value, column=group.column)

    def sentence(self, error: UserError) -> str:
        """What an error says."""
        return self._teller.sentence(error)

    def rows(self, numbers: Sequence[int], total: int) -> str:
        """«строки 4 118–4 126», «строки 611 и 7 902»: the first ranges, and how many rows more."""
        ranges = _ranges(sorted(numbers))
        shown = ", ".join(self._range(*each) for each in ranges[:_RANGES])
        left = total - sum(last - first + 1 for first, last in ranges[:_RANGES])
        if left > 0:
            return self._words.say_many(
                "rows {ranges} and {count} more", "rows {ranges} and {count} more", left, ranges=shown
            )
        return self._words.say_many("row {ranges}", "rows {ranges}", total, ranges=shown)

    def month_span(self, first: Month, last: Month) -> str:
        """«октябрь 2025», «янв–окт 2025», «окт 2024 – янв 2025»."""
        formats = self._formats
        if first == last:
            return formats.long_month(first)
        if first.year == last.year:
            return f"{formats.month_range(first, last)} {first.year}"
        one, other = (formats.month_year(month.first_day) for month in (first, last))
        return f"{one}{formats.range_dash}{other}"

    def write_button(self, checked: DryRun) -> str:
        """What the primary button says."""
        count = checked.comes_in
        said = self._formats.number(count)
        if checked.counts_rows:
            return self._words.say_many("Write {count} row", "Write {count} rows", count, count=said)
        return self._words.say_many("Write {count} record", "Write {count} records", count, count=said)

    def records(self, form: Form, count: int) -> str:
        """So many records of a form."""
        return self._words.count(_DONE[form], count, count=self._formats.number(count))

    def done(self, report: ImportReport) -> str:
        """What was written, in one line."""
        return self._words.say(
            "Brought in: {records}", records=self.records(report.form, report.added + report.updated)
        )

    def _range(self, first: int, last: int) -> str:
        number = self._formats.number
        if first == last:
            return number(first)
        return f"{number(first)}{self._formats.range_dash}{number(last)}"


def is_month_column(name: str) -> bool:
    """Whether a column holds the sums of a month."""
    return name == MONTH_COLUMN


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in a row, each stretch by its first and last."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
