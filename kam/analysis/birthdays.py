"""When a birthday is kept next."""

from __future__ import annotations

from calendar import isleap
from datetime import date


def birthday_after(birthday: date | None, day: date) -> date | None:
    """The day on which a birthday is kept next, from a day on; of 29 February in a usual year the 28th."""
    if birthday is None:
        return None
    leap = (birthday.month, birthday.day) == (2, 29)
    then = [
        date(year, birthday.month, 28 if leap and not isleap(year) else birthday.day)
        for year in (day.year, day.year + 1)
    ]
    return next(each for each in then if each >= day)
