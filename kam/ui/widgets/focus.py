"""The ring around what has the keyboard."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size


def paint_focus(painter: QPainter, place: QRect, theme: Theme, radius: float = Size.RADIUS) -> None:
    """Draw the ring just inside a place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), Size.FOCUS))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.toRectF().adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def tab_through(*widgets: QWidget) -> None:
    """Let Tab go through the widgets in this order."""
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)
