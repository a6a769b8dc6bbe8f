"""Months against last year and target, each with what it came to of its plan; one can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.charts.month_bars import BarMonth, MonthBars
from kam.ui.widgets.pieces import Line, line_width, paint_line

_FOOT: Final = 38
_LINE: Final = 17
_CARD: Final = 10


@dataclass(frozen=True, slots=True)
class PlanMonth(BarMonth):
    """A month with what it came to of its plan; ``card`` is what it says when it is looked at."""

    done: str = ""
    behind: bool = False
    card: tuple[Line, ...] = ()


class PlanBars(MonthBars):
    """The mouse or the arrow keys choose a month, which then says everything about itself; Escape lets go."""

    walks = True
    foot = _FOOT
    chosen = Signal(int)
    """The number of the month that is looked at; −1 for none."""

    def __init__(self, look: Look, *, name: str = "") -> None:
        super().__init__(look, name=name)
        self._plan: tuple[PlanMonth, ...] = ()
        self._at = -1
        self._caption = ""
        self.setMinimumHeight(150)

    @property
    def at(self) -> int:
        """The month that is looked at; −1 for none."""
        return self._at

    def show_plan(self, months: Sequence[PlanMonth], caption: str = "") -> None:
        """Show other months; ``caption`` stands before what they came to of their plans."""
        self._plan = tuple(months)
        self._caption = caption
        self._at = min(self._at, len(self._plan) - 1)
        self.show_months(self._plan)

    def sizeHint(self) -> QSize:
        """Comfortable in a panel."""
        return QSize(420, 220)

    def walk_to(self, number: int) -> None:
        """Let a month say everything about itself; −1 none."""
        if number != self._at:
            super().walk_to(number)
            self.chosen.emit(number)

    def ring(self, number: int) -> QRect:  # noqa: ARG002 - wherever one is
        """Around the whole: the card tells which month it is."""
        return self.rect()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The month under the mouse is looked at."""
        super().mouseMoveEvent(event)
        self.walk_to(self.hovered)

    def leaveEvent(self, event: QEvent) -> None:
        """None is, once the mouse is gone."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self.walk_to(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """By Tab one comes to the last month."""
        super().focusInEvent(event)
        if self._at < 0 and event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }:
            self.walk_to(len(self._plan) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The month is let go."""
        super().focusOutEvent(event)
        self.walk_to(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape lets go of a month."""
        if event.key() == Qt.Key.Key_Escape and self._at >= 0:
            self.walk_to(-1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The card stands in the place of a tooltip."""
        return True if event.type() is QEvent.Type.ToolTip else super().event(event)

    def paint_ground(self, painter: QPainter) -> None:
        """The ground of the month that is looked at."""
        if 0 <= self._at < len(self._plan):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.colour("hover"))
            painter.drawRoundedRect(self._column(self._at), Size.RADIUS_TAG, Size.RADIUS_TAG)

    def paint_parts(self, painter: QPainter) -> None:
        """The chart, then the card of the month that is looked at over it."""
        super().paint_parts(painter)
        if self._caption:
            painter.setFont(self._look.theme.font(Type.CAPTION))
            painter.setPen(self._look.theme.colour("text3"))
            place = QRectF(0, self.height() - _LINE, self._plot().left() - 4, _LINE)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, self._caption)
        if 0 <= self._at < len(self._plan):
            self._paint_card(painter, self._plan[self._at].card)

    def _column(self, number: int) -> QRectF:
        return self.box(number).adjusted(1, 2, -1, -1)

    def _paint_label(self, painter: QPainter, box: QRectF, number: int) -> None:
        month, theme = self._plan[number], self._look.theme
        strong = number == self._at
        painter.setFont(theme.font(Type.CAPTION, tabular=True))
        font = painter.font()
        font.setBold(strong)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if strong else "text2"))
        above = QRectF(box.left(), box.top(), box.width(), _LINE)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, month.initial)
        font.setBold(month.behind)
        painter.setFont(font)
        painter.setPen(theme.colour("red" if month.behind else "text2"))
        painter.drawText(above.translated(0, _LINE), Qt.AlignmentFlag.AlignCenter, month.done)

    def _paint_card(self, painter: QPainter, lines: tuple[Line, ...]) -> None:
        """Beside the column, on the side where there is room."""
        if not lines:
            return
        theme = self._look.theme
        width = max(line_width(line, theme) for line in lines) + 2 * _CARD
        height = len(lines) * _LINE + 2 * _CARD - 4
        column, plot = self._column(self._at), self._plot()
        left = column.right() + 6
        if left + width > self.width():
            left = max(0.0, column.left() - 6 - width)
        box = QRectF(left, max(2.0, plot.center().y() - height / 2), width, height)
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("page"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS, Size.RADIUS)
        for number, line in enumerate(lines):
            top = box.top() + _CARD - 2 + number * _LINE
            paint_line(painter, QRectF(box.left() + _CARD, top, width - 2 * _CARD, _LINE), line, theme)

    def point_of(self, number: int) -> QPointF:
        """The middle of a month's column, for whoever points at it."""
        return self._column(number).center()
