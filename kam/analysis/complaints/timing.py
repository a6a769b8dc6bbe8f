"""How each clock of thousands of complaints ended: the rules of ``complaint_clocks`` on laid-out spans.

A complaint that was reopened, or whose channel or severity was corrected, is read by ``read_clocks`` itself;
for all others its answer is the same as here (a test holds them equal), a hundred times as fast.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from kam.analysis.complaints.facts import Timing
from kam.core.vocabulary import Channel, ClockState, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kam.analysis.complaint_clocks import ClockReading, ComplaintClocks
    from kam.analysis.complaint_norms import ComplaintNorms
    from kam.analysis.working_time import WorkCalendar

_MICROSECOND: Final = timedelta(microseconds=1)

StillStanding: TypeAlias = tuple[int, int | None]
"""A pause: since and until, in microseconds of the epoch; None while the client still owes an answer."""


class Ruler:
    """Working time between instants in microseconds of the epoch, over some years laid out once."""

    def __init__(self, calendar: WorkCalendar, years: Iterable[int]) -> None:
        spans = sorted(calendar.spans(years))
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._done: list[int] = []
        total = 0
        for start, end in spans:
            total += end - start
            self._done.append(total)

    def done_by(self, instant: int) -> int:
        """All working time before an instant."""
        at = bisect_right(self._starts, instant) - 1
        if at < 0:
            return 0
        rest = self._ends[at] - instant
        return self._done[at] - rest if rest > 0 else self._done[at]


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
        received: int,
        stopped: Sequence[int | None],
        *,
        at: int,
        pauses: Sequence[StillStanding] = (),
    ) -> tuple[Timing, Timing, Timing]:
        """The clocks of a complaint that was never reopened or corrected, as known at an instant.

        ``stopped`` are the instants at which its clocks stopped, in the order of its life.
        """
        first, second, third = stopped
        return (
            self._timing(self._acknowledgement[channel], received, first, at, pauses),
            self._timing(self._response[channel], received, second, at, pauses),
            self._timing(self._resolution[severity], received, third, at, pauses),
        )

    def _timing(
        self,
        allowance: Allowance,
        start: int,
        stopped: int | None,
        at: int,
        pauses: Sequence[StillStanding],
    ) -> Timing:
        end = at if stopped is None else stopped
        settled = _settled(pauses, end) if pauses else ()
        shown = _frozen(settled, end) if settled else end
        used = self._used(start, shown, settled, working=allowance.working)
        in_time = used < allowance.amount
        if used == allowance.amount:
            # The due moment is the earliest at which the norm is used up: an hour later at night is late.
            earlier = self._used(start, shown - 1, settled, working=allowance.working)
            in_time = shown <= start or earlier < used
        if stopped is None:
            return Timing(None if in_time else False, None)
        return Timing(in_time, used)

    def _used(self, start: int, end: int, pauses: Sequence[tuple[int, int]], *, working: bool) -> int:
        used = self._between(start, end, working=working)
        for since, until in pauses:
            used -= self._between(max(since, start), min(until, end), working=working)
        return used

    def _between(self, start: int, end: int, *, working: bool) -> int:
        if end <= start:
            return 0
        return self.ruler.done_by(end) - self.ruler.done_by(start) if working else end - start


def timing_of(*readings: ClockReading) -> Timing:
    """The same of clocks that were read one by one, several attempts taken together."""
    kept: bool | None = True
    if any(reading.state is ClockState.BREACHED for reading in readings):
        kept = False
    elif any(reading.is_open for reading in readings):
        kept = None
    if any(reading.is_open for reading in readings):
        return Timing(kept, None)
    return Timing(kept, sum(reading.used // _MICROSECOND for reading in readings))


def timings_of(clocks: ComplaintClocks) -> tuple[Timing, Timing, Timing]:
    """The three clocks of a complaint that was read by ``read_clocks``."""
    return (
        timing_of(clocks.acknowledgement),
        timing_of(clocks.first_response),
        timing_of(*clocks.earlier, clocks.resolution),
    )


_FOREVER: Final = 2**63


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
