"""What the sheet of a day shows: meetings, promises, clocks, signals (ui.md, Today)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kam.analysis.signals import Signal
from kam.core.vocabulary import ChecklistCode, InteractionKind, Severity
from kam.reports.content.promises import CommitmentLine, ComplaintClock


@dataclass(frozen=True, slots=True)
class DayMeeting:
    """A meeting of the day or of those after it. Times are as clocks show them where we work."""

    starts: datetime
    ends: datetime
    kind: InteractionKind
    account: str
    subject: str
    purpose: str = ""
    """Why we meet; empty = nobody said."""
    people: tuple[str, ...] = ()
    place: str = ""
    leave_at: datetime | None = None
    ready: int = 0
    to_do: int = 0
    """Points of the checklist; 0 = none."""
    lacks: tuple[ChecklistCode, ...] = ()
    own_lacks: tuple[str, ...] = ()
    internal: bool = False


@dataclass(frozen=True, slots=True)
class DayClock:
    """An open complaint with its pressing clock."""

    number: str
    account: str
    summary: str
    severity: Severity
    clock: ComplaintClock


@dataclass(frozen=True, slots=True)
class DayContent:
    """One day. Promises of both sides: late ones first, then those due in the days looked at.

    ``owner`` of a promise is the client it is with. ``…_total`` count what is not listed.
    """

    day: date
    as_of: datetime
    printed_at: datetime
    zone: str
    currency: str
    company: str
    whose: str
    """Whose clients are looked at, where not everybody's: the name of one of us."""
    days: int
    """How many days are looked ahead, the day among them."""
    free: tuple[datetime, datetime] | None
    meetings: tuple[DayMeeting, ...]
    meetings_total: int
    coming: tuple[DayMeeting, ...]
    coming_total: int
    unrecorded: tuple[DayMeeting, ...]
    unrecorded_total: int
    ours: tuple[CommitmentLine, ...]
    ours_total: int
    theirs: tuple[CommitmentLine, ...]
    theirs_total: int
    clocks: tuple[DayClock, ...]
    signals: tuple[Signal, ...]
    new_signals: int
    """So many of the signals, the first ones, are new since yesterday."""
