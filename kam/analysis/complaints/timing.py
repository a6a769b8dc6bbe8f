"""How each clock of thousands of complaints ended: the rules of ``complaint_clocks`` on laid-out spans.

A complaint whose channel or severity was corrected, or whose norms were changed meanwhile, is read by
``read_clocks`` itself; for all others its answer is the same as here (a test holds them equal), a hundred
times as fast.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kam.analysis.complaints.facts import Timing
from kam.core.vocabulary import Channel, ClockState, ComplaintStage, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kam.analysis.complaint_clocks import ClockReading, ComplaintClocks
    from kam.analysis.complaint_norms import ComplaintNorms
    from kam.analysis.working_time import WorkCalendar

_MICROSECOND: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
_FOREVER: Final = 2**63
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RESOLVED: Final = frozenset({ComplaintStage.DECIDED, ComplaintStage.CLOSED, ComplaintStage.REJECTED})
_RUNNING: Final = Timing(None, None)
_OVERRUN: Final = Timing(kept=False, used=None)

StillStanding: TypeAlias = tuple[int, int | None]
"""A pause: since and until, in microseconds of the epoch; None while the client still owes an answer."""


class Ruler:
    """Working time between instants in microseconds of the epoch; a year is laid out when it is asked for."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar
        self._years: list[int] = []
        self._from, self._until = _FOREVER, -_FOREVER
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._done: list[int] = []

    def between(self, start: int, end: int) -> int:
        """The working time between two instants; nothing when the end is not later."""
        if end <= start:
            return 0
        # Both are reached before either is looked up: what is laid out moves every running total.
        if start < self._from:
            self._reach(start)
        if end >= self._until:
            self._reach(end)
        return self._done_by(end) - self._done_by(start)

    def _done_by(self, instant: int) -> int:
        """All working time of the years laid out that lies before an instant among them."""
        at = bisect_right(self._starts, instant) - 1
        if at < 0:
            return 0
        rest = self._ends[at] - instant
        return self._done[at] - rest if rest > 0 else self._done[at]

    def _reach(self, instant: int) -> None:
        """Lay out the years up to an instant; no zone is a day or more off UTC."""
        moment = _EPOCH + instant * _MICROSECOND
        wanted = [(moment + days).year for days in (-_DAY, _DAY)]
        first, last = min([*wanted, *self._years]), max([*wanted, *self._years])
        self._years = list(range(first, last + 1))
        spans = sorted(self._calendar.spans(self._years))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._done = list(accumulate(end - start for start, end in spans))
        self._from = (datetime(first, 1, 1, tzinfo=UTC) + _DAY - _EPOCH) // _MICROSECOND
        self._until = (datetime(last + 1, 1, 1, tzinfo=UTC) - _DAY - _EPOCH) // _MICROSECOND


