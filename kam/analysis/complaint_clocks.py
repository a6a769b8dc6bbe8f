"""The clocks of a complaint (domain.md §8): what is due when, how much is used, and how each stands.

- *Acknowledged* stops the first clock, a recorded answer of substance the second, *decided* the third.
  What says more stops the lesser clocks too: an answer of substance also acknowledges, and a decision that
  was told, a closing or a rejection also answers.
- All clocks pause while the client owes an answer. A pause freezes a clock as it stood when the pause
  began: what was breached by then stays breached.
- A change of severity or channel recomputes the open clocks from receipt; a stopped one keeps the norm that
  was in force when it stopped.
- So does a change of the norms or of the calendar: a clock that stopped is read by those that were in force
  when it stopped (``FormerTerms``), an open one by the present ones.
- Reopening starts a new resolution clock with the whole norm. The earlier one is history.
- A clock is met when it stops at its due moment or before. The due moment of working hours is the close of
  a day: an answer on Saturday to what was due on Friday at 18:00 is late, though no working time lies
  between.

A view as of a moment knows nothing that was recorded later than that moment.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kam.analysis.ratios import ratio
from kam.analysis.running_clock import Pause, RunningClock, settle_pauses
from kam.analysis.working_time import AroundTheClock, in_utc
from kam.core.vocabulary import Channel, ClockKind, ClockState, ComplaintStage, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kam.analysis.complaint_norms import ComplaintNorms, Norm
    from kam.analysis.working_time import RunningTime, WorkCalendar

__all__ = [
    "Classified",
    "ClockReading",
    "ComplaintClocks",
    "ComplaintCourse",
    "FormerTerms",
    "Pause",
    "StageReached",
    "advanced",
    "next_due",
    "read_clocks",
    "urgency",
]

_RESOLVED: Final = frozenset({ComplaintStage.DECIDED, ComplaintStage.CLOSED, ComplaintStage.REJECTED})
_ANSWERED: Final = _RESOLVED | {ComplaintStage.RESPONSE_OFFERED}
_ACKNOWLEDGED: Final = _ANSWERED | {ComplaintStage.ACKNOWLEDGED}
_URGENCY: Final = (ClockState.BREACHED, ClockState.AT_RISK, ClockState.ON_TRACK, ClockState.PAUSED)
_ZERO: Final = timedelta(0)
_TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Classified:
    """The channel and severity a complaint had from a moment on."""

    since: datetime
    channel: Channel
    severity: Severity


@dataclass(frozen=True, slots=True)
class StageReached:
    """A stage and when the complaint came to it."""

    stage: ComplaintStage
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintCourse:
    """What happened to a complaint, as far as its clocks care. All moments are aware.

    ``classified`` is in the order of its moments and has at least one entry; the first holds from receipt
    on, whatever its ``since``. ``answered_at`` is the recorded answer of substance.
    """

    received_at: datetime
    classified: tuple[Classified, ...]
    stages: tuple[StageReached, ...] = ()
    answered_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        if not self.classified:
            message = "a complaint has a channel and a severity"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class FormerTerms:
    """The norms and the calendar that were in force up to a moment, that moment included."""

    until: datetime
    norms: ComplaintNorms
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class ClockReading:
    """How one clock stands at a moment.

    ``allowed``, ``used``, ``remaining`` and ``over_by`` are time of the norm's own kind: working hours where
    ``in_working_time``. The moments are UTC.
    ``due_at`` and ``at_risk_at`` are None while the clock is paused: they move with the client's answer.
    ``used_share`` is a ratio that passes 1 when the norm is overrun; a norm of "at once" is used whole.
    ``over_by`` may be nothing on a breached clock until the next working hour begins.
    """

    kind: ClockKind
    state: ClockState
    norm: Norm
    in_working_time: bool
    allowed: timedelta
    started_at: datetime
    at_risk_at: datetime | None
    due_at: datetime | None
    stopped_at: datetime | None
    paused_since: datetime | None
    used: timedelta
    used_share: Decimal

    @property
    def is_open(self) -> bool:
        """Whether it still waits for us (or, paused, for the client)."""
        return self.stopped_at is None

    @property
    def remaining(self) -> timedelta:
        """The time left; nothing once it is used up."""
        return max(self.allowed - self.used, _ZERO)

    @property
    def over_by(self) -> timedelta:
        """The time used beyond the norm; nothing within it."""
        return max(self.used - self.allowed, _ZERO)


@dataclass(frozen=True, slots=True)
class ComplaintClocks:
    """The clocks of one complaint: acknowledgement, first response and the resolution that runs now.

    ``earlier`` are the resolution clocks of the times before it was reopened, oldest first.
    """

    acknowledgement: ClockReading
    first_response: ClockReading
    resolution: ClockReading
    earlier: tuple[ClockReading, ...] = ()

    @property
    def shown(self) -> tuple[ClockReading, ...]:
        """The clocks to show. No clock is shown twice (domain.md §8).

        Where the acknowledgement is cut to the response (by telephone both have 5 minutes) and both stand
        alike, they are one clock: the response's.
        """
        first, second = self.acknowledgement, self.first_response
        same = (first.due_at, first.stopped_at, first.state) == (
            second.due_at,
            second.stopped_at,
            second.state,
        )
        twice = same and first.allowed == second.allowed
        return (second, self.resolution) if twice else (first, second, self.resolution)

    @property
    def pressing(self) -> ClockReading | None:
        """The one clock a card or a line of a brief shows: the worst open one; None when all have stopped.

        By ``urgency``.
        """
        waiting = [reading for reading in self.shown if reading.is_open]
        return min(waiting, key=urgency, default=None)


def urgency(reading: ClockReading) -> tuple[int, datetime, int]:
    """The order of open clocks: breached, at risk, on track, paused; then the earliest due.

    Of clocks that are due together, the one that comes first in a complaint's life.
    """
    moment = reading.due_at or reading.paused_since or reading.started_at
    return _URGENCY.index(reading.state), moment, list(ClockKind).index(reading.kind)


def advanced(reading: ClockReading, since: datetime, at: datetime, calendar: WorkCalendar) -> ClockReading:
    """What a clock that was read at ``since`` shows at a later moment, when nothing happened meanwhile.

    A clock that stopped or stands still shows the same. Several times as fast as reading it anew.
    """
    if reading.stopped_at is not None or reading.paused_since is not None or at <= since:
        return reading
    time: RunningTime = calendar if reading.in_working_time else AroundTheClock()
    used = reading.used + time.between(since, at)
    breached = reading.due_at is not None and at > reading.due_at
    warned = reading.at_risk_at is not None and at >= reading.at_risk_at
    allowed = reading.allowed
    return replace(
        reading,
        state=_state(None, None, breached=breached, warned=warned),
        used=used,
        used_share=_share(used, allowed),
    )


def read_clocks(
    course: ComplaintCourse,
    norms: ComplaintNorms,
    calendar: WorkCalendar,
    at: datetime,
    former: Sequence[FormerTerms] = (),
) -> ComplaintClocks:
    """How the clocks of a complaint stand at a moment; ``former`` terms are in the order of their ends.

    Raises RuleError when a norm runs in working time and the calendar has none, ValueError for a moment
    without its zone.
    """
    return _Reader(course, norms, calendar, in_utc(at), former).read()


def next_due(
    course: ComplaintCourse,
    norms: ComplaintNorms,
    calendar: WorkCalendar,
    at: datetime,
    former: Sequence[FormerTerms] = (),
) -> datetime | None:
    """When the first of the open clocks passes its norm, or passed it, as known at a moment (UTC).

    None where all have stopped, or wait for the client. Several times as fast as reading them; raises as
    ``read_clocks``.
    """
    return _Reader(course, norms, calendar, in_utc(at), former).due()


class _Reader:
    """Reads the clocks of one course as they were known at one moment."""

    def __init__(
        self,
        course: ComplaintCourse,
        norms: ComplaintNorms,
        calendar: WorkCalendar,
        at: datetime,
        former: Sequence[FormerTerms],
    ) -> None:
        self._course = course
        self._present = (norms, calendar)
        self._former = former
        self._at = at
        stages = (StageReached(reached.stage, in_utc(reached.at)) for reached in course.stages)
        self._stages = sorted(
            (reached for reached in stages if reached.at <= at), key=lambda reached: reached.at
        )

    def read(self) -> ComplaintClocks:
        """All clocks."""
        received = in_utc(self._course.received_at)
        acknowledged, answered = self._responses()
        *earlier, resolution = self._resolutions(received)
        return ComplaintClocks(
            self._reading(ClockKind.ACKNOWLEDGEMENT, received, acknowledged),
            self._reading(ClockKind.FIRST_RESPONSE, received, answered),
            resolution,
            tuple(earlier),
        )

    def due(self) -> datetime | None:
        """The earliest due moment of what still runs."""
        received = in_utc(self._course.received_at)
        acknowledged, answered = self._responses()
        reopened = self._reopenings()[-1:]
        begun, start = (reopened[0], self._stages[reopened[0]].at) if reopened else (0, received)
        clocks = (
            (ClockKind.ACKNOWLEDGEMENT, received, acknowledged),
            (ClockKind.FIRST_RESPONSE, received, answered),
            (ClockKind.RESOLUTION, start, _reached(self._stages[begun:], _RESOLVED)),
        )
        dues = (self._due(kind, since) for kind, since, stopped in clocks if stopped is None)
        return min((due for due in dues if due is not None), default=None)

    def _due(self, kind: ClockKind, start: datetime) -> datetime | None:
        norms, calendar = self._terms(None)
        _, allowed, in_working_time = self._norm(kind, self._at, norms, calendar)
        clock = self._clock(start, None, calendar if in_working_time else AroundTheClock())
        due, paused_since = clock.moment_of(allowed), clock.paused_since(self._at)
        return None if due is None or (paused_since is not None and paused_since <= due) else due

    def _responses(self) -> tuple[datetime | None, datetime | None]:
        """When it was acknowledged, and when it was answered."""
        recorded = self._course.answered_at
        answer = in_utc(recorded) if recorded is not None else None
        answered = _first(
            _reached(self._stages, _ANSWERED), answer if answer and answer <= self._at else None
        )
        return _first(_reached(self._stages, _ACKNOWLEDGED), answered), answered

    def _reopenings(self) -> list[int]:
        return [at for at, reached in enumerate(self._stages) if reached.stage is ComplaintStage.REOPENED]

    def _resolutions(self, received: datetime) -> list[ClockReading]:
        """One clock from receipt and one from each reopening, which ends the one before it at the latest."""
        readings, start, begun = [], received, 0
        for reopening in self._reopenings():
            stopped = _reached(self._stages[begun:reopening], _RESOLVED) or self._stages[reopening].at
            readings.append(self._reading(ClockKind.RESOLUTION, start, stopped))
            start, begun = self._stages[reopening].at, reopening
        stopped_now = _reached(self._stages[begun:], _RESOLVED)
        return [*readings, self._reading(ClockKind.RESOLUTION, start, stopped_now)]

    def _reading(self, kind: ClockKind, start: datetime, stopped: datetime | None) -> ClockReading:
        read_at = stopped or self._at
        norms, calendar = self._terms(stopped)
        norm, allowed, in_working_time = self._norm(kind, read_at, norms, calendar)
        clock = self._clock(start, stopped, calendar if in_working_time else AroundTheClock())
        used, due = clock.used(read_at), clock.moment_of(allowed)
        paused_since = clock.paused_since(read_at)
        breached = due is not None and clock.frozen(read_at) > due
        warned = used * 100 >= allowed * norms.at_risk_percent
        return ClockReading(
            kind=kind,
            state=_state(stopped, paused_since, breached=breached, warned=warned),
            norm=norm,
            in_working_time=in_working_time,
            allowed=allowed,
            started_at=start,
            at_risk_at=clock.moment_of(allowed * norms.at_risk_percent / 100),
            due_at=due,
            stopped_at=stopped,
            paused_since=paused_since,
            used=used,
            used_share=_share(used, allowed),
        )

    def _clock(self, start: datetime, stopped: datetime | None, time: RunningTime) -> RunningClock:
        """What was stopped waits for nobody: a pause that was not ended by hand ends there."""
        pauses = settle_pauses(self._course.pauses, stopped or self._at)
        ended = (Pause(pause.since, pause.until or stopped) for pause in pauses)
        return RunningClock(time, start, tuple(ended))

    def _terms(self, stopped: datetime | None) -> tuple[ComplaintNorms, WorkCalendar]:
        """The norms and the calendar that were in force when a clock stopped, or now."""
        ends = ((in_utc(terms.until), terms) for terms in self._former)
        then = next(
            (terms for until, terms in ends if (self._at < until if stopped is None else stopped <= until)),
            None,
        )
        return self._present if then is None else (then.norms, then.calendar)

    def _norm(
        self, kind: ClockKind, at: datetime, norms: ComplaintNorms, calendar: WorkCalendar
    ) -> tuple[Norm, timedelta, bool]:
        """The norm of a clock at a moment, the time it gives, and whether that is working time."""
        first, *changes = self._course.classified
        now = next((change for change in reversed(changes) if in_utc(change.since) <= at), first)
        if kind is ClockKind.RESOLUTION:
            norm = norms.resolution[now.severity]
            return norm, norm.allowed(calendar), norm.runs_in_working_time
        response = norms.first_response[now.channel]
        allowed = response.allowed(calendar)
        if kind is ClockKind.FIRST_RESPONSE:
            return response, allowed, response.runs_in_working_time
        own = norms.acknowledgement
        return own, min(own.allowed(calendar), allowed), response.runs_in_working_time


def _state(
    stopped: datetime | None, paused_since: datetime | None, *, breached: bool, warned: bool
) -> ClockState:
    if breached:
        return ClockState.BREACHED
    if stopped is not None:
        return ClockState.MET
    if paused_since is not None:
        return ClockState.PAUSED
    return ClockState.AT_RISK if warned else ClockState.ON_TRACK


def _share(used: timedelta, allowed: timedelta) -> Decimal:
    """How much is used; a norm of "at once" is used whole."""
    found = ratio(used // _TICK, allowed // _TICK)
    return Decimal(1) if found is None else found


def _reached(stages: Sequence[StageReached], wanted: frozenset[ComplaintStage]) -> datetime | None:
    return next((reached.at for reached in stages if reached.stage in wanted), None)


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
