"""Months of receipt: how many complaints came, and which share of first answers was in time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from kam.analysis.complaints.norms import MonthFigures
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.charts import BarMonth, MonthBars
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import colour_of

_LINE: Final = 16
_GOOD: Final = 0.9
"""From this share of answers in time on a month is a good one."""


class MonthsChart(MonthBars):
    """Left and Right walk, Enter or a click opens the complaints of a month."""

    asked = Signal(object)
    foot = 2 * _LINE + 6

    def __init__(self, look: Look, name: str) -> None:
        self._figures: tuple[MonthFigures, ...] = ()
        self._at = 0
        super().__init__(look, name=name)
        self._title = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(190)

    def show_figures(self, figures: Sequence[MonthFigures], *, partial_last: bool) -> None:
        """Show months, oldest first; the last may not be over."""
        self._figures = tuple(figures)
        self._at = min(self._at, max(len(self._figures) - 1, 0))
        look, words = self._look, self._look.words
        bars = []
        for number, each in enumerate(self._figures):
            share = each.norms.first_response.share
            kept = look.formats.percent(share) if share is not None else "–"
            told = words.say(
                "{month}: {count}, first response in time {share}",
                month=look.formats.long_month(each.month),
                count=words.say_many("{count} complaint", "{count} complaints", each.count),
                share=kept,
            )
            last = partial_last and number == len(self._figures) - 1
            bars.append(
                BarMonth(look.formats.month_initial(each.month), float(each.count), partial=last, told=told)
            )
        self.show_months(bars)
        self._tell()

    def _highest(self) -> float:
        """A whole number that the axis divides into whole numbers."""
        return max(3, math.ceil(super()._highest() / 3) * 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, and open."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._figures:
            self._at = min(max(self._at + step, 0), len(self._figures) - 1)
            self._tell()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._figures:
            self._ask(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the complaints of a month."""
        number = self._number_at(event.position().x())
        if number >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._at = number
            self._ask(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The columns, and the ring around a month."""
        super().paintEvent(event)
        if self.hasFocus() and self._figures:
            plot = self._plot()
            slot = self._slot(plot)
            box = QRectF(plot.left() + slot * self._at, plot.top() - 4, slot, self.height() - plot.top() + 2)
            with QPainter(self) as painter:
                paint_focus(painter, box.toRect(), self._look.theme, Size.RADIUS_TAG)

    def _paint_label(self, painter: QPainter, box: QRectF, number: int) -> None:
        """The month, and under it the share in time."""
        upper = QRectF(box.left(), box.top(), box.width(), _LINE)
        super()._paint_label(painter, upper, number)
        share = self._figures[number].norms.first_response.share
        if share is None:
            return
        lower = QRectF(box.left() - 4, box.top() + _LINE, box.width() + 8, _LINE)
        painter.setFont(self._look.theme.font(Type.CAPTION, tabular=True))
        painter.setPen(colour_of(self._look.theme, "text2" if float(share) >= _GOOD else "red"))
        text = self._look.formats.number(round(share * 100))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, text)

    def _ask(self, number: int) -> None:
        ids: tuple[UUID, ...] = self._figures[number].ids
        if ids:
            self.asked.emit(ids)

    def _tell(self) -> None:
        if self._figures and self._at < len(self._months):
            self.setAccessibleName(f"{self._title}. {self._months[self._at].told}")
