"""Twelve months: a column each, the line of the year before, the dash of the target."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import ACROSS, Walked

_STEPS: Final = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_LINES: Final = 3
_LABELS: Final = 20
_AXIS: Final = 28
_WIDEST_BAR: Final = 22


@dataclass(frozen=True, slots=True)
class BarMonth:
    """One month, in the unit of the chart; None = not known. ``told`` is what it says when pointed at."""

    initial: str
    fact: float | None
    before: float | None = None
    target: float | None = None
    partial: bool = False
    told: str = ""


class MonthBars(Walked):
    """The chart. A month that is not over is hatched. Subclasses may say more under each month, and walk."""

    steps = ACROSS
    walks = False
    answers = False
    foot: int = _LABELS
    """The height of what stands under the columns."""

    def __init__(self, look: Look, months: Sequence[BarMonth] = (), *, name: str = "") -> None:
        super().__init__(look, name)
        self._months: tuple[BarMonth, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(80)
        self.show_months(months)

    def show_months(self, months: Sequence[BarMonth]) -> None:
        """Show other months, oldest first."""
        self._months = tuple(months)
        self.setAccessibleDescription("; ".join(month.told for month in self._months if month.told))
        self.show_told([month.told for month in self._months])

    def sizeHint(self) -> QSize:
        """Comfortable in a panel."""
        return QSize(320, 180)

    def box(self, number: int) -> QRectF:
        """The strip of a month, with what stands under it."""
        plot = self._plot()
        slot = self._slot(plot)
        return QRectF(plot.left() + slot * number, 0, slot, self.height())

    def paint_parts(self, painter: QPainter) -> None:
        """Axis, columns, line, dashes, initials."""
        top = _nice_top(self._highest())
        plot = self._plot()
        self._paint_axis(painter, plot, top)
        for number, month in enumerate(self._months):
            self._paint_month(painter, plot, number, month, top)
        self._paint_year_before(painter, plot, top)

    def _highest(self) -> float:
        values = [
            value for month in self._months for value in (month.fact, month.before, month.target) if value
        ]
        return max(values, default=1.0)

    def _plot(self) -> QRectF:
        return QRectF(_AXIS, 8, self.width() - _AXIS, self.height() - self.foot - 8)

    def _slot(self, plot: QRectF) -> float:
        return plot.width() / len(self._months)

    def _paint_axis(self, painter: QPainter, plot: QRectF, top: float) -> None:
        theme = self._look.theme
        painter.setFont(theme.font(Type.CAPTION, tabular=True))
        for line in range(_LINES + 1):
            value = top * line / _LINES
            y = plot.bottom() - plot.height() * line / _LINES
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("text3"))
            text = self._look.formats.tidy(Decimal(str(round(value, 2))), 2)
            painter.drawText(
                QRectF(0, y - 8, _AXIS - 6, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                text,
            )

    def _paint_month(  # what, where and against what
        self, painter: QPainter, plot: QRectF, number: int, month: BarMonth, top: float
    ) -> None:
        theme = self._look.theme
        slot = self._slot(plot)
        left = plot.left() + slot * number
        width = min(slot * 0.56, _WIDEST_BAR)
        middle = left + slot / 2
        if month.fact is not None and month.fact > 0:
            height = plot.height() * month.fact / top
            bar = QRectF(middle - width / 2, plot.bottom() - height, width, height)
            colour = theme.colour("bar")
            painter.setPen(QPen(colour, 1) if month.partial else Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern) if month.partial else colour)
            painter.drawRoundedRect(bar, 2, 2)
        if month.target is not None:
            y = plot.bottom() - plot.height() * month.target / top
            painter.setPen(QPen(theme.colour("text"), 2))
            painter.drawLine(QPointF(middle - slot * 0.36, y), QPointF(middle + slot * 0.36, y))
        self._paint_label(painter, QRectF(left, plot.bottom() + 2, slot, self.foot - 2), number)

    def _paint_label(self, painter: QPainter, box: QRectF, number: int) -> None:
        """What stands under a month."""
        painter.setFont(self._look.theme.font(Type.CAPTION))
        painter.setPen(self._look.theme.colour("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._months[number].initial)

    def _paint_year_before(self, painter: QPainter, plot: QRectF, top: float) -> None:
        slot = self._slot(plot)
        painter.setPen(QPen(self._look.theme.colour("text2"), 1.5))
        last: QPointF | None = None
        for number, month in enumerate(self._months):
            if month.before is None:
                last = None
                continue
            point = QPointF(
                plot.left() + slot * (number + 0.5), plot.bottom() - plot.height() * month.before / top
            )
            if last is not None:
                painter.drawLine(last, point)
            last = point


def _nice_top(highest: float) -> float:
    """The top of the axis: a round number not below the highest value, that thirds divide well."""
    if highest <= 0:
        return 3.0
    size = 10.0 ** math.floor(math.log10(highest / _LINES))
    step = next((each * size for each in _STEPS if each * size * _LINES >= highest), 10 * size)
    return step * _LINES
