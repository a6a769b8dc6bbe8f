"""The path of a line beside the reporting lines, whole or as far as it is seen, smooth or jagged."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from kam.analysis.tie_curves import TieCurve, on_curve

_SAMPLES: Final = 128
_PIECE: Final = 600.0
"""Pixels: of a line that is much longer only what is seen is drawn, piece by piece."""
_MOST: Final = 32
_ROUGH: Final = 0.25
"""Pixels of the screen by which a curve may be off from afar."""
_REACH: Final = 4.0
_STEP: Final = 8.0
"""How far a jagged line swings to the sides, and how far its corners are apart."""
_SPACING: Final = 6.0


class Strokes:
    """The strokes of one line as areas, dashes and all: made once, for it is drawn at each painting.

    A long one comes in pieces that are always the same, whatever is asked for. So each pixel of it comes
    out alike, whether all of it was drawn or only what scrolled into view; a pen that dashes would count
    anew from where it begins to see.
    """

    def __init__(
        self, curve: TieCurve, weight: float, *, dashes: Sequence[float] = (), zigzag: bool = False
    ) -> None:
        self._curve = curve
        self._weight = weight
        self._dashes = dashes
        self._zigzag = zigzag
        self._afar: tuple[float, QPainterPath] | None = None

    @cached_property
    def _points(self) -> list[QPointF]:
        return [QPointF(*on_curve(self._curve, step / _SAMPLES)) for step in range(_SAMPLES + 1)]

    @cached_property
    def _lengths(self) -> list[float]:
        return _lengths(self._points)

    def from_afar(self, scale: float, dashes: Sequence[float]) -> QPainterPath:
        """All of the line without its corners, as thin as the screen can show it at a scale."""
        if self._afar is None or self._afar[0] != scale:
            stroker = _stroker(1 / scale, dashes)
            stroker.setCurveThreshold(_ROUGH / scale)
            self._afar = scale, stroker.createStroke(_part(self._curve, 0.0, 1.0))
        return self._afar[1]

    def within(self, area: QRectF) -> Iterator[QPainterPath]:
        """What of the line meets an area."""
        return (path for reach, path in self._pieces if reach.intersects(area))

    @cached_property
    def _pieces(self) -> list[tuple[QRectF, QPainterPath]]:
        count = max(1, min(_MOST, round(self._lengths[-1] / _PIECE)))
        ends = [round(number * _SAMPLES / count) for number in range(count + 1)]
        made = [self._made(first, last) for first, last in pairwise(ends)]
        return [(path.boundingRect(), path) for path in made]

    def _made(self, first: int, last: int) -> QPainterPath:
        before, end = self._lengths[first], self._lengths[last]
        if self._zigzag:
            stop = None if last == _SAMPLES else math.ceil(end / _STEP) + 1
            corners = _polyline(self._corners[math.ceil(before / _STEP) : stop])
            return _stroker(self._weight).createStroke(corners)
        stroker = _stroker(self._weight, self._dashes)
        stroker.setDashOffset(before / self._weight)
        return stroker.createStroke(_part(self._curve, first / _SAMPLES, last / _SAMPLES))

    @cached_property
    def _corners(self) -> list[QPointF]:
        """Both ends of a jagged line and a corner each ``_STEP`` of it: walked once, then cut as needed."""
        count = max(2, math.ceil(self._lengths[-1] / _SPACING))
        return _zigzag([QPointF(*on_curve(self._curve, n / count)) for n in range(count + 1)])


def _stroker(weight: float, dashes: Sequence[float] = ()) -> QPainterPathStroker:
    stroker = QPainterPathStroker()
    stroker.setWidth(weight)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        stroker.setDashPattern(dashes)
    return stroker


def _lengths(points: Sequence[QPointF]) -> list[float]:
    """How long the line is up to each point."""
    found = [0.0]
    for one, other in pairwise(points):
        along = other - one
        found.append(found[-1] + math.hypot(along.x(), along.y()))
    return found


def _part(curve: TieCurve, first: float, last: float) -> QPainterPath:
    """A part of a quadratic curve is such a curve again (de Casteljau)."""
    start, end = QPointF(*on_curve(curve, first)), QPointF(*on_curve(curve, last))
    a, b, c = (QPointF(*point) for point in (curve.start, curve.control, curve.end))
    one, other = a + (b - a) * first, b + (c - b) * first
    path = QPainterPath(start)
    path.quadTo(one + (other - one) * last, end)
    return path


def _polyline(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path


def _zigzag(points: Sequence[QPointF]) -> list[QPointF]:
    """A jagged line along a smooth one."""
    side, gone = 1, 0.0
    found = [points[0]]
    for one, other in pairwise(points):
        along = other - one
        length = math.hypot(along.x(), along.y())
        walked = _STEP - gone
        while length and walked <= length:
            normal = QPointF(-along.y() / length, along.x() / length)
            found.append(one + along * (walked / length) + normal * (side * _REACH))
            side, walked = -side, walked + _STEP
        gone = length - (walked - _STEP)
    return [*found, points[-1]]
