"""How Today says times, meetings and clocks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from kam.core.checklist_words import STILL_TO_DO
from kam.core.text import with_capital
from kam.services.calendar.rows import CalendarEntry
from kam.services.today import ClockGroup, ClockItem, MeetingItem
from kam.ui.clock_words import clock_length, length, short_number
from kam.ui.look import Look

_DAY: Final = timedelta(days=1)


class DayWords:
    """Says what Today shows in the words of a look."""

    def __init__(self, look: Look) -> None:
        self.words = look.words
        self.formats = look.formats

    # Time

    def length(self, time: timedelta) -> str:
        """«48 мин», «5 ч 40 мин», «19 ч»."""
        return length(self.words, time)

    def day(self, day: date, today: date) -> str:
        """«Сегодня», «Завтра, среда 25 ноября», «Четверг 26 ноября»."""
        if day == today:
            return self.words.say("Today")
        long = self.formats.weekday_long(day)
        if day == today + _DAY:
            return self.words.say("Tomorrow, {day}", day=long)
        return with_capital(long)

    def ago(self, day: date, today: date) -> str:
        """«сегодня», «вчера», «пт, 20»."""
        if day == today:
            return self.words.say("today")
        if day == today - _DAY:
            return self.words.say("yesterday")
        return self.formats.weekday_short(day)

    def until(self, moment: datetime, now: datetime) -> str:
        """When something comes back: «в 11:12», «завтра в 9:00», «30 ноября в 9:00»."""
        clock = self.formats.clock(moment.time())
        if moment.date() == now.date():
            return self.words.say("at {time}", time=clock)
        if moment.date() == now.date() + _DAY:
            return self.words.say("tomorrow at {time}", time=clock)
        return self.words.say("{day} at {time}", day=self.formats.day_and_month(moment.date()), time=clock)

    # Meetings

    def begins(self, item: MeetingItem, now: datetime) -> str:
        """«через 48 мин, выехать до 9:25», «идёт сейчас», «через 2 дня»."""
        if item.until is None:
            return self.words.say("under way now")
        days = (item.entry.starts.date() - now.date()).days
        if item.until >= _DAY and days > 1:
            return self.words.say_many("in {count} day", "in {count} days", days)
        text = self.words.say("in {time}", time=self.length(item.until))
        leave = item.entry.leave_at
        if leave is None or days > 0:
            return text
        if leave <= now:
            return self.words.say("{begins}, time to leave", begins=text)
        return self.words.say("{begins}, leave by {time}", begins=text, time=self.formats.clock(leave.time()))

    def lacks(self, item: MeetingItem) -> str:
        """«Нет: предел скидки, вопросы, бриф»; empty where nothing is to be prepared."""
        missing = [*(self.words.of(STILL_TO_DO[code]) for code in item.lacks), *item.own_lacks]
        if missing:
            return self.words.say("Still to do: {what}", what=", ".join(missing))
        return self.words.say("All is ready") if item.entry.to_do else ""

    def people(self, entry: CalendarEntry) -> str:
        """Who of theirs takes part; where it is when nobody is named."""
        return ", ".join(entry.people) or (entry.place or "")

    # Clocks

    def clock_left(self, item: ClockItem) -> str:
        """«+1 ч 20 мин» beyond the norm, «5 ч 40 мин» or «6 рабочих дней» left, «2 дня» on hold."""
        if item.group is ClockGroup.BREACHED:
            return self.words.say("+{time}", time=self._long(item.over, item))
        if item.group is ClockGroup.PAUSED:
            return self.words.say_many("{count} day", "{count} days", item.paused_days or 0)
        return self._long(item.left, item)

    def _long(self, time: timedelta, item: ClockItem) -> str:
        return clock_length(self.words, time, item.working_day if item.in_working_time else None)

    def clock_about(self, item: ClockItem) -> str:
        """«0043 · решение, высокая»; on hold whom it waits for."""
        if item.group is ClockGroup.PAUSED:
            waits = self.words.say("waiting for the client")
            return f"{short_number(item.number)} · {waits}"
        kind, severity = self.words.of(item.clock.label), self.words.of(item.severity.label)
        return f"{short_number(item.number)} · {kind}, {severity}"
