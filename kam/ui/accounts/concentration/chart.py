"""The curve over the shares, on one axis of ranks: how fast the portfolio adds up, and who makes it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from kam.core.vocabulary import AbcClass
from kam.services.portfolio.concentration import ConcentrationView, CurvePoint
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line

_LEFT: Final = 44
_RIGHT: Final = 16
_HEAD: Final = 30
_BETWEEN: Final = 46
_AXIS: Final = 22
_UPPER: Final = 0.6
"""How much of the height the curve has."""
_DOTS: Final = 10
_DASHES: Final = (5, 4)
_WIDEST: Final = 28.0
_TOPS: Final = (1, 3, 5)
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50)
_LINES: Final = 5
_HATCH: Final = 4


@dataclass(frozen=True, slots=True)
class ChartPlaces:
    """Where both plots stand, and what their axes reach to."""

    curve: QRectF
    shares: QRectF
    count: int
    """Ranks on the axis."""
    highest: int
    """Per cent at the top of the shares' axis."""

    @classmethod
    def within(cls, place: QRectF, view: ConcentrationView) -> ChartPlaces:
        """Divide a place."""
        room = place.height() - _HEAD - _BETWEEN - _AXIS
        left, width = place.left() + _LEFT, max(1.0, place.width() - _LEFT - _RIGHT)
        upper = QRectF(left, place.top() + _HEAD, width, max(1.0, room * _UPPER))
        lower = QRectF(left, upper.bottom() + _BETWEEN, width, max(1.0, room * (1 - _UPPER)))
        largest = view.points[0].share * 100 if view.points else Decimal(0)
        return cls(upper, lower, max(1, len(view.points)), _top_of(max(largest, view.threshold)))

    @property
    def step(self) -> float:
        """The width of a rank."""
        return self.curve.width() / self.count

    def x(self, rank: float) -> float:
        """The right end of a rank; 0 is the axis."""
        return self.curve.left() + rank * self.step

    def y(self, share: Decimal | float) -> float:
        """A cumulative share in the upper plot."""
        return self.curve.bottom() - float(share) * self.curve.height()

    def y_of_share(self, share: Decimal | float) -> float:
        """One's own share in the lower plot."""
        return self.shares.bottom() - float(share) * 100 / self.highest * self.shares.height()

    def rank_at(self, x: float) -> int | None:
        """The rank (from 1) at a place."""
        rank = math.floor((x - self.curve.left()) / self.step) + 1
        return rank if 1 <= rank <= self.count else None


