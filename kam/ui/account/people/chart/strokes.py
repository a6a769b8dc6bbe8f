"""The path of a line beside the reporting lines, whole or as far as it is seen, smooth or jagged."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from kam.analysis.tie_curves import TieCurve, on_curve

_SAMPLES: Final = 128
_REACH: Final = 4.0
_STEP: Final = 8.0
"""How far a jagged line swings to the sides, and how far its corners are apart."""
_SPACING: Final = 6.0
_MARGIN: Final = 8.0
_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path, and how long the line is before it: dashes and corners stay where they are while scrolling."""

    path: QPainterPath
    before: float = 0.0


class Strokes:
    """The strokes of one line; what was asked for once is kept, for a line is drawn at each painting."""

    def __init__(self, curve: TieCurve, *, zigzag: bool) -> None:
        self._curve = curve
        self._zigzag = zigzag
        self._kept: dict[tuple[int, int], Stroke] = {}

    @cached_property
    def _points(self) -> list[QPointF]:
        return [QPointF(*on_curve(self._curve, step / _SAMPLES)) for step in range(_SAMPLES + 1)]

    @cached_property
    def _lengths(self) -> list[float]:
        return _lengths(self._points)

    @cached_property
    def _pieces(self) -> list[QRectF]:
        return _pieces(self._points)

    @cached_property
    def smooth(self) -> QPainterPath:
        """All of the line without its corners, for whoever looks from afar."""
        return _part(self._curve, 0.0, 1.0)

    def whole(self) -> Stroke:
        """All of the line."""
        return self._between(0, _SAMPLES)

    def within(self, area: QRectF) -> Stroke:
        """What of the line meets an area; empty where nothing does."""
        met = [number for number, piece in enumerate(self._pieces) if piece.intersects(area)]
        return self._between(met[0], met[-1] + 1) if met else Stroke(QPainterPath())

    def _between(self, first: int, last: int) -> Stroke:
        if (first, last) not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[first, last] = self._made(first, last)
        return self._kept[first, last]

    def _made(self, first: int, last: int) -> Stroke:
        before = self._lengths[first]
        if not self._zigzag:
            return Stroke(_part(self._curve, first / _SAMPLES, last / _SAMPLES), before)
        count = max(2, math.ceil((self._lengths[last] - before) / _SPACING))
        parts = [(first + (last - first) * n / count) / _SAMPLES for n in range(count + 1)]
        points = [QPointF(*on_curve(self._curve, part)) for part in parts]
        return Stroke(_polyline(_zigzag(points, before)), before)


def _lengths(points: Sequence[QPointF]) -> list[float]:
    """How long the line is up to each point."""
    found = [0.0]
    for one, other in pairwise(points):
        along = other - one
        found.append(found[-1] + math.hypot(along.x(), along.y()))
    return found


def _pieces(points: Sequence[QPointF]) -> list[QRectF]:
    """What each piece between two samples covers, with the swing of a jagged line."""
    return [
        QRectF(one, other).normalized().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        for one, other in pairwise(points)
    ]


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


def _zigzag(points: Sequence[QPointF], before: float) -> list[QPointF]:
    """A jagged line along a smooth one; its corners are counted from the beginning of the whole."""
    side = 1 if math.floor(before / _STEP) % 2 == 0 else -1
    found, gone = [points[0]], before % _STEP
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
