"""When something happened, as one types it: «сегодня, 10:00–11:05», «вчера», "Fri 14:00"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kam.core.dates_in_text import DateInText, dates_in
from kam.core.errors import UserError
from kam.core.typed_dates import parse_date

_TODAY: Final = "сегодня, "


@dataclass(frozen=True, slots=True)
class When:
    """A day, perhaps the hours; ``minutes`` where an end was typed."""

    day: date
    at: time | None = None
    minutes: int | None = None


def read_when(text: str, today: date) -> When | None:
    """The moment that is meant; what has no year or is a weekday lies in the past, today among it.

    Hours alone are of today. None where nothing can be understood.
    """
    found = dates_in(text, today) or dates_in(_TODAY + text, today)
    if not found or (not text.strip()):
        return None
    first = found[0]
    return When(_past(text, first, today), first.at, _minutes(first))


def _past(text: str, found: DateInText, today: date) -> date:
    if found.day <= today:
        return found.day
    words = text[found.start : found.end]
    for cut in range(len(words), 0, -1):
        try:
            return parse_date(words[:cut].rstrip(" ,"), today, "", past=True)
        except UserError:
            continue
    return found.day


def _minutes(found: DateInText) -> int | None:
    if found.at is None or found.until is None:
        return None
    start, end = (datetime.combine(found.day, each) for each in (found.at, found.until))
    if end <= start:
        end += timedelta(days=1)
    return int((end - start).total_seconds()) // 60
