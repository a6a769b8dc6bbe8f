"""How strong a passphrase is, in words and in bars, while it is typed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kam.core.words import Words
from kam.services.sealing import Strength, judge_passphrase
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label, set_property

_BARS: Final = 3
_WIDTH: Final = 24
_HEIGHT: Final = 4
_FILLS: Final = {
    Strength.TOO_SHORT: "red",
    Strength.WEAK: "red",
    Strength.FAIR: "amber_fill",
    Strength.STRONG: "green",
}
_TONES: Final = {
    Strength.TOO_SHORT: "red",
    Strength.WEAK: "red",
    Strength.FAIR: "amber",
    Strength.STRONG: "green",
}


class StrengthMeter(QWidget):
    """Three bars and a word; nothing while nothing is typed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.strength: Strength | None = None
        self.bars = _Bars(look)
        self.word = label("", Type.SECONDARY)
        self.word.setMinimumHeight(self.word.fontMetrics().height())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(self.bars, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.word, 1)

    def judge(self, passphrase: str) -> None:
        """Say it of a passphrase."""
        self.strength = judge_passphrase(passphrase) if passphrase else None
        self.bars.show_strength(self.strength)
        self.word.setText("" if self.strength is None else advice(self._look.words, self.strength))
        set_property(self.word, "tone", "text2" if self.strength is None else _TONES[self.strength])


class _Bars(QWidget):
    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._strength: Strength | None = None
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Three short bars."""
        return QSize(_BARS * _WIDTH + (_BARS - 1) * Size.HALF, _HEIGHT)

    def show_strength(self, strength: Strength | None) -> None:
        """Fill as many as it has steps."""
        self._strength = strength
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Filled ones in the colour of the step, the rest empty."""
        filled = 0 if self._strength is None else int(self._strength)
        tone = "line2" if self._strength is None else _FILLS[self._strength]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number in range(_BARS):
                painter.setBrush(self._look.theme.colour(tone if number < filled else "line2"))
                place = QRectF(number * (_WIDTH + Size.HALF), 0, _WIDTH, _HEIGHT)
                painter.drawRoundedRect(place, _HEIGHT / 2, _HEIGHT / 2)


def advice(words: Words, strength: Strength) -> str:
    """What it is, and where that is little, what makes it more."""
    if strength is Strength.TOO_SHORT:
        return words.say("Too short: at least 8 characters")
    if strength is Strength.WEAK:
        return words.say("Weak: take several words that do not belong together")
    if strength is Strength.FAIR:
        return words.say("Fair: another word makes it strong")
    return words.say("Strong")
