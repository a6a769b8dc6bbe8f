"""The course of a rating: a step for each time it was given, the last one lasting until today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Glyph, colour_of, font_for

_LEFT: Final = 30
_LABELS: Final = 18
_DOT: Final = 3.5
_REACH: Final = 10


@dataclass(frozen=True, slots=True)
class RatingStep:
    """A rating as it was given: when, what, and what it says when pointed at (evidence, by whom)."""

    on: date
    value: int
    told: str = ""


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """A value of the scale and what stands for it at the axis: a glyph, or a short text."""

    value: int
    sign: Glyph | str


class StepHistory(QWidget):
    """The chart; nothing is drawn between two ratings but the fact that the earlier one held."""

    def __init__(self, look: Look, marks: Sequence[ScaleMark], *, name: str = "") -> None:
        super().__init__()
        self._look = look
        self._marks = tuple(sorted(marks, key=lambda mark: mark.value))
        self._steps: tuple[RatingStep, ...] = ()
        self._until = date.min
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(160)

    def show_steps(self, steps: Sequence[RatingStep], until: date) -> None:
        """Show ratings in the order of their dates; the last holds ``until`` today."""
        self._steps = tuple(sorted(steps, key=lambda step: step.on))
        self._until = max(until, self._steps[-1].on) if self._steps else until
        self.setAccessibleDescription("; ".join(step.told for step in self._steps if step.told))
        self.update()

    def sizeHint(self) -> QSize:
        """18 for each value of the scale."""
        return QSize(240, 18 * len(self._marks) + _LABELS + 4)

    def event(self, event: QEvent) -> bool:
        """The rating pointed at says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.step_at(event.pos().x())
            if found is not None and found.told:
                QToolTip.showText(event.globalPos(), found.told, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def step_at(self, x: float) -> RatingStep | None:
        """The rating that held at a place of the chart."""
        plot = self._plot()
        held = [step for step in self._steps if self._x(plot, step.on) <= x + _REACH]
        return held[-1] if held and x <= plot.right() + _REACH else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Scale, steps, dots, dates."""
        if not self._marks:
            return
        plot = self._plot()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for mark in self._marks:
                self._paint_mark(painter, plot, mark)
            if self._steps:
                self._paint_steps(painter, plot)
                self._paint_dates(painter, plot)

    def _plot(self) -> QRectF:
        return QRectF(_LEFT, 6, max(1, self.width() - _LEFT - 8), self.height() - _LABELS - 12)

    def _x(self, plot: QRectF, day: date) -> float:
        whole = (self._until - self._steps[0].on).days
        share = (day - self._steps[0].on).days / whole if whole else 0.0
        return plot.left() + share * plot.width()

    def _y(self, plot: QRectF, value: int) -> float:
        low, high = self._marks[0].value, self._marks[-1].value
        share = (value - low) / (high - low) if high > low else 0.5
        return plot.bottom() - share * plot.height()

    def _paint_mark(self, painter: QPainter, plot: QRectF, mark: ScaleMark) -> None:
        theme, y = self._look.theme, self._y(plot, mark.value)
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        if isinstance(mark.sign, str):
            painter.setFont(font_for(theme.family, Type.CAPTION))
            painter.setPen(colour_of(theme, "text2"))
            place = QRectF(0, y - 8, _LEFT - 8, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark.sign)
            return
        size = mark.sign.size
        painter.save()
        place = QRectF(_LEFT - 8 - size.width(), y - size.height() / 2, size.width(), size.height())
        mark.sign.paint(painter, place, theme)
        painter.restore()

    def _paint_steps(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._look.theme
        ends = [*(step.on for step in self._steps[1:]), self._until]
        painter.setPen(QPen(colour_of(theme, "accent"), 2))
        last: QPointF | None = None
        for step, end in zip(self._steps, ends, strict=True):
            start = QPointF(self._x(plot, step.on), self._y(plot, step.value))
            if last is not None:
                painter.drawLine(last, start)
            last = QPointF(self._x(plot, end), start.y())
            painter.drawLine(start, last)
        painter.setBrush(colour_of(theme, "page"))
        for step in self._steps:
            painter.drawEllipse(QPointF(self._x(plot, step.on), self._y(plot, step.value)), _DOT, _DOT)

    def _paint_dates(self, painter: QPainter, plot: QRectF) -> None:
        theme, written = self._look.theme, self._look.formats.month_short_year
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "text2"))
        place = QRectF(plot.left(), self.height() - _LABELS, plot.width() + 8, _LABELS)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, written(self._steps[0].on))
        if (self._until - self._steps[0].on).days:
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, written(self._until))
