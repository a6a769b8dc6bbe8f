"""Icons, tags and key caps as pieces of a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from kam.core.words import Words
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.pieces import font_for

_GROUNDS: Final = {
    "accent": ("accent_soft", "accent_soft", "accent_text"),
    "red": ("red_soft", "red_soft", "red"),
    "amber": ("amber_soft", "amber_soft", "amber"),
    "green": ("green_soft", "green_soft", "green"),
    "solid": ("text", "text", "page"),
    "bold": (None, "text", "text"),
    "": (None, "line2", "text2"),
}
"""Ground, border and text of each tone of a tag."""


@dataclass(frozen=True, slots=True)
class IconGlyph:
    """An icon of the set in a tone of text; ``words`` say what it means where nothing else does."""

    name: str
    tone: str = "text2"
    pixels: int = Size.ICON_IN_TEXT
    meaning: str = ""

    @property
    def size(self) -> QSizeF:
        """A square."""
        return QSizeF(self.pixels, self.pixels)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the meaning is in words already
        """Its meaning."""
        return self.meaning

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        paint_icon(painter, self.name, box, getattr(theme.colours, self.tone))


@dataclass(frozen=True, slots=True)
class TagGlyph:
    """A short word in a frame: tones accent, red, amber, green, solid, bold, or none."""

    text: str
    family: str
    tone: str = ""

    @property
    def size(self) -> QSizeF:
        """20 high, as wide as its text."""
        width = QFontMetricsF(_tag_font(self.family, self.tone)).horizontalAdvance(self.text)
        return QSizeF(round(width) + 14, Size.TAG)

    def say(self, words: Words) -> str:  # noqa: ARG002 - its text says it
        """Its text."""
        return self.text

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        ground, border, text = _GROUNDS[self.tone]
        painter.setPen(QPen(theme.colour(border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else theme.colour(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_TAG, Size.RADIUS_TAG)
        painter.setFont(_tag_font(self.family, self.tone))
        painter.setPen(theme.colour(text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text)


@dataclass(frozen=True, slots=True)
class DotGlyph:
    """A small filled circle before a word of the same meaning."""

    tone: str = "green"

    @property
    def size(self) -> QSizeF:
        """8 × 8."""
        return QSizeF(8, 8)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the word stands beside it
        """Nothing: the word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(self.tone))
        painter.drawEllipse(box)


def _tag_font(family: str, tone: str) -> QFont:
    font = QFont(font_for(family, Type.CAPTION))
    font.setWeight(QFont.Weight.Bold if tone in {"solid", "bold"} else QFont.Weight.Medium)
    return font
