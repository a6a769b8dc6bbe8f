"""The soft edge of the palette's box."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_SHADOW: Final = 16
_SHADOW_DARKNESS: Final = 20


def paint_shadow(painter: QPainter, box: QRect) -> None:
    """A soft edge around the box. Qt's own effect would paint and blur the whole box anew at each key."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for away in range(_SHADOW):
        left = 1 - away / _SHADOW
        painter.setPen(QPen(QColor(0, 0, 0, round(_SHADOW_DARKNESS * left * left)), 2))
        painter.drawRoundedRect(box.adjusted(-away, -away, away, away), 8 + away, 8 + away)
