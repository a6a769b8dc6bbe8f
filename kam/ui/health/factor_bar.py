"""A factor as a bar: outline what it could bring, fill what it brings, hatch what is lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kam.ui.look import Look
from kam.ui.widgets.patterns import hatch

WIDTH: Final = 132
_HEIGHT: Final = 14
_STEP: Final = 5
_UNKNOWN: Final = 32
_RED_TO: Final = 0.5
_AMBER_TO: Final = 0.75


class FactorBar(QWidget):
    """As long as the factor counts, the heaviest over the whole width."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._points, self._most, self._widest = 0, 0, 1
        self._is_known = True
        self.setFixedSize(WIDTH, _HEIGHT)

    def show_points(self, points: int, most: int, widest: int) -> None:
        """Show points of the most there are to have; ``widest`` of them take the whole width."""
        self._points, self._most, self._widest, self._is_known = points, most, max(widest, 1), True
        self.update()

    def show_unknown(self) -> None:
        """Show a factor of which nothing is known: it has no share, a dashed line holds its place."""
        self._is_known = False
        self.update()

    def sizeHint(self) -> QSize:
        """The same for all, so that lengths can be compared."""
        return QSize(WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        theme = self._look.theme
        edge = QPen(theme.colour("edge"), 1)
        with QPainter(self) as painter:
            if not self._is_known:
                edge.setDashPattern([3, 3])
                painter.setPen(edge)
                painter.drawLine(0, _HEIGHT // 2, _UNKNOWN, _HEIGHT // 2)
                return
            whole = QRectF(0.5, 1.5, max(2.0, (WIDTH - 1) * self._most / self._widest), _HEIGHT - 3)
            held = QRectF(whole)
            held.setWidth(whole.width() * self._points / max(self._most, 1))
            lost = QRectF(held.right(), whole.top(), whole.right() - held.right(), whole.height())
            painter.fillRect(held, theme.colour(self._tone()))
            hatch(painter, lost, QPen(theme.colour("line2"), 1), _STEP)
            painter.setPen(edge)
            painter.drawRect(whole)

    def _tone(self) -> str:
        share = self._points / max(self._most, 1)
        return "red" if share <= _RED_TO else "amber_fill" if share <= _AMBER_TO else "bar"
