"""What pulls the portfolio down: the outline of a bar is a factor's weight, the fill what is lost of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from kam.analysis.health.portfolio import Loss
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import Walked
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line

_ROW: Final = 21
_HIGHEST: Final = 26
_BAR: Final = 10
_LOST: Final = 48
_CHANGE: Final = 50
_GAP: Final = 12
_SIDE: Final = 12
_LEAST_BAR: Final = 60
_POOR, _FAIR = 0.45, 0.35
"""From such a share of its weight on a factor is poor, or wants attention."""
_RIGHT: Final = Qt.AlignmentFlag.AlignRight


class FactorBars(Walked):
    """Up and Down walk, Enter or a click opens who loses most by a factor."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("What pulls the health of the portfolio down"))
        self._losses: tuple[Loss, ...] = ()
        self._names = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What is shown, the greatest loss first."""
        return self._losses

    def show_losses(self, losses: Sequence[Loss]) -> None:
        """Show factors, those first that cost most."""
        self._losses = tuple(sorted(losses, key=lambda loss: -loss.lost))
        names = [line_width(self._name_of(loss), self._look.theme) for loss in self._losses]
        self._names = max(names, default=0)
        self.show_told([self._told_of(loss) for loss in self._losses])
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A row a factor."""
        return QSize(400, _ROW * max(len(self._losses), 1))

    def minimumSizeHint(self) -> QSize:
        """Bars may become short."""
        return QSize(_SIDE + 120 + _LEAST_BAR + _LOST + _CHANGE, self.sizeHint().height())

    def behind(self, number: int) -> object:
        """The factor's number; None where nobody loses by it."""
        return number if self._losses[number].clients else None

    def box(self, number: int) -> QRectF:
        """The row of a factor."""
        row = min(_HIGHEST, self.height() / max(len(self._losses), 1))
        return QRectF(0, number * row, self.width(), row)

    def paint_parts(self, painter: QPainter) -> None:
        """Name, bar, points, change."""
        for number, loss in enumerate(self._losses):
            self._paint(painter, self.box(number), loss)

    def _paint(self, painter: QPainter, box: QRectF, loss: Loss) -> None:
        theme, formats = self._look.theme, self._look.formats
        right = box.right() - _SIDE
        room = right - _CHANGE - _LOST - 2 * _GAP - box.left() - _SIDE
        names = min(self._names + 2, max(60.0, room - _LEAST_BAR))
        paint_line(
            painter, QRectF(box.left() + _SIDE, box.top(), names, box.height()), self._name_of(loss), theme
        )
        bars = QRectF(box.left() + _SIDE + names + _GAP, box.top(), max(20.0, room - names), box.height())
        self._paint_bar(painter, bars, loss)
        lost = QRectF(right - _CHANGE - _LOST, box.top(), _LOST, box.height())
        text = formats.signed(-loss.lost, 1) if loss.lost else formats.number(0)
        paint_line(painter, lost, (Run(text, Type.STRONG),), theme, _RIGHT)
        change = QRectF(right - _CHANGE, box.top(), _CHANGE, box.height())
        paint_line(painter, change, self._change_of(loss), theme, _RIGHT)

    def _paint_bar(self, painter: QPainter, room: QRectF, loss: Loss) -> None:
        theme = self._look.theme
        heaviest = max((each.weight for each in self._losses), default=loss.weight)
        if not heaviest:
            return
        unit = room.width() / float(heaviest)
        top = round(room.center().y() - _BAR / 2)
        if loss.lost:
            share = float(loss.lost / loss.weight) if loss.weight else 1.0
            tone = "red" if share >= _POOR else "amber_fill" if share >= _FAIR else "bar"
            painter.fillRect(QRectF(room.left(), top, float(loss.lost) * unit, _BAR), colour_of(theme, tone))
        painter.setPen(QPen(colour_of(theme, "edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outline = QRectF(room.left() + 0.5, top + 0.5, max(2.0, float(loss.weight) * unit - 1), _BAR - 1)
        painter.drawRoundedRect(outline, 2, 2)

    def _name_of(self, loss: Loss) -> Line:
        return (
            Run(self._look.words.of(loss.factor.label)),
            Run(self._look.formats.number(loss.weight), Type.BODY, "text3", gap=5),
        )

    def _change_of(self, loss: Loss) -> Line:
        if loss.change is None:
            return ()
        sign = (loss.change > 0) - (loss.change < 0)
        glyph = ChangeGlyph(sign)
        return (glyph, Run(self._look.formats.number(abs(loss.change), 1), Type.SECONDARY, glyph.tone, gap=4))

    def _told_of(self, loss: Loss) -> str:
        words, formats = self._look.words, self._look.formats
        told = words.say_many(
            "{factor}: {lost} of {weight} points lost, at {count} client",
            "{factor}: {lost} of {weight} points lost, at {count} clients",
            len(loss.clients),
            factor=words.of(loss.factor.label),
            lost=formats.number(loss.lost, 1),
            weight=formats.number(loss.weight, 1),
        )
        if not loss.change:
            return told
        return words.say(
            "{what}; {points} within the month", what=told, points=formats.signed(loss.change, 1)
        )
