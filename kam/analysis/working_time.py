"""Working time: how much of it lies between two moments, and when an amount of it is used up.

An instant is working time when the wall clock of the calendar's zone then shows a time within the day's
hours. That one sentence settles the days on which the clock is moved: an hour that is shown twice is
worked twice, an hour that is skipped is not worked at all (domain.md §8).

Nothing is stepped through minute by minute: a year's working spans are laid out once as instants with
running totals, and every question is answered by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from kam.core.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = 1_000_000
_HOUR: Final = 3600 * _SECOND
_DAY: Final = 24 * _HOUR
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HORIZON_YEARS: Final = 200
_DAYS_A_WEEK: Final = 7


def _since_midnight(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * _SECOND + at.microsecond


class RunningTime(Protocol):
    """A way in which time passes: around the clock, or in working hours alone."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of this time lies between two moments; nothing when the end is not later."""
        ...

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest moment, in UTC, by which ``amount`` has passed since ``start``."""
        ...


class AroundTheClock:
    """Time that never stands still."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The elapsed time between two aware moments; nothing when the end is not later."""
        return max(in_utc(end) - in_utc(start), timedelta(0))

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """``amount`` later than ``start``, in UTC. Raises ValueError for a negative amount."""
        _refuse_negative(amount)
        return in_utc(start) + amount


@dataclass(frozen=True, slots=True, order=True)
class WorkSpan:
    """Hours from ``start`` until just before ``end`` on one day; an end of 00:00 is the coming midnight.

    A shift over midnight is written as two spans, one on each day.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            message = "hours of a day are wall-clock times without a zone"
            raise ValueError(message)
        if self.start_offset >= self.end_offset:
            raise RuleError(
                "domain.work_hours_reversed", start=f"{self.start:%H:%M}", end=f"{self.end:%H:%M}"
            )

    @property
    def start_offset(self) -> int:
        """Microseconds from 00:00 to the start."""
        return _since_midnight(self.start)

    @property
    def end_offset(self) -> int:
        """Microseconds from 00:00 to the end."""
        return _since_midnight(self.end) or _DAY

    @property
    def length(self) -> timedelta:
        """How long it is by the wall clock."""
        return (self.end_offset - self.start_offset) * _MICROSECOND


DayHours: TypeAlias = tuple[WorkSpan, ...]
"""The working spans of one day; empty when the day is closed, two around a lunch break."""

OFFICE_DAY: Final[DayHours] = (WorkSpan(time(9), time(18)),)
"""9–18 without a break (domain.md §8)."""
OFFICE_WEEK: Final[tuple[DayHours, ...]] = (OFFICE_DAY,) * 5 + ((),) * 2
"""Monday to Friday."""


@dataclass(frozen=True, slots=True)
class CalendarException:
    """A day that is not as its weekday: closed (no hours), or open at hours of its own."""

    day: date
    hours: DayHours = ()


@dataclass(frozen=True)
class WorkCalendar:
    """When we work: weekly hours in a time zone, holidays, and exceptions.

    An exception wins over a holiday, a holiday over the week: a working Saturday and a holiday we work on
    are exceptions. ``weekly`` starts with Monday.
    """

    zone: ZoneInfo
    weekly: tuple[DayHours, ...] = OFFICE_WEEK
    holidays: frozenset[date] = frozenset()
    exceptions: tuple[CalendarException, ...] = ()
    _by_day: dict[date, DayHours] = field(init=False, compare=False, repr=False)
    _usual_day: timedelta | None = field(init=False, compare=False, repr=False)
    _years: dict[int, _Year] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.weekly) != _DAYS_A_WEEK:
            message = f"a week has seven days, not {len(self.weekly)}"
            raise ValueError(message)
        object.__setattr__(self, "weekly", tuple(_in_order(hours) for hours in self.weekly))
        by_day = {exception.day: _in_order(exception.hours) for exception in self.exceptions}
        object.__setattr__(self, "_by_day", by_day)
        lengths = [sum((span.length for span in hours), timedelta(0)) for hours in self.weekly if hours]
        usual = max(lengths, key=lambda length: (lengths.count(length), length), default=None)
        object.__setattr__(self, "_usual_day", usual)
        object.__setattr__(self, "_years", {})

    @property
    def working_day(self) -> timedelta:
        """The hours that one working day of a norm stands for: those of the week's usual day.

        9 hours for the default week, so 3 working days are 27 hours (domain.md §8). Where days differ it is
        the length most of them have, of equally many the longer: a short Saturday shortens no norm.
        Raises RuleError when no day of the week has hours.
        """
        if self._usual_day is None:
            raise RuleError("domain.calendar_without_hours")
        return self._usual_day

    def hours_on(self, day: date) -> DayHours:
        """The hours of a date, by exception, holiday or weekday in that order."""
        own = self._by_day.get(day)
        if own is not None:
            return own
        return () if day in self.holidays else self.weekly[day.weekday()]

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two aware moments; nothing when the end is not later."""
        first, last = _instant(start), _instant(end)
        if last <= first:
            return timedelta(0)
        worked = 0
        for year in range(self._local_year(start), self._local_year(end) + 1):
            laid_out = self._year(year)
            worked += laid_out.done_by(last) - laid_out.done_by(first)
        return worked * _MICROSECOND

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest moment, in UTC, by which ``amount`` of working time has passed since ``start``.

        It is the close of a day rather than the opening of the next; with nothing to add it is ``start``
        itself, at whatever hour. Raises RuleError when the calendar has no working time to give, ValueError
        for a negative amount.
        """
        _refuse_negative(amount)
        if not amount:
            return in_utc(start)
        first = self._local_year(start)
        wanted = amount // _MICROSECOND + self._year(first).done_by(_instant(start))
        for year in range(first, min(first + _HORIZON_YEARS, date.max.year)):
            laid_out = self._year(year)
            if wanted <= laid_out.total:
                return _EPOCH + laid_out.moment_of(wanted) * _MICROSECOND
            wanted -= laid_out.total
            if self._is_closed_after(year):
                raise RuleError("domain.calendar_without_hours")
        raise RuleError("domain.due_date_too_far")

    def spans(self, years: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The working spans of some local years as instants, in microseconds of the epoch."""
        for year in years:
            yield from _spans_of_year(self, year)

    def _is_closed_after(self, year: int) -> bool:
        return not any(self.weekly) and not any(
            day.year > year for day, hours in self._by_day.items() if hours
        )

    def _local_year(self, moment: datetime) -> int:
        return moment.astimezone(self.zone).year

    def _year(self, year: int) -> _Year:
        laid_out = self._years.get(year)
        if laid_out is None:
            holidays = frozenset(day for day in self.holidays if day.year == year)
            own = tuple(each for each in self.exceptions if each.day.year == year)
            laid_out = self._years[year] = _laid_out(year, self.zone, self.weekly, holidays, own)
        return laid_out


