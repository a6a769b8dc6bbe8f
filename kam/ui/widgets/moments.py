"""When a meeting is, beside now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from kam.core.words import Words
from kam.ui.look import Look

_MINUTES: Final = 60


def day_and_time(at: datetime, now: datetime, look: Look) -> str:
    """«сегодня, 10:00», «завтра, 9:30», «вт 24 ноября, 10:00»."""
    clock = look.formats.clock(at.time())
    days = (at.date() - now.date()).days
    if days == 0:
        return look.words.say("today, {time}", time=clock)
    if days == 1:
        return look.words.say("tomorrow, {time}", time=clock)
    return look.formats.weekday_moment(at)


def until(at: datetime, now: datetime, words: Words) -> str:
    """How long it is until then: «через 48 мин», «через 3 дня»."""
    left: timedelta = at - now
    minutes = int(left.total_seconds() // 60)
    if minutes < 0:
        return words.say_in("meeting", "now")
    if minutes < _MINUTES:
        return words.say_many("in {count} minute", "in {count} minutes", minutes)
    days = (at.date() - now.date()).days
    if days == 0:
        return words.say_many("in {count} hour", "in {count} hours", minutes // _MINUTES)
    return words.say_many("in {count} day", "in {count} days", days)
