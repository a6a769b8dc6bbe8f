"""Where everything of the map stands: axes, zones of health, clients with their tails and names.

Lengths are pixels at 100 %. Names stand where there is room for them, those of the greatest revenue first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.portfolio_map import MapAxes, axes_of
from kam.analysis.health.score import HealthBand, HealthSettings
from kam.analysis.label_places import Box, Labelled, place_labels
from kam.core.vocabulary import Segment

LEFT: Final = 52
"""Room for the sums at the axis."""
BOTTOM: Final = 22
"""Room for the scores."""
TOP: Final = 24
"""Room for the words of the zones, over everybody."""
RIGHT: Final = 14
ZONE_WORDS: Final = 20
LABEL: Final = 14
"""The height of a name."""
_CUT: Final = (132.0, 96.0)
"""A long name is cut to such a width where its whole has no room."""
_TICK_APART: Final = 22
_REACH: Final[Mapping[Segment, float]] = {
    Segment.VIP: 7.5,
    Segment.STRATEGIC: 6.5,
    Segment.TYPICAL: 5.5,
    Segment.TAIL: 4.5,
    Segment.UNKNOWN: 4.5,
}
"""How far a mark goes from its middle, by segment."""
_REACH_OF_MOUSE: Final = 9.0
CROWD: Final = 150
"""More clients than that are a cloud: then only those that moved farthest show where they were."""
TAILS: Final = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A client on the map; ``tail`` is where it stood a month ago, ``label`` where its name has room."""

    client: PortfolioClient
    centre: QPointF
    reach: float
    tail: float | None
    label: QRectF | None

    @property
    def id(self) -> UUID:
        """Whose mark it is."""
        return self.client.id

    def covers(self, at: QPointF) -> bool:
        """Whether a point is on the mark or its name."""
        away = at - self.centre
        if math.hypot(away.x(), away.y()) <= max(self.reach + 2, _REACH_OF_MOUSE):
            return True
        return self.label is not None and self.label.contains(at)


@dataclass(frozen=True, slots=True)
class MapLayout:
    """The whole map."""

    plot: QRectF
    axes: MapAxes
    zones: Mapping[HealthBand, QRectF]
    """Those that have any room between the ends of the axis."""
    spots: tuple[Spot, ...]

    def x(self, score: float) -> float:
        """Where a score stands."""
        return self.plot.left() + self.axes.across(score) * self.plot.width()

    def y(self, revenue: int) -> float:
        """Where a sum stands; half a name stays free over the largest."""
        return self.plot.bottom() - self.axes.up(revenue) * max(1.0, self.plot.height() - LABEL / 2)

    def spot_at(self, at: QPointF) -> Spot | None:
        """The client at a place, the nearest of several."""
        found = [spot for spot in self.spots if spot.covers(at)]
        return min(found, key=lambda spot: (spot.centre - at).manhattanLength(), default=None)

    def spot_of(self, account: UUID | None) -> Spot | None:
        """The mark of a client; None where it has none."""
        return next((spot for spot in self.spots if spot.id == account), None)


def lay_out(
    clients: Sequence[PortfolioClient],
    settings: HealthSettings,
    place: QRectF,
    name_width: Callable[[PortfolioClient], float],
    zone_words_width: Callable[[HealthBand], float],
) -> MapLayout:
    """Arrange clients in a place, the greatest revenue first; ``name_width`` measures a whole name."""
    plot = place.adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
    plot.setSize(plot.size().expandedTo(QRectF(0, 0, 1, 1).size()))
    axes = axes_of(clients, most_ticks=max(2, round(plot.height() / _TICK_APART)))
    bare = MapLayout(plot, axes, {}, ())
    zones = _zones(bare, settings)
    tailed = _who_shows_a_tail(clients)
    spots = [_spot(bare, client, with_tail=client.id in tailed) for client in clients]
    ends = sorted(zone.right() for zone in zones.values())[:-1]
    labels = place_labels(
        [_labelled(spot, name_width(spot.client)) for spot in spots],
        _box(plot.adjusted(0, -ZONE_WORDS, 0, 0)),
        taken=[_box(zone_words_place(band, zone, zone_words_width(band))) for band, zone in zones.items()],
        borders=[Box(end - 1, plot.top(), end + 1, plot.bottom()) for end in ends],
    )
    found = tuple(
        Spot(spot.client, spot.centre, spot.reach, spot.tail, None if box is None else _rect(box))
        for spot, box in zip(spots, labels, strict=True)
    )
    return MapLayout(plot, axes, zones, found)


def _zones(bare: MapLayout, settings: HealthSettings) -> dict[HealthBand, QRectF]:
    """The bands of health, parted half way between two scores."""
    ends = {
        HealthBand.RED: (bare.axes.low, settings.red_to + 0.5),
        HealthBand.AMBER: (settings.red_to + 0.5, settings.amber_to + 0.5),
        HealthBand.GREEN: (settings.amber_to + 0.5, bare.axes.high),
    }
    found = {}
    for band, (first, last) in ends.items():
        left, right = max(first, bare.axes.low), min(last, bare.axes.high)
        if right > left:
            plot = bare.plot
            top = plot.top() - ZONE_WORDS
            found[band] = QRectF(bare.x(left), top, bare.x(right) - bare.x(left), plot.bottom() - top)
    return found


def zone_words_place(band: HealthBand, zone: QRectF, width: float) -> QRectF:
    """Where a zone says what it is: at the left over it, the good one at the right; empty without room."""
    if width > zone.width() - 8:
        return QRectF()
    left = zone.right() - width - 6 if band is HealthBand.GREEN else zone.left() + 6
    return QRectF(left, zone.top(), width, ZONE_WORDS)


def _who_shows_a_tail(clients: Sequence[PortfolioClient]) -> set[UUID]:
    """Everybody, or of a crowd those that moved farthest."""
    if len(clients) <= CROWD:
        return {client.id for client in clients}
    farthest = sorted(clients, key=lambda client: (-abs(client.change or 0), -client.revenue))
    return {client.id for client in farthest[:TAILS]}


def _spot(bare: MapLayout, client: PortfolioClient, *, with_tail: bool) -> Spot:
    score = client.health.score if client.health else 0
    before = client.month_ago.score if client.month_ago else score
    tail = bare.x(before) if with_tail and before != score else None
    centre = QPointF(bare.x(score), bare.y(client.revenue))
    return Spot(client, centre, _REACH[client.segment], tail, None)


def _labelled(spot: Spot, width: float) -> Labelled:
    return Labelled(spot.centre.x(), spot.centre.y(), spot.reach, width, LABEL, spot.tail, _CUT)


def _box(place: QRectF) -> Box:
    return Box(place.left(), place.top(), place.right(), place.bottom())


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
