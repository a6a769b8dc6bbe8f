"""A day or a week: heads that stay, hours that scroll."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from kam.services.calendar.rows import Period, Touch
from kam.ui.calendar.day_heads import DayHeads
from kam.ui.calendar.geometry import HOUR, height_of
from kam.ui.calendar.hours import HoursField
from kam.ui.look import Look
from kam.ui.theme.tokens import Size

_FROM_HOUR: Final = 8


class WeekView(QWidget):
    """Heads and hours of a period; both are public, their signals are the owner's."""

    day_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.heads = DayHeads(look)
        self.hours = HoursField(look)
        self._shown: tuple[date, date] | None = None
        self.area = QScrollArea()
        self.area.setWidget(self.hours)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.area, 1)
        self.heads.day_wished.connect(self.day_wished)
        self.hours.chosen.connect(self._reveal)

    def show_period(self, period: Period) -> None:
        """Show a period; other days begin at the first hour that matters."""
        self.heads.most = 3 if self.height() >= Size.SMALL_BELOW - 200 else 2
        self.heads.show_period(period)
        self.hours.show_period(period)
        days = (period.first, period.last)
        if days != self._shown:
            self._shown = days
            self.scroll_to_work()

    def scroll_to_work(self) -> None:
        """The earliest meeting or way, not later than eight, stands at the top."""
        period = self.hours.period
        earliest = min(
            (
                each.takes.start.hour
                for each in (period.entries if period else ())
                if not each.all_day and each.takes.start.date() == each.starts.date()
            ),
            default=_FROM_HOUR,
        )
        hour = max(min(earliest, _FROM_HOUR), 0)
        self.area.verticalScrollBar().setValue(round(hour * HOUR - 8))

    def choose(self, meeting: UUID | None) -> None:
        """Show a meeting as chosen, where it can be seen."""
        self.hours.choose(meeting)
        self._reveal(meeting)

    def hover(self, touch: Touch, at: QPoint | None) -> None:
        """Somebody is dragged over the window; ``at`` is global."""
        self.hours.hover(touch, None if at is None else QPointF(self._in_hours(at)))

    def propose(self, touch: Touch | None) -> None:
        """Show when somebody would be met, where that can be seen."""
        self.hours.propose(touch)
        if touch is not None and touch.starts is not None:
            self._reveal_time(touch.starts)

    def _in_hours(self, at: QPoint) -> QPoint:
        if not self.area.viewport().rect().contains(self.area.viewport().mapFromGlobal(at)):
            return QPoint(-1, -1)
        return self.hours.mapFromGlobal(at)

    def _reveal(self, meeting: object) -> None:
        block = self.hours.block_of(meeting if isinstance(meeting, UUID) else None)
        if block is not None:
            self._reveal_time(block.entry.starts, block.entry.ends)

    def _reveal_time(self, starts: datetime, ends: datetime | None = None) -> None:
        bottom = height_of(ends) if ends is not None and ends.date() == starts.date() else None
        low = height_of(starts) + HOUR if bottom is None else bottom
        self.area.ensureVisible(0, round(low), 0, 20)
        self.area.ensureVisible(0, round(height_of(starts)), 0, 20)


def week_of(day: date, first_weekday: int) -> tuple[date, date]:
    """The first and the last day of the week of a day; weeks begin on ``first_weekday``, Monday being 0."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return first, first + timedelta(days=6)