class Life(NamedTuple):
    """When the clocks of a complaint started and stopped, in microseconds of the epoch; None while one runs.

    ``attempts`` are its resolution clocks: one from receipt, and one from each reopening.
    """

    received: int
    acknowledged: int | None
    answered: int | None
    attempts: Sequence[tuple[int, int | None]]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a norm gives, in microseconds, and whether only working hours are counted."""

    amount: int
    working: bool


@dataclass(frozen=True)
class Yardstick:
    """Norms over a calendar: what a complaint's clocks are measured with."""

    norms: ComplaintNorms
    calendar: WorkCalendar
    ruler: Ruler
    _response: dict[Channel, Allowance] = field(init=False, repr=False, compare=False)
    _acknowledgement: dict[Channel, Allowance] = field(init=False, repr=False, compare=False)
    _resolution: dict[Severity, Allowance] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        norms, calendar = self.norms, self.calendar
        response = {
            channel: Allowance(norm.allowed(calendar) // _MICROSECOND, norm.runs_in_working_time)
            for channel, norm in norms.first_response.items()
        }
        own = norms.acknowledgement.allowed(calendar) // _MICROSECOND
        object.__setattr__(self, "_response", response)
        object.__setattr__(
            self,
            "_acknowledgement",
            {
                channel: Allowance(min(own, allowance.amount), allowance.working)
                for channel, allowance in response.items()
            },
        )
        object.__setattr__(
            self,
            "_resolution",
            {
                severity: Allowance(norm.allowed(calendar) // _MICROSECOND, norm.runs_in_working_time)
                for severity, norm in norms.resolution.items()
            },
        )

    def timings(
        self,
        channel: Channel,
        severity: Severity,
        life: Life,
        *,
        at: int,
        pauses: Sequence[StillStanding] = (),
    ) -> tuple[Timing, Timing, Timing]:
        """The clocks of a complaint that was never corrected, as known at an instant."""
        allowance = self._resolution[severity]
        if len(life.attempts) == 1:
            [(start, resolved)] = life.attempts
            resolution = self._timing(allowance, start, resolved, at, pauses)
        else:
            resolution = _together(
                [self._timing(allowance, start, end, at, pauses) for start, end in life.attempts]
            )
        return (
            self._timing(self._acknowledgement[channel], life.received, life.acknowledged, at, pauses),
            self._timing(self._response[channel], life.received, life.answered, at, pauses),
            resolution,
        )

    def _timing(
        self,
        allowance: Allowance,
        start: int,
        stopped: int | None,
        at: int,
        pauses: Sequence[StillStanding],
    ) -> Timing:
        shown = end = at if stopped is None else stopped
        settled: Sequence[tuple[int, int]] = ()
        if pauses:
            settled = _settled(pauses, end)
            shown = _frozen(settled, end)
        used = self._used(start, shown, settled, working=allowance.working)
        in_time = used < allowance.amount
        if used == allowance.amount:
            # The due moment is the earliest at which the norm is used up: an hour later at night is late.
            earlier = self._used(start, shown - 1, settled, working=allowance.working)
            in_time = shown <= start or earlier < used
        if stopped is None:
            return _RUNNING if in_time else _OVERRUN
        return Timing(in_time, used)

    def _used(self, start: int, end: int, pauses: Sequence[tuple[int, int]], *, working: bool) -> int:
        used = self._between(start, end, working=working)
        for since, until in pauses:
            used -= self._between(max(since, start), min(until, end), working=working)
        return used

    def _between(self, start: int, end: int, *, working: bool) -> int:
        if working:
            return self.ruler.between(start, end)
        return end - start if end > start else 0


def attempts_of(
    received: int, reached: Iterable[tuple[ComplaintStage, int]]
) -> tuple[tuple[int, int | None], ...]:
    """The resolution clocks of a complaint that was reopened; ``reached`` are its stages in their order.

    A reopening ends the attempt before it at the latest.
    """
    found: list[tuple[int, int | None]] = []
    start, stopped = received, None
    for stage, at in reached:
        if stage is ComplaintStage.REOPENED:
            found.append((start, at if stopped is None else stopped))
            start, stopped = at, None
        elif stopped is None and stage in _RESOLVED:
            stopped = at
    return (*found, (start, stopped))


def _together(attempts: Sequence[Timing]) -> Timing:
    """Several attempts as one: kept only if each was, and as long as all of them."""
    used = [attempt.used for attempt in attempts]
    known = [one for one in used if one is not None]
    whole = sum(known) if len(known) == len(used) else None
    if any(attempt.kept is False for attempt in attempts):
        return Timing(kept=False, used=whole)
    return Timing(None if any(attempt.kept is None for attempt in attempts) else True, whole)


def timings_of(clocks: ComplaintClocks) -> tuple[Timing, Timing, Timing]:
    """The three clocks of a complaint that was read by ``read_clocks``."""
    return (
        _timing_of(clocks.acknowledgement),
        _timing_of(clocks.first_response),
        _together([_timing_of(each) for each in (*clocks.earlier, clocks.resolution)]),
    )


def _timing_of(reading: ClockReading) -> Timing:
    breached = reading.state is ClockState.BREACHED
    if reading.is_open:
        return _OVERRUN if breached else _RUNNING
    return Timing(not breached, reading.used // _MICROSECOND)


def _settled(pauses: Iterable[StillStanding], end: int) -> list[tuple[int, int]]:
    """The pauses as known at the end, in order and apart; one that is open ends with the clock.

    What was stopped waits for nobody, and a clock that runs is only ever asked up to the end.
    """
    settled: list[tuple[int, int]] = []
    for since, until in sorted(pauses, key=lambda pause: pause[0]):
        known = until if until is not None and until <= end else _FOREVER
        if since > end or known <= since:
            continue
        if settled and since <= settled[-1][1]:
            settled[-1] = (settled[-1][0], max(settled[-1][1], known))
        else:
            settled.append((since, known))
    return settled


def _frozen(pauses: Sequence[tuple[int, int]], at: int) -> int:
    """The instant that a clock shows: the beginning of the pause in which, or at whose end, it is read."""
    return next((since for since, until in pauses if since <= at <= until), at)
