"""How the clocks of complaints are said in the window: what is left, by how much a norm is overrun."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from kam.core.words import Words

_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_ROUND_FROM: Final = timedelta(hours=10)
"""From here on minutes are left out."""
_TWO_DAYS: Final = 2 * _DAY


def length(words: Words, time: timedelta) -> str:
    """«48 мин», «5 ч 40 мин», «19 ч»."""
    hours, minutes = divmod(time // _MINUTE, 60)
    if not hours:
        return words.say("{minutes} min", minutes=minutes)
    if not minutes or time >= _ROUND_FROM:
        return words.say("{hours} h", hours=hours)
    return words.say("{hours} h {minutes} min", hours=hours, minutes=f"{minutes:02d}")


def clock_length(words: Words, time: timedelta, working_day: timedelta | None) -> str:
    """The same, but whole days: working days of so many hours where that is how the clock counts."""
    if working_day and time >= working_day:
        count = time // working_day
        return words.say_many("{count} working day", "{count} working days", count)
    if working_day is None and time >= _TWO_DAYS:
        return words.say_many("{count} day", "{count} days", time // _DAY)
    return length(words, time)


def short_clock_length(words: Words, time: timedelta, working_day: timedelta | None) -> str:
    """The same where there is little room: «3 раб. дн»."""
    if working_day and time >= working_day:
        count = time // working_day
        return words.say_many("{count} work day", "{count} work days", count)
    return clock_length(words, time, working_day)


def short_number(number: str) -> str:
    """The end of a number that goes without saying: «0043» of «K-2026-0043»."""
    return number.rpartition("-")[2]
