"""Dates of the demo: offsets from the day it is opened, so that the story is always of now.

``"-12d"`` days (moved onto a working day) · ``"-3w"`` working days · ``"-4m"`` months · ``"bom+2"`` and
``"eom-1"`` the first and last day of a month from this one · an ISO date stands for itself. Terms follow
one another (``"+1w-10w"``: ten working days before the next one); a time of day may end it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from kam.core.periods import Month
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_TERM = re.compile(r"(?P<step>[+-]\d+)(?P<unit>[dwm])|(?P<edge>[be]om)(?P<months>[+-]\d+)?")
_SATURDAY: Final = 5


@dataclass(frozen=True)
class DemoDates:
    """Turns offsets into dates, seen from one day with its holidays."""

    today: date
    holidays: AbstractSet[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        """Monday to Friday, no holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working(self, day: date) -> date:
        """The day itself if one works on it; else the one before it in the past, after it from today on."""
        step = timedelta(days=-1 if day < self.today else 1)
        while not self.is_working(day):
            day += step
        return day

    def day(self, text: str, base: date | None = None) -> date:
        """The date an offset means, from ``base`` (today when absent). Raises DemoContentError."""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        day = base or self.today
        at = 0
        while match := _TERM.match(text, at):
            day = self._apply(match, day)
            at = match.end()
        if at == 0 or at != len(text):
            message = f"not a date of the demo: {text!r}"
            raise DemoContentError(message)
        return day

    def moment(self, text: str, base: date | None = None) -> datetime:
        """The local moment an offset with a time of day means: ``"+1w 10:00"``."""
        day, _, clock = text.rpartition(" ")
        try:
            return datetime.combine(self.day(day, base), time.fromisoformat(clock))
        except ValueError as error:
            message = f"not a moment of the demo: {text!r}"
            raise DemoContentError(message) from error

    def _apply(self, term: re.Match[str], day: date) -> date:
        if term["edge"]:
            month = Month.of(day) + int(term["months"] or 0)
            return month.first_day if term["edge"] == "bom" else month.last_day
        count = int(term["step"])
        if term["unit"] == "w":
            return self._walk(day, count)
        if term["unit"] == "m":
            month = Month.of(day) + count
            last = monthrange(month.year, month.month)[1]
            return self.working(date(month.year, month.month, min(day.day, last)))
        return self.working(day + timedelta(days=count))

    def _walk(self, day: date, count: int) -> date:
        """The ``count``-th working day after or before a day; ``+0w`` is the day or the next working one."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        while not self.is_working(day):
            day += step
        return day


def holidays_of(country: str, today: date) -> frozenset[date]:
    """The public holidays of a country in the three years before a day and the two after it."""
    return _holidays(country, today.year)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=range(year - 3, year + 3)))
