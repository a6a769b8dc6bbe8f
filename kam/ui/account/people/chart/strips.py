"""The left edge of a card: what somebody thinks of us, told by a pattern that survives grey.

Solid champion, level stripes supporter, empty neutral, wide diagonals sceptic, close diagonals opponent. The
patterns are areas, not clipped brushes: so they come out the same on a screen, in SVG and in print.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from kam.core.vocabulary import Attitude

WIDTH: Final = 8.0
TONES: Final = {
    Attitude.CHAMPION: "green",
    Attitude.SUPPORTER: "green",
    Attitude.SCEPTIC: "amber",
    Attitude.OPPONENT: "red",
}
_STRIPE: Final = (2.0, 4.0)
"""Thickness and step of the level stripes."""
_DIAGONALS: Final = {Attitude.SCEPTIC: (2.0, 7.0), Attitude.OPPONENT: (2.2, 4.4)}
"""Thickness and step, upright, of the diagonals."""


@cache
def strip_path(attitude: Attitude, height: float, radius: float) -> QPainterPath:
    """The filled part of a strip ``WIDTH`` wide; its left corners are round."""
    strip = _outline(height, radius)
    if attitude is Attitude.CHAMPION:
        return strip
    pattern = QPainterPath()
    if attitude is Attitude.SUPPORTER:
        thick, step = _STRIPE
        top = step / 2
        while top < height:
            pattern.addRect(QRectF(0, top, WIDTH, thick))
            top += step
    else:
        thick, step = _DIAGONALS[attitude]
        low = -WIDTH
        while low < height + WIDTH:
            corners = [
                QPointF(0, low + WIDTH),
                QPointF(WIDTH, low),
                QPointF(WIDTH, low + thick * 1.4),
                QPointF(0, low + WIDTH + thick * 1.4),
            ]
            pattern.addPolygon(QPolygonF(corners))
            pattern.closeSubpath()
            low += step
    return pattern.intersected(strip)


def _outline(height: float, radius: float) -> QPainterPath:
    card = QPainterPath()
    card.addRoundedRect(QRectF(0, 0, WIDTH * 3, height), radius, radius)
    strip = QPainterPath()
    strip.addRect(QRectF(0, 0, WIDTH, height))
    return card.intersected(strip)
