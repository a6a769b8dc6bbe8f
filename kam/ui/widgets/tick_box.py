"""The box to tick in a painted line."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import tick
from kam.ui.widgets.pieces import colour_of


def paint_tick_box(
    painter: QPainter, box: QRectF, theme: Theme, *, on: bool = False, hinted: bool = False
) -> None:
    """Draw it; ``hinted``: a pale tick says what a click would do."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour_of(theme, "accent" if on else "edge"), 1))
    painter.setBrush(colour_of(theme, "accent" if on else "field"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    if on:
        tick(painter, box, colour_of(theme, "on_accent"), 1.8)
    elif hinted:
        tick(painter, box, colour_of(theme, "edge"), 1.6)
    painter.restore()
