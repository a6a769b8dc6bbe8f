"""What Today shows: plain data, times as clocks show them where the workspace lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

from kam.analysis.free_time import Span
from kam.analysis.promises import KeptRate
from kam.analysis.signals import Signal
from kam.core.vocabulary import ChecklistCode, ClockKind, ClockState, Severity
from kam.services.calendar.rows import CalendarEntry
from kam.services.commitments.rows import PromiseRow

HORIZONS: Final = (1, 7, 14)
"""Days that can be looked ahead, today among them."""
SHOWN: Final = 50
"""So many lines of a group are read; how many more there are is counted."""


class Whose(Enum):
    """Whose clients are looked at."""

    ALL = "all"
    MINE = "mine"
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class TodayQuery:
    """How far ahead, and whose clients; ``colleague_id`` where one of us is asked for."""

    days: int = 7
    whose: Whose = Whose.ALL
    colleague_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """A meeting with what its preparation still lacks: points of its checklist, in their order."""

    entry: CalendarEntry
    lacks: tuple[ChecklistCode, ...]
    own_lacks: tuple[str, ...]
    """Points of one's own that are not done, in words."""
    is_next: bool = False
    until: timedelta | None = None
    """How long until it begins; None once it has begun."""


class PromiseGroup(Enum):
    """When a promise is due."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    """Until Sunday."""
    LATER = "later"
    """After Sunday, within the horizon."""


class ClockGroup(Enum):
    """How the pressing clock of a complaint stands."""

    BREACHED = "breached"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    PAUSED = "paused"

    @classmethod
    def of(cls, state: ClockState) -> ClockGroup:
        """The group of an open clock."""
        return cls(state.value)


@dataclass(frozen=True, slots=True)
class ClockItem:
    """An open complaint and its pressing clock.

    ``left`` is the time left and ``over`` the time beyond the norm, both of the norm's own kind: working time
    where ``in_working_time``, of which a day has ``day_hours`` hours. ``used`` is a share that passes 1.
    """

    id: UUID
    account_id: UUID
    account: str
    number: str
    summary: str
    severity: Severity
    clock: ClockKind
    group: ClockGroup
    left: timedelta
    over: timedelta
    in_working_time: bool
    used: float
    due: datetime | None
    paused_days: int | None
    working_day: timedelta
    """What a working day of a norm stands for."""


@dataclass(frozen=True, slots=True)
class PutOffRow:
    """Something put off: what it is about and until when; explained away where ``until`` is None.

    ``text`` names the record: the subject of a meeting, the promise, the number of a complaint, a person, a
    contract; of a client, and of what is gone, it is empty.
    """

    id: UUID
    code: str
    about: UUID
    account_id: UUID | None
    account: str
    text: str
    until: datetime | None
    reason: str
    noted_on: date


@dataclass(frozen=True, slots=True)
class PromiseCount:
    """How many promises of each side a group has."""

    ours: int
    theirs: int

    @property
    def both(self) -> int:
        """Of both sides."""
        return self.ours + self.theirs


@dataclass(frozen=True, slots=True)
class Today:
    """Everything at once. ``now`` is local; a group without anything is left out.

    Not ``whole``, it lacks what takes long on a large workspace: overdue contacts, the share of one client,
    the rates and how many answers were in time. Without ``has_health`` it lacks the signals of health, which
    take longest.
    """

    day: date
    now: datetime
    days: int
    whole: bool
    has_health: bool
    clients: int
    """How many clients are looked at."""
    meetings: tuple[tuple[date, tuple[MeetingItem, ...]], ...]
    more_meetings: int
    """How many ahead are not shown."""
    unrecorded: tuple[CalendarEntry, ...]
    more_unrecorded: int
    free: Span | None
    """The longest free stretch of what is left of today."""
    promises: tuple[tuple[PromiseGroup, tuple[PromiseRow, ...]], ...]
    promise_counts: Mapping[PromiseGroup, PromiseCount]
    """Of each group that is there, with those that are not shown."""
    our_rate: KeptRate | None
    their_rate: KeptRate | None
    clocks: tuple[tuple[ClockGroup, tuple[ClockItem, ...]], ...]
    answered_in_time: float | None
    """The share of first answers given within the norm over twelve months; None where there were none."""
    new_signals: tuple[Signal, ...]
    signals: tuple[Signal, ...]
    put_off: tuple[PutOffRow, ...]

    @property
    def next_meeting(self) -> MeetingItem | None:
        """The meeting that is prepared now."""
        return next((item for _, items in self.meetings for item in items if item.is_next), None)

    @property
    def meeting_count(self) -> int:
        """How many meetings lie ahead."""
        return sum(len(items) for _, items in self.meetings) + self.more_meetings

    @property
    def promise_count(self) -> int:
        """How many promises are late or due."""
        return sum(count.both for count in self.promise_counts.values())

    @property
    def clock_count(self) -> int:
        """How many complaints are open."""
        return sum(len(items) for _, items in self.clocks)

    @property
    def signal_count(self) -> int:
        """How many signals hold."""
        return len(self.new_signals) + len(self.signals)
