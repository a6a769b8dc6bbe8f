"""How far a section of the brief is: a disc with a check, half a disc, a dashed ring."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from kam.core.words import Words
from kam.services.preparing import Readiness
from kam.ui.prepare.telling import READINESS
from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import filled, outlined, tick


@dataclass(frozen=True, slots=True)
class SectionGlyph:
    """✓ disc ready, half disc thin, dashed ring missing."""

    readiness: Readiness
    silent: bool = False

    @property
    def size(self) -> QSizeF:
        """16 × 16."""
        return QSizeF(16, 16)

    def say(self, words: Words) -> str:
        """The word for it."""
        return "" if self.silent else words.of(READINESS[self.readiness])

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        ring = box.adjusted(1, 1, -1, -1)
        if self.readiness is Readiness.READY:
            filled(painter, theme.colour("green"))
            painter.drawEllipse(ring)
            tick(painter, box, theme.colour("page"))
        elif self.readiness is Readiness.THIN:
            outlined(painter, theme.colour("amber"), 1.4)
            painter.drawEllipse(ring)
            filled(painter, theme.colour("amber"))
            painter.drawPie(ring, 90 * 16, 180 * 16)
        else:
            outlined(painter, theme.colour("red"), 1.4, dashed=True)
            painter.drawEllipse(ring)
