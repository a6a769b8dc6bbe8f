"""What the learning of complaints is computed from: one lean fact a complaint, and spans of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kam.core.periods import Month

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from kam.core.vocabulary import CompensationKind, ComplaintKind, Severity


@dataclass(frozen=True, slots=True)
class Span:
    """Days of receipt, both ends included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            message = f"a span ends before it begins: {self.since} to {self.until}"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until - self.since).days + 1

    @property
    def before(self) -> Span:
        """What it is compared with: whole months with as many whole months, else as many days before it."""
        first, last = Month.of(self.since), Month.of(self.until)
        eve = self.since - timedelta(days=1)
        if self.since == first.first_day and self.until == last.last_day:
            return Span((first - (first.months_until(last) + 1)).first_day, eve)
        return Span(self.since - timedelta(days=self.days), eve)

    def months(self) -> Iterator[Month]:
        """The months it touches, oldest first."""
        first = Month.of(self.since)
        return (first + number for number in range(first.months_until(Month.of(self.until)) + 1))


class Timing(NamedTuple):
    """How one clock of a complaint ended. A tuple, because tens of thousands are made at once.

    ``kept`` is None while the clock still runs in time; one that is overrun is missed though nobody has
    answered yet. ``used`` is in microseconds of the norm's own kind of time, None until the clock stopped.
    """

    kept: bool | None
    used: int | None


class ComplaintFact(NamedTuple):
    """One complaint as far as the figures need it.

    ``ended_on`` is None for one that is open. ``cause`` is the root cause as it was written, empty while it
    is unknown. ``resolution`` takes all attempts together: kept only if each was, its time their sum.
    """

    id: UUID
    account_id: UUID
    kind: ComplaintKind
    severity: Severity
    received_on: date
    ended_on: date | None
    product_line_id: UUID | None
    department: str
    cause: str
    reopened: bool
    acknowledgement: Timing
    first_response: Timing
    resolution: Timing

    @property
    def missed(self) -> bool:
        """Whether any of its norms was not kept."""
        return (
            self.acknowledgement.kept is False
            or self.first_response.kept is False
            or self.resolution.kept is False
        )


class Compensated(NamedTuple):
    """What a complaint cost: minor units of one currency; None where the sum is not known or not convertible.

    An apology or an explanation costs nothing and has no sum.
    """

    complaint_id: UUID
    kind: CompensationKind
    minor: int | None
