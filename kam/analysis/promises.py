"""Promises: what is late, and how well a side keeps its word (domain.md §5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.ratios import ratio
from kam.core.vocabulary import CommitmentStatus, Side

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shift:
    """A due date was moved to another; agreed when the other side said yes to it."""

    to: date
    agreed: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of the ledger as its punctuality needs it.

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

    def is_late(self, at: datetime) -> bool:
        """Open and past due. Due today is not late, unless an hour was promised and has passed.

        "Today" is the date of ``at`` in its own zone: pass the moment in the workspace's. A promise without a
        date is never late.
        """
        if self.status is not CommitmentStatus.OPEN:
            return False
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
        agreed = [shift.to for shift in self.shifts if shift.agreed]
        first = self.first_due_on or self.due_on
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
    """How many of a side's promises to the other were kept in time, over 12 months (domain.md §5).

    Counted are those kept or broken within the year up to ``at`` (by the day they were closed) and all that
    are late now, however old: a promise that is still owed has not lapsed. Open and not yet due, cancelled
    and internal ones do not count. Kept late, or by a date that only we moved, is counted and not kept.
    """
    today = at.date()
    since = _year_before(today)
    settled = (CommitmentStatus.KEPT, CommitmentStatus.BROKEN)
    kept = counted = 0
    for promise in promises:
        if promise.side is not side or not promise.promised_to_client:
            continue
        closed = promise.closed_on
        if promise.status in settled and closed is not None and since < closed <= today:
            counted += 1
            kept += promise.kept_in_time
        elif promise.is_late(at):
            counted += 1
    return KeptRate(kept, counted)


def latest_first(promises: Iterable[Promise], at: datetime) -> list[Promise]:
    """The late promises, the longest late first; of equals the one promised for the earlier hour."""
    late = [promise for promise in promises if promise.is_late(at)]
    return sorted(late, key=lambda promise: (-promise.days_late(at), str(promise.due_at or ""), promise.id))


def _year_before(day: date) -> date:
    """The same date a year ago; 29 February comes from the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
