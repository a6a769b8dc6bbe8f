"""Dates on the working calendar: the next working day, and so many of them later or earlier."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from kam.core.errors import RuleError

if TYPE_CHECKING:
    from kam.analysis.working_time import WorkCalendar

_LONGEST_BREAK: Final = 366
"""Who does not work for a year has no working days."""


def is_working_day(calendar: WorkCalendar, day: date) -> bool:
    """Whether any hours are worked on a date."""
    return bool(calendar.hours_on(day))


def next_working_day(calendar: WorkCalendar, day: date) -> date:
    """The date itself where it is worked, else the first working day after it.

    Raises:
        RuleError: ``domain.calendar_without_hours`` where a whole year has none.

    """
    return _walk(calendar, day, 1)


def working_days_later(calendar: WorkCalendar, day: date, count: int) -> date:
    """So many working days after a date, or before it where ``count`` is negative.

    A day off does not count: a working day after Saturday is Monday. None later is the day itself, or the
    next working day. Raises as ``next_working_day``.
    """
    if count == 0:
        return next_working_day(calendar, day)
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = _walk(calendar, day + timedelta(days=step), step)
    return day


def _walk(calendar: WorkCalendar, day: date, step: int) -> date:
    for _ in range(_LONGEST_BREAK):
        if is_working_day(calendar, day):
            return day
        day += timedelta(days=step)
    raise RuleError("domain.calendar_without_hours")