@dataclass(frozen=True, slots=True)
class ChartPainter:
    """Draws a curve into its places."""

    look: Look
    view: ConcentrationView
    places: ChartPlaces
    with_before: bool = True
    current: int | None = None
    """The rank pointed at or chosen, from 1."""

    def paint(self, painter: QPainter) -> None:
        """Grounds, axes, lines, marks."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grounds(painter)
        self._curve_axis(painter)
        self._share_axis(painter)
        if self.current is not None:
            self._guide(painter, self.current)
        self._bars(painter)
        self._threshold(painter)
        self._curves(painter)
        self._class_lines(painter)
        self._marks(painter)
        self._ranks(painter)

    # Under everything

    def _class_ends(self) -> list[tuple[AbcClass, int, int]]:
        """Each class with the rank before it and its last one; classes without anybody are left out."""
        found, start = [], 0
        for each in self.view.classes:
            if each.count:
                found.append((each.abc, start, start + each.count))
                start += each.count
        return found

    def _grounds(self, painter: QPainter) -> None:
        theme, places = self.look.theme, self.places
        for abc, start, end in self._class_ends():
            left, right = places.x(start), places.x(end)
            for plot in (places.curve, places.shares):
                place = QRectF(left, plot.top(), right - left, plot.height())
                if abc is AbcClass.C:
                    painter.fillRect(place, colour_of(theme, "sunk"))
                elif abc is AbcClass.A and plot is places.curve:
                    dots(painter, place, colour_of(theme, "line2"), _DOTS, 1.5)

    def _curve_axis(self, painter: QPainter) -> None:
        theme, places = self.look.theme, self.places
        for percent in range(0, 101, 20):
            y = places.y(percent / 100)
            painter.setPen(QPen(colour_of(theme, "edge" if percent == 0 else "line"), 1))
            painter.drawLine(QPointF(places.curve.left(), y), QPointF(places.curve.right(), y))
            self._tick(painter, y, percent)
        pen = QPen(colour_of(theme, "edge"), 1)
        pen.setDashPattern([1, 3])
        for abc, end in ((AbcClass.A, self.view.a_percent), (AbcClass.B, self.view.b_percent)):
            y = places.y(Decimal(end) / 100)
            painter.setPen(pen)
            painter.drawLine(QPointF(places.curve.left(), y), QPointF(places.curve.right(), y))
            said = self.look.words.say(
                "{abc} to {percent}",
                abc=self.look.words.of(abc.label),
                percent=self.look.formats.points(int(end)),
            )
            self._right(painter, y + 2, (Run(said, Type.CAPTION, "text2"),))

    def _share_axis(self, painter: QPainter) -> None:
        theme, places = self.look.theme, self.places
        title = QRectF(places.shares.left(), places.shares.top() - 26, places.shares.width(), 18)
        name = (Run(self.look.words.say("Share of each, %"), Type.STRONG),)
        paint_line(painter, title, name, theme)
        step = _step_of(places.highest)
        for percent in range(0, places.highest + 1, step):
            y = places.y_of_share(percent / 100)
            painter.setPen(QPen(colour_of(theme, "edge" if percent == 0 else "line"), 1))
            painter.drawLine(QPointF(places.shares.left(), y), QPointF(places.shares.right(), y))
            self._tick(painter, y, percent)

    def _tick(self, painter: QPainter, y: float, percent: int) -> None:
        place = QRectF(0, y - 8, self.places.curve.left() - 8, 16)
        text = (Run(self.look.formats.number(percent), Type.CAPTION, "text2"),)
        paint_line(painter, place, text, self.look.theme, Qt.AlignmentFlag.AlignRight)

    def _guide(self, painter: QPainter, rank: int) -> None:
        """The rank that is pointed at, through both plots."""
        places = self.places
        colour = colour_of(self.look.theme, "sel")
        left, width = places.x(rank - 1), max(2.0, places.step)
        for plot in (places.curve, places.shares):
            painter.fillRect(QRectF(left, plot.top(), width, plot.height()), colour)

    # Lines and bars

    def _curves(self, painter: QPainter) -> None:
        theme, places, view = self.look.theme, self.places, self.view
        pen = QPen(colour_of(theme, "edge"), 1.2)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawLine(QPointF(places.x(0), places.y(0)), QPointF(places.x(places.count), places.y(1)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.with_before and view.before:
            painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
            painter.drawPolyline(self._polyline(view.before[: places.count]))
        painter.setPen(QPen(colour_of(theme, "accent"), 2))
        painter.drawPolyline(self._polyline([point.cumulative for point in view.points]))

    def _polyline(self, cumulative: list[Decimal] | tuple[Decimal, ...]) -> QPolygonF:
        """A corner for each rank, at most one a pixel."""
        places = self.places
        stride = max(1, math.floor(len(cumulative) / max(1.0, places.curve.width())))
        ranks = [*range(0, len(cumulative), stride), len(cumulative) - 1] if cumulative else []
        corners = [QPointF(places.x(rank + 1), places.y(cumulative[rank])) for rank in ranks]
        return QPolygonF([QPointF(places.x(0), places.y(0)), *corners])

    def _bars(self, painter: QPainter) -> None:
        theme, places = self.look.theme, self.places
        stride = max(1, math.ceil(1 / places.step)) if places.step < 1 else 1
        limit = Decimal(self.view.threshold) / 100
        painter.setPen(Qt.PenStyle.NoPen)
        for point in self.view.points[::stride]:
            bar = self.bar_of(point)
            over = point.share >= limit
            painter.setBrush(colour_of(theme, "accent" if over or point.place == self.current else "bar"))
            painter.drawRect(bar)
            if over and point.share > limit:
                _hatch_over(painter, bar, places.y_of_share(limit), self.look)
        self._bar_figures(painter)

    def bar_of(self, point: CurvePoint) -> QRectF:
        """The column of a rank."""
        places = self.places
        width = min(_WIDEST, max(1.0, places.step * 0.72))
        top = places.y_of_share(max(Decimal(0), point.share))
        middle = places.x(point.place - 0.5)
        return QRectF(middle - width / 2, top, width, places.shares.bottom() - top)

    def _bar_figures(self, painter: QPainter) -> None:
        """The share over each column, as long as there is room for it."""
        theme, limit = self.look.theme, Decimal(self.view.threshold) / 100
        reached = 0.0
        for point in self.view.points:
            text = self.look.formats.number(point.share * 100, 1)
            over = point.share >= limit
            line = (Run(text, Type.CAPTION, "red" if over else "text"),)
            width = line_width(line, theme)
            bar = self.bar_of(point)
            left = bar.center().x() - width / 2
            if left < reached or self.places.step < width * 0.8:
                return
            paint_line(painter, QRectF(left, bar.top() - 16, width + 1, 14), line, theme)
            reached = left + width + 1

    def _threshold(self, painter: QPainter) -> None:
        theme, places = self.look.theme, self.places
        y = places.y_of_share(Decimal(self.view.threshold) / 100)
        pen = QPen(colour_of(theme, "red"), 1.5)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.drawLine(QPointF(places.shares.left(), y), QPointF(places.shares.right(), y))
        percent = self.look.formats.points(int(self.view.threshold))
        said = self.look.words.say("limit for one client {percent}", percent=percent)
        self._right(painter, y - 19, (Run(said, Type.CAPTION, "red"),))

    # Over everything

    def _class_lines(self, painter: QPainter) -> None:
        theme, places, formats = self.look.theme, self.places, self.look.formats
        shares = {each.abc: each for each in self.view.classes}
        free = places.curve.left()
        for abc, start, end in self._class_ends():
            left = places.x(start)
            if start:
                painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
                painter.drawLine(
                    QPointF(left, places.curve.top() - 20), QPointF(left, places.shares.bottom())
                )
            told = self.look.words.say_many(
                "{count} client, {share}",
                "{count} clients, {share}",
                end - start,
                share=formats.percent(shares[abc].share, 1),
            )
            line: Line = (
                Run(self.look.words.of(abc.label), Type.STRONG),
                Run(told, Type.SECONDARY, "text2", gap=6),
            )
            width = line_width(line, theme) + 2
            left = min(max(left + 6, free + 10), places.curve.right() - width)
            if left < free:
                continue
            paint_line(painter, QRectF(left, places.curve.top() - 26, width, 18), line, theme)
            free = left + width

    def _marks(self, painter: QPainter) -> None:
        """The first one, three and five on the curve, each with what it makes."""
        theme, places, words = self.look.theme, self.places, self.look.words
        names = (words.say("the first"), words.say("the first three"), words.say("the first five"))
        for count, name in zip(_TOPS, names, strict=True):
            if count > len(self.view.points):
                continue
            share = self.view.points[count - 1].cumulative
            at = QPointF(places.x(count), places.y(share))
            line: Line = (
                Run(self.look.formats.percent(share, 1), Type.STRONG),
                Run(name, Type.SECONDARY, "text2"),
            )
            beside = QRectF(at.x() + 10, at.y() + 2, line_width(line, theme) + 6, 18)
            painter.fillRect(beside, colour_of(theme, "page"))
            paint_line(painter, beside.adjusted(2, 0, 0, 0), line, theme)
            painter.setPen(QPen(colour_of(theme, "accent"), 2))
            painter.setBrush(colour_of(theme, "page"))
            painter.drawEllipse(at, 4.5, 4.5)

    def _ranks(self, painter: QPainter) -> None:
        """The ranks under the columns, as many as have room."""
        theme, places = self.look.theme, self.places
        widest = line_width((Run(str(places.count), Type.CAPTION),), theme) + 6
        stride = 1
        while stride * places.step < widest:
            stride = stride * 2 if str(stride)[0] in "15" else stride * 5 // 2
        for rank in range(1, places.count + 1):
            if rank not in {1, self.current} and rank % stride:
                continue
            if rank == 1 and stride > 1 and places.step * (stride - 1) < widest:
                continue
            current = rank == self.current
            line = (Run(str(rank), Type.CAPTION, "text" if current else "text2"),)
            place = QRectF(places.x(rank - 0.5) - 20, places.shares.bottom() + 4, 40, 14)
            paint_line(painter, place, line, theme, Qt.AlignmentFlag.AlignHCenter)

    def _right(self, painter: QPainter, y: float, line: Line) -> None:
        place = QRectF(self.places.curve.left(), y, self.places.curve.width() - 4, 16)
        paint_line(painter, place, line, self.look.theme, Qt.AlignmentFlag.AlignRight)


def _top_of(largest: Decimal | int) -> int:
    """A whole number of steps above the largest share, with room for its figure."""
    wanted = min(100, math.ceil(float(largest) * 1.15))
    step = _step_of(max(1, wanted))
    return min(100, math.ceil(wanted / step) * step)


def _step_of(highest: int) -> int:
    return next((step for step in _STEPS if highest / step <= _LINES), _STEPS[-1])


def _hatch_over(painter: QPainter, bar: QRectF, limit: float, look: Look) -> None:
    """The part of a column above the limit: hatched in red."""
    part = QRectF(bar.left(), bar.top(), bar.width(), limit - bar.top())
    red = QPen(colour_of(look.theme, "red"), 1.5)
    painter.fillRect(part, colour_of(look.theme, "page"))
    hatch(painter, part, red, _HATCH)
    painter.setPen(red)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(part)
    painter.setPen(Qt.PenStyle.NoPen)
