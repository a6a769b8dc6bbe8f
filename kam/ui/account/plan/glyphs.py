"""Small drawings of a plan: how far an objective is, how much a line of SWOT weighs, a risk's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs.shapes import filled, outlined
from kam.ui.widgets.pieces import colour_of, font_for

HEAVIEST: Final = 3
_DOT: Final = 8


@dataclass(frozen=True, slots=True)
class ProgressGlyph:
    """A bar filled by what is done (0…1; None draws none), and the mark where it should be today."""

    done: float | None
    expected: float
    tone: str = "accent"

    @property
    def size(self) -> QSizeF:
        """84 × 12."""
        return QSizeF(84, 12)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the per cent stand beside it
        """Nothing: the per cent stand beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        track = QRectF(box.left(), box.center().y() - 4, box.width(), 8)
        filled(painter, theme.colour("line"))
        painter.drawRoundedRect(track, 3, 3)
        if self.done:
            part = QRectF(track)
            part.setWidth(max(track.width() * min(self.done, 1.0), 4))
            filled(painter, theme.colour(self.tone))
            painter.drawRoundedRect(part, 3, 3)
        x = round(track.left() + track.width() * self.expected)
        filled(painter, theme.colour("text"))
        painter.drawRect(QRectF(min(max(x - 1, track.left()), track.right() - 2), box.top(), 2, box.height()))


@dataclass(frozen=True, slots=True)
class WeightGlyph:
    """Three dots, as many filled as a line weighs."""

    weight: int

    @property
    def size(self) -> QSizeF:
        """Three dots in a row."""
        return QSizeF(_DOT * HEAVIEST + 2 * (HEAVIEST - 1), _DOT)

    def say(self, words: Words) -> str:
        """How many of three."""
        return words.say("weight {weight} of {most}", weight=self.weight, most=HEAVIEST)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        for step in range(HEAVIEST):
            place = QRectF(box.left() + step * (_DOT + 2), box.top(), _DOT, _DOT)
            if step < self.weight:
                filled(painter, theme.colour("text2"))
                painter.drawEllipse(place)
            else:
                outlined(painter, theme.colour("text2"), 1)
                painter.drawEllipse(place.adjusted(0.5, 0.5, -0.5, -0.5))


@dataclass(frozen=True, slots=True)
class NumberGlyph:
    """A number in a ring: a risk, in the matrix and in the list."""

    number: int

    @property
    def size(self) -> QSizeF:
        """A ring of 20."""
        return QSizeF(20, 20)

    def say(self, words: Words) -> str:  # noqa: ARG002 - it only leads to the list
        """The number."""
        return str(self.number)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        paint_number(painter, box, self.number, theme)


def paint_number(painter: QPainter, box: QRectF, number: int, theme: Theme) -> None:
    """A number in a ring on the ground of a page."""
    painter.setPen(QPen(colour_of(theme, "text"), 1.4))
    painter.setBrush(colour_of(theme, "page"))
    painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    painter.setFont(font_for(theme.family, Type.COLUMN))
    painter.setPen(colour_of(theme, "text"))
    painter.drawText(box.translated(QPointF(0, 0)), Qt.AlignmentFlag.AlignCenter, str(number))
