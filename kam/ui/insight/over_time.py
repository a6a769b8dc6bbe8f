"""The health of the portfolio over a year, weighted by the revenue of now, over the bands of health."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from kam.analysis.health.portfolio import PortfolioMoment
from kam.analysis.health.score import HealthBand
from kam.core.periods import Month
from kam.services.health.insight import Insight
from kam.ui.insight.map_painting import TONES
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import Walked
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import Run, colour_of, paint_line

_LEFT: Final = 44
_RIGHT: Final = 84
_TOP: Final = 18
_BOTTOM: Final = 40
_STEP: Final = 10
_MARGIN: Final = 5
_DOT: Final = 4.0
_LINE: Final = 16
_SOFT: Final = {HealthBand.RED: "red_soft", HealthBand.AMBER: "amber_soft"}
_MIDDLE: Final = Qt.AlignmentFlag.AlignHCenter


class OverTime(Walked):
    """Left and Right walk from month to month; each says its score and of how many clients it is."""

    answers = False

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Health of the portfolio over twelve months"))
        self._insight: Insight | None = None
        self._months: tuple[PortfolioMoment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_insight(self, insight: Insight) -> None:
        """Show another year."""
        self._insight = insight
        self._months = insight.health.months
        self.begin_at(len(self._months) - 1)
        self.show_told([self._told_of(moment) for moment in self._months])

    def sizeHint(self) -> QSize:
        """As the map."""
        return QSize(760, 400)

    def minimumSizeHint(self) -> QSize:
        """As the map."""
        return QSize(420, 190)

    def box(self, number: int) -> QRectF:
        """The strip of a month."""
        plot = self._plot()
        step = plot.width() / max(len(self._months), 1)
        return QRectF(plot.left() + number * step, plot.top() - 14, step, plot.height() + 14 + 20)

    def paint_parts(self, painter: QPainter) -> None:
        """Bands, axis, line, figures, months."""
        self._paint_bands(painter)
        self._paint_axis(painter)
        self._paint_line(painter)
        self._paint_months(painter)

    def _plot(self) -> QRectF:
        return QRectF(
            _LEFT,
            _TOP,
            max(1.0, self.width() - _LEFT - _RIGHT),
            max(1.0, self.height() - _TOP - _BOTTOM),
        )

    def _span(self) -> tuple[int, int]:
        """Whole tens around the scores."""
        known = [float(each.score) for each in self._months if each.score is not None] or [0.0, 100.0]
        low = max(0, int((min(known) - _MARGIN) // _STEP) * _STEP)
        high = min(100, -int(-(max(known) + _MARGIN) // _STEP) * _STEP)
        return low, max(high, low + 2 * _STEP)

    def _y(self, score: float) -> float:
        low, high = self._span()
        plot = self._plot()
        return plot.bottom() - (score - low) / (high - low) * plot.height()

    def _paint_bands(self, painter: QPainter) -> None:
        if self._insight is None:
            return
        theme, plot, settings = self._look.theme, self._plot(), self._insight.settings
        low, high = self._span()
        ends = {
            HealthBand.RED: (low, settings.red_to + 0.5),
            HealthBand.AMBER: (settings.red_to + 0.5, settings.amber_to + 0.5),
            HealthBand.GREEN: (settings.amber_to + 0.5, high),
        }
        for band, (first, last) in ends.items():
            first, last = max(first, low), min(last, high)  # noqa: PLW2901 - cut to the axis
            if last <= first:
                continue
            zone = QRectF(plot.left(), self._y(last), plot.width(), self._y(first) - self._y(last))
            if band in _SOFT:
                painter.fillRect(zone, colour_of(theme, _SOFT[band]))
            painter.setOpacity(0.5)
            if band is HealthBand.RED:
                hatch(painter, zone, QPen(colour_of(theme, "red"), 0.5), 9)
            elif band is HealthBand.AMBER:
                dots(painter, zone, colour_of(theme, "amber_fill"), 9, 1.1)
            painter.setOpacity(1)
            if zone.height() >= _LINE:
                text = (Run(self._look.words.of(band.label), Type.CAPTION, TONES[band]),)
                place = QRectF(plot.right() + 8, zone.center().y() - _LINE / 2, _RIGHT - 10, _LINE)
                paint_line(painter, place, text, theme)

    def _paint_axis(self, painter: QPainter) -> None:
        theme, plot = self._look.theme, self._plot()
        low, high = self._span()
        for score in range(low, high + 1, _STEP):
            y = round(self._y(score)) + 0.5
            painter.setPen(QPen(colour_of(theme, "edge" if score == low else "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            place = QRectF(0, y - 8, plot.left() - 8, 16)
            line = (Run(self._look.formats.number(score), Type.CAPTION, "text2"),)
            paint_line(painter, place, line, theme, Qt.AlignmentFlag.AlignRight)

    def _paint_line(self, painter: QPainter) -> None:
        """A stroke for each stretch of months that are known, the last month marked."""
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        run: list[QPointF] = []
        last = len(self._months) - 1
        for number, moment in enumerate(self._months):
            if moment.score is not None:
                run.append(QPointF(self.box(number).center().x(), self._y(float(moment.score))))
            if run and (moment.score is None or number == last):
                painter.setPen(QPen(colour_of(theme, "accent"), 2))
                painter.drawPolyline(QPolygonF(run))
                run = []
        for number, moment in enumerate(self._months):
            if moment.score is None:
                continue
            at = QPointF(self.box(number).center().x(), self._y(float(moment.score)))
            painter.setPen(QPen(colour_of(theme, "accent"), 1.6))
            painter.setBrush(colour_of(theme, "accent" if number == last else "page"))
            painter.drawEllipse(at, _DOT, _DOT)
            role = Type.STRONG if number == last else Type.CAPTION
            line = (Run(self._written(moment.score), role),)
            paint_line(painter, QRectF(at.x() - 30, at.y() - 22, 60, 16), line, theme, _MIDDLE)

    def _paint_months(self, painter: QPainter) -> None:
        theme, plot, formats = self._look.theme, self._plot(), self._look.formats
        for number, moment in enumerate(self._months):
            last = number == len(self._months) - 1
            text = formats.day_month(moment.on) if last else formats.month_abbreviation(Month.of(moment.on))
            box = self.box(number)
            place = QRectF(box.left() - 6, plot.bottom() + 4, box.width() + 12, 16)
            tone = "text" if last else "text2"
            paint_line(painter, place, (Run(text, Type.CAPTION, tone),), theme, _MIDDLE)
        said = self._look.words.say("at the end of each month, weighted by the revenue of the last 12 months")
        place = QRectF(plot.left(), plot.bottom() + 21, plot.width(), 16)
        paint_line(painter, place, (Run(said, Type.CAPTION, "text2"),), theme, _MIDDLE)

    def _written(self, score: Decimal) -> str:
        return self._look.formats.number(score, 1)

    def _told_of(self, moment: PortfolioMoment) -> str:
        words, day = self._look.words, self._look.formats.full_date(moment.on)
        if moment.score is None:
            return words.say("{date}: not known", date=day)
        return words.say_many(
            "{date}: {score}, of {count} client",
            "{date}: {score}, of {count} clients",
            moment.clients,
            date=day,
            score=self._written(moment.score),
        )
