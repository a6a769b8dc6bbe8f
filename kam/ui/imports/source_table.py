"""Rows of the file as they stand there: its own headings, its own numbers of rows, doubtful cells tinted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from kam.services.imports import ColumnPreview, FileKind, SourcePreview, SourceRow
from kam.ui.imports.saying import Saying
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.pieces import Run, colour_of, paint_line, text_width
from kam.ui.widgets.table.column import Column
from kam.ui.widgets.table.table import Table

_LEAST, _MOST = 56, 150
_SCROLL: Final = 12
_PADDING: Final = 18
_NUMBERS: Final = "row"

Marks = Mapping[int, Mapping[int, str]]
"""Row → column → the tone of what is wrong there: ``red`` or ``amber``."""


class SourceTable(Table):
    """Made anew for each way in which a file is read; rows and marks change."""

    def __init__(self, look: Look, preview: SourcePreview, saying: Saying) -> None:
        self._marks: Marks = {}
        columns = [_number_column(look), *_columns(saying, preview, self._mark_of)]
        super().__init__(
            look,
            columns,
            name=look.words.say("Rows of the file"),
            key=attrgetter("number"),
            row_height=Size.ROW_COMPACT,
            margin=8,
        )

    def show_source(self, rows: Sequence[SourceRow], marks: Marks) -> None:
        """Show rows with their doubtful cells."""
        self._marks = marks
        self.show_rows(rows)

    def height_of(self, rows: int) -> int:
        """How high it is to show so many rows, the bar that scrolls aside counted in."""
        return self.horizontalHeader().sizeHint().height() + rows * self.row_height + _SCROLL

    def _mark_of(self, row: int, index: int) -> str:
        return self._marks.get(row, {}).get(index, "")


def _number_column(look: Look) -> Column[Any]:
    def paint(painter: QPainter, place: QRectF, row: SourceRow, theme: Theme) -> None:
        painter.fillRect(_ground(painter), colour_of(theme, "sunk"))
        run = Run(look.formats.number(row.number), Type.SECONDARY, "text3")
        paint_line(painter, place, (run,), theme, Qt.AlignmentFlag.AlignRight)

    return Column(
        _NUMBERS, "", lambda row: look.formats.number(row.number), width=64, paint=paint, right=True, least=44
    )


def _columns(
    saying: Saying, preview: SourcePreview, mark_of: Callable[[int, int], str]
) -> list[Column[SourceRow]]:
    """A column for each of the file's; the widest of text takes what width is left."""
    is_plain = preview.kind is FileKind.WORKBOOK
    found: list[Column[SourceRow]] = []
    texts = {column.index: partial(_text, saying, column, is_plain) for column in preview.columns}
    widths = {
        column.index: _width(saying.look, [texts[column.index](row) for row in preview.first], column.heading)
        for column in preview.columns
    }
    worded = [column.index for column in preview.columns if not column.is_number]
    widest = max(worded, key=lambda index: widths[index], default=-1)
    for column in preview.columns:
        text = texts[column.index]
        found.append(
            Column(
                str(column.index),
                column.heading,
                text,
                width=widths[column.index],
                paint=_Cell(text, mark_of, column.index, column.is_number),
                right=column.is_number,
                tip=text,
                least=48,
                stretch=column.index == widest,
            )
        )
    return found


def _text(saying: Saying, column: ColumnPreview, is_plain: bool, row: SourceRow) -> str:  # noqa: FBT001 - bound by its place
    if column.index >= len(row.cells):
        return ""
    return saying.cell(row.cells[column.index], is_number=column.is_number, is_plain=is_plain)


@dataclass(frozen=True)
class _Cell:
    """Paints a cell on the ground of what is wrong with it."""

    text: Callable[[SourceRow], str]
    mark_of: Callable[[int, int], str]
    index: int
    right: bool

    def __call__(self, painter: QPainter, place: QRectF, row: SourceRow, theme: Theme) -> None:
        """Draw it."""
        tone = self.mark_of(row.number, self.index)
        if tone:
            painter.fillRect(_ground(painter), colour_of(theme, f"{tone}_soft"))
        align = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        run = Run(self.text(row), Type.BODY, tone or "text")
        paint_line(painter, place, (run,), theme, align)


def _ground(painter: QPainter) -> QRectF:
    """The cell without the hairline under it."""
    return painter.clipBoundingRect().adjusted(0, 0, 0, -1)


def _width(look: Look, texts: Sequence[str], heading: str) -> int:
    """As wide as the heading and the first rows want, within bounds."""
    family = look.theme.family
    wanted = [
        text_width(family, Type.COLUMN, heading),
        *(text_width(family, Type.BODY, each) for each in texts),
    ]
    return max(_LEAST, min(_MOST, round(max(wanted)) + _PADDING))