@lru_cache(maxsize=256)
def _laid_out(
    year: int,
    zone: ZoneInfo,
    weekly: tuple[DayHours, ...],
    holidays: frozenset[date],
    exceptions: tuple[CalendarException, ...],
) -> _Year:
    """A year's spans; calendars that agree in a year share them, as those kept with complaints do."""
    return _Year(WorkCalendar(zone, weekly, holidays, exceptions), year)


class _Year:
    """The working spans of one local year as instants (microseconds of the epoch), with running totals."""

    def __init__(self, calendar: WorkCalendar, year: int) -> None:
        spans = list(_spans_of_year(calendar, year))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._done: list[int] = []
        total = 0
        for start, end in spans:
            total += end - start
            self._done.append(total)
        self.total = total

    def done_by(self, instant: int) -> int:
        """Working time of the year that lies before an instant: nothing before it, everything after."""
        at = bisect_right(self._starts, instant) - 1
        if at < 0:
            return 0
        return self._done[at] - max(self._ends[at] - instant, 0)

    def moment_of(self, work: int) -> int:
        """The earliest instant by which ``work`` (more than nothing, at most the total) is done."""
        at = bisect_left(self._done, work)
        return self._ends[at] - (self._done[at] - work)


def _spans_of_year(calendar: WorkCalendar, year: int) -> Iterator[tuple[int, int]]:
    """All working spans of a local year in chronological order."""
    day = date(year, 1, 1)
    midnight = _instant(datetime(year, 1, 1, tzinfo=UTC))
    while day.year == year:
        hours = calendar.hours_on(day)
        if hours:
            yield from _spans_of_day(hours, midnight, calendar.zone)
        day += timedelta(days=1)
        midnight += _DAY


def _spans_of_day(hours: DayHours, midnight: int, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """The instants at which the wall clock shows the hours of the day that begins at ``midnight``.

    ``midnight`` is the wall clock's 00:00 read as if it were UTC. No zone is a day or more off UTC, so the
    offsets a day before and two days after bracket the whole local day. Where they differ the clock is
    moved in between, and the day is cut there: before the cut one offset holds, after it the other.
    """
    opening, closing = midnight - _DAY, midnight + 2 * _DAY
    before, after = _offset(opening, zone), _offset(closing, zone)
    if before == after:
        for span in hours:
            yield midnight + span.start_offset - before, midnight + span.end_offset - before
        return
    cut = _moved_at(opening, closing, zone)
    for span in hours:
        start, end = midnight + span.start_offset - before, midnight + span.end_offset - before
        if start < cut:
            yield start, min(end, cut)
    for span in hours:
        start, end = midnight + span.start_offset - after, midnight + span.end_offset - after
        if end > cut:
            yield max(start, cut), end


def _moved_at(opening: int, closing: int, zone: ZoneInfo) -> int:
    """The instant between two others, to the second, from which the later one's offset holds."""
    before = _offset(opening, zone)
    low, high = opening // _SECOND, closing // _SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle * _SECOND, zone) == before:
            low = middle
        else:
            high = middle
    return high * _SECOND


def _offset(instant: int, zone: ZoneInfo) -> int:
    local = (_EPOCH + instant * _MICROSECOND).astimezone(zone)
    return (local.utcoffset() or timedelta(0)) // _MICROSECOND


def in_utc(moment: datetime) -> datetime:
    """An aware moment in UTC; a naive one, which could mean any instant, raises ValueError."""
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        message = f"a moment without its time zone: {moment.isoformat()}"
        raise ValueError(message)
    return moment.astimezone(UTC)


def _instant(moment: datetime) -> int:
    return (in_utc(moment) - _EPOCH) // _MICROSECOND


def _in_order(hours: DayHours) -> DayHours:
    """The spans of a day by their start; raises RuleError where two of them overlap."""
    ordered = tuple(sorted(hours, key=lambda span: span.start_offset))
    for earlier, later in pairwise(ordered):
        if later.start_offset < earlier.end_offset:
            raise RuleError(
                "domain.work_hours_overlap", start=f"{later.start:%H:%M}", end=f"{earlier.end:%H:%M}"
            )
    return ordered


def _refuse_negative(amount: timedelta) -> None:
    if amount < timedelta(0):
        message = f"an amount of time to add is not negative: {amount}"
        raise ValueError(message)
