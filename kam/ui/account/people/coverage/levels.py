"""A relationship level as a quartered circle: a fact, one grown old, or a wish."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from kam.core.vocabulary import RelationshipLevel
from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import filled, outlined

_SIDE: Final = 16.0
_QUARTER: Final = 90 * 16


class Kind(Enum):
    """How sure a level is."""

    FACT = auto()
    STALE = auto()
    TARGET = auto()


_COLOURS: Final = {Kind.FACT: "text", Kind.STALE: "text3", Kind.TARGET: "accent"}


@dataclass(frozen=True, slots=True)
class RelationGlyph:
    """As many quarters filled as the level has; a target is dashed and light."""

    level: RelationshipLevel
    kind: Kind = Kind.FACT
    silent: bool = False

    @property
    def size(self) -> QSizeF:
        """16 × 16."""
        return QSizeF(_SIDE, _SIDE)

    def say(self, words: Words) -> str:
        """The level's word."""
        return "" if self.silent else words.of(self.level.label)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        ring = box.adjusted(1.5, 1.5, -1.5, -1.5)
        colour = theme.colour(_COLOURS[self.kind])
        if self.level:
            ground = QColor(colour)
            ground.setAlphaF(0.35 if self.kind is Kind.TARGET else 1.0)
            filled(painter, ground)
            if self.level is RelationshipLevel.TRUSTED_ADVISER:
                painter.drawEllipse(ring)
            else:
                painter.drawPie(ring, _QUARTER, -int(self.level) * _QUARTER)
        outlined(painter, colour, 1.3, dashed=self.kind is not Kind.FACT)
        painter.drawEllipse(ring)
