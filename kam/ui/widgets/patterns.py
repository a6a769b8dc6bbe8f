"""Patterns that say without colour what an area means: diagonals and dots.

Both stand on a grid of the whole picture, so that neighbouring areas go on in one pattern, and are cut to the
area by reckoning: clipping does not reach every kind of file that a picture is drawn into.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

STEP: Final = 8


def hatch(painter: QPainter, area: QRectF, pen: QPen, step: int = STEP) -> None:
    """Diagonals that rise to the right."""
    painter.setPen(pen)
    total = _next(area.left() + area.top(), step)
    lines = []
    while total < area.right() + area.bottom():
        right, left = min(area.right(), total - area.top()), max(area.left(), total - area.bottom())
        lines.append(QLineF(right, total - right, left, total - left))
        total += step
    painter.drawLines(lines)


def dots(painter: QPainter, area: QRectF, colour: QColor, step: int = STEP, size: float = 1.6) -> None:
    """Round dots in rows."""
    pen = QPen(colour, size)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(
        [
            QPointF(x, y)
            for y in range(_next(area.top(), step), math.ceil(area.bottom()), step)
            for x in range(_next(area.left(), step), math.ceil(area.right()), step)
        ]
    )


def _next(start: float, step: int) -> int:
    """The first multiple of a step after a place."""
    return (math.floor(start) // step + 1) * step
