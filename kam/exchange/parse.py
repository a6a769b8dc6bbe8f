"""A table and its plan become typed rows and a list of problems, row by row, however long the file.

Two passes: the first looks at the columns of numbers and dates as a whole and decides how they are written;
the second reads the rows. A row with any problem is not given out; what to do about it is the caller's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

from kam.core.errors import AmbiguousError, UserError
from kam.exchange.amounts import DecimalMark, decide_amounts, read_amount
from kam.exchange.building import builder_of
from kam.exchange.calendars import DateOrder, decide_dates, decide_months, read_date, read_month
from kam.exchange.cells import Bad, Cell, is_blank, shown
from kam.exchange.fields import FIELDS, Field, FieldType
from kam.exchange.mapping import ColumnFormat
from kam.exchange.planning import Plan
from kam.exchange.readers import Reader, reader_of
from kam.exchange.rows import Problem, Row
from kam.exchange.tables import Table
from kam.exchange.writings import Undecided

Progress: TypeAlias = Callable[[int, int | None], None]
"""Is told how many rows are done and, once it is known, of how many. It may raise to cancel."""

_EVERY: Final = 2_000
_MISSING: Final = Bad("exchange.missing")
_NUMBERS: Final = frozenset({FieldType.AMOUNT, FieldType.WHOLE})
_DATES: Final = frozenset({FieldType.DATE, FieldType.MONTH})


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose writing the mapping must settle: it does not tell, or mixes two writings."""

    heading: str
    field: Field
    row: int
    undecided: Undecided

    @property
    def is_date(self) -> bool:
        """Whether it is about dates or months, not about numbers."""
        return self.field.holds in _DATES


