"""What the client buys, by product line: beside the chart, or over the whole width where there is much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, TypeVar

from kam.reports.content import BriefContent, MoneyBlock, ProductLineFigure
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import HAIRLINE, Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.phrases import change_of
from kam.reports.text import Style

_LEGEND: Final = 8 * MM
"""Legend and axis of the chart beside it, and a little more for a line or two."""
_LINES_BESIDE: Final = 9
"""More product lines than these get a section of their own where nothing is cut."""

_CellT = TypeVar("_CellT")


def product_lines(kit: Kit, content: BriefContent) -> Section | None:
    """The product lines over the whole width, where there are too many to stand beside the chart."""
    block, look = content.money, kit.look
    if not stand_apart(kit, block):
        return None
    table = _LineTable(kit, block.lines, look.width)
    rows = tuple(table.row(line) for line in block.lines)
    heading = Heading(kit.words.say("Product lines"))
    return Section(Part.PRODUCT_LINES, heading, look.width, rows, table.head(), total=len(rows))


def stand_apart(kit: Kit, block: MoneyBlock) -> bool:
    """Whether the product lines take a section of their own instead of a place beside the chart."""
    return kit.look.unlimited and len(block.lines) > _LINES_BESIDE


def lines_beside(kit: Kit, lines: Sequence[ProductLineFigure], width: float) -> tuple[Box, int]:
    """The table beside the chart and how many lines it shows: as many as do not make the section taller.

    Two lines of text are as good as one, so that no name is cut while there is room beside the chart.
    """
    look = kit.look
    table = _LineTable(kit, lines, width)
    room = look.chart_height + _LEGEND
    head = table.head()
    rows: list[Box] = []
    used = head.height
    for line in lines:
        row = table.row(line)
        if rows and used + row.height > room and not look.unlimited:
            break
        rows.append(_ruled(row, width) if rows else row)
        used += row.height
    boxes = [head, *rows]
    if len(rows) < len(lines):
        cut = kit.words.say_in("cut", "{shown} of {total}", shown=len(rows), total=len(lines))
        boxes.append(kit.right(cut, width, look.small))
    return stacked(boxes), len(rows)


def _ruled(row: Box, width: float) -> Box:
    """A row with a hairline above it."""

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + width, y, HAIRLINE)
        row.paint(pen, x, y)

    return Box(row.height, paint)


class _LineTable:
    """The table of product lines: revenue, change on the year before, share of wallet."""

    def __init__(self, kit: Kit, lines: Sequence[ProductLineFigure], width: float) -> None:
        self.kit = kit
        self.width = width
        self.unit = Unit.telling(kit, [line.revenue for line in lines])
        self.on_year = any(change_of(line.revenue, line.year_before) is not None for line in lines)
        self.on_year = self.on_year or any(line.year_before == 0 for line in lines)
        self.share = any(line.wallet_share is not None for line in lines)
        share_room = 10 * MM if self.share else 0.0
        revenue_room = share_room + (11.5 * MM if self.on_year else 0.0)
        self.ends = self._kept(width - revenue_room, width - share_room, width)
        self.style = Style(kit.look.small.size + 0.8, kit.look.small.leading + 0.8)

    def _kept(self, revenue: _CellT, on_year: _CellT, share: _CellT) -> tuple[_CellT, ...]:
        """A cell for each column; a column of which nothing is known for any line is left out."""
        return (revenue, *((on_year,) if self.on_year else ()), *((share,) if self.share else ()))

    def head(self) -> Box:
        """What the columns hold."""
        words, small, width = self.kit.words, self.kit.look.small, self.width
        names = self._kept(self.unit.name, words.say_in("column", "on year"), words.say_in("column", "share"))

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.word(x, y + small.leading / 2, words.say_in("column", "Product line"), small)
            for end, name in zip(self.ends, names, strict=True):
                pen.word(x + end, y + small.leading / 2, name, small, align=1.0)
            pen.line(x, y + small.leading + 2, x + width, y + small.leading + 2, 0.5)

        return Box(small.leading + 2.5, paint)

    def row(self, line: ProductLineFigure) -> Box:
        """One product line; its figures stand on the first line of its name."""
        kit, style = self.kit, self.style
        change = change_of(line.revenue, line.year_before)
        share = kit.formats.percent(line.wallet_share) if line.wallet_share is not None else "?"
        figures = self._kept(
            (self.unit.figure(line.revenue), style.bold()),
            (_on_year(kit, change, line), style),
            (share, style),
        )
        pad = kit.look.row_pad + 0.4
        name = kit.set(line.name, self.ends[0] - 9 * MM, style, max(kit.look.cell_lines, 2))

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + pad, name)
            for end, (text, face) in zip(self.ends, figures, strict=True):
                pen.word(x + end, y + pad + style.leading / 2, text, face, align=1.0)

        return Box(name.height + 2 * pad, paint)


def _on_year(kit: Kit, change: Decimal | None, line: ProductLineFigure) -> str:
    if change is not None:
        return kit.formats.change(change)
    return kit.words.say_in("column", "new") if line.year_before == 0 else "?"
