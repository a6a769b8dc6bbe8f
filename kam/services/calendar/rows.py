"""What the calendar shows: plain data, with times as clocks show them where the workspace lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from kam.analysis.free_time import Span
from kam.core.vocabulary import BuyingRole, ClockState, InteractionKind, InteractionStatus, Side

SHOWN_MINUTES: Final = 30
"""How long something is drawn that nobody gave a length."""
_DAY: Final = 24 * 60


class EntryState(Enum):
    """How an entry stands, and so how it is drawn."""

    PLANNED = "planned"
    WITHOUT_OUTCOME = "without_outcome"
    DONE = "done"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting, call or visit. ``internal`` is one among ourselves; ``ready`` of ``to_do`` points are done.

    ``leave_at`` is when to set out, ``back_at`` when one is back; a way back is counted after a visit alone.
    """

    id: UUID
    version: int
    account_id: UUID
    account: str
    subject: str
    kind: InteractionKind
    status: InteractionStatus
    state: EntryState
    starts: datetime
    starts_at: datetime
    minutes: int | None
    travel_minutes: int | None
    place: str | None
    people: tuple[str, ...]
    internal: bool
    ready: int
    to_do: int
    repeats: bool

    @property
    def ends(self) -> datetime:
        """When it ends, as it is drawn."""
        return self.starts + timedelta(minutes=self.minutes or SHOWN_MINUTES)

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days: from midnight, and so many of them."""
        midnight = self.starts.hour == self.starts.minute == 0
        return midnight and self.minutes is not None and self.minutes > 0 and self.minutes % _DAY == 0

    @property
    def leave_at(self) -> datetime | None:
        """When to set out."""
        return self.starts - timedelta(minutes=self.travel_minutes) if self.travel_minutes else None

    @property
    def back_at(self) -> datetime | None:
        """When one is back from a visit."""
        away = self.kind is InteractionKind.SITE_VISIT and self.travel_minutes
        return self.ends + timedelta(minutes=self.travel_minutes or 0) if away else None

    @property
    def takes(self) -> Span:
        """The time it takes with the way."""
        return Span(self.leave_at or self.starts, self.back_at or self.ends)

    @property
    def takes_place(self) -> bool:
        """Whether time is kept for it: neither called off nor missed."""
        return self.state not in {EntryState.CANCELLED, EntryState.MISSED}


class DeadlineKind(Enum):
    """What is due."""

    PROMISE = "promise"
    COMPLAINT = "complaint"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What stands above the hours of a day. ``id`` is the promise, the complaint, or the place of a person.

    ``at`` is the local hour where there is one. ``late_days`` is 0 for what is not late. ``turns`` is the age
    that somebody reaches, None where nobody knows.
    """

    id: UUID
    kind: DeadlineKind
    account_id: UUID
    account: str
    on: date
    text: str
    at: datetime | None = None
    side: Side | None = None
    late_days: int = 0
    clock: ClockState | None = None
    turns: int | None = None


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day: its working hours (none on a day off) and what of them is free from now on."""

    day: date
    hours: tuple[Span, ...]
    free: tuple[Span, ...]
    busy: int
    """How many meetings take place."""

    @property
    def longest_free(self) -> Span | None:
        """The longest free stretch, of equals the first."""
        return max(self.free, key=lambda span: (span.length, -span.start.timestamp()), default=None)


@dataclass(frozen=True, slots=True)
class TimeShare:
    """How many minutes an account takes, without the way."""

    account_id: UUID
    account: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Period:
    """Some days of the calendar, in order. ``now`` is local."""

    first: date
    last: date
    now: datetime
    days: tuple[DayPlan, ...]
    entries: tuple[CalendarEntry, ...]
    deadlines: tuple[Deadline, ...]
    shares: tuple[TimeShare, ...]
    meetings: int
    travel_minutes: int

    def on(self, day: date) -> list[CalendarEntry]:
        """What begins on a day, in order."""
        return [each for each in self.entries if each.starts.date() == day]

    def due(self, day: date) -> list[Deadline]:
        """What is due on a day."""
        return [each for each in self.deadlines if each.on == day]

    def entry(self, meeting_id: UUID | None) -> CalendarEntry | None:
        """An entry by its meeting."""
        return next((each for each in self.entries if each.id == meeting_id), None)


@dataclass(frozen=True, slots=True)
class Touch:
    """Somebody whom it is time to meet. ``days`` None is never yet.

    ``starts`` is when a call suits best, None where there is no free time; ``usual`` says that they are met
    around that hour as a rule.
    """

    id: UUID
    account_id: UUID
    account: str
    name: str
    role: BuyingRole | None
    job_title: str | None
    days: int | None
    norm: int
    overdue: bool
    minutes: int
    starts: datetime | None = None
    usual: bool = False
