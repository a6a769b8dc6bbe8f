"""Tables of a plan: columns share the width, heads are repeated overleaf, rows do not split."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import Pen
from kam.reports.text import Line, SetText, Style, emphasised, longest_word, set_runs, set_text

_BETWEEN: Final = 8.0
_MOST_NATURAL: Final = 0.24
"""Of the table's width: a column without a share of its own is as wide as its texts, up to this."""
_LEAST_SHARED: Final = 0.3
"""Of the table's width: what columns with a share keep at least, as long as words can break."""
_LEAST: Final = 30.0
_LONGEST_WORD: Final = 80.0
"""A word that is longer than this breaks within."""
_LEAST_SIZE: Final = 6.0
_HEAD_RULE: Final = 0.5
_LINES_TOGETHER: Final = 8
"""So many lines of a long text stand on one page together."""

Make: TypeAlias = Callable[[float], Box]
"""What fills a cell, made when the width of its column is known."""
Cell: TypeAlias = "str | Box | Make"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: one with a ``share`` takes its part of what the others leave, one without what it needs."""

    label: str = ""
    share: float = 0.0
    width: float = 0.0
    """In points, where it is given."""
    right: bool = False
    bold: bool = False
    style: Style | None = None
    lines: int | None = None


def unbroken(text: str, style: Style, width: float, lines: int, least: float = _LEAST_SIZE) -> SetText:
    """A text in the largest size, from ``least`` points on, in which none of its words breaks."""
    size = style.size
    while size > least and longest_word(text, Style(size, style.leading, style.face)) > width:
        size -= 0.25
    return set_text(text, Style(size, style.leading, style.face), width, lines)


def widths(kit: Kit, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float) -> list[float]:
    """The width of each column in points, together with the gaps between them the whole width."""
    found: list[float] = []
    for number, column in enumerate(columns):
        if column.width or column.share:
            found.append(column.width)
            continue
        style = column.style or kit.look.body
        texts = [cell for cell in (row[number] for row in rows) if isinstance(cell, str)]
        natural = max(
            kit.widest((emphasised(text) if column.bold else text for text in texts), style),
            kit.widest([column.label], kit.look.small),
        )
        found.append(min(natural + 1, width * _MOST_NATURAL))
    gaps = _BETWEEN * (len(columns) - 1)
    shares = sum(column.share for column in columns)
    too_wide = sum(found) + gaps - width * (1 - _LEAST_SHARED) if shares else 0.0
    if too_wide > 0:
        found = _narrowed(kit, columns, rows, found, too_wide)
    left = width - sum(found) - gaps
    return [
        left * column.share / (shares or 1) if column.share else taken
        for column, taken in zip(columns, found, strict=True)
    ]


def _narrowed(
    kit: Kit,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    found: Sequence[float],
    too_wide: float,
) -> list[float]:
    """Columns of words made narrower, as far as they break between words; figures keep their width."""
    least = list(found)
    for number, column in enumerate(columns):
        if not (column.share or column.width or column.right):
            texts = [cell for cell in (row[number] for row in rows) if isinstance(cell, str)]
            word = kit.widest_word(
                (emphasised(text) if column.bold else text for text in texts), column.style or kit.look.body
            )
            head = kit.widest_word([column.label], kit.look.small)
            least[number] = min(max(min(word, _LONGEST_WORD), head, _LEAST) + 1, found[number])
    room = sum(found) - sum(least)
    part = min(too_wide / room, 1.0) if room > 0 else 0.0
    return [wide - part * (wide - low) for wide, low in zip(found, least, strict=True)]


def table(
    kit: Kit, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: float
) -> tuple[Box, tuple[Box, ...]]:
    """The head and the rows of a table."""
    wide = widths(kit, columns, rows, width)
    places: list[float] = []
    at = 0.0
    for each in wide:
        places.append(at)
        at += each + _BETWEEN
    made = tuple(_row(kit, columns, row, places, wide) for row in rows)
    return _head(kit, columns, places, wide, width), made


def tabled(
    kit: Kit,
    heading: Heading,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    total: int = 0,
) -> Section:
    """A section that is a table; without rows its heading says what is missing."""
    head, made = table(kit, columns, rows, width)
    return Section(Part.PLAN, heading, width, made, head if made else None, total=total)


def _row(
    kit: Kit, columns: Sequence[Column], row: Sequence[Cell], places: Sequence[float], wide: Sequence[float]
) -> Box:
    cells = [
        (place, _cell(kit, column, cell, width))
        for column, cell, place, width in zip(columns, row, places, wide, strict=True)
    ]
    return beside(cells, kit.look.row_pad)


def _cell(kit: Kit, column: Column, cell: Cell, width: float) -> Box:
    if isinstance(cell, Box):
        return cell
    if not isinstance(cell, str):
        return cell(width)
    style = column.style or kit.look.body
    text = emphasised(cell) if column.bold else cell
    if column.right:
        return kit.right(text, width, style)
    return kit.text(text, width, style, column.lines)


def _head(
    kit: Kit, columns: Sequence[Column], places: Sequence[float], wide: Sequence[float], width: float
) -> Box:
    style = kit.look.small
    made = [set_text(column.label, style, each, 2) for column, each in zip(columns, wide, strict=True)]
    tall = max((text.height for text in made), default=0.0)

    def paint(pen: Pen, x: float, y: float) -> None:
        for column, text, place, each in zip(columns, made, places, wide, strict=True):
            top = y + tall - text.height
            pen.text(x + place, top, text, right=x + place + each if column.right else None)
        pen.line(x, y + tall + 2, x + width, y + tall + 2, _HEAD_RULE)

    return Box(tall + 2.5, paint)


def two_lines(kit: Kit, first: str, second: str, width: float, *, bold: bool = True) -> Box:
    """A name, and under it smaller what more there is to say; either may be empty."""
    boxes: list[SetText] = []
    if first:
        face = Face.BOLD if bold else Face.REGULAR
        boxes.append(set_runs(((first, face),), kit.look.body, width, kit.at_most(2)))
    if second:
        boxes.append(set_text(second, kit.look.small, width, kit.at_most(4)))
    tall = sum(each.height for each in boxes)

    def paint(pen: Pen, x: float, y: float) -> None:
        for each in boxes:
            pen.text(x, y, each)
            y += each.height

    return Box(tall, paint)


def named(kit: Kit, first: str, second: str, *, bold: bool = True) -> Make:
    """A cell of a name and of what more there is to say, as wide as its column."""
    return lambda width: two_lines(kit, first, second, width, bold=bold)


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a longer text, without the empty ones."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def prose(kit: Kit, text: str | None, width: float, style: Style | None = None) -> tuple[Box, ...]:
    """A longer text as rows that may part between pages; its paragraphs stay paragraphs."""
    rows: list[Box] = []
    for paragraph in paragraphs(text):
        made = set_text(paragraph, style or kit.look.body, width)
        parts = list(_parts(made.lines))
        for number, lines in enumerate(parts):
            box = text_box(SetText(tuple(lines), made.style))
            below = 3.0 if number == len(parts) - 1 else 0.0
            rows.append(Box(box.height + below, box.paint))
    return tuple(rows)


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), _LINES_TOGETHER):
        yield lines[start : start + _LINES_TOGETHER]


def prose_section(kit: Kit, label: str, text: str | None, width: float, *, missing: str) -> Section:
    """A heading with a longer text under it; an empty one says what is missing."""
    rows = prose(kit, text, width)
    heading = Heading(label) if rows else Heading(label, missing=missing)
    return Section(Part.PLAN, heading, width, rows, ruled=False, counted=False)


def written_lines(kit: Kit, heading: Heading, lines: Sequence[str], width: float) -> Section:
    """A section of sentences, one a row."""
    rows = tuple(beside([(0.0, kit.text(line, width))], kit.look.row_pad) for line in lines)
    return Section(Part.PLAN, heading, width, rows, total=len(rows))
