"""Planning calls with whom it is time to meet: as proposed, where it was dropped, or all at once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kam.services.calendar.rows import Touch
from kam.services.calendar.touches import plan_touch, spread_touches
from kam.ui.calendar.side import Touches
from kam.ui.calendar.week import WeekView
from kam.ui.calendar.wording import CalendarWords
from kam.ui.desk import Desk


class Touching(QObject):
    """Between the list at the right and the week."""

    planned = Signal(object)
    """The identity of the call that was planned."""

    def __init__(self, desk: Desk, touches: Touches, week: WeekView) -> None:
        super().__init__(touches)
        self._desk = desk
        self._list = touches
        self._week = week
        self._said = CalendarWords(desk.look)
        touches.plan_wished.connect(self._plan_touch)
        touches.spread_wished.connect(self._spread)
        touches.dragged.connect(week.hover)
        touches.dropped.connect(self._touch_dropped)

    def _plan_touch(self, touch: Touch) -> None:
        if touch.starts is not None:
            self._plan_at(touch, touch.starts)

    def _touch_dropped(self, touch: Touch) -> None:
        starts = self._week.hours.let_go()
        if starts is not None:
            self._plan_at(touch, starts)

    def _plan_at(self, touch: Touch, starts: datetime) -> None:
        words = self._desk.look.words
        when = self._desk.look.formats.weekday_moment(starts)
        work = partial(
            plan_touch,
            self._desk.workspace,
            touch.id,
            starts,
            subject=self._said.call(),
            minutes=touch.minutes,
        )
        self._list.let_go()
        self._week.propose(None)
        told = words.say("Call planned: {name}, {when}", name=touch.name, when=when)
        self._desk.change(self, work, self.planned.emit, notice=told, undoable=True)

    def _spread(self) -> None:
        """Plan a call with everybody overdue in free time."""
        touches = [row.touch for row in self._list.rows if row.touch.overdue]
        work = partial(
            spread_touches,
            self._desk.workspace,
            touches,
            subject=self._said.call(),
            as_of=self._desk.now(),
        )
        self._desk.change(self, work, self._spread_told)

    def _spread_told(self, planned: list[UUID]) -> None:
        words = self._desk.look.words
        told = words.say_many("{count} call planned", "{count} calls planned", len(planned))
        self._desk.hub.notice(told, undoable=bool(planned))
