"""Promises: what is late, and how well a side keeps its word (domain.md §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from kam.analysis.ratios import ratio
from kam.core.vocabulary import CommitmentStatus, Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


_LONG_LATE: Final = 5
"""Days from which a late promise is late for long: a working week."""
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Shift:
    """A due date was moved to another; agreed when the other side said yes to it.

    ``on`` is the day of moving and ``was`` the date in force before, where they are asked for.
    """

    to: date
    agreed: bool
    on: date | None = None
    was: date | None = None


class Promise(NamedTuple):
    """A commitment of the ledger as its punctuality needs it; a tuple, because many are made at once.

    ``due_on`` is the date in force, ``due_at`` the moment on it where an hour was promised (aware),
    ``first_due_on`` what was said first. An internal task is not ``promised_to_client``.
    """

    id: UUID
    side: Side
    status: CommitmentStatus
    due_on: date | None
    first_due_on: date | None = None
    closed_on: date | None = None
    due_at: datetime | None = None
    shifts: tuple[Shift, ...] = ()
    promised_to_client: bool = True
    made_on: date | None = None

    def is_late(self, at: datetime) -> bool:
        """Open and past due. Due today is not late, unless an hour was promised and has passed.

        "Today" is the date of ``at`` in its own zone: pass the moment in the workspace's. A promise without a
        date is never late.
        """
        return self.status is CommitmentStatus.OPEN and self.is_past_due(at)

    def is_past_due(self, at: datetime) -> bool:
        """The same of one that is taken for open."""
        if self.due_at is not None:
            return self.due_at < at
        return self.due_on is not None and self.due_on < at.date()

    def days_late(self, at: datetime) -> int:
        """Whole days since the due date; 0 when it is not late, or late by hours alone."""
        due = self.due_on or (self.due_at.astimezone(at.tzinfo).date() if self.due_at else None)
        return (at.date() - due).days if due is not None and self.is_late(at) else 0

    @property
    def allowed_until(self) -> date | None:
        """The last date to keep it in time: the first one, or the latest that the other side agreed to."""
        first = self.first_due_on or self.due_on
        if not self.shifts:
            return first
        agreed = [shift.to for shift in self.shifts if shift.agreed]
        return max([*agreed, first]) if first is not None else max(agreed, default=None)

    @property
    def kept_in_time(self) -> bool:
        """Kept by the date that was allowed; without a date any day was in time."""
        until = self.allowed_until
        return self.status is CommitmentStatus.KEPT and (
            until is None or self.closed_on is None or self.closed_on <= until
        )


@dataclass(frozen=True, slots=True)
class KeptRate:
    """``kept ÷ counted``; in the brief "86 % (18 of 21)"."""

    kept: int
    counted: int

    @property
    def rate(self) -> Decimal | None:
        """The ratio; None when there was nothing to keep."""
        return ratio(self.kept, self.counted)


def kept_rate(promises: Iterable[Promise], side: Side, at: datetime) -> KeptRate:
    """How many of a side's promises to the other were kept in time, over 12 months (domain.md §5)."""
    found = [verdict(promise, at) for promise in promises if promise.side is side]
    return KeptRate(kept=found.count(True), counted=len(found) - found.count(None))


def verdict(promise: Promise, at: datetime) -> bool | None:
    """Whether a promise counts as kept at a moment; None where it does not count (domain.md §5).

    Counted are those kept or broken within the year up to ``at`` (by the day they were closed) and all that
    are late now, however old: a promise that is still owed has not lapsed. Open and not yet due, cancelled
    and internal ones do not count. Kept late, or by a date that only we moved, is counted and not kept.
    """
    if not promise.promised_to_client:
        return None
    status, closed = promise.status, promise.closed_on
    if status is CommitmentStatus.OPEN:
        return False if promise.is_late(at) else None
    if status is CommitmentStatus.CANCELLED or closed is None:
        return None
    today = at.date()
    return promise.kept_in_time if year_before(today) < closed <= today else None


def as_it_stood(promise: Promise, day: date) -> Promise | None:
    """A promise at the end of a day: closed later it was open, moved later it had the date it had before.

    None where it had not been made. The hour of a date that was moved since is not known.
    """
    if promise.made_on is not None and promise.made_on > day:
        return None
    later = [shift for shift in promise.shifts if shift.on is not None and shift.on > day]
    if later:
        earlier = tuple(shift for shift in promise.shifts if shift not in later)
        promise = promise._replace(due_on=later[0].was, due_at=None, shifts=earlier)
    if promise.closed_on is not None and promise.closed_on > day:
        promise = promise._replace(status=CommitmentStatus.OPEN, closed_on=None)
    return promise


def verdict_then(promise: Promise, then: datetime) -> bool | None:
    """The verdict of an earlier moment, from what was known at the end of its day."""
    day = then.date()
    if promise.made_on is not None and promise.made_on > day:
        return None
    if promise.closed_on is not None and promise.closed_on <= day:
        return verdict(promise, then)
    stood = as_it_stood(promise, day)
    return None if stood is None else verdict(stood, then)


def a_year_before(at: datetime) -> datetime:
    """The same clock on the same date of the year before."""
    return datetime.combine(year_before(at.date()), at.timetz())


class Ageing(Enum):
    """How near the date of an open promise is, or for how long it has passed."""

    LONG_LATE = "long_late"
    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    UNDATED = "undated"

    @property
    def is_late(self) -> bool:
        """Whether the date has passed."""
        return self is Ageing.LONG_LATE or self is Ageing.LATE


def ageing(promise: Promise, at: datetime) -> Ageing:
    """Where an open promise stands: late by five days or more, late, today, until Sunday, later, no date.

    Late by hours alone is late. On a Sunday nothing is left of the week but today.
    """
    if promise.is_late(at):
        return Ageing.LONG_LATE if promise.days_late(at) >= _LONG_LATE else Ageing.LATE
    if promise.due_on is None:
        return Ageing.UNDATED
    today = at.date()
    if promise.due_on <= today:
        return Ageing.TODAY
    sunday = today + timedelta(days=_WEEK - 1 - today.weekday())
    return Ageing.WEEK if promise.due_on <= sunday else Ageing.LATER


def latest_first(promises: Iterable[Promise], at: datetime) -> list[Promise]:
    """The late promises, the longest late first; of equals the one promised for the earlier hour."""
    late = [promise for promise in promises if promise.is_late(at)]
    return sorted(late, key=lambda promise: (-promise.days_late(at), str(promise.due_at or ""), promise.id))


@lru_cache
def year_before(day: date) -> date:
    """The same date a year ago; 29 February comes from the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
