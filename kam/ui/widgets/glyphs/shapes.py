"""The outlines that glyphs are drawn with."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

DASHES = [1.6, 1.6]
"""The dashes of rings, in widths of their pen."""


def triangle(box: QRectF, *, up: bool) -> QPolygonF:
    """A triangle that fills the box."""
    base, tip = (box.bottom(), box.top()) if up else (box.top(), box.bottom())
    return QPolygonF([QPointF(box.left(), base), QPointF(box.right(), base), QPointF(box.center().x(), tip)])


def diamond(box: QRectF) -> QPolygonF:
    """A diamond that fills the box."""
    middle = box.center()
    return QPolygonF(
        [
            QPointF(middle.x(), box.top()),
            QPointF(box.right(), middle.y()),
            QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]
    )


def filled(painter: QPainter, colour: QColor) -> None:
    """Draw areas without an outline from now on."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))


def outlined(painter: QPainter, colour: QColor, width: float = 1.5, *, dashed: bool = False) -> None:
    """Draw outlines without an area from now on."""
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def tick(painter: QPainter, box: QRectF, colour: QColor, width: float = 1.6) -> None:
    """A check mark inside a box."""
    _stroke(painter, colour, width)
    x, y, unit = box.left(), box.top(), box.width()
    painter.drawPolyline(
        [
            QPointF(x + 0.27 * unit, y + 0.53 * unit),
            QPointF(x + 0.43 * unit, y + 0.69 * unit),
            QPointF(x + 0.74 * unit, y + 0.34 * unit),
        ]
    )


def cross(painter: QPainter, box: QRectF, colour: QColor, width: float = 1.6) -> None:
    """A cross inside a box."""
    _stroke(painter, colour, width)
    inner = box.adjusted(box.width() * 0.3, box.height() * 0.3, -box.width() * 0.3, -box.height() * 0.3)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


def _stroke(painter: QPainter, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
