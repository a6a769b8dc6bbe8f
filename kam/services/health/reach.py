"""How far the facts of health are read: whose, since which day, up to which moment; by the driver."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kam.models.types import to_micros

_DAY = timedelta(days=1)
_MICRO = timedelta(microseconds=1)
_BEFORE = timedelta(days=400)
"""Most of what happened before the first day, and is asked for, happened within so long of it."""


@dataclass(frozen=True)
class Reach:
    """All accounts or one, with everything from ``since`` on, as of a moment in the workspace's zone."""

    session: Session
    as_of: datetime
    since: date
    account_id: UUID | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Where the days begin."""
        zone = self.as_of.tzinfo
        assert isinstance(zone, ZoneInfo)  # noqa: S101 - read_facts puts the moment there
        return zone

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.as_of.date()

    @cached_property
    def now(self) -> int:
        """The moment as it is stored."""
        return to_micros(self.as_of)

    @cached_property
    def begins(self) -> int:
        """The moment at which the first day begins, as it is stored."""
        return to_micros(starts_on(self.since, self.zone))

    def rows(self, query: str, *values: Any, **parts: str) -> Iterator[Any]:
        """The rows of a query; ``{which}`` in it is a condition on the account ``a``, the last of all.

        Other ``parts`` of it are ours, never what somebody typed.
        """
        which = "1" if self.account_id is None else "a.id = ?"
        own = () if self.account_id is None else (self.account_id.bytes,)
        return iter(self.fetched(query.format(which=which, **parts), *values, *own))

    def fetched(self, query: str, *values: Any) -> list[Any]:
        """The rows of a query as plain tuples."""
        cursor = self.session.connection().exec_driver_sql(query, values).cursor
        assert cursor is not None  # noqa: S101 - every query has rows
        return list(cursor.fetchall())

    def day_of(self, micros: int) -> date:
        """The local day of a stored moment."""
        midnights, days = self._days
        if micros < midnights[0]:
            return (datetime(1970, 1, 1, tzinfo=UTC) + micros * _MICRO).astimezone(self.zone).date()
        return days[bisect_right(midnights, micros) - 1]

    @cached_property
    def _days(self) -> tuple[list[int], list[date]]:
        """Stored moments at which days begin, from long before the first, and the days."""
        return _days_of(self.since - _BEFORE, self.today, self.zone)


@lru_cache(maxsize=16)
def _days_of(first: date, last: date, zone: ZoneInfo) -> tuple[list[int], list[date]]:
    days = [first + each * _DAY for each in range(max((last - first).days + 2, 1))]
    return [to_micros(starts_on(each, zone)) for each in days], days


def starts_on(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time.min, zone)


def ends_on(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of a day."""
    return (starts_on(day + _DAY, zone).astimezone(UTC) - _MICRO).astimezone(zone)


@lru_cache(maxsize=8_192)
def stored_day(text: str | None) -> date | None:
    """A date, made once: many facts fall on the same few days."""
    return None if text is None else date.fromisoformat(text)


def some_day(text: str) -> date:
    """A date that is there."""
    day = stored_day(text)
    assert day is not None  # noqa: S101 - told by the column
    return day
