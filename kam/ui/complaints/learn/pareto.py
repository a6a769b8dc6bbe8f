"""The Pareto chart: what brings most complaints stands first, each bar begins where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.charts.walked import DOWN, Walked
from kam.ui.widgets.pieces import Run, colour_of, paint_line

ROW: Final = 28
MOST: Final = 10
_VITAL: Final = 0.8
_NAME: Final = 0.36
_COUNT: Final = 44
_SHARE: Final = 52
_HEAD: Final = 18
"""Over the bars: where eighty of a hundred are reached."""


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """One step: its name, how many, the sum of the shares until here, and the complaints behind it."""

    name: str
    count: int
    cumulative: float
    vital: bool
    told: str
    ids: tuple[UUID, ...]


class ParetoChart(Walked):
    """Rows with bars. Up and Down walk, Enter or a click opens what is behind a bar."""

    steps = DOWN

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self._bars: Sequence[ParetoBar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[ParetoBar]) -> None:
        """Show other bars, the highest first."""
        self._bars = tuple(bars[:MOST])
        self.show_told([bar.told for bar in self._bars])
        self.updateGeometry()

    @property
    def bars(self) -> Sequence[ParetoBar]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """A row a bar."""
        return QSize(360, ROW * max(len(self._bars), 1) + _HEAD + 4)

    def minimumSizeHint(self) -> QSize:
        """Bars may become short."""
        return QSize(240, self.sizeHint().height())

    def behind(self, number: int) -> object:
        """The complaints of a bar."""
        return self._bars[number].ids or None

    def box(self, number: int) -> QRectF:
        """The row of a bar."""
        return QRectF(0, _HEAD + number * ROW, self.width(), ROW)

    def paint_parts(self, painter: QPainter) -> None:
        """Names, bars, counts, and the line of the sums."""
        self._paint_limit(painter)
        begin = 0.0
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, number, bar, begin)
            begin = bar.cumulative

    def _field(self) -> QRectF:
        left = self.width() * _NAME
        return QRectF(left, _HEAD, self.width() - left - _COUNT - _SHARE, ROW * len(self._bars))

    def _paint_bar(self, painter: QPainter, number: int, bar: ParetoBar, begin: float) -> None:
        look, theme, box, field = self._look, self._look.theme, self.box(number), self._field()
        name = QRectF(6, box.top(), field.left() - 14, ROW)
        paint_line(painter, name, (Run(bar.name, Type.NAME if bar.vital else Type.BODY),), theme)
        colour = colour_of(theme, "bar")
        painter.setPen(Qt.PenStyle.NoPen if bar.vital else QPen(colour, 1))
        painter.setBrush(colour if bar.vital else QBrush(colour, Qt.BrushStyle.BDiagPattern))
        width = max(field.width() * (bar.cumulative - begin), 2.0)
        left = field.left() + field.width() * begin
        painter.drawRoundedRect(QRectF(left, box.top() + 7, width, ROW - 14), 2, 2)
        right = Qt.AlignmentFlag.AlignRight
        count = QRectF(field.right(), box.top(), _COUNT - 4, ROW)
        paint_line(painter, count, (Run(look.formats.number(bar.count), Type.STRONG),), theme, right)
        share = QRectF(field.right() + _COUNT, box.top(), _SHARE - 6, ROW)
        text = look.formats.points(round(bar.cumulative * 100))
        paint_line(painter, share, (Run(text, Type.SECONDARY, "text2"),), theme, right)

    def _paint_limit(self, painter: QPainter) -> None:
        """Eighty of a hundred, as a dashed line over all bars."""
        theme, field = self._look.theme, self._field()
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        for x in (round(field.left()) + 0.5, round(field.right()) + 0.5):
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
        x80 = round(field.left() + field.width() * _VITAL) + 0.5
        painter.setPen(QPen(colour_of(theme, "edge"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x80, field.top()), QPointF(x80, field.bottom()))
        text = (Run(self._look.formats.points(round(_VITAL * 100)), Type.CAPTION, "text2"),)
        place = QRectF(x80 - 30, 0, 60, _HEAD)
        paint_line(painter, place, text, theme, Qt.AlignmentFlag.AlignHCenter)
