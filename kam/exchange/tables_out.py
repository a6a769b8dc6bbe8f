"""Tables for other programs: rows to the bytes of a CSV or XLSX file.

Text that a person typed is only ever text: no cell becomes a formula, a link or a number in a spreadsheet
because of how it begins.

CSV speaks as spreadsheets of the language expect: Russian ones split at semicolons and write a decimal comma,
and would take "12.50" for a month. Dates are ISO, figures have no spaces between them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

OutCell: TypeAlias = str | int | Decimal | date | datetime | None
"""A cell: text, a number, a date, a local moment; None is empty."""

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_GUARD: Final = "'"
_FORBIDDEN_IN_SHEET: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_SHEET_NAME: Final = 31
_CELL: Final = 32_767
_NARROWEST, _WIDEST = 8, 60
_SAMPLED_ROWS: Final = 500


class TableFormat(Enum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


class OutKind(Enum):
    """What a column holds, and how a spreadsheet shows it."""

    TEXT = "text"
    WHOLE = "whole"
    AMOUNT = "amount"
    PERCENT = "percent"  # a ratio: 0.38 is shown as 38 %
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its heading and what it holds; ``decimals`` of amounts and of per cents."""

    heading: str
    kind: OutKind = OutKind.TEXT
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class OutTable:
    """A table to be written: every row has a cell for each column."""

    title: str
    columns: Sequence[OutColumn]
    rows: Sequence[Sequence[OutCell]]


def as_csv(table: OutTable, language: str) -> bytes:
    """The table as CSV in UTF-8 with a mark that spreadsheets know it by."""
    russian = language == "ru"
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if russian else ",", lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_written(cell, "," if russian else ".") for cell in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it."""
    begins = text.lstrip(" \u00a0")[:1]
    return _GUARD + text if begins in _DANGEROUS and begins else text


def as_typed(text: str) -> str:
    """What a cell of a table that we wrote says, without the apostrophe that made it ``harmless``."""
    typed = text.removeprefix(_GUARD)
    return typed if typed != text and harmless(typed) == text else text


def _written(cell: OutCell, point: str) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}".replace(".", point)
        case _:
            return str(cell)


def as_xlsx(table: OutTable, created: datetime) -> bytes:
    """The table as a workbook of one sheet, its head frozen and filterable.

    The same table and moment give the same bytes.
    """
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": table.title, "created": created.replace(tzinfo=None)})
        sheet = book.add_worksheet(_sheet_name(table.title))
        head = book.add_format({"bold": True, "bottom": 1})
        formats = [book.add_format(_format_of(column)) for column in table.columns]
        for number, column in enumerate(table.columns):
            sheet.write_string(0, number, column.heading[:_CELL], head)
            sheet.set_column(number, number, _width(table, number))
        for at, row in enumerate(table.rows, 1):
            for number, cell in enumerate(row):
                _put(sheet, at, number, cell, formats[number])
        sheet.freeze_panes(1, 1)
        if table.columns:
            sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    return target.getvalue()


def _put(sheet: Any, row: int, column: int, cell: OutCell, shown: Any) -> None:
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(row, column, cell[:_CELL], shown)
        case date():
            sheet.write_datetime(row, column, cell, shown)
        case _:
            sheet.write_number(row, column, cell, shown)


def _format_of(column: OutColumn) -> Mapping[str, object]:
    places = f".{'0' * column.decimals}" if column.decimals else ""
    match column.kind:
        case OutKind.WHOLE:
            return {"num_format": "0"}
        case OutKind.AMOUNT:
            return {"num_format": f"#,##0{places}"}
        case OutKind.PERCENT:
            return {"num_format": f"0{places}%"}
        case OutKind.DATE:
            return {"num_format": "yyyy-mm-dd"}
        case OutKind.MOMENT:
            return {"num_format": "yyyy-mm-dd hh:mm"}
        case OutKind.TEXT:
            return {"num_format": "@"}


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that a sheet's name may not have, no apostrophe at its ends."""
    return title.translate(_FORBIDDEN_IN_SHEET)[:_SHEET_NAME].strip().strip("'") or "1"


def _width(table: OutTable, number: int) -> int:
    """As wide as its longest cell among the first rows, within bounds."""
    cells: Iterable[OutCell] = (row[number] for row in table.rows[:_SAMPLED_ROWS])
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(longest, len(table.columns[number].heading), _NARROWEST), _WIDEST) + 2
