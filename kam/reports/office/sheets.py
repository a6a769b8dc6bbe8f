"""A workbook with a table on each sheet: heads that stay, totals that reckon, text that is only ever text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from kam.core.formats import Formats
from kam.core.money import Money, minor_digits
from kam.core.periods import Month
from kam.core.text import fold
from kam.reports.document import About
from kam.reports.office.package import sealed
from kam.reports.office.tables import Cell, Column, Kind, Shown, Table, major
from kam.reports.office.texts import paragraphs
from kam.reports.text import Style, plain, set_text

_CELL: Final = 32_767
_SHEET_NAME: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_HEAD_ROW: Final = 2
_UNIT_WIDTH: Final = 13.0
"""Characters of a column of width 1."""
_FACE: Final = "Calibri"
_ACCENT: Final = "#1D4E79"
_LINE: Final = "#7F7F7F"
_STYLE: Final = Style(10, 12.2)
_CHARACTER: Final = 5.25
"""The width of a character of a column's width, in points."""
_LINE_HEIGHT: Final = 13.5
_TALLEST: Final = 400.0
"""Points; a row cannot be taller than 409."""
_FACTS_WIDTH: Final = 90
_DATES: Final = {"ru": "dd.mm.yyyy", "en": "d mmm yyyy"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a sheet of facts: a name and a text; without a text it heads what follows."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns against a line, drawn beside a table by the keys of its columns."""

    columns: str
    line: str


class Workbook:
    """A workbook under one caption; ``finish`` gives its bytes, alike for alike content."""

    def __init__(self, about: About, caption: str, total: str) -> None:
        """``caption`` stands under each title and at the foot of each page, ``total`` beside sums."""
        import xlsxwriter

        self._about = about
        self._caption = caption
        self._total = total
        self._formats = Formats(about.language)
        self._target = io.BytesIO()
        self._book: Any = xlsxwriter.Workbook(
            self._target,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.set_properties(
            {
                "title": plain(about.title),
                "subject": plain(about.subject),
                "author": plain(about.author),
                "created": about.printed_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self._names: set[str] = set()
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def facts(self, title: str, entries: Iterable[Entry]) -> None:
        """A sheet of names and texts."""
        sheet = self._sheet(title)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, _FACTS_WIDTH)
        for row, entry in enumerate(entries, _HEAD_ROW):
            heading = not entry.text
            name = (
                self._format(bold=True, font_size=12, valign="bottom") if heading else self._format(bold=True)
            )
            sheet.write_string(row, 0, plain(entry.name)[:_CELL], name)
            said = paragraphs(entry.text)
            if heading:
                sheet.set_row(row, _LINE_HEIGHT * 2)
                continue
            lines = sum(_lines(line, _FACTS_WIDTH) for line in said)
            sheet.set_row(row, min(_LINE_HEIGHT * max(lines, 1) + 4, _TALLEST))
            sheet.write_string(row, 1, "\n".join(said)[:_CELL], self._format())
        sheet.freeze_panes(_HEAD_ROW, 1)
        sheet.set_portrait()

    def table(self, table: Table, chart: Chart | None = None) -> None:
        """A sheet with a table; one without rows gets none."""
        if not table.rows:
            return
        sheet = self._sheet(table.title, table.note)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _characters(column))
            sheet.write_string(_HEAD_ROW, number, self._heading(table, number), self._head_format(column))
        first = _HEAD_ROW + 1
        for at, (row, height) in enumerate(
            zip(table.rows, _heights(table, self._formats), strict=True), first
        ):
            sheet.set_row(at, height)
            for number, cell in enumerate(row.cells):
                self._put(sheet, table, at, number, cell, bold=row.pressing)
        last = first + len(table.rows) - 1
        if table.has_totals:
            self._totals(sheet, table, first, last)
        sheet.set_row(_HEAD_ROW, _LINE_HEIGHT * 2 + 6)
        sheet.freeze_panes(first, 1)
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
        sheet.repeat_rows(_HEAD_ROW)
        if chart is not None:
            self._chart(sheet, table, chart, first, last)

    def finish(self) -> bytes:
        """The file."""
        self._book.close()
        return sealed(self._target.getvalue(), self._about.printed_at)

    def _sheet(self, title: str, note: str = "") -> Any:
        name = self._unused(title)
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title[:_CELL], self._format(wrap=False, bold=True, font_size=14))
        said = " · ".join(filter(None, (self._caption, note)))
        sheet.write_string(1, 0, said[:_CELL], self._format(wrap=False, italic=True))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer(f"&L{_escaped(self._caption)}&R&P / &N")
        return sheet

    def _unused(self, title: str) -> str:
        """A name that a sheet may have and no other has."""
        whole = " ".join(title.translate(_FORBIDDEN).split()).strip("'")[:_SHEET_NAME].strip() or "1"
        name, number = whole, 1
        while fold(name) in self._names:
            number += 1
            name = f"{whole[: _SHEET_NAME - 4].strip()} {number}"
        self._names.add(fold(name))
        return name

    def _heading(self, table: Table, number: int) -> str:
        column, currency = table.columns[number], table.currency(number)
        if column.kind is Kind.SUM and currency:
            return f"{column.heading}, {self._formats.symbol(currency)}"
        return column.heading

    def _head_format(self, column: Column) -> Any:
        return self._format(bold=True, valign="bottom", bottom=1, bottom_color=_ACCENT, **_side(column))

    def _format(self, **given: object) -> Any:
        """A format, made once."""
        look = {
            "font_name": _FACE,
            "font_size": 10,
            "valign": "vcenter",
            "text_wrap": given.pop("wrap", True),
        }
        look |= given
        key = tuple(sorted(look.items(), key=lambda item: item[0]))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def _cell_format(self, table: Table, number: int, cell: Cell, **look: object) -> Any:
        kind = table.columns[number].kind
        match kind:
            case Kind.SUM:
                shown = self._sum_format(table, number, cell)
            case Kind.SHARE | Kind.POINTS:
                shown = "0%"
            case Kind.WHOLE:
                shown = "0"
            case Kind.NUMBER:
                shown = self._number_format(table, number, cell)
            case Kind.DATE:
                shown = _DATES.get(self._about.language, "yyyy-mm-dd")
            case Kind.MONTH:
                shown = "mmm yyyy"
            case Kind.TEXT:
                shown = "@"
        return self._format(num_format=shown, **_side(table.columns[number]), **look)

    def _number_format(self, table: Table, number: int, cell: Cell) -> str:
        """As many decimals as the number has, up to those of its column."""
        if isinstance(cell, Money):
            return self._sum_format(table, number, cell)
        most = table.columns[number].places
        places = (
            0
            if not isinstance(cell, Decimal)
            else min(most, max(0, -int(cell.normalize().as_tuple().exponent)))
        )
        return "#,##0" + (f".{'0' * places}" if places else "")

    def _sum_format(self, table: Table, number: int, cell: Cell) -> str:
        """Decimals where a sum of the column has any; the currency beside a sum whose column has several."""
        sums = [row.cells[number] for row in table.rows]
        broken = any(major(each) % 1 for each in sums if isinstance(each, Money))
        alone = table.currency(number)
        currency = cell.currency if isinstance(cell, Money) else alone
        places = "0" * minor_digits(currency) if currency and broken else ""
        shown = "#,##0" + (f".{places}" if places else "")
        return shown if alone or currency is None else f'{shown} "{self._formats.symbol(currency)}"'

    def _put(self, sheet: Any, table: Table, row: int, number: int, cell: Cell, *, bold: bool) -> None:
        look = self._cell_format(table, number, cell, bold=bold, bottom=4, bottom_color=_LINE)
        column = table.columns[number]
        if cell is None:
            sheet.write_blank(row, number, None, look)
        elif isinstance(cell, str):
            sheet.write_string(row, number, plain(cell)[:_CELL], look)
        elif column.formula:
            sheet.write_formula(row, number, self._formula(table, column, row), look, _number(column, cell))
        elif isinstance(cell, Month):
            sheet.write_datetime(row, number, datetime.combine(cell.first_day, time()), look)
        elif isinstance(cell, date):
            sheet.write_datetime(row, number, datetime.combine(cell, time()), look)
        else:
            sheet.write_number(row, number, _number(column, cell), look)

    def _formula(self, table: Table, column: Column, row: int) -> str:
        places = {other.key: _place(row, at) for at, other in enumerate(table.columns) if other.key}
        return "=" + column.formula.format_map(places)

    def _totals(self, sheet: Any, table: Table, first: int, last: int) -> None:
        row = last + 1
        total = {"bold": True, "top": 1, "top_color": _ACCENT}
        for number in range(len(table.columns)):
            cell = table.total(number)
            if cell is None:
                sheet.write_blank(row, number, None, self._format(**total))
                continue
            sums = f"=SUM({_place(first, number)}:{_place(last, number)})"
            look = self._cell_format(table, number, cell, **total)
            sheet.write_formula(row, number, sums, look, _number(table.columns[number], cell))
        if table.total(0) is None:
            sheet.write_string(row, 0, self._total, self._format(**total))

    def _chart(self, sheet: Any, table: Table, chart: Chart, first: int, last: int) -> None:
        keys = [column.key for column in table.columns]
        name = sheet.get_name()

        def series(key: str, **look: object) -> dict[str, object]:
            at = keys.index(key)
            return {
                "name": table.columns[at].heading,
                "categories": [name, first, 0, last, 0],
                "values": [name, first, at, last, at],
                **look,
            }

        drawn = self._book.add_chart({"type": "column"})
        drawn.add_series(series(chart.columns, fill={"color": "#8C8C8C"}, gap=60))
        line = self._book.add_chart({"type": "line"})
        line.add_series(series(chart.line, line={"color": "#000000", "width": 1.5}))
        drawn.combine(line)
        drawn.set_legend({"position": "bottom", "font": {"name": _FACE, "size": 9}})
        drawn.set_x_axis({"num_format": "mmm", "num_font": {"name": _FACE, "size": 9}, "text_axis": True})
        drawn.set_y_axis(
            {
                "num_font": {"name": _FACE, "size": 9},
                "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
                "line": {"none": True},
                "num_format": "#,##0",
                "min": 0 if _never_below_zero(table, keys.index(chart.columns)) else None,
            }
        )
        drawn.set_title({"none": True})
        drawn.set_size({"width": 640, "height": 300})
        sheet.insert_chart(_HEAD_ROW, len(table.columns) + 1, drawn, {"description": table.title})


def _side(column: Column) -> dict[str, object]:
    """Figures stand at the right; text keeps away from the figures before it."""
    return {"align": "right"} if column.is_figure else {"align": "left", "indent": 1}


def _characters(column: Column) -> float:
    return max(10.0, column.width * _UNIT_WIDTH)


def _lines(text: str, characters: float) -> int:
    """On how many lines a text stands in a column of so many characters."""
    return len(set_text(text, _STYLE, characters * _CHARACTER).lines) or 1


def _heights(table: Table, formats: Formats) -> list[float]:
    """The heights of the rows in points: not every program finds them out when it opens a workbook."""
    texts = Shown(table, formats).texts()[1:]
    widths = [_characters(column) - 2 for column in table.columns]
    most = [max(_lines(text, width) for text, width in zip(row, widths, strict=True)) for row in texts]
    return [min(_LINE_HEIGHT * lines + 4, _TALLEST) for lines in most]


def _never_below_zero(table: Table, number: int) -> bool:
    cells = (row.cells[number] for row in table.rows)
    return all(cell.minor >= 0 for cell in cells if isinstance(cell, Money))


def _number(column: Column, cell: Cell) -> Decimal | int:
    """What stands in a cell: major units, shares of one."""
    if isinstance(cell, Money):
        return major(cell)
    if not isinstance(cell, int | Decimal):
        message = f"no number: {cell!r}"
        raise TypeError(message)
    return Decimal(cell) / 100 if column.kind is Kind.POINTS else cell


def _place(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    place: str = xl_rowcol_to_cell(row, column)
    return place


def _escaped(text: str) -> str:
    """A caption in a footer, where ``&`` begins a command; footers hold 255 characters."""
    return plain(text)[:100].replace("&", "&&")
