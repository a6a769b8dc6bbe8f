"""What is drawn about a person: face, attitude, influence, depth of contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from kam.core.vocabulary import Attitude, ContactLevel
from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs.shapes import DASHES, filled, outlined, triangle
from kam.ui.widgets.pieces import font_for

FADED: Final = 0.75
"""A rating that has grown old is drawn this strong."""
STEPS: Final = 5
_HEIGHTS: Final = tuple(3.0 + 2.0 * step for step in range(STEPS))

_TONES: Final = {
    Attitude.CHAMPION: "green",
    Attitude.SUPPORTER: "green",
    Attitude.NEUTRAL: "edge",
    Attitude.SCEPTIC: "amber",
    Attitude.OPPONENT: "red",
}


@dataclass(frozen=True, slots=True)
class AttitudeGlyph:
    """Two triangles up, one up, a ring, a hollow one down, two down: told apart without colour."""

    attitude: Attitude
    faded: bool = False
    silent: bool = False
    """Its word stands beside it."""

    @property
    def size(self) -> QSizeF:
        """14 × 14."""
        return QSizeF(14, 14)

    def say(self, words: Words) -> str:
        """The attitude's word."""
        return "" if self.silent else words.of(self.attitude.label)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        colour = theme.colour(_TONES[self.attitude])
        painter.setOpacity(painter.opacity() * (FADED if self.faded else 1.0))
        if self.attitude is Attitude.NEUTRAL:
            outlined(painter, colour, 1.6)
            painter.drawEllipse(box.adjusted(2.5, 2.5, -2.5, -2.5))
        elif self.attitude is Attitude.SCEPTIC:
            outlined(painter, colour, 1.5)
            painter.drawPolygon(triangle(box.adjusted(2, 3, -2, -2), up=False))
        elif self.attitude is Attitude.SUPPORTER:
            filled(painter, colour)
            painter.drawPolygon(triangle(box.adjusted(1, 2.5, -1, -2.5), up=True))
        else:
            filled(painter, colour)
            up = self.attitude is Attitude.CHAMPION
            for top in (1.0, 7.4):
                part = QRectF(box.left() + 2, box.top() + top, box.width() - 4, 5.6)
                painter.drawPolygon(triangle(part, up=up))


@dataclass(frozen=True, slots=True)
class InfluenceGlyph:
    """Five rising bars, as many filled as the influence (1–5)."""

    influence: int
    faded: bool = False

    @property
    def size(self) -> QSizeF:
        """24 × 12."""
        return QSizeF(24, 12)

    def say(self, words: Words) -> str:
        """The influence as a number of five."""
        return words.say("influence {value} of 5", value=self.influence)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        painter.setOpacity(painter.opacity() * (FADED if self.faded else 1.0))
        bars = [
            QRectF(box.left() + step * 5, box.bottom() - height - 0.5, 3.5, height)
            for step, height in enumerate(_HEIGHTS)
        ]
        for tone, part in (("text", bars[: self.influence]), ("line2", bars[self.influence :])):
            filled(painter, theme.colour(tone))
            painter.drawRects(part)


@dataclass(frozen=True, slots=True)
class AvatarGlyph:
    """A person's initials in a circle; a question mark in a dashed one where the name is not known yet."""

    initials: str
    diameter: int = 24
    unknown: bool = False
    square: bool = False
    """A company's: the corners are only rounded."""
    ours: bool = False
    """One of us: in the accent colour."""

    @property
    def size(self) -> QSizeF:
        """A square of the diameter."""
        return QSizeF(self.diameter, self.diameter)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the name stands beside it
        """Nothing: the name stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        edge = "edge" if self.unknown else "accent" if self.ours else "line2"
        pen = QPen(theme.colour(edge), 1)
        if self.unknown:
            pen.setDashPattern([d * 2 for d in DASHES])
        painter.setPen(pen)
        ground = "page" if self.unknown else "accent_soft" if self.ours else "window"
        painter.setBrush(theme.colour(ground))
        round_ = 8.0 if self.square else box.width() / 2
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
        font = QFont(font_for(theme.family, Type.CAPTION))
        font.setPixelSize(max(10, round(self.diameter * 0.36)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("accent_text" if self.ours else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?" if self.unknown else self.initials)


@dataclass(frozen=True, slots=True)
class LevelGlyph:
    """Depth of contact as a circle of quarters: none filled is unknown, four is deep."""

    level: ContactLevel
    stale: bool = False
    target: bool = False
    """A wish, not a fact: dashed in the accent colour."""

    @property
    def size(self) -> QSizeF:
        """16 × 16."""
        return QSizeF(16, 16)

    def say(self, words: Words) -> str:
        """The level's word."""
        return words.of(self.level.label)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        ring = box.adjusted(1.5, 1.5, -1.5, -1.5)
        filled(painter, theme.colour("accent" if self.target else "text2"))
        if self.level:
            painter.drawPie(ring, 90 * 16, -int(self.level) * 90 * 16)
        outlined(
            painter,
            theme.colour("accent" if self.target else "edge"),
            1.3,
            dashed=self.stale or self.target or self.level is ContactLevel.UNKNOWN,
        )
        painter.drawEllipse(ring)
