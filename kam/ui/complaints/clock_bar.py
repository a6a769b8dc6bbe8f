"""The bar of a clock: how much of its norm is used, with a tick where it becomes pressing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.core.vocabulary import ClockState
from kam.ui.look import Look
from kam.ui.theme.theme import Theme

AT_RISK: Final = 0.75
"""Where the tick stands (domain.md §8)."""
HIGH: Final = 4.0
_TONES: Final = {
    ClockState.BREACHED: "red",
    ClockState.AT_RISK: "amber_fill",
    ClockState.ON_TRACK: "edge",
    ClockState.PAUSED: "edge",
    ClockState.MET: "green",
}


def paint_clock_bar(painter: QPainter, box: QRectF, used: float, state: ClockState, theme: Theme) -> None:
    """Draw the bar in the middle of a box; striped while the clock stands still."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = round(box.center().y())
    track = QRectF(box.left(), middle - HIGH / 2, box.width(), HIGH)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(track, HIGH / 2, HIGH / 2)
    filled = QRectF(track)
    filled.setWidth(track.width() * min(max(used, 0.0), 1.0))
    colour = theme.colour(_TONES[state])
    if state is ClockState.PAUSED:
        x = filled.left()
        while x < filled.right():
            painter.fillRect(QRectF(x, filled.top(), min(3.0, filled.right() - x), HIGH), colour)
            x += 5.0
    elif filled.width() > 0:
        painter.setBrush(colour)
        painter.drawRoundedRect(filled, HIGH / 2, HIGH / 2)
    x = round(track.left() + track.width() * AT_RISK) + 0.5
    painter.setPen(QPen(theme.colour("text2"), 1))
    painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))
    painter.restore()


class ClockBar(QWidget):
    """The bar by itself; what it shows is said in words beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._used = 0.0
        self._state = ClockState.ON_TRACK
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(10)

    def show_clock(self, used: float, state: ClockState) -> None:
        """Show how a clock stands."""
        self._used, self._state = used, state
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(160, 10)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        with QPainter(self) as painter:
            box = self.rect().toRectF()
            paint_clock_bar(painter, box, self._used, self._state, self._look.theme)
