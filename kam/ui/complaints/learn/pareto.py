"""The Pareto chart: what brings most complaints stands first, each bar begins where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
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


class ParetoChart(QWidget):
    """Rows with bars. Up and Down walk, Enter or a click opens what is behind a bar."""

    asked = Signal(object)
    """The identities behind a bar."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._name = name
        self._bars: Sequence[ParetoBar] = ()
        self._at = 0
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_bars(self, bars: Sequence[ParetoBar]) -> None:
        """Show other bars, the highest first."""
        self._bars = tuple(bars[:MOST])
        self._at = min(self._at, max(len(self._bars) - 1, 0))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._bars else Qt.FocusPolicy.NoFocus)
        self._tell()
        self.updateGeometry()
        self.update()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, and open."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._bars:
            self._at = min(max(self._at + step, 0), len(self._bars) - 1)
            self._tell()
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._bars:
            self.asked.emit(self._bars[self._at].ids)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint what is pointed at."""
        self._hovered = self._row_at(event.position().y())
        over = self._hovered >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self._bars[self._hovered].told if over else "")
        self.update()

    def leaveEvent(self, event: Any) -> None:
        """The tint goes with the mouse."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the complaints behind a bar."""
        row = self._row_at(event.position().y())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._at = row
            self.asked.emit(self._bars[row].ids)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Names, bars, counts, and the line of the sums."""
        if not self._bars:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_limit(painter)
            begin = 0.0
            for number, bar in enumerate(self._bars):
                self._paint_bar(painter, number, bar, begin)
                begin = bar.cumulative
            if self.hasFocus():
                place = self._box(self._at).toRect()
                paint_focus(painter, place, self._look.theme, Size.RADIUS_TAG)

    def _box(self, number: int) -> QRectF:
        return QRectF(0, _HEAD + number * ROW, self.width(), ROW)

    def _field(self) -> QRectF:
        left = self.width() * _NAME
        return QRectF(left, _HEAD, self.width() - left - _COUNT - _SHARE, ROW * len(self._bars))

    def _row_at(self, y: float) -> int:
        row = int((y - _HEAD) // ROW)
        return row if 0 <= row < len(self._bars) else -1

    def _paint_bar(self, painter: QPainter, number: int, bar: ParetoBar, begin: float) -> None:
        look, theme, box, field = self._look, self._look.theme, self._box(number), self._field()
        if number == self._hovered:
            painter.fillRect(box, colour_of(theme, "hover"))
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

    def _tell(self) -> None:
        here = self._bars[self._at].told if self._bars else ""
        self.setAccessibleDescription(here)
        self.setAccessibleName(f"{self._name}. {here}" if here else self._name)
