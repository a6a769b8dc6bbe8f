"""Draws the cells of a table: ground, hairline, selection, box, contents, focus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Mark, Run, colour_of, paint_line
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.tick_box import paint_tick_box

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table

BOX: Final = 16
BOX_GAP: Final = 8
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints; knows no row of its own."""

    def __init__(self, look: Look, table: Table) -> None:
        super().__init__(table)
        self._look = look
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """All rows are equally high."""
        return QSize(self._table.columns[index.column()].width, self._table.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell."""
        rect = QRect(option.rect)
        line = self._table.rows_model.line_at(index)
        painter.save()
        if isinstance(line, Group):
            self._paint_group(painter, rect, line, index)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, rect, line, index, selected=selected)
        if self._table.shows_focus_at(index.row()):
            self._paint_focus(painter, rect, index)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: Any, index: _Index, *, selected: bool) -> None:
        theme, table = self._look.theme, self._table
        column = table.columns[index.column()]
        first = table.is_first(index.column())
        hovered = table.hovered_row == index.row()
        painter.fillRect(rect, colour_of(theme, "sel" if selected else "hover" if hovered else "page"))
        self._hairline(painter, rect)
        place = table.inner(rect, first=first)
        if first:
            if selected:
                bar = QRect(rect.left(), rect.top(), Size.SELECTION_BAR, rect.height())
                painter.fillRect(bar, colour_of(theme, "accent"))
            if table.has_boxes:
                paint_tick_box(painter, table.box_in(rect), theme, on=selected)
                place.setLeft(place.left() + BOX + BOX_GAP)
        if column.paint is not None:
            painter.setClipRect(rect)
            column.paint(painter, place, row, theme)
        else:
            align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            paint_line(painter, place, line_of(column, row), theme, align)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, index: _Index) -> None:
        """The title runs on over the cells that have nothing of their own to say."""
        theme, table = self._look.theme, self._table
        hovered = table.hovered_row == index.row()
        painter.fillRect(rect, colour_of(theme, "hover" if hovered else "sunk"))
        self._hairline(painter, rect)
        column = table.columns[index.column()]
        if column.id in group.cells:
            align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            place = table.inner(rect, first=False)
            paint_line(painter, place, group.cells[column.id], theme, align)
            return
        span = table.title_span(group, rect)
        if span is not None and span.intersects(QRectF(rect)):
            painter.setClipRect(rect)
            arrow = "chevron-right" if table.rows_model.is_folded(group) else "chevron-down"
            paint_line(painter, span, (Mark(IconGlyph(arrow)), *group.title), theme)

    def _hairline(self, painter: QPainter, rect: QRect) -> None:
        low = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(low, colour_of(self._look.theme, "line"))

    def _paint_focus(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """A frame around the row, each cell drawing its part."""
        accent = colour_of(self._look.theme, "accent")
        thick = Size.FOCUS
        painter.setClipping(False)
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), thick), accent)
        painter.fillRect(QRect(rect.left(), rect.bottom() - thick + 1, rect.width(), thick), accent)
        if self._table.is_first(index.column()):
            painter.fillRect(QRect(rect.left(), rect.top(), thick, rect.height()), accent)
        if self._table.is_last(index.column()):
            painter.fillRect(QRect(rect.right() - thick + 1, rect.top(), thick, rect.height()), accent)


def line_of(column: Column[Any], row: Any) -> Line:
    """What a cell shows."""
    return column.line(row) if column.line is not None else (Run(column.text(row), column.type, column.tone),)
