"""How something stands: good, attention, poor; a clock; a change. Each has a shape of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.core.vocabulary import ClockState
from kam.core.words import Words, label
from kam.ui.theme.theme import Theme
from kam.ui.widgets.glyphs.shapes import cross, diamond, filled, outlined, tick, triangle


class State(Enum):
    """How something stands."""

    GOOD = auto()
    ATTENTION = auto()
    POOR = auto()
    UNKNOWN = auto()


STATE_LABELS: Final = {
    State.GOOD: label("state", "good"),
    State.ATTENTION: label("state", "attention"),
    State.POOR: label("state", "poor"),
    State.UNKNOWN: label("state", "unknown"),
}


@dataclass(frozen=True, slots=True)
class StateGlyph:
    """Circle good, diamond attention, square poor, dashed ring unknown."""

    state: State
    silent: bool = False
    """Its word stands beside it."""
    small: bool = False

    @property
    def size(self) -> QSizeF:
        """12 × 12, small 8 × 8."""
        return QSizeF(8, 8) if self.small else QSizeF(12, 12)

    def say(self, words: Words) -> str:
        """The state's word."""
        return "" if self.silent else words.of(STATE_LABELS[self.state])

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        inset = 0.5 if self.small else 1.5
        inner = box.adjusted(inset, inset, -inset, -inset)
        if self.state is State.GOOD:
            filled(painter, theme.colour("green"))
            painter.drawEllipse(inner)
        elif self.state is State.ATTENTION:
            filled(painter, theme.colour("amber_fill"))
            painter.drawPolygon(diamond(box))
        elif self.state is State.POOR:
            filled(painter, theme.colour("red"))
            painter.drawRoundedRect(inner, 1, 1)
        else:
            outlined(painter, theme.colour("edge"), 1.4, dashed=True)
            painter.drawEllipse(inner)


@dataclass(frozen=True, slots=True)
class ClockGlyph:
    """A pie of the time used, a diamond with «!», a square with ✕, a ring with ‖, a disc with ✓."""

    state: ClockState | None = None
    """None is open without a clock, as a promise in time: a dashed ring."""
    used: float = 0.0
    """The share of the time that is used, for a clock on track."""
    meaning: str = ""
    """What it says instead of the clock's word: a promise is late, not breached."""

    @property
    def size(self) -> QSizeF:
        """14 × 14."""
        return QSizeF(14, 14)

    def say(self, words: Words) -> str:
        """The clock's word."""
        if self.meaning:
            return self.meaning
        return words.say_in("clock state", "open") if self.state is None else words.of(self.state.label)

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        ring = box.adjusted(1.2, 1.2, -1.2, -1.2)
        if self.state is ClockState.AT_RISK:
            filled(painter, theme.colour("amber_fill"))
            painter.drawPolygon(diamond(box))
            self._exclaim(painter, box, theme)
        elif self.state is ClockState.BREACHED:
            filled(painter, theme.colour("red"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2)
            cross(painter, box, theme.colour("page"))
        elif self.state is ClockState.MET:
            filled(painter, theme.colour("green"))
            painter.drawEllipse(ring)
            tick(painter, box, theme.colour("page"))
        else:
            dashed = self.state in {None, ClockState.PAUSED}
            outlined(painter, theme.colour("edge"), 1.3, dashed=dashed)
            painter.drawEllipse(ring)
            self._inside(painter, ring, theme)

    def _inside(self, painter: QPainter, ring: QRectF, theme: Theme) -> None:
        filled(painter, theme.colour("edge"))
        if self.state is ClockState.ON_TRACK:
            painter.drawPie(ring, 90 * 16, -round(self.used * 360 * 16))
        elif self.state is ClockState.PAUSED:
            for x in (-2.2, 0.8):
                painter.drawRect(QRectF(ring.center().x() + x, ring.center().y() - 2.5, 1.4, 5))

    def _exclaim(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        pen = QPen(theme.colour("page"), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = box.center()
        painter.drawLine(QPointF(middle.x(), middle.y() - 3), QPointF(middle.x(), middle.y() + 0.5))
        painter.drawPoint(QPointF(middle.x(), middle.y() + 3))


@dataclass(frozen=True, slots=True)
class ChangeGlyph:
    """▲ for more, ▼ for less, a dash for the same; the number stands beside it."""

    sign: int
    good: bool | None = None
    """Whether that is good news; unsaid, more is good."""

    @property
    def size(self) -> QSizeF:
        """9 × 8."""
        return QSizeF(9, 8)

    @property
    def tone(self) -> str:
        """The colour of the glyph and of its number."""
        if self.sign == 0:
            return "text3"
        good = self.sign > 0 if self.good is None else self.good
        return "green" if good else "red"

    def say(self, words: Words) -> str:
        """Up, down or unchanged."""
        if self.sign == 0:
            return words.say_in("change", "unchanged")
        return words.say_in("change", "up") if self.sign > 0 else words.say_in("change", "down")

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        filled(painter, theme.colour(self.tone))
        if self.sign == 0:
            painter.drawRect(QRectF(box.left() + 1, box.center().y() - 0.75, 7, 1.5))
        else:
            painter.drawPolygon(triangle(box.adjusted(0.5, 0.5, -0.5, -0.5), up=self.sign > 0))
