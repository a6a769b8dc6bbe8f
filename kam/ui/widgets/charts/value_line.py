"""The course of a measured figure: a line through what was measured, and how far it is to go by when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import colour_of, font_for, text_width
from kam.ui.widgets.tips import plain_tip

_HEIGHT: Final = 120
_LABELS: Final = 18
_DOT: Final = 3.5
_REACH: Final = 12
_APART: Final = 52
"""Months are written under points that stand at least so far apart."""
_CLOSE: Final = 14
"""Figures at the axis stand at least so far apart."""


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """A figure as it was measured, and what it says when pointed at."""

    on: date
    value: Decimal
    told: str = ""


class ValueLine(QWidget):
    """Dots where it was measured, a line between them, dashed the way to what is aimed at."""

    def __init__(self, look: Look, written: Callable[[Decimal], str], *, name: str = "") -> None:
        """``written`` says a figure at the axis."""
        super().__init__()
        self._look = look
        self._written = written
        self._points: tuple[ValuePoint, ...] = ()
        self._aim: ValuePoint | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(200)

    def show_points(self, points: Sequence[ValuePoint], aim: ValuePoint | None = None) -> None:
        """Show figures in the order of their dates, and what is aimed at by its date."""
        self._points = tuple(sorted(points, key=lambda point: point.on))
        self._aim = aim
        told = [*self._points, *([] if aim is None else [aim])]
        self.setAccessibleDescription("; ".join(point.told for point in told if point.told))
        self.update()

    def sizeHint(self) -> QSize:
        """A low strip."""
        return QSize(360, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As high, and narrower."""
        return QSize(200, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        """The point under the mouse says itself."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.point_at(event.pos().x())
            if found is not None and found.told:
                QToolTip.showText(event.globalPos(), plain_tip(found.told), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def point_at(self, x: float) -> ValuePoint | None:
        """The figure nearest to a place of the chart, within reach."""
        shown = self._all()
        if not shown:
            return None
        found = min(shown, key=lambda point: abs(self._place(point).x() - x))
        return found if abs(self._place(found).x() - x) <= _REACH else None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Axis, line, dots, dates."""
        if not self._all():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_axis(painter)
            self._paint_line(painter)
            self._paint_dates(painter)

    def _all(self) -> tuple[ValuePoint, ...]:
        return self._points if self._aim is None else (*self._points, self._aim)

    def _values(self) -> tuple[Decimal, Decimal]:
        values = [point.value for point in self._all()]
        return min(values), max(values)

    def _plot(self) -> QRectF:
        family = self._look.theme.family
        texts = [self._written(value) for value in self._values()]
        left = max(round(text_width(family, Type.CAPTION, text)) for text in texts) + 12
        return QRectF(left, 10, max(1, self.width() - left - 12), self.height() - _LABELS - 18)

    def _place(self, point: ValuePoint) -> QPointF:
        plot, shown = self._plot(), self._all()
        first, last = min(each.on for each in shown), max(each.on for each in shown)
        low, high = self._values()
        days = (last - first).days
        x = plot.left() + plot.width() * ((point.on - first).days / days if days else 0.5)
        share = float((point.value - low) / (high - low)) if high > low else 0.5
        return QPointF(x, plot.bottom() - share * plot.height())

    def _paint_axis(self, painter: QPainter) -> None:
        """Lines at the ends of the scale and at the latest figure, where there is room between them."""
        theme, plot = self._look.theme, self._plot()
        low, high = self._values()
        values = [low, high] if high > low else [low]
        if self._points:
            values.append(self._points[-1].value)
        painter.setFont(font_for(theme.family, Type.CAPTION))
        written: list[float] = []
        for value in values:
            y = self._place(ValuePoint(self._all()[0].on, value)).y()
            if any(abs(y - each) < _CLOSE for each in written):
                continue
            written.append(y)
            painter.setPen(QPen(colour_of(theme, "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(colour_of(theme, "text2"))
            place = QRectF(0, y - 8, plot.left() - 8, 16)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, self._written(value))

    def _paint_line(self, painter: QPainter) -> None:
        theme = self._look.theme
        places = [self._place(point) for point in self._points]
        if self._aim is not None:
            end = self._place(self._aim)
            pen = QPen(colour_of(theme, "accent"), 1.4)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            if places:
                painter.drawLine(places[-1], end)
            painter.setPen(QPen(colour_of(theme, "accent"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(end, _DOT + 1, _DOT + 1)
        painter.setPen(QPen(colour_of(theme, "text"), 1.8))
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(colour_of(theme, "page"))
        for place in places:
            painter.drawEllipse(place, _DOT, _DOT)

    def _paint_dates(self, painter: QPainter) -> None:
        theme, plot = self._look.theme, self._plot()
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "text2"))
        top, last = float(self.height() - _LABELS), -float(_APART)
        shown = self._all()
        end = self._place(shown[-1]).x()
        for point in shown:
            x = self._place(point).x()
            if x - last < _APART or (point is not shown[-1] and end - x < _APART):
                continue
            last = x
            left = min(max(x - 30, plot.left() - 8), self.width() - 60.0)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
            text = self._look.formats.month_short_year(point.on)
            painter.drawText(QRectF(left, top, 60, _LABELS), align, text)
