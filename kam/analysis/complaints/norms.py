"""How well the norms were kept, and how long answering took, in all and by month of receipt."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING, Final

from kam.analysis.ratios import ratio
from kam.core.periods import Month
from kam.core.vocabulary import ClockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from decimal import Decimal
    from uuid import UUID

    from kam.analysis.complaints.facts import ComplaintFact, Span, Timing

_TIMINGS: Final[Mapping[ClockKind, Callable[[ComplaintFact], Timing]]] = {
    ClockKind.ACKNOWLEDGEMENT: attrgetter("acknowledgement"),
    ClockKind.FIRST_RESPONSE: attrgetter("first_response"),
    ClockKind.RESOLUTION: attrgetter("resolution"),
}


@dataclass(frozen=True, slots=True)
class NormFigure:
    """One clock over some complaints.

    ``kept`` and ``missed`` are those whose clock has ended one way or the other; one that still runs in time
    is neither. ``middle`` is the median time of those that stopped, each measured in the kind of time its
    norm runs in: working hours, or around the clock.
    """

    clock: ClockKind
    kept: tuple[UUID, ...]
    missed: tuple[UUID, ...]
    stopped: tuple[UUID, ...]
    middle: timedelta | None

    @property
    def share(self) -> Decimal | None:
        """Which share was kept; None where no clock has ended."""
        return ratio(len(self.kept), len(self.kept) + len(self.missed))


@dataclass(frozen=True, slots=True)
class NormFigures:
    """The three clocks of some complaints."""

    acknowledgement: NormFigure
    first_response: NormFigure
    resolution: NormFigure

    @property
    def all(self) -> tuple[NormFigure, ...]:
        """In the order of a complaint's life."""
        return (self.acknowledgement, self.first_response, self.resolution)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The complaints received in a month."""

    month: Month
    ids: tuple[UUID, ...]
    norms: NormFigures

    @property
    def count(self) -> int:
        """How many came."""
        return len(self.ids)


def norm_figures(facts: Iterable[ComplaintFact]) -> NormFigures:
    """How the norms of some complaints were kept."""
    listed = list(facts)
    return NormFigures(*(_figure(clock, listed) for clock in _TIMINGS))


def _figure(clock: ClockKind, facts: list[ComplaintFact]) -> NormFigure:
    timing = _TIMINGS[clock]
    kept: list[UUID] = []
    missed: list[UUID] = []
    stopped: list[UUID] = []
    times: list[int] = []
    for fact in facts:
        in_time, used = timing(fact)
        if in_time:
            kept.append(fact.id)
        elif in_time is not None:
            missed.append(fact.id)
        if used is not None:
            stopped.append(fact.id)
            times.append(used)
    middle = timedelta(microseconds=round(median(times))) if times else None
    return NormFigure(clock, tuple(kept), tuple(missed), tuple(stopped), middle)


def by_month(facts: Iterable[ComplaintFact], span: Span) -> tuple[MonthFigures, ...]:
    """Each month of a span, oldest first, also those in which nobody complained."""
    months: dict[tuple[int, int], list[ComplaintFact]] = defaultdict(list)
    for fact in facts:
        months[fact.received_on.year, fact.received_on.month].append(fact)
    found = []
    for month in span.months():
        members = months.get((month.year, month.month), [])
        found.append(MonthFigures(month, tuple([fact.id for fact in members]), norm_figures(members)))
    return tuple(found)
