"""When something happened, as one types it: «сегодня, 10:00–11:05», «вчера», "Fri 14:00"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from kam.core.date_readings import DateInText
from kam.core.dates_in_text import dates_in
from kam.core.errors import UserError
from kam.core.typed_dates import parse_date

_AT: Final = "в "
"""After it an hour alone and an abbreviated weekday are a date."""
_HOURS: Final = re.compile(
    r"[\s,]*(?:(?:в|во|с|к|до|at|by)\s+)?\d{1,2}(?::\d{2}|\s*(?:утра|дня|вечера|час\w*|am|pm)).*",
    re.IGNORECASE,
)


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
    asked = _AT + text
    found = dates_in(asked, today)
    if not found:
        return None
    return When(_past(asked, found[0], today), found[0].at, _minutes(found[0]))


def _past(text: str, found: DateInText, today: date) -> date:
    if found.day <= today:
        return found.day
    words = _HOURS.sub("", text[found.start : found.end])
    try:
        return parse_date(words, today, "", past=True)
    except UserError:
        return found.day


def _minutes(found: DateInText) -> int | None:
    if found.at is None or found.until is None:
        return None
    start, end = (datetime.combine(found.day, each) for each in (found.at, found.until))
    if end <= start:
        end += timedelta(days=1)
    return int((end - start).total_seconds()) // 60
