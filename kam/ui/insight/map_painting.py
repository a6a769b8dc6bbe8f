"""The map as a drawing: zones told apart without colour, marks by band, tails by direction."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.portfolio_map import decimals_of
from kam.analysis.health.score import HealthBand, HealthSettings
from kam.analysis.label_places import Box, lead_of
from kam.analysis.short_names import short_name
from kam.core.formats import Scale
from kam.core.money import minor_digits
from kam.core.vocabulary import Segment
from kam.ui.insight.map_geometry import CROWD, MapLayout, Spot, zone_words_place
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs.shapes import diamond, filled
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import Run, colour_of, paint_line, text_width

TONES: Final = {HealthBand.RED: "red", HealthBand.AMBER: "amber", HealthBand.GREEN: "green"}
_MARKS: Final = {HealthBand.RED: "red", HealthBand.AMBER: "amber_fill", HealthBand.GREEN: "green"}
_SOFT: Final = {HealthBand.RED: "red_soft", HealthBand.AMBER: "amber_soft"}
_STRONG: Final = frozenset({Segment.VIP, Segment.STRATEGIC})
_DASHES: Final = (1.6, 1.4)
_CHOSEN: Final = 6.0
_HALO: Final = tuple((x, y) for x in (-1.5, 0, 1.5) for y in (-1, 0, 1) if x or y)
"""How far around a name its ground is wiped clean, so that dots, hatch and lines do not touch its letters."""
_CROWDED: Final = 0.6
_END: Final = 2.6
_GROUND_OPACITY: Final = 0.55


def name_type(client: PortfolioClient) -> Type:
    """Large segments in bold, so that they are found first."""
    return Type.COLUMN if client.segment in _STRONG else Type.CAPTION


def name_width(look: Look, client: PortfolioClient) -> float:
    """Pixels of a client's whole name on the map."""
    return text_width(look.theme.family, name_type(client), short_name(client.name)) + 3


def zone_words_width(look: Look, settings: HealthSettings, band: HealthBand) -> float:
    """Pixels of what a zone says of itself."""
    return text_width(look.theme.family, Type.COLUMN, zone_words(look, settings, band)) + 4


def zone_words(look: Look, settings: HealthSettings, band: HealthBand) -> str:
    """«плохо, до 50», «внимание, 51–75», «хорошо, от 76»."""
    words, name = look.words, look.words.of(band.label)
    if band is HealthBand.RED:
        return words.say("{band}, up to {score}", band=name, score=settings.red_to)
    if band is HealthBand.AMBER:
        first, last = settings.red_to + 1, settings.amber_to
        return words.say("{band}, {first}–{last}", band=name, first=first, last=last)
    return words.say("{band}, from {score}", band=name, score=settings.amber_to + 1)


