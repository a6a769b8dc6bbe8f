"""Small things that several cards of the dossier show alike."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import outlined


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A dashed ring: nothing is known yet; the words stand beside it."""

    @property
    def size(self) -> QSizeF:
        """12 × 12."""
        return QSizeF(12, 12)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the words stand beside it
        """Nothing: the words stand beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        outlined(painter, theme.colour("amber_fill"), 1.5, dashed=True)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
