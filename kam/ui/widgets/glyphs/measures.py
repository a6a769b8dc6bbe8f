"""How much of something: rings, bars and the course of a year in the height of a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import filled, outlined

_SECTIONS_FROM: Final = 32
"""A smaller ring of completeness shows the whole alone."""


def paint_ring(
    painter: QPainter, box: QRectF, share: float, theme: Theme, *, width: float, tone: str = "accent"
) -> None:
    """A ring of which a share (0–1) is filled, from the top clockwise."""
    place = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    for colour, part in ((theme.colour("line2"), 1.0), (theme.colour(tone), share)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(place, 90 * 16, -round(part * 360 * 16))


@dataclass(frozen=True, slots=True)
class ReadinessGlyph:
    """A ring of what is ready; «7/10» stands beside it."""

    done: int
    total: int
    diameter: int = 16

    @property
    def size(self) -> QSizeF:
        """A square of the diameter."""
        return QSizeF(self.diameter, self.diameter)

    def say(self, words: Words) -> str:
        """How many of how many."""
        return words.say("{done} of {total} ready", done=self.done, total=self.total)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        paint_ring(painter, box, self.done / self.total if self.total else 0.0, theme, width=3.2)


@dataclass(frozen=True, slots=True)
class CompletenessGlyph:
    """A ring of sections, each filled by the share (0–1) that is known; thin where nothing is asked for."""

    shares: tuple[float | None, ...]
    diameter: int = 16

    @property
    def size(self) -> QSizeF:
        """A square of the diameter."""
        return QSizeF(self.diameter, self.diameter)

    def say(self, words: Words) -> str:
        """The whole in per cent."""
        return words.say("complete to {percent} per cent", percent=round(self._whole * 100))

    @property
    def _whole(self) -> float:
        asked = [share for share in self.shares if share is not None]
        return sum(asked) / len(asked) if asked else 0.0

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        if not self.shares:
            return
        if self.diameter < _SECTIONS_FROM:
            paint_ring(painter, box, self._whole, theme, width=3.2)
            return
        width = self.diameter * 0.09
        place = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        step, between = 360 / len(self.shares), 4.0
        for number, share in enumerate(self.shares):
            start = 90 - number * step - between / 2
            span = step - between
            known = 0.0 if share is None else min(max(share, 0.0), 1.0)
            for name, part in (("line2", 1.0), ("accent", known)):
                pen = QPen(theme.colour(name), 1 if share is None else width)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawArc(place, round(start * 16), -round(span * part * 16))


@dataclass(frozen=True, slots=True)
class BoxesGlyph:
    """So many boxes of so many filled: a competitor's threat (1–5). The number stands beside it."""

    value: int
    of: int = 5
    tone: str = "text2"

    @property
    def size(self) -> QSizeF:
        """9 a box, 12 high."""
        return QSizeF(9.0 * self.of - 1, 12)

    def say(self, words: Words) -> str:
        """How many of how many."""
        return words.say("{value} of {total}", value=self.value, total=self.of)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        colour = theme.colour(self.tone)
        for step in range(self.of):
            place = QRectF(box.left() + step * 9, box.top() + 0.5, 7, 11)
            if step < self.value:
                filled(painter, colour)
                painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
            else:
                outlined(painter, theme.colour("edge"), 1)
                painter.drawRect(place)


@dataclass(frozen=True, slots=True)
class SeverityGlyph:
    """Four rising bars, as many filled as the severity; its word stands beside it."""

    value: int
    grave: bool = False

    @property
    def size(self) -> QSizeF:
        """19 × 10."""
        return QSizeF(19, 10)

    def say(self, words: Words) -> str:
        """How many of four."""
        return words.say("{value} of {total}", value=self.value, total=4)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        tone = "red" if self.grave else "text2"
        for step in range(4):
            height = 3.0 + 2.2 * step
            filled(painter, theme.colour(tone if step < self.value else "line2"))
            painter.drawRect(QRectF(box.left() + step * 5, box.bottom() - height, 4, height))


@dataclass(frozen=True, slots=True)
class SparklineGlyph:
    """The course of some months, the last one marked by a dot. Months without a figure break the line."""

    values: tuple[float | None, ...]
    width: int = 88
    height: int = 18
    least: float = 0.0
    """The height stands for so much at least: a course that hardly moves looks as if it hardly moved."""

    @property
    def size(self) -> QSizeF:
        """As wide as the column gives."""
        return QSizeF(self.width, self.height)

    def say(self, words: Words) -> str:
        """Whether it rose or fell over the months shown."""
        known = [value for value in self.values if value is not None]
        if len(known) < 2:  # noqa: PLR2004 - one point has no course
            return ""
        if known[-1] == known[0]:
            return words.say_in("course of months", "level")
        return (
            words.say_in("course of months", "rising")
            if known[-1] > known[0]
            else words.say_in("course of months", "falling")
        )

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        pieces = _strokes(self.values, box.adjusted(2, 3, -3, -3), self.least)
        outlined(painter, theme.colour("text2"), 1.3)
        for piece in pieces:
            painter.drawPolyline(piece)
        if pieces and self.values[-1] is not None:
            filled(painter, theme.colour("accent"))
            painter.drawEllipse(pieces[-1][-1], 2.2, 2.2)


def _strokes(values: Sequence[float | None], box: QRectF, least: float) -> list[list[QPointF]]:
    """The points of a course, in one list for each unbroken stretch."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    if (missing := least - (high - low)) > 0:
        low, high = low - missing / 2, high + missing / 2
    step = box.width() / max(1, len(values) - 1)
    strokes: list[list[QPointF]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            strokes.append([])
            continue
        share = (value - low) / (high - low) if high > low else 0.5
        strokes[-1].append(QPointF(box.left() + number * step, box.bottom() - share * box.height()))
    return [stroke for stroke in strokes if stroke]