@dataclass(frozen=True, slots=True)
class Amends:
    """What was decided about cells and rows that cannot be taken as they stand.

    ``cells``: the field and what a problem quotes of its cell → what is read instead, "" for nothing.
    ``passed_over``: rows that are left out on purpose, without a problem.
    """

    cells: Mapping[tuple[str, str], str] = default(default_factory=dict)
    passed_over: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass found: how many rows, how columns of numbers and dates are written, what to ask."""

    rows: int
    numbers: dict[int, DecimalMark]
    dates: dict[int, DateOrder]
    texts: dict[int, dict[str, int]]
    """Column index → each different text in a column of amounts and the row where it first stands."""
    questions: tuple[Question, ...]


def survey(table: Table, plan: Plan, progress: Progress | None = None) -> Survey:
    """Look through the whole file at the columns whose writing must be decided.

    :raises UserError: ``exchange.no_rows`` when there is nothing below the headings.
    """
    watched = _watched(plan)
    texts: dict[int, dict[str, int]] = {index: {} for index in watched}
    pairs = list(texts.items())
    count = 0
    for number, cells in table.rows():
        count += 1
        if progress is not None and count % _EVERY == 0:
            progress(count, None)
        width = len(cells)
        for index, seen in pairs:
            if index < width and (cell := cells[index]) not in seen and isinstance(cell, str):
                seen[cell] = number
    if not count:
        raise UserError("exchange.no_rows")
    numbers: dict[int, DecimalMark] = {}
    dates: dict[int, DateOrder] = {}
    questions: list[Question] = []
    for index, (heading, field, stated) in watched.items():
        decision = _decide(field, stated, list(texts[index]))
        if isinstance(decision, Undecided):
            row = texts[index][decision.examples[0]]
            questions.append(Question(heading, field, row, decision))
        elif isinstance(decision, DateOrder):
            dates[index] = decision
        else:
            numbers[index] = decision
    return Survey(count, numbers, dates, texts, tuple(questions))


class Reading:
    """The rows of a file, to be gone through once. ``problems`` is complete when the last row is out.

    A row given out is whole and typed; one with a problem is passed over and counted in ``bad_rows``.
    ``mended`` counts by field and text the cells that were read by what was decided about them,
    ``mended_codes`` say what would have been wrong with them; ``passed_over`` counts the rows that were left
    out on purpose.
    """

    def __init__(
        self,
        table: Table,
        plan: Plan,
        found: Survey,
        progress: Progress | None = None,
        amends: Amends | None = None,
    ) -> None:
        self.plan = plan
        self.rows = found.rows
        self.bad_rows = 0
        self.problems: list[Problem] = []
        self.mended: Counter[tuple[str, str]] = Counter()
        self.mended_codes: dict[tuple[str, str], str] = {}
        self.passed_over = 0
        self._amends = amends or Amends()
        self._table = table
        self._progress = progress
        self._columns = _column_readers(plan, found)
        self._builder = builder_of(plan, found.texts, _defaults(plan))

    def __iter__(self) -> Iterator[Row]:
        """Each good row, in the order of the file."""
        width = len(self._table.header)
        builder, left_out = self._builder, self._amends.passed_over
        for done, (number, cells) in enumerate(self._table.rows()):
            if self._progress is not None and done % _EVERY == 0:
                self._progress(done, self.rows)
            if number in left_out:
                self.passed_over += 1
                continue
            if len(cells) != width and not self._has_width(number, cells, width):
                continue
            values, good = self._values(number, cells)
            if good:
                built = builder.build(number, cells, values)
                if not isinstance(built, Bad):
                    yield from built
                    continue
                self._report(number, "", str(built.details.get("value", "")), built)
            else:
                builder.skip(values)
            self.bad_rows += 1
        if self._progress is not None:
            self._progress(self.rows, self.rows)

    def _values(self, number: int, cells: list[Cell]) -> tuple[list[Any], bool]:
        """The values of a row, and whether all of them can be taken."""
        values: list[Any] = []
        good = True
        for column in self._columns:
            at, known, read, fallback, required, _heading, _name = column
            cell = cells[at]
            value = known[cell] if type(cell) is str else read(cell)
            if value is None:
                value = _MISSING if fallback is None and required else fallback
            if type(value) is Bad:
                value = self._mended(number, column, cell, value)
                good = good and type(value) is not Bad
            values.append(value)
        return values, good

    def _mended(self, row: int, column: _ColumnReader, cell: Cell, bad: Bad) -> Any:
        """What a cell is read as by what was decided about it; else what is wrong with it, reported."""
        key = (column.name, shown(cell))
        instead = self._amends.cells.get(key)
        value = bad if instead is None else column.read(instead)
        if value is None:
            value = _MISSING if column.fallback is None and column.required else column.fallback
        if type(value) is Bad:
            self._report(row, column.heading, shown(cell), value, column.name)
        else:
            self.mended[key] += 1
            self.mended_codes[key] = bad.code
        return value

    def _has_width(self, number: int, cells: list[Cell], width: int) -> bool:
        """Whether the row is as wide as the headings; empty cells beyond them do not count."""
        if len(cells) > width and all(map(is_blank, cells[width:])):
            return True
        code = "exchange.row_too_long" if len(cells) > width else "exchange.row_too_short"
        last = shown(cells[-1])
        self._report(number, "", last, Bad(code, {"cells": len(cells), "headings": width}))
        self._builder.skip(
            [known[str(cells[i])] if i < len(cells) else None for i, known, *_rest in self._columns]
        )
        self.bad_rows += 1
        return False

    def _report(self, row: int, heading: str, value: str, bad: Bad, name: str = "") -> None:
        details = {"row": row, "column": shown(heading), "value": value, **bad.details}
        self.problems.append(Problem(row, heading, value, bad.code, details, name))


def read_rows(
    table: Table, plan: Plan, *, progress: Progress | None = None, amends: Amends | None = None
) -> Reading:
    """The typed rows of a table, once every column's writing is decided.

    :raises AmbiguousError: ``exchange.ambiguous_numbers``, ``exchange.ambiguous_dates``: the first column
        that does not tell; ``exchange.mixed_numbers``, ``exchange.mixed_dates``: one written in two ways.
    """
    found = survey(table, plan, progress)
    if found.questions:
        raise _asked(found.questions)
    return Reading(table, plan, found, progress, amends)


class _Known(dict[str, Any]):
    """Remembers what each different text of a column reads as: most columns repeat themselves."""

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> Any:
        value = self[cell] = self._read(cell)
        return value


class _ColumnReader(NamedTuple):
    """A column as its cells are read; ``known`` remembers what each text reads as."""

    at: int
    known: _Known
    read: Reader
    fallback: Any
    required: bool
    heading: str
    name: str


def _column_readers(plan: Plan, found: Survey) -> list[_ColumnReader]:
    """How the cells of each column are read."""
    readers: list[_ColumnReader] = []
    defaults = _defaults(plan)
    for column in plan.columns:
        read = reader_of(
            column.field,
            found.numbers.get(column.index, "."),
            found.dates.get(column.index, DateOrder.DAY_FIRST),
            settled=column.format.date_order is not None,
        )
        name = column.field.name
        read = _net(read, plan, name)
        readers.append(
            _ColumnReader(
                column.index, _Known(read), read, defaults.get(name), column.required, column.heading, name
            )
        )
    for month in plan.months:
        read = reader_of(FIELDS[plan.kind][plan.month_field], found.numbers.get(month.index, "."))
        read = _net(read, plan, plan.month_field)
        readers.append(
            _ColumnReader(
                month.index,
                _Known(read),
                read,
                None,
                required=False,
                heading=month.heading,
                name=plan.month_field,
            )
        )
    return readers


def _net(read: Reader, plan: Plan, name: str) -> Reader:
    """The reader of revenue that takes off the VAT which the mapping says is in it; any other as it is."""
    if name != "revenue" or not plan.vat:
        return read
    whole = Decimal(100 + plan.vat) / 100

    def without_vat(cell: Cell) -> Any:
        value = read(cell)
        return value / whole if isinstance(value, Decimal) else value

    return without_vat


def _defaults(plan: Plan) -> dict[str, Any]:
    """The defaults that the mapping states, read as cells would be.

    :raises UserError: ``exchange.default_wrong`` where one cannot stand in its field.
    """
    values: dict[str, Any] = {}
    for name, constant in plan.defaults.items():
        value = reader_of(FIELDS[plan.kind][name])(constant)
        if isinstance(value, Bad):
            raise UserError("exchange.default_wrong", field=name, value=shown(constant))
        values[name] = value
    return values


def _watched(plan: Plan) -> dict[int, tuple[str, Field, ColumnFormat]]:
    """The columns that hold numbers or dates: index → heading, field and what the mapping states."""
    watched = {
        column.index: (column.heading, column.field, column.format)
        for column in plan.columns
        if column.field.holds in _NUMBERS | _DATES
    }
    totals = FIELDS[plan.kind].get(plan.month_field)
    if totals is not None:
        watched |= {month.index: (month.heading, totals, plan.month_format) for month in plan.months}
    return watched


def _decide(field: Field, stated: ColumnFormat, texts: list[str]) -> DecimalMark | DateOrder | Undecided:
    """How a column is written: as the mapping states, else as its values tell."""
    if field.holds in _NUMBERS:
        return stated.decimal or decide_amounts(texts)
    if stated.date_order is not None:
        return stated.date_order
    return decide_dates(texts) if field.holds is FieldType.DATE else decide_months(texts)


def _asked(questions: tuple[Question, ...]) -> AmbiguousError:
    """The sentence about the first column that must be settled; the headings of all are the candidates."""
    first = questions[0]
    numeric = first.field.holds in _NUMBERS
    details: dict[str, object] = {
        "column": shown(first.heading),
        "row": first.row,
        "value": first.undecided.examples[0],
        "candidates": tuple(shown(question.heading) for question in questions),
    }
    if first.undecided.mixed:
        code = "exchange.mixed_numbers" if numeric else "exchange.mixed_dates"
        return AmbiguousError(code, **details, other=first.undecided.examples[-1])
    code = "exchange.ambiguous_numbers" if numeric else "exchange.ambiguous_dates"
    one, two = _readings(first)
    return AmbiguousError(code, **details, one=one, two=two)


def _readings(question: Question) -> tuple[object, object]:
    """What the doubtful value would be in either writing."""
    value = question.undecided.examples[0]
    if question.field.holds in _NUMBERS:
        return read_amount(value, ","), read_amount(value, ".")
    read = read_date if question.field.holds is FieldType.DATE else read_month
    return read(value, DateOrder.DAY_FIRST), read(value, DateOrder.MONTH_FIRST)
