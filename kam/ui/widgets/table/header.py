"""The heads of a table's columns: which one sorts, how wide they are, which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Mark, Run, paint_line

if TYPE_CHECKING:
    from kam.ui.widgets.table.table import Table

_ARROW: Final = 12


class Header(QHeaderView):
    """Draws headings; the one that sorts is darker and has an arrow before it."""

    def __init__(self, look: Look, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._look = look
        self._table = table
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(32)
        self.setFixedHeight(Size.ROW)

    def sizeHint(self) -> QSize:
        """One row high."""
        return QSize(super().sizeHint().width(), Size.ROW)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        """Draw a heading."""
        theme, model = self._look.theme, self._table.rows_model
        column = model.columns[logicalIndex]
        painter.save()
        painter.fillRect(rect, theme.colour("page"))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        sorting = model.sorting if column.sort is not None else None
        is_sorted = sorting is not None and sorting.column == column.id
        heading = Run(
            column.heading,
            Type.COLUMN,
            "text" if is_sorted else "text2",
            gap=4,
        )
        arrow = "chevron-down" if sorting is not None and sorting.falling else "chevron-up"
        line = (Mark(IconGlyph(arrow, "text", _ARROW)), heading) if is_sorted else (heading,)
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        place = self._table.inner(rect, first=self.visualIndex(logicalIndex) == 0)
        paint_line(painter, place, line, theme, align)
        self._paint_grip(painter, rect)
        painter.restore()

    def _paint_grip(self, painter: QPainter, rect: QRect) -> None:
        """Where a width can be pulled, while the mouse is over the heads."""
        if not self.underMouse():
            return
        painter.setPen(QPen(self._look.theme.colour("line2"), 1))
        x = rect.right() + 0.5
        painter.drawLine(QPointF(x, rect.top() + 8), QPointF(x, rect.bottom() - 8))

    def event(self, event: QEvent) -> bool:
        """Show the grips as the mouse comes and goes."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.viewport().update()
        return super().event(event)


def inset(rect: QRect, left: int, right: int) -> QRectF:
    """A cell without its paddings."""
    return QRectF(rect.left() + left, rect.top(), rect.width() - left - right, rect.height())
