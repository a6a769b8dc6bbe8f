"""The hours of one day or of a week as they are drawn, with what is dragged over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.services.calendar.rows import CalendarEntry, EntryState, Period, Touch
from kam.ui.calendar.geometry import (
    GUTTER,
    HOUR,
    Block,
    Columns,
    between,
    columns_of,
    height_of,
    lay_out,
    moment_at,
    whole_height,
)
from kam.ui.calendar.painting import BlockPainter
from kam.ui.calendar.wording import CalendarWords
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Run, colour_of, line_width, paint_line

_LEAST_FREE: Final = timedelta(hours=1)
_CARD_WIDTH: Final = 190
_CARD_LINE: Final = 18
_BADGE: Final = 15
"""So near the hand of the clock the hour is not written."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is dragged or moved by keys: where it would begin, for how long. Without an entry it is new."""

    entry: CalendarEntry | None
    starts: datetime
    minutes: int
    anchor: datetime | None = None
    """Where a new one, or the grip on a meeting, began."""
    lengthens: bool = False

    @property
    def ends(self) -> datetime:
        """When it would end."""
        return self.starts + timedelta(minutes=self.minutes)


class HoursCanvas(QWidget):
    """Shows a period's hours, and what is dragged over them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words = CalendarWords(look)
        self._period: Period | None = None
        self._columns: Columns | None = None
        self._current: UUID | None = None
        self._plan: Plan | None = None
        self._touch: Touch | None = None
        self._by_keyboard = False
        self.blocks: list[Block] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(whole_height() + 1)
        self.setAccessibleName(look.words.say("Meetings by hours"))
        look.theme.changed.connect(self.update)

    @property
    def period(self) -> Period | None:
        """What is shown."""
        return self._period

    @property
    def columns(self) -> Columns | None:
        """Where the days lie."""
        return self._columns

    @property
    def current(self) -> CalendarEntry | None:
        """The meeting that is chosen."""
        return None if self._period is None else self._period.entry(self._current)

    @property
    def plan(self) -> Plan | None:
        """What is being dragged or moved now."""
        return self._plan

    def sizeHint(self) -> QSize:
        """A whole day."""
        return QSize(700, whole_height())

    def show_period(self, period: Period) -> None:
        """Show a period; the chosen meeting stays where it is still there."""
        self._period = period
        self._plan = None
        if period.entry(self._current) is None:
            self._current = None
        self._lay_out()

    def set_now(self, now: datetime) -> None:
        """The hand of the clock moved."""
        if self._period is not None:
            self._period = replace(self._period, now=now)
            self.update()

    def choose(self, meeting: UUID | None) -> None:
        """Show a meeting as chosen; tells nobody."""
        if meeting == self._current:
            return
        self._current = meeting
        entry = self.current
        self.setAccessibleDescription("" if entry is None else self._words.spoken(entry))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    def block_of(self, meeting: UUID | None) -> Block | None:
        """Where a meeting lies."""
        return next((block for block in self.blocks if block.entry.id == meeting), None)

    def hover(self, touch: Touch, at: QPointF | None) -> None:
        """Show where somebody dragged from elsewhere would be met; None when they are not over a day."""
        if at is None or self._columns is None or at.x() < GUTTER or not self.rect().contains(at.toPoint()):
            self._touch = self._plan = None
        else:
            self._touch = touch
            self._plan = Plan(None, moment_at(self._columns, at), touch.minutes)
        self.update()

    def let_go(self) -> datetime | None:
        """The time at which somebody dragged was let go; None where that was no day."""
        plan, touch = self._plan, self._touch
        self._plan = self._touch = None
        self.update()
        return plan.starts if plan is not None and touch is not None else None

    def propose(self, touch: Touch | None) -> None:
        """Show where somebody would be met, without dragging."""
        self._touch = touch
        known = touch is not None and touch.starts is not None
        starts = touch.starts if touch is not None and known else None
        self._plan = None if touch is None or starts is None else Plan(None, starts, touch.minutes)
        self.update()

    # Drawing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange everything anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._period is not None and self.width() > GUTTER:
            self._columns = columns_of(self._period.days, self.width())
            self.blocks = lay_out(self._columns, self._period.entries)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, hours, free time, meetings, the hand of the clock, what is dragged."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), colour_of(self._look.theme, "page"))
            if self._period is None or self._columns is None:
                return
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._grounds(painter)
            self._free(painter)
            self._meetings(painter, event.rect().toRectF())
            self._hand(painter)
            self._dragged(painter)
            if self.hasFocus() and self._by_keyboard:
                paint_focus(painter, self._focused(), self._look.theme)

    def _focused(self) -> QRect:
        """The chosen meeting; the whole field where none is."""
        chosen = (block.place for block in self.blocks if block.entry.id == self._current)
        place = next(chosen, None)
        return self.visibleRegion().boundingRect() if place is None else place.toAlignedRect()

    def _grounds(self, painter: QPainter) -> None:
        """Days off and hours before and after work are sunk; a line each hour and between days."""
        theme, columns, period = self._look.theme, self._columns, self._period
        if columns is None or period is None:
            return
        sunk = colour_of(theme, "sunk")
        for day in period.days:
            sides = columns.of(day.day)
            if sides is None:
                continue
            if not day.hours:
                painter.fillRect(QRectF(sides[0], 0, sides[1] - sides[0], self.height()), sunk)
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        for hour in range(1, 24):
            y = hour * HOUR + 0.5
            painter.drawLine(QPointF(GUTTER, y), QPointF(self.width(), y))
            if abs(y - height_of(period.now)) < _BADGE and columns.of(period.now.date()) is not None:
                continue
            box = QRectF(0, y - 9, GUTTER - 7, 18)
            text = self._look.formats.clock(time(hour))
            paint_line(painter, box, (Run(text, Type.CAPTION, "text2"),), theme, Qt.AlignmentFlag.AlignRight)
            painter.setPen(QPen(colour_of(theme, "line"), 1))
        for edge in columns.edges[:-1]:
            painter.drawLine(QPointF(edge + 0.5, 0), QPointF(edge + 0.5, self.height()))

    def _free(self, painter: QPainter) -> None:
        """The longest free stretch of today."""
        period, columns = self._period, self._columns
        if period is None or columns is None:
            return
        today = next((day for day in period.days if day.day == period.now.date()), None)
        sides = columns.of(period.now.date())
        if today is None or sides is None or self._plan is not None:
            return
        longest = today.longest_free
        if longest is not None and longest.length >= _LEAST_FREE:
            place = between(sides, longest.start, longest.end).adjusted(0, 2, 0, -2)
            self._painter().free(painter, place, self._words.free(longest.length))

    def _meetings(self, painter: QPainter, dirty: QRectF) -> None:
        ours, coming = self._painter(), self._next()
        for block in self.blocks:
            if block.place.adjusted(0, -600, 0, 600).intersects(dirty):
                moved = self._plan is not None and self._plan.entry is block.entry
                painter.setOpacity(0.45 if moved else 1.0)
                chosen = block.entry.id == self._current
                ours.block(painter, block, chosen=chosen, is_next=block.entry.id == coming)
        painter.setOpacity(1.0)

    def _next(self) -> UUID | None:
        """The meeting that comes next, of today."""
        period = self._period
        if period is None:
            return None
        ahead = (
            each
            for each in period.on(period.now.date())
            if each.state is EntryState.PLANNED and each.starts >= period.now and not each.internal
        )
        return next((each.id for each in ahead), None)

    def _hand(self, painter: QPainter) -> None:
        period, columns, theme = self._period, self._columns, self._look.theme
        if period is None or columns is None or columns.of(period.now.date()) is None:
            return
        y = height_of(period.now) + 0.5
        pen = QPen(colour_of(theme, "text"), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(GUTTER, y), QPointF(self.width(), y))
        badge = QRectF(2, y - 9, GUTTER - 5, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(theme, "text"))
        painter.drawRoundedRect(badge, Size.RADIUS_TAG, Size.RADIUS_TAG)
        line = (Run(self._look.formats.clock(period.now.time()), Type.CAPTION, "page"),)
        paint_line(painter, badge, line, theme, Qt.AlignmentFlag.AlignHCenter)

    def _dragged(self, painter: QPainter) -> None:
        plan, columns = self._plan, self._columns
        sides = None if plan is None or columns is None else columns.of(plan.starts.date())
        if plan is None or sides is None:
            return
        place = between(sides, plan.starts, plan.ends)
        place.setHeight(max(place.height() - 1, HOUR / 4))
        title = self._look.words.say("New meeting")
        if plan.entry is not None:
            title = self._words.title(plan.entry)
        elif self._touch is not None:
            title = self._touch.name
        ours = self._painter()
        ours.ghost(painter, place, title, self._look.formats.clock(plan.starts.time()))
        self._card(painter, place, plan)

    def _card(self, painter: QPainter, under: QRectF, plan: Plan) -> None:
        """What speaks for the time and against it."""
        theme = self._look.theme
        lines = [
            (Run(text, Type.COLUMN if number == 0 else Type.CAPTION, "text" if number == 0 else tone),)
            for number, (text, tone) in enumerate(self._reasons(plan))
        ]
        width = max(_CARD_WIDTH, *(line_width(line, theme) + 20 for line in lines))
        left = min(under.left(), self.width() - width - 4)
        top = under.bottom() + 5
        shown = self.visibleRegion().boundingRect()
        if top + len(lines) * _CARD_LINE + 10 > shown.bottom():
            top = under.top() - len(lines) * _CARD_LINE - 15
        card = QRectF(left, top, width, len(lines) * _CARD_LINE + 10)
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        painter.setBrush(colour_of(theme, "page"))
        painter.drawRoundedRect(card, Size.RADIUS_TAG, Size.RADIUS_TAG)
        for number, line in enumerate(lines):
            box = QRectF(card.left() + 9, card.top() + 5 + number * _CARD_LINE, width - 18, _CARD_LINE)
            paint_line(painter, box, line, theme)

    def _reasons(self, plan: Plan) -> list[tuple[str, str]]:
        words, formats = self._look.words, self._look.formats
        when = formats.weekday_moment(plan.starts)
        found = [(f"{self._words.duration(plan.minutes)}, {when}", "text")]
        others = [
            each
            for each in (self._period.entries if self._period else ())
            if each.takes_place
            and each is not plan.entry
            and not each.all_day
            and each.takes.start < plan.ends
            and plan.starts < each.takes.end
        ]
        if others:
            busy = ", ".join(self._words.title(each) for each in others[:2])
            found.append((words.say("taken: {names}", names=busy), "amber"))
        day = next(
            (d for d in (self._period.days if self._period else ()) if d.day == plan.starts.date()), None
        )
        if day is not None and not any(
            span.start <= plan.starts and plan.ends <= span.end for span in day.hours
        ):
            found.append((words.say("outside the working hours"), "amber"))
        touch = self._touch
        if touch is not None and touch.usual and touch.starts is not None:
            usual = formats.clock(touch.starts.time())
            found.append((words.say("met around {time} as a rule", time=usual), "text2"))
        return found

    def _painter(self) -> BlockPainter:
        today = datetime.min.date() if self._period is None else self._period.now.date()  # noqa: DTZ901
        return BlockPainter(self._look, today)
