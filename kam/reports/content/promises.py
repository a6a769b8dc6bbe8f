"""Commitments and complaints as the brief shows them (domain.md §5, §8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kam.core.vocabulary import ClockKind, ClockState, ComplaintKind, ComplaintStage, Severity


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One open promise. The service sorts: late first and longest first, then by due date, undated last."""

    text: str
    owner: str = ""
    """Family name of our colleague or their stakeholder; empty = nobody named."""
    due_on: date | None = None
    """None = no date was agreed."""
    due_at: datetime | None = None
    """Local moment with zone, where an hour was promised."""
    days_late: int = 0
    """Whole days by which the due date lies before the day of the meeting; 0 = not late."""
    due_today: bool = False
    """Due on the day of the meeting (due today is not late)."""


@dataclass(frozen=True, slots=True)
class KeptRate:
    """Promises kept in time over 12 months, of those that came due (domain.md §5); 0 of 0 = none did."""

    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class ComplaintClock:
    """The one running (or paused, or last) clock of a complaint."""

    kind: ClockKind
    state: ClockState
    used_share: float
    """Share of the norm used up at the start of the meeting: 0.0 … 1.0, above 1 when breached."""
    left: timedelta | None = None
    """Time left in the norm's own time (working time where it runs in working time); negative = over by."""
    due_at: datetime | None = None
    """Local moment with zone at which the norm runs out; None while paused."""
    pause_reason: str = ""
    paused_since: date | None = None


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One open complaint. The service sorts: breached, at risk, on track, paused, met; then oldest first."""

    number: str
    summary: str
    kind: ComplaintKind | None = None
    severity: Severity | None = None
    raised_by: str = ""
    """Family name of their stakeholder."""
    day_no: int | None = None
    """Which day of its life the meeting's day is, counted in calendar days; the day of receipt is day 1."""
    amount: int | None = None
    """Amount at stake, minor units of ``BriefContent.currency``."""
    stage: ComplaintStage = ComplaintStage.RECEIVED
    agreed_line: str = ""
    """What we agreed among us to say to the client; empty = not agreed."""
    clock: ComplaintClock | None = None
