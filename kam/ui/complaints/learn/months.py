"""Months of receipt: how many complaints came, which share kept a norm, and the median of its time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from kam.analysis.complaints.norms import MonthFigures, NormFigure
from kam.core.vocabulary import ClockKind
from kam.ui.complaints.learn.figures import short_time_text, time_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts import BarMonth, MonthBars
from kam.ui.widgets.pieces import colour_of

_LINE: Final = 16
_GOOD: Final = 0.9
"""From this share of answers in time on a month is a good one."""


class MonthsChart(MonthBars):
    """Left and Right walk, Enter or a click opens the complaints of a month."""

    walks = True
    answers = True
    foot = 3 * _LINE + 6

    def __init__(self, look: Look, name: str) -> None:
        self._figures: tuple[MonthFigures, ...] = ()
        self._clock = ClockKind.FIRST_RESPONSE
        self._day = timedelta(hours=8)
        super().__init__(look, name=name)
        self.setMinimumHeight(190)

    def show_figures(
        self,
        figures: Sequence[MonthFigures],
        clock: ClockKind,
        working_day: timedelta,
        *,
        partial_last: bool,
    ) -> None:
        """Show months, oldest first, by one norm; the last may not be over."""
        self._figures = tuple(figures)
        self._clock, self._day = clock, working_day
        look = self._look
        bars = []
        for number, each in enumerate(self._figures):
            told = self._in_words(each)
            last = partial_last and number == len(self._figures) - 1
            bars.append(
                BarMonth(look.formats.month_initial(each.month), float(each.count), partial=last, told=told)
            )
        self.show_months(bars)

    def _norm(self, month: MonthFigures) -> NormFigure:
        return next(each for each in month.norms.all if each.clock is self._clock)

    def _in_words(self, month: MonthFigures) -> str:
        """A month in words: how many, which share in time, how long half of them took at most."""
        look, words, norm = self._look, self._look.words, self._norm(month)
        told = words.say(
            "{month}: {count}, {clock} in time {share}",
            month=look.formats.long_month(month.month),
            count=words.say_many("{count} complaint", "{count} complaints", month.count),
            clock=words.of(self._clock.label),
            share=look.formats.percent(norm.share) if norm.share is not None else "—",
        )
        if norm.middle is None:
            return told
        middle = words.say("median {time}", time=time_text(look, norm.middle, self._day))
        return f"{told}, {middle}"

    def _highest(self) -> float:
        """A whole number that the axis divides into whole numbers."""
        return max(3, math.ceil(super()._highest() / 3) * 3)

    def behind(self, number: int) -> object:
        """The complaints of a month; None where there are none."""
        return self._figures[number].ids or None

    def ring(self, number: int) -> QRect:
        """Around a month and its figures."""
        plot, box = self._plot(), self.box(number)
        return QRectF(box.left(), plot.top() - 4, box.width(), self.height() - plot.top() + 2).toRect()

    def _paint_label(self, painter: QPainter, box: QRectF, number: int) -> None:
        """The month, under it the share in time, and the median."""
        look, norm = self._look, self._norm(self._figures[number])
        upper = QRectF(box.left(), box.top(), box.width(), _LINE)
        super()._paint_label(painter, upper, number)
        place = QRectF(box.left() - 4, box.top() + _LINE, box.width() + 8, _LINE)
        painter.setFont(look.theme.font(Type.CAPTION, tabular=True))
        if norm.share is not None:
            painter.setPen(colour_of(look.theme, "text2" if float(norm.share) >= _GOOD else "red"))
            text = look.formats.number(round(norm.share * 100))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        if norm.middle is not None:
            painter.setPen(colour_of(look.theme, "text3"))
            text = short_time_text(look, norm.middle, self._day)
            painter.drawText(place.translated(0, _LINE), Qt.AlignmentFlag.AlignCenter, text)
