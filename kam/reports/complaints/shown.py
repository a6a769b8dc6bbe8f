"""Tables of data as sections of a paper: text shares the width, figures stand at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.reports.kit import Box, Kit
from kam.reports.layout import Heading, Part, Section
from kam.reports.office.tables import Column as OfficeColumn
from kam.reports.office.tables import Kind, Shown, Table
from kam.reports.pen import BLACK, MM, OURS, Pen
from kam.reports.plan.columns import Cell, Column, table
from kam.reports.text import emphasised

_BAR: Final = 30 * MM
_WIDE: Final = 1.5
_LAST: Final = 2
"""So many rows go on overleaf together, over the total where there is one."""


def shown(
    kit: Kit, data: Table, *, most: int | None = None, bars: Sequence[float] = (), width: float | None = None
) -> Section:
    """A table as a section; of more than ``most`` rows the first ones, and how many there are.

    ``bars`` are shares of one, drawn behind the first column: black for rows that are pressing.
    """
    width = width or kit.look.width
    texts = Shown(data, kit.formats)
    numbers = range(len(data.columns))
    even = not any(_is_wide(column) for column in data.columns)
    columns = [
        _column(texts.heading(number).replace(", %", ",\u00a0%"), column, even=even)
        for number, column in enumerate(data.columns)
    ]
    rows: list[list[Cell]] = []
    for row in data.rows[:most]:
        cells: list[Cell] = [texts.cell(number, row.cells[number]) for number in numbers]
        if row.pressing and isinstance(cells[0], str):
            cells[0] = emphasised(cells[0])
        rows.append(cells)
    if bars:
        columns.insert(1, Column("", width=_BAR))
        longest = max(bars, default=0.0) or 1.0
        for cells, row, share in zip(rows, data.rows, bars, strict=False):
            cells.insert(1, _bar(share / longest, kit.look.body.leading, pressing=row.pressing))
    if data.has_totals and len(rows) == len(data.rows):
        sums = [emphasised(texts.total(number)) for number in numbers]
        sums[0] = sums[0] or emphasised(kit.words.say_in("plan table", "total"))
        rows.append([*sums[:1], *([Box(1, lambda _pen, _x, _y: None)] if bars else []), *sums[1:]])
    head, made = table(kit, columns, rows, width)
    total = len(data.rows) if len(rows) < len(data.rows) else len(made)
    heading = Heading(data.title, data.note)
    last = 1 + _LAST if data.has_totals else _LAST
    return Section(Part.COMPLAINTS, heading, width, made, head if made else None, total=total, tail=last)


def _is_wide(column: OfficeColumn) -> bool:
    """A column of names or sentences takes what the others leave."""
    return column.kind is Kind.TEXT and column.width >= _WIDE


def _column(heading: str, column: OfficeColumn, *, even: bool) -> Column:
    share = column.width if even or _is_wide(column) else 0.0
    return Column(heading, share=share, right=column.is_figure)


def _bar(share: float, leading: float, *, pressing: bool) -> Box:
    def paint(pen: Pen, x: float, y: float) -> None:
        pen.box(x, y + leading / 2 - 3.2, max(_BAR * share, 0.6), 6.4, fill=BLACK if pressing else OURS)

    return Box(leading, paint)
