"""The course of a measure: a column a round, made of camps and silence, its figure above, its date below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.analysis.satisfaction import CoursePoint, Figure
from kam.ui.look import Look
from kam.ui.satisfaction.saying import camps_text, figure_text, response_text, value_text
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import ACROSS, Walked
from kam.ui.widgets.pieces import Run, colour_of, line_width, paint_line

_HEIGHT: Final = 190
_ABOVE: Final = 24
_BELOW: Final = 38
_WIDEST: Final = 46
_MOST: Final = 12
"""So many columns at most: the latest."""
_LINE: Final = 16


class CourseChart(Walked):
    """Left and Right walk, Enter or a click opens the round; a column's height is everybody who was asked."""

    steps = ACROSS

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self._points: tuple[CoursePoint, ...] = ()
        self._titles: Mapping[UUID, str] = {}
        self._of_one = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEIGHT)

    def show_course(
        self, points: Sequence[CoursePoint], titles: Mapping[UUID, str], *, of_one: bool = False
    ) -> None:
        """Show figures, oldest first, under the titles of rounds; ``of_one`` person the scores."""
        self._of_one = of_one
        self._points = tuple(points)[-_MOST:]
        self._titles = titles
        told = [self._in_words(point) for point in self._points]
        self.setAccessibleDescription("; ".join(told))
        self.begin_at(len(told) - 1)
        self.show_told(told)

    def _in_words(self, point: CoursePoint) -> str:
        """A column in words."""
        look = self._look
        title = self._titles.get(point.round, "") if point.round is not None else ""
        head = ", ".join(part for part in (title, look.formats.full_date(point.on)) if part)
        figure = point.figure
        if self._of_one:
            measure = look.words.of(figure.measure.label)
            parts: tuple[str, ...] = (f"{measure} {self._value(figure)}",)
        else:
            parts = (figure_text(look, figure), response_text(look, figure), camps_text(look, figure))
        return f"{head}: {', '.join(parts)}"

    def sizeHint(self) -> QSize:
        """Comfortable in a panel."""
        return QSize(420, _HEIGHT)

    def behind(self, number: int) -> object:
        """The identity of a column's round; None for an answer that belongs to none."""
        return self._points[number].round

    def box(self, number: int) -> QRectF:
        """The strip of a column, with what stands above and below it."""
        slot = self._slot()
        return QRectF(self._plot().left() + slot * number, 1, slot, self.height() - 2)

    def ring(self, number: int) -> QRect:
        """A little inside the strip."""
        return self.box(number).toRect().adjusted(2, 1, -2, -1)

    def paint_parts(self, painter: QPainter) -> None:
        """Columns with their figures and dates."""
        plot = self._plot()
        painter.setPen(QPen(colour_of(self._look.theme, "line2"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        for number, point in enumerate(self._points):
            self._paint_column(painter, plot, number, point)

    def _plot(self) -> QRectF:
        return QRectF(8, _ABOVE, max(1, self.width() - 16), self.height() - _ABOVE - _BELOW)

    def _slot(self) -> float:
        return self._plot().width() / max(len(self._points), 1)

    def _paint_column(self, painter: QPainter, plot: QRectF, number: int, point: CoursePoint) -> None:
        look, slot = self._look, self._slot()
        left = plot.left() + slot * number
        most = max(each.figure.asked for each in self._points)
        height = plot.height() * point.figure.asked / most
        width = min(slot * 0.56, _WIDEST)
        column = QRectF(left + (slot - width) / 2, plot.bottom() - height, width, height)
        self._paint_camps(painter, column, point.figure)
        middle = Qt.AlignmentFlag.AlignHCenter
        value = self._value(point.figure)
        above = QRectF(left, column.top() - _ABOVE, slot, _ABOVE - 4)
        paint_line(painter, above, (Run(value, Type.STRONG),), look.theme, middle)
        below = QRectF(left + 2, plot.bottom() + 3, slot - 4, _LINE)
        date = look.formats.month_short_year(point.on)
        paint_line(painter, below, (Run(date, Type.CAPTION, "text2"),), look.theme, middle)
        counts = f"{look.formats.number(point.figure.answered)}/{look.formats.number(point.figure.asked)}"
        if not self._of_one:
            counted = (Run(counts, Type.CAPTION, "text3"),)
            paint_line(painter, below.translated(0, _LINE), counted, look.theme, middle)

    def _value(self, figure: Figure) -> str:
        """The measure's figure; of one person what they said."""
        if self._of_one and figure.answered == 1:
            return self._look.formats.number(figure.total)
        return value_text(self._look, figure.measure, figure.value)

    def _paint_camps(self, painter: QPainter, column: QRectF, figure: Figure) -> None:
        """From the foot: detractors, passives, promoters; silence hatched on top."""
        theme = self._look.theme
        parts = (
            (figure.detractors, QBrush(colour_of(theme, "red"))),
            (figure.passives, QBrush(colour_of(theme, "line2"))),
            (figure.promoters, QBrush(colour_of(theme, "green"))),
            (figure.without_answer, QBrush(colour_of(theme, "edge"), Qt.BrushStyle.BDiagPattern)),
        )
        bottom = column.bottom()
        for count, brush in parts:
            if not count:
                continue
            high = column.height() * count / figure.asked
            place = QRectF(column.left(), bottom - high, column.width(), max(high - 1, 1))
            silent = brush.style() is Qt.BrushStyle.BDiagPattern
            painter.setPen(QPen(colour_of(theme, "edge"), 1) if silent else Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5) if silent else place)
            bottom -= high


class CourseKey(QWidget):
    """What the colours of the columns mean."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self._entries = (
            (words.say_in("chart key", "promoters"), "green", False),
            (words.say_in("chart key", "passives"), "line2", False),
            (words.say_in("chart key", "detractors"), "red", False),
            (words.say_in("chart key", "no answer"), "edge", True),
        )
        self.setFixedHeight(20)
        self.setAccessibleName(", ".join(text for text, _, _ in self._entries))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A square and a word each."""
        theme, x = self._look.theme, 8.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for text, colour, hatched in self._entries:
                style = Qt.BrushStyle.BDiagPattern if hatched else Qt.BrushStyle.SolidPattern
                painter.setPen(QPen(colour_of(theme, "edge"), 1) if hatched else Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(colour_of(theme, colour), style))
                painter.drawRect(QRectF(x + 0.5, 5.5, 9, 9))
                run = Run(text, Type.CAPTION, "text2")
                place = QRectF(QPointF(x + 15, 0), QPointF(self.width(), 20))
                paint_line(painter, place, (run,), theme)
                x += 15 + line_width((run,), theme) + 14
