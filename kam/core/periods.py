"""Months and spans of dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

MONTHS = 12
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= MONTHS and MINYEAR <= self.year <= MAXYEAR):
            message = f"no such month: {self.year}-{self.month}"
            raise ValueError(message)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a date lies in."""
        return _numbered(day.year * MONTHS + day.month - 1)

    @property
    def number(self) -> int:
        """Its place in the row of all months: whole numbers are soon compared and added."""
        return self.year * MONTHS + self.month - 1

    @classmethod
    def parse(cls, text: str) -> Month:
        """From ``YYYY-MM``; raises ValueError for anything else."""
        match = _MONTH.match(text)
        if match is None:
            message = f"not a month: {text!r}"
            raise ValueError(message)
        return cls(int(match[1]), int(match[2]))

    def __hash__(self) -> int:
        return self.year * MONTHS + self.month  # sums by month ask for it very often

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def __add__(self, months: int) -> Month:
        return _numbered(self.number + months)

    def __sub__(self, months: int) -> Month:
        return self + -months

    def months_until(self, later: Month) -> int:
        """How many months later the other one is (negative when earlier)."""
        return (later.year - self.year) * 12 + later.month - self.month

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return _last_day(self.year, self.month)

    def span(self, count: int) -> Iterator[Month]:
        """Itself and the months after it, ``count`` in all."""
        return (self + step for step in range(count))


@lru_cache(maxsize=4_096)
def _numbered(number: int) -> Month:
    """A month by its number from the year 0, made once: the same few come again and again."""
    return Month(number // MONTHS, number % MONTHS + 1)


@lru_cache(maxsize=4_096)
def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def trailing_months(last: Month, count: int = 12) -> list[Month]:
    """The ``count`` months that end with ``last``, oldest first."""
    return [last - back for back in range(count - 1, -1, -1)]


@lru_cache(maxsize=4_096)
def last_full_month(day: date) -> Month:
    """The last month that had ended before a date began."""
    return Month.of(day) - 1


@lru_cache(maxsize=4_096)
def months_before(day: date, count: int) -> date:
    """The same day so many months before; the last one of a shorter month: 31 May − 3 is 28 February."""
    month = Month.of(day) - count
    return date(month.year, month.month, min(day.day, month.last_day.day))
