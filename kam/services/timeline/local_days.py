"""The zone of the workspace: when a local day begins, and in SQL in which month a moment lies.

SQLite knows no zones, so the offsets of the years in question are written into the query: one branch a
change of clocks, the newest first, because most of what is asked is new.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, func, literal_column, type_coerce

from kam.core.periods import Month
from kam.models.types import from_micros, to_micros

_MICROS: Final = 1_000_000
_FIRST_YEAR: Final = 1970
"""What is older is told with the offset of this year."""
_YEARS_AHEAD: Final = 3
_WEEK: Final = timedelta(days=7)
_SECOND: Final = timedelta(seconds=1)


class LocalDays:
    """One zone, from 1970 to some years after one."""

    def __init__(self, zone: ZoneInfo, year: int) -> None:
        self.zone = zone
        self._changes = _changes(zone, year + _YEARS_AHEAD)

    def begins(self, day: date) -> int:
        """The midnight that begins a day, in microseconds from 1970 UTC."""
        text = day.isoformat()
        seconds = next(offset for _, since, offset in reversed(self._changes) if since <= text)
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return to_micros(midnight) - seconds * _MICROS

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return self.local(to_micros(moment)).date()

    def local(self, micros: int) -> datetime:
        """A moment on the clocks of the zone; before 1970, with the offset of that year."""
        first = self._changes[0]
        found = (each for each in reversed(self._changes) if each[0] <= micros)
        return from_micros(micros).astimezone(timezone(timedelta(seconds=next(found, first)[2])))

    def month_begins(self, month: Month) -> int:
        """The first midnight of a month."""
        return self.begins(month.first_day)

    def month_of_moment(self, moment: Any) -> ColumnElement[str]:
        """The local month of a column of moments as ``YYYY-MM``."""
        stored = moment.property.columns[0]
        name = f'"{stored.table.name}"."{stored.name}"'
        first, *later = self._changes
        whens = " ".join(f"WHEN {name} >= {micros} THEN {seconds}" for micros, _, seconds in reversed(later))
        offset = f"CASE {whens} ELSE {first[2]} END" if later else str(first[2])
        local = f"{name} / {_MICROS} + {offset}"
        return literal_column(f"strftime('%Y-%m', {local}, 'unixepoch')", String)

    def month_of_day(self, day: ColumnElement[Any]) -> ColumnElement[str]:
        """The month of a stored date."""
        found: ColumnElement[str] = func.substr(type_coerce(day, String), 1, 7)
        return found


@lru_cache(maxsize=8)
def days_of(zone: ZoneInfo, year: int) -> LocalDays:
    """The same days each time, for whatever is kept by them."""
    return LocalDays(zone, year)


@lru_cache(maxsize=8)
def _changes(zone: ZoneInfo, last_year: int) -> Sequence[tuple[int, str, int]]:
    """Since which moment, and since which day's midnight, which offset holds; the first since ever."""
    at = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    end = datetime(last_year, 1, 1, tzinfo=UTC)
    found = [(to_micros(at), "", _offset(zone, at))]
    while at < end:
        following = at + _WEEK
        if _offset(zone, following) != found[-1][2]:
            change = _between(zone, at, following)
            local = change.astimezone(zone)
            first_whole = (
                local.date() if not (local.hour or local.minute) else local.date() + timedelta(days=1)
            )
            found.append((to_micros(change), first_whole.isoformat(), _offset(zone, change)))
        at = following
    return tuple(found)


def _between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the offset of ``before`` ends."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + timedelta(seconds=(after - before) // _SECOND // 2)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds())