@dataclass(frozen=True, slots=True)
class MapPainter:
    """Draws a map that was laid out."""

    look: Look
    settings: HealthSettings
    layout: MapLayout
    currency: str
    scale: Scale

    def paint(self, painter: QPainter) -> None:
        """Grounds, axes, tails, marks, names."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._grounds(painter)
        self._sums(painter)
        self._scores(painter)
        for spot in self.layout.spots:
            self._tail(painter, spot)
        painter.setOpacity(_CROWDED if len(self.layout.spots) > CROWD else 1)
        for spot in reversed(self.layout.spots):
            self.mark(painter, spot)
        painter.setOpacity(1)
        for spot in self.layout.spots:
            self._name(painter, spot)

    def mark(self, painter: QPainter, spot: Spot) -> None:
        """Square poor, diamond attention, circle good."""
        band = spot.client.health.band if spot.client.health else HealthBand.AMBER
        filled(painter, colour_of(self.look.theme, _MARKS[band]))
        box = _around(spot.centre, spot.reach)
        if band is HealthBand.GREEN:
            painter.drawEllipse(box)
        elif band is HealthBand.AMBER:
            painter.drawPolygon(diamond(box.adjusted(-0.8, -0.8, 0.8, 0.8)))
        else:
            painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 1, 1)

    def chosen(self, painter: QPainter, spot: Spot) -> None:
        """A ring around the client that has the keyboard, its mark and name over everything else."""
        painter.setPen(QPen(colour_of(self.look.theme, "accent"), 2))
        painter.setBrush(colour_of(self.look.theme, "page"))
        painter.drawEllipse(spot.centre, spot.reach + _CHOSEN, spot.reach + _CHOSEN)
        self.mark(painter, spot)

    # Grounds and axes

    def _grounds(self, painter: QPainter) -> None:
        theme = self.look.theme
        for band, zone in self.layout.zones.items():
            if band in _SOFT:
                painter.fillRect(zone, colour_of(theme, _SOFT[band]))
            painter.setOpacity(_GROUND_OPACITY)
            if band is HealthBand.RED:
                hatch(painter, zone, QPen(colour_of(theme, "red"), 0.5), 9)
            elif band is HealthBand.AMBER:
                dots(painter, zone, colour_of(theme, "amber_fill"), 9, 1.1)
            painter.setOpacity(1)
            if zone.right() < self.layout.plot.right() - 1:
                pen = QPen(colour_of(theme, "edge"), 1)
                pen.setDashPattern([3, 3])
                painter.setPen(pen)
                x = round(zone.right()) + 0.5
                painter.drawLine(QPointF(x, zone.top()), QPointF(x, zone.bottom()))
            self._zone_words(painter, band, zone)

    def _zone_words(self, painter: QPainter, band: HealthBand, zone: QRectF) -> None:
        text = zone_words(self.look, self.settings, band)
        place = zone_words_place(band, zone, zone_words_width(self.look, self.settings, band))
        if place.isEmpty():
            return
        ground = _SOFT.get(band, "page")
        painter.fillRect(place.adjusted(-2, 2, 2, -2), colour_of(self.look.theme, ground))
        paint_line(painter, place, (Run(text, Type.COLUMN, TONES[band]),), self.look.theme)

    def _sums(self, painter: QPainter) -> None:
        theme, plot = self.look.theme, self.layout.plot
        for tick in self.layout.axes.ticks:
            y = round(self.layout.y(tick)) + 0.5
            painter.setPen(QPen(colour_of(theme, "line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            figure = Decimal(tick).scaleb(-minor_digits(self.currency)) / self.scale.divisor
            text = self.look.formats.number(figure, decimals_of(figure))
            place = QRectF(plot.left() - 52, y - 8, 44, 16)
            line = (Run(text, Type.CAPTION, "text2"),)
            paint_line(painter, place, line, theme, Qt.AlignmentFlag.AlignRight)

    def _scores(self, painter: QPainter) -> None:
        theme, plot = self.look.theme, self.layout.plot
        painter.setPen(QPen(colour_of(theme, "edge"), 1))
        base = round(plot.bottom()) + 0.5
        painter.drawLine(QPointF(plot.left(), base), QPointF(plot.right(), base))
        middle = Qt.AlignmentFlag.AlignHCenter
        for score in self.layout.axes.scores:
            place = QRectF(self.layout.x(score) - 20, base + 4, 40, 16)
            text = self.look.formats.number(score)
            paint_line(painter, place, (Run(text, Type.CAPTION, "text2"),), theme, middle)

    # Clients

    def _tail(self, painter: QPainter, spot: Spot) -> None:
        """Solid where it fell, dashed where it rose, a small ring where it was."""
        if spot.tail is None:
            return
        theme, rose = self.look.theme, spot.tail < spot.centre.x()
        pen = QPen(colour_of(theme, "green" if rose else "red"), 1.8)
        if rose:
            pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        end = QPointF(spot.tail, spot.centre.y())
        painter.drawLine(spot.centre, end)
        painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
        painter.setBrush(colour_of(theme, "page"))
        painter.drawEllipse(end, _END, _END)

    def _name(self, painter: QPainter, spot: Spot) -> None:
        if spot.label is None:
            return
        text, role = short_name(spot.client.name), name_type(spot.client)
        place = spot.label.adjusted(1, 0, 1, 0)
        x, y = spot.centre.x(), spot.centre.y()
        box = Box(place.left(), place.top(), place.right(), place.bottom())
        if lead := lead_of(y, spot.reach, box):
            painter.setPen(QPen(colour_of(self.look.theme, "edge"), 1))
            painter.drawLine(QPointF(x, lead[0]), QPointF(x, lead[1]))
        for band, zone in self.layout.zones.items():
            if zone.intersects(place):
                painter.save()
                painter.setClipRect(zone)
                halo = (Run(text, role, _SOFT.get(band, "page")),)
                for x, y in _HALO:
                    paint_line(painter, place.translated(x, y), halo, self.look.theme)
                painter.restore()
        paint_line(painter, place, (Run(text, role),), self.look.theme)


def _around(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
