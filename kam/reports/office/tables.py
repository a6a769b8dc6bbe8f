"""A table as data: what a Word document, a workbook and a slide show alike, each in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final, TypeAlias

from kam.core.formats import Formats, Scale
from kam.core.money import Money, minor_digits
from kam.core.periods import Month
from kam.reports.rounding import adding_places
from kam.reports.text import held_together

Cell: TypeAlias = str | int | Decimal | date | Month | Money | None
"""A value of its column's kind; None = unknown, shown as nothing."""


_DIFFERENCE: Final = re.compile(r"\{\w+\}(?:-\{\w+\})+")
_KEY: Final = re.compile(r"\{(\w+)\}")
_WORTH_SUMMING: Final = 2
_THOUSAND: Final = 1000
_TOO_LONG: Final = 10_000
"""Of the smaller unit: figures of five digits would say too much."""
"""Rows; the sum of one is itself."""


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    """A decimal as it was typed."""
    SUM = "sum"
    """``Money``."""
    SHARE = "share"
    """A share of one."""
    POINTS = "points"
    """Whole per cent."""
    DATE = "date"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and how wide it is beside the others.

    ``formula`` reckons its cells in a workbook from others of the row, named by their ``key`` in braces:
    ``{amount}*{chance}``. The cells hold what it comes to.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 1.0
    total: bool = False
    key: str = ""
    formula: str = ""
    places: int = 3
    """Of a ``NUMBER``: at most so many decimals are told."""
    fixed: bool = False
    """Of a ``NUMBER``: every cell tells all of them, so that figures stand under one another."""
    signed: bool = False
    """A change: what rose has its plus."""
    right: bool = False
    """Text that is read from the right, as figures are: lengths of time."""

    @property
    def is_figure(self) -> bool:
        """Whether its cells are read from the right."""
        return self.right or self.kind in {Kind.WHOLE, Kind.NUMBER, Kind.SUM, Kind.SHARE, Kind.POINTS}


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a cell for each column; ``pressing`` is what somebody has to do something about."""

    cells: tuple[Cell, ...]
    pressing: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; ``note`` is one computed sentence about it.

    ``whole`` keeps columns in which nothing is known: of a matrix that says something, too.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    whole: bool = False

    @property
    def has_totals(self) -> bool:
        """Whether anything of it is summed up."""
        return any(self.total(number) is not None for number in range(len(self.columns)))

    def total(self, number: int) -> Cell:
        """The sum of a column; None for one that is not summed, or has several currencies."""
        column = self.columns[number]
        cells = [row.cells[number] for row in self.rows]
        if not column.total or len(cells) < _WORTH_SUMMING:
            return None
        if column.kind is Kind.SUM:
            sums = [cell for cell in cells if isinstance(cell, Money)]
            currencies = {cell.currency for cell in sums}
            return Money(sum(cell.minor for cell in sums), *currencies) if len(currencies) == 1 else None
        figures = [cell for cell in cells if isinstance(cell, int | Decimal)]
        return sum(figures) if figures else None

    def currency(self, number: int) -> str | None:
        """The one currency of a column of sums; None where there are several, or none."""
        if self.columns[number].kind is not Kind.SUM:
            return None
        found = {row.cells[number].currency for row in self.rows if isinstance(row.cells[number], Money)}  # type: ignore[union-attr]
        return found.pop() if len(found) == 1 else None

    def first(self, most: int) -> Table:
        """Its first rows."""
        return replace(self, rows=self.rows[:most])

    def only(self, *keys: str) -> Table:
        """Some of its columns, by their keys, in its own order."""
        return self._with([number for number, column in enumerate(self.columns) if column.key in keys])

    def without_empty_columns(self) -> Table:
        """Without columns in which nothing is known; the first one always stays."""
        if self.whole:
            return self
        return self._with(
            [
                number
                for number in range(len(self.columns))
                if number == 0 or any(row.cells[number] not in {None, ""} for row in self.rows)
            ]
        )

    def _with(self, kept: Sequence[int]) -> Table:
        return Table(
            self.title,
            tuple(self.columns[number] for number in kept),
            tuple(Row(tuple(row.cells[number] for number in kept), row.pressing) for row in self.rows),
            self.note,
            self.whole,
        )


def major(sum_: Money) -> Decimal:
    """A sum in major units."""
    return Decimal(sum_.minor).scaleb(-minor_digits(sum_.currency))


class Shown:
    """A table's headings and cells as texts of a language."""

    def __init__(self, table: Table, formats: Formats) -> None:
        self._table = table
        self._formats = formats
        self._scales = [self._scale(number) for number in range(len(table.columns))]

    def heading(self, number: int) -> str:
        """A column's heading, with the unit of its sums."""
        column, currency = self._table.columns[number], self._table.currency(number)
        scale = self._scales[number]
        if column.kind is Kind.SUM and currency and scale:
            return f"{column.heading}, {self._formats.unit(currency, scale)}"
        return f"{column.heading}, %" if column.kind in {Kind.SHARE, Kind.POINTS} else column.heading

    def cell(self, number: int, cell: Cell) -> str:  # noqa: PLR0911 - a case each
        """A cell's text; nothing for what is unknown."""
        formats, column = self._formats, self._table.columns[number]
        match cell:
            case None:
                return ""
            case str():
                return held_together(cell)
            case Money():
                scale = self._scales[number]
                if scale is None:
                    return formats.money(cell.minor, cell.currency)
                return formats.scaled(cell.minor, cell.currency, scale, self._places(number))
            case Month():
                return formats.month_year(cell.first_day)
            case date():
                return formats.full_date(cell)
            case _ if column.kind is Kind.SHARE:
                return formats.number(Decimal(cell) * 100)
            case int() | Decimal():
                return self._number(column, cell)

    def _number(self, column: Column, value: Decimal | int) -> str:
        if column.signed:
            return self._formats.signed(value, column.places if column.fixed else 0)
        if isinstance(value, int):
            return self._formats.number(value)
        write = self._formats.number if column.fixed else self._formats.tidy
        return write(value, column.places)

    def total(self, number: int) -> str:
        """What stands under a column."""
        return self.cell(number, self._table.total(number))

    def texts(self, total: str = "") -> list[list[str]]:
        """All of it: the head, the rows, and, where something is summed up, the totals after ``total``."""
        numbers = range(len(self._table.columns))
        found = [[self.heading(number) for number in numbers]]
        found += [[self.cell(number, row.cells[number]) for number in numbers] for row in self._table.rows]
        if total and self._table.has_totals:
            sums = [self.total(number) for number in numbers]
            found.append([sums[0] or total, *sums[1:]])
        return found

    def _scale(self, number: int) -> Scale | None:
        """The unit of a column of one currency: that in which the table's largest sum reads best.

        The next smaller one where the smallest would say too little, as on paper (``Unit.telling``).
        """
        currency = self._table.currency(number)
        if currency is None:
            return None
        sizes = [abs(each.minor) for each in self._sums(currency) if each.minor]
        scale, unit = self._formats.scale_for(max(sizes, default=0), currency), 10 ** minor_digits(currency)
        if not sizes or min(sizes) >= scale.divisor * unit:
            return scale
        finer = self._formats.scale_for(max(scale.divisor // _THOUSAND, _TOO_LONG) * unit, currency)
        return finer if max(sizes) < _TOO_LONG * finer.divisor * unit else scale

    def _sums(self, currency: str) -> list[Money]:
        """Every sum of the table in a currency."""
        columns = [at for at in range(len(self._table.columns)) if self._table.currency(at) == currency]
        cells = [row.cells[at] for row in self._table.rows for at in columns]
        cells += [self._table.total(at) for at in columns]
        return [cell for cell in cells if isinstance(cell, Money)]

    def _places(self, number: int) -> int:
        """One decimal of millions and thousands, two where a sum would vanish; none else.

        All sums of a table have as many, so that figures stand under one another.
        """
        scale, currency = self._scales[number], self._table.currency(number)
        if scale is None or currency is None or scale.divisor == 1:
            return 0
        unit = scale.divisor * 10 ** minor_digits(currency)
        sizes = [abs(each.minor) for each in self._sums(currency) if each.minor]
        if max(sizes, default=0) >= _THOUSAND * unit:
            return 0
        least = 2 if min(sizes, default=unit) < unit else 1
        return adding_places(list(self._differences(currency)), unit, least)

    def _differences(self, currency: str) -> Iterator[list[int]]:
        """What is reckoned in each row as a difference of its other sums: parts that make zero together."""
        places = {column.key: number for number, column in enumerate(self._table.columns) if column.key}
        for number, column in enumerate(self._table.columns):
            if column.kind is not Kind.SUM or not _DIFFERENCE.fullmatch(column.formula):
                continue
            at = [places[key] for key in _KEY.findall(column.formula)]
            for row in self._table.rows:
                first, *less = (row.cells[each] for each in (*at, number))
                if isinstance(first, Money) and first.currency == currency:
                    yield [first.minor, *(-each.minor for each in less if isinstance(each, Money))]


def rows_of(lines: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    """Rows none of which is pressing."""
    return tuple(Row(tuple(line)) for line in lines)
