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
from kam.ui.widgets.pieces import Glyph, colour_of, font_for, text_width
from kam.ui.widgets.tips import plain_tip

_LEFT: Final = 30
"""Room for the signs of the scale; more where words stand for it."""
_LABELS: Final = 18
_DOT: Final = 3.5
_REACH: Final = 10
_AHEAD: Final = 0.14
"""The part of the chart that is left for what is aimed at."""
_APART: Final = 44
"""Months are written under ratings that stand at least so far apart."""


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


@dataclass(frozen=True, slots=True)
class RatingAim:
    """What is aimed at, and what its dashed line says: «цель к марту»."""

    value: int
    text: str


class StepHistory(QWidget):
    """The chart; nothing is drawn between two ratings but the fact that the earlier one held."""

    def __init__(self, look: Look, marks: Sequence[ScaleMark], *, name: str = "") -> None:
        super().__init__()
        self._look = look
        self._marks = tuple(sorted(marks, key=lambda mark: mark.value))
        self._steps: tuple[RatingStep, ...] = ()
        self._until = date.min
        self._aim: RatingAim | None = None
        self._left = self._room_for_signs()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(160)

    def show_steps(self, steps: Sequence[RatingStep], until: date, aim: RatingAim | None = None) -> None:
        """Show ratings in the order of their dates; the last holds ``until`` today, then comes the aim."""
        self._aim = aim
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
                QToolTip.showText(event.globalPos(), plain_tip(found.told), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def step_at(self, x: float) -> RatingStep | None:
        """The rating that held at a place of the chart."""
        plot = self._past(self._plot())
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
                past = self._past(plot)
                self._paint_steps(painter, past)
                self._paint_dates(painter, past)
            if self._aim is not None:
                self._paint_aim(painter, plot, self._aim)

    def _room_for_signs(self) -> int:
        family = self._look.theme.family
        texts = [mark.sign for mark in self._marks if isinstance(mark.sign, str)]
        return max(_LEFT, *(round(text_width(family, Type.CAPTION, text)) + 8 for text in texts), 0)

    def _plot(self) -> QRectF:
        """Where the scale stands: from its signs to the right end."""
        return QRectF(self._left, 6, max(1, self.width() - self._left - 8), self.height() - _LABELS - 12)

    def _past(self, plot: QRectF) -> QRectF:
        """Where the ratings stand: all of it, but for what is left to the aim."""
        return plot.adjusted(0, 0, -plot.width() * _AHEAD, 0) if self._aim is not None else plot

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
            place = QRectF(0, y - 8, self._left - 8, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark.sign)
            return
        size = mark.sign.size
        painter.save()
        place = QRectF(self._left - 8 - size.width(), y - size.height() / 2, size.width(), size.height())
        mark.sign.paint(painter, place, theme)
        painter.restore()

    def _paint_steps(self, painter: QPainter, plot: QRectF) -> None:
        theme = self._look.theme
        ends = [*(step.on for step in self._steps[1:]), self._until]
        painter.setPen(QPen(colour_of(theme, "text"), 1.8))
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

    def _paint_aim(self, painter: QPainter, plot: QRectF, aim: RatingAim) -> None:
        """A dashed line ahead, and its words over it."""
        theme, y = self._look.theme, self._y(plot, aim.value)
        pen = QPen(colour_of(theme, "accent"), 1.6)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(self._past(plot).right() + 2, y), QPointF(plot.right(), y))
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "accent_text"))
        width = text_width(theme.family, Type.CAPTION, aim.text) + 6
        above = y - 17 if y - 17 >= 0 else y + 1
        place = QRectF(plot.right() - width, above, width, 16)
        painter.fillRect(place.adjusted(2, 1, 2, -1), colour_of(theme, "page"))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, aim.text)

    def _paint_dates(self, painter: QPainter, plot: QRectF) -> None:
        """The month under each rating as far as there is room, and today's at the right end."""
        theme, written = self._look.theme, self._look.formats.month_short_year
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "text2"))
        top = self.height() - _LABELS
        middle = Qt.AlignmentFlag.AlignVCenter
        end = plot.right() + (8 if self._aim is None else 0)
        last = -float(_APART)
        for number, step in enumerate(self._steps):
            x = self._x(plot, step.on)
            if x - last < _APART or (number and end - x < _APART):
                continue
            last = x
            place = QRectF(x, top, 80, _LABELS) if not number else QRectF(x - 40, top, 80, _LABELS)
            align = Qt.AlignmentFlag.AlignLeft if not number else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(place, align | middle, written(step.on))
        if (self._until - self._steps[0].on).days:
            place = QRectF(plot.left(), top, end - plot.left(), _LABELS)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | middle, written(self._until))
