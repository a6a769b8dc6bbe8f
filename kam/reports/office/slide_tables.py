"""Tables on slides: as large as they can be read, one under the other, on as many slides as they take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kam.core.formats import Formats
from kam.reports.office.slide_masters import Area, Masters, inches
from kam.reports.office.tables import Row, Shown, Table
from kam.reports.office.texts import shortened
from kam.reports.office.widths import fitted_widths, height_of, least_widths
from kam.reports.text import plain

POINT: Final = 12_700
"""Units of a slide in a point."""
_SIZES: Final = (16.0, 14.0, 12.0)
"""Of the text in points, the largest that fits; smaller than the last is not read from a screen."""
_AROUND: Final = 7.0
"""Above and below the text of a row, in points."""
_PADDING: Final = 12.0
_TOGETHER: Final = 3
"""Fewer rows than these stand on no slide without the rest of a table that one slide can hold."""
_HEADING: Final = 30.0
_BETWEEN: Final = 16.0
_MOST_CELL: Final = 220
"""Characters of a cell; all of it stands in the document."""
_STYLE_ID: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}tableStyleId"

Titled = tuple[str, Table]
"""A table with the heading over it; an empty one leaves it to the slide's title."""


@dataclass(frozen=True)
class _Set:
    """A table set in a size: its texts, widths and heights in points; ``least`` is what its words need."""

    heading: str
    table: Table
    texts: list[list[str]]
    widths: list[float]
    least: list[float]
    heights: list[float]
    size: float

    @property
    def over(self) -> float:
        """The height of what stands over its rows: a heading and the head of the table."""
        return (_HEADING if self.heading else 0.0) + self.heights[0]

    @property
    def height(self) -> float:
        """All of it."""
        return self.over + sum(self.heights[1:])


@dataclass(frozen=True)
class Part:
    """Some rows of a table in their place on a slide."""

    set: _Set
    first: int
    last: int
    top: float

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows it shows."""
        return self.set.table.rows[self.first : self.last]


def dealt_out(tables: Sequence[Titled], area: Area, formats: Formats) -> list[list[Part]]:
    """Which rows stand on which slide; the text is as large as all of it on one slide allows."""
    shown = [(heading, table.without_empty_columns()) for heading, table in tables if table.rows]
    room = area.height / POINT
    sets: list[_Set] = []
    for size in _SIZES:
        sets = [_set(heading, table, area.width / POINT, formats, size) for heading, table in shown]
        whole_words = all(sum(each.least) <= area.width / POINT for each in sets)
        if whole_words and sum(each.height for each in sets) + _BETWEEN * (len(sets) - 1) <= room:
            break
    slides: list[list[Part]] = []
    used = room
    for each in sets:
        for first, last, top, fresh in _stretches(each, used, room):
            if fresh:
                slides.append([])
            slides[-1].append(Part(each, first, last, top))
            used = top + each.over + sum(each.heights[first + 1 : last + 1])
        used += _BETWEEN
    return slides


def _stretches(table: _Set, used: float, room: float) -> Iterator[tuple[int, int, float, bool]]:
    """Rows that stand together: from, to, how far down, and whether a new slide begins."""
    first, top, fresh, count = 0, used, False, len(table.heights) - 1
    while first < count:
        last, left = first, room - top - table.over
        while last < count and table.heights[last + 1] <= left:
            left -= table.heights[last + 1]
            last += 1
        torn = not first and last < count and table.height <= room and min(last, count - last) < _TOGETHER
        if (last == first or torn) and not fresh:  # nothing fits under what stands there, or a row or two
            top, fresh = 0.0, True
            continue
        last = max(last, first + 1)  # a row taller than a slide stands alone
        yield first, last, top, fresh
        first, top, fresh = last, 0.0, True


def _set(heading: str, table: Table, live: float, formats: Formats, size: float) -> _Set:
    texts = [[shortened(text, _MOST_CELL) for text in row] for row in Shown(table, formats).texts()]
    weights = [column.width for column in table.columns]
    widths = fitted_widths(texts, weights, live, size=size, padding=_PADDING)
    heights = [height_of(row, widths, size=size, padding=_PADDING) + _AROUND for row in texts]
    least = least_widths(texts, size=size, padding=_PADDING)
    return _Set(heading, table, texts, widths, least, heights, size)


def paint(
    slide: Any, part: Part, area: Area, masters: Masters, heading: Callable[[Any, str, Area], None]
) -> None:
    """Draw a part on its slide."""
    set_, top = part.set, area.top + round(part.top * POINT)
    if set_.heading:
        heading(slide, set_.heading, replace(area, top=top, height=round(_HEADING * POINT)))
        top += round(_HEADING * POINT)
    frame = slide.shapes.add_table(
        len(part.rows) + 1, len(set_.widths), area.left, top, area.width, inches(0.3)
    )
    frame.name = plain(set_.table.title)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(set_.table.title))  # noqa: SLF001 - no name for it
    made = frame.table
    made.horz_banding = not masters.own_lines
    made._tbl.tblPr.find(_STYLE_ID).text = masters.table_style  # noqa: SLF001 - as above
    for column, width in zip(made.columns, set_.widths, strict=True):
        column.width = round(width * POINT)
    numbers = [0, *range(part.first + 1, part.last + 1)]
    for row, number in zip(made.rows, numbers, strict=True):
        row.height = round(set_.heights[number] * POINT)
        strong = number == 0 or set_.table.rows[number - 1].pressing
        _dress(row, set_, set_.texts[number], strong=strong, head=number == 0, lines=masters.own_lines)


def _dress(row: Any, set_: _Set, texts: Sequence[str], *, strong: bool, head: bool, lines: bool) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    for cell, column, text in zip(row.cells, set_.table.columns, texts, strict=True):
        cell.margin_left, cell.margin_right = Pt(_PADDING / 4), Pt(_PADDING * 3 / 4)
        cell.margin_top = cell.margin_bottom = Pt(_AROUND / 2)
        line = cell.text_frame.paragraphs[0]
        if text:
            run = line.add_run()
            run.text = plain(text)
            run.font.size = Pt(set_.size)
            run.font.bold = strong or None
        else:
            line._p.get_or_add_endParaRPr().set("sz", str(round(set_.size * 100)))  # noqa: SLF001 - as above
        line.alignment = PP_ALIGN.RIGHT if column.is_figure else PP_ALIGN.LEFT
        if lines:
            _underline(cell, strong=head)


def _underline(cell: Any, *, strong: bool) -> None:
    """A line under a cell: a rule in the accent colour under the head, else a hairline."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    colour = '<a:schemeClr val="accent1"/>' if strong else '<a:srgbClr val="7F7F7F"/>'
    width = 15_875 if strong else 3_175
    line = f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill>{colour}</a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))  # noqa: SLF001 - python-pptx has no borders
