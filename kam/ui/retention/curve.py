"""What a concession gains by the chance of leaving without it, where it begins to, and what is assumed."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.analysis.health.retention import gain_at
from kam.analysis.health.retention_words import RetentionTeller
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import colour_of, font_for, text_width

_HEIGHT: Final = 168
_HIGHEST: Final = 300
_HEAD: Final = 20
_FOOT: Final = 36
_LINE: Final = 16
_RIGHT: Final = 22
_DOT: Final = 4.5
_GROUND: Final = 26
"""Of 255: the ground where it is worth it lets the lines through."""
_TICKS: Final = (0, 25, 50, 75, 100)


class GainCurve(QWidget):
    """A line from the loss where nobody would leave to the gain where they would for sure."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._told: RetentionTeller | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, _HEIGHT)
        self.setMaximumHeight(_HIGHEST)
        self.setAccessibleName(look.words.say("What it gains by the chance of leaving"))
        look.theme.changed.connect(self.update)

    def show_case(self, told: RetentionTeller | None) -> None:
        """Draw a case; None draws nothing."""
        self._told = told
        said = "" if told is None else f"{told.worth_from} {told.result}"
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """As low as it can be read; it takes the room there is."""
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Axes, the ground where it is worth it, the line, the marks."""
        if self._told is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font_for(self._look.theme.family, Type.CAPTION))
            _Drawing(self._look, self._told, painter, QRectF(self.rect())).paint()


class _Drawing:
    """One painting of the chart."""

    def __init__(self, look: Look, told: RetentionTeller, painter: QPainter, box: QRectF) -> None:
        self._look = look
        self._told = told
        self._painter = painter
        self._ends = gain_at(told.case, Decimal(0)), gain_at(told.case, Decimal(1))
        self._low, self._high = min(0, *self._ends), max(0, *self._ends)
        left = max(self._wide(told.money(amount)) for amount in (0, *self._ends)) + 12
        self._plot = QRectF(left, _HEAD, max(1.0, box.width() - left - _RIGHT), box.height() - _HEAD - _FOOT)

    def paint(self) -> None:
        """Everything, from the ground up."""
        painter, plot, worth = self._painter, self._plot, self._told.verdict.worth_from
        if worth is not None:
            ground = QColor(self._colour("green"))
            ground.setAlpha(_GROUND)
            start = self._x(worth)
            painter.fillRect(QRectF(start, plot.top(), plot.right() - start, plot.height()), ground)
        painter.setPen(QPen(self._colour("line"), 1))
        painter.drawLine(plot.topLeft(), plot.bottomLeft())
        painter.setPen(QPen(self._colour("text3"), 1))
        painter.drawLine(QPointF(plot.left(), self._y(0)), QPointF(plot.right(), self._y(0)))
        self._scales()
        painter.setPen(QPen(self._colour("text"), 1.8))
        painter.drawLine(
            QPointF(plot.left(), self._y(self._ends[0])), QPointF(plot.right(), self._y(self._ends[1]))
        )
        self._marks()

    def _scales(self) -> None:
        plot, written = self._plot, list[float]()
        for amount in (0, *self._ends):
            place = self._y(amount)
            if all(abs(place - each) >= _LINE for each in written):
                written.append(place)
                text = self._told.money(amount)
                self._write(plot.left() - 6 - self._wide(text), place, text)
        for tick in _TICKS:
            text = self._told.chance(Decimal(tick) / 100)
            at = self._x(Decimal(tick) / 100) - self._wide(text) / 2
            self._write(at, plot.bottom() + 10, text)
        name = self._look.words.say("chance of leaving without the concession")
        self._write(plot.right() - self._wide(name), plot.bottom() + 26, name)

    def _marks(self) -> None:
        painter, plot, words = self._painter, self._plot, self._look.words
        case, verdict = self._told.case, self._told.verdict
        if verdict.worth_from is not None:
            place = self._x(verdict.worth_from)
            pen = QPen(self._colour("text2"), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(place, plot.top()), QPointF(place, plot.bottom()))
            text = words.say("worth it from {chance}", chance=self._told.chance(verdict.worth_from))
            wide = self._wide(text)
            self._write(min(max(place - wide / 2, plot.left()), plot.right() - wide), _HEAD / 2, text)
        self._assumed(words.say("assumed: {chance}", chance=self._told.chance(case.leaving)))

    def _assumed(self, text: str) -> None:
        place = QPointF(self._x(self._told.case.leaving), self._y(self._told.verdict.gain))
        painter = self._painter
        painter.setPen(QPen(self._colour("page"), 1.5))
        painter.setBrush(self._colour("accent"))
        painter.drawEllipse(place, _DOT, _DOT)
        wide = self._wide(text)
        start = place.x() - wide - 8
        worth = self._told.verdict.worth_from
        crossed = worth is not None and start - 4 <= self._x(worth) <= place.x()
        if start >= self._plot.left() + 2 and not crossed:
            # the line rises: over it there is room at the left
            self._write(start, place.y() - 9, text, "text")
            return
        start = min(place.x() + 8, self._plot.right() - wide)
        if worth is not None and start - 4 <= self._x(worth) <= start + wide:
            start = self._x(worth) + 4
        below = place.y() + 12
        nothing, bottom = self._y(0), self._plot.bottom()
        if abs(below - nothing) >= _LINE / 2 and below + _LINE / 2 <= bottom:
            self._write(start, below, text, "text")
        else:  # a line or the chances would cross it; over the rising one it stands free of its end
            share = Decimal((start + wide - self._plot.left()) / self._plot.width())
            self._write(start, self._y(gain_at(self._told.case, share)) - 9, text, "text")

    def _write(self, x: float, middle: float, text: str, tone: str = "text2") -> None:
        self._painter.setPen(self._colour(tone))
        box = QRectF(x, middle - _LINE / 2, self._wide(text) + 2, _LINE)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _wide(self, text: str) -> float:
        return text_width(self._look.theme.family, Type.CAPTION, text)

    def _colour(self, name: str) -> QColor:
        return colour_of(self._look.theme, name)

    def _x(self, chance: Decimal) -> float:
        return self._plot.left() + self._plot.width() * float(chance)

    def _y(self, amount: int) -> float:
        span = self._high - self._low
        share = (amount - self._low) / span if span else 0.5
        return self._plot.bottom() - self._plot.height() * share
