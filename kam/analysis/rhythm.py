"""The rhythm of orders, and the degree of the relationship that follows from it (domain.md §2, §6)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from kam.analysis.explanation import Reason
from kam.analysis.ratios import Percent, quotient, share
from kam.core.periods import Month
from kam.core.vocabulary import RelationshipDegree, Term
from kam.core.vocabulary.term import label

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RhythmSettings:
    """The rhythm is read from the last 24 months, and two intervals are the least that make one."""

    months: int = 24
    least_intervals: int = 2


@dataclass(frozen=True, slots=True)
class OrderRhythm:
    """When a client orders. Intervals are days; ``ratio`` above 1 means the order is overdue by their habit.

    ``usual_interval`` and ``ratio`` are None where there are too few orders to speak of a rhythm.
    """

    first_order: date
    last_order: date
    days_since: int
    order_days: int
    usual_interval: Decimal | None
    ratio: Decimal | None


class OrderDays:
    """The days on which a client ordered, each once and in their order: looked at as of many days."""

    def __init__(self, ordered_on: Iterable[date]) -> None:
        self.days = sorted(set(ordered_on))
        self._lengths = [(later - earlier).days for earlier, later in pairwise(self.days)]

    def until(self, day: date) -> int:
        """How many of them are known on a day."""
        return bisect_right(self.days, day)

    def rhythm(self, as_of: date, settings: RhythmSettings = RhythmSettings()) -> OrderRhythm | None:
        """The rhythm as of a day, as ``order_rhythm`` has it."""
        known = self.until(as_of)
        if not known:
            return None
        days = self.days
        since = (Month.of(as_of) - settings.months).first_day
        begins = max(bisect_left(days, since) - 1, 0)
        recent = self._lengths[begins : known - 1] or self._lengths[: known - 1]
        days_since = (as_of - days[known - 1]).days
        usual = _middle(recent) if len(recent) >= settings.least_intervals else None
        return OrderRhythm(
            first_order=days[0],
            last_order=days[known - 1],
            days_since=days_since,
            order_days=known,
            usual_interval=quotient(usual, 2, 1) if usual is not None else None,
            ratio=quotient(2 * days_since, usual, 2) if usual is not None else None,
        )


def order_rhythm(
    ordered_on: Iterable[date], as_of: date, settings: RhythmSettings = RhythmSettings()
) -> OrderRhythm | None:
    """Days since the last order ÷ the client's own median interval (domain.md §6); None before any order.

    Several orders of one day are one; orders after ``as_of`` are not known yet; returns are no orders and
    are not passed in. Intervals that ended within the last 24 months count; a client silent for longer is
    measured by all they had.
    """
    return OrderDays(ordered_on).rhythm(as_of, settings)


def _middle(lengths: list[int]) -> int:
    """Twice the median: a whole number, which needs no fraction."""
    ordered, half = sorted(lengths), len(lengths) // 2
    return ordered[half] + ordered[~half]


@dataclass(frozen=True, slots=True)
class DegreeSettings:
    """The measures of the degree; the plan names the degrees (domain.md §2) and leaves the measures to us.

    The share of months with a purchase: permanent from 80 %, stable from 50 %, irregular from 25 %. A
    client has stopped after a silence of three usual intervals and at least 180 days; where there is no usual
    interval, after a year. A new client is measured against half a year at least.
    """

    permanent_percent: Percent = 80
    stable_percent: Percent = 50
    irregular_percent: Percent = 25
    window_months: int = 12
    least_months: int = 6
    stopped_intervals: int = 3
    stopped_days: int = 180
    stopped_days_without_rhythm: int = 365


class DegreeReason(Term):
    """Why a relationship has its degree."""

    NEVER = "never", label("degree reason", "Has never bought")
    ONCE = "once", label("degree reason", "Bought on one day only: {on}")
    ONCE_IN_MONTH = "once_in_month", label("degree reason", "Bought in one month only: {month}")
    SILENT = "silent", label("degree reason", "Days without an order: {days}; stopped from {threshold}")
    MONTHS = "months", label("degree reason", "Bought in {bought} of {months} months")


@dataclass(frozen=True, slots=True)
class DegreeVerdict:
    """A degree and the one reason for it."""

    degree: RelationshipDegree
    reason: Reason


def relationship_degree(
    ordered_on: Iterable[date],
    as_of: date,
    settings: DegreeSettings = DegreeSettings(),
    rhythm_settings: RhythmSettings = RhythmSettings(),
    *,
    totals: Iterable[Month] = (),
) -> DegreeVerdict:
    """The degree by an explicit rule, of which the first part that applies decides.

    No order – not yet; one day of orders – one-off; silent too long – stopped; otherwise by the share of the
    last 12 months in which the client bought. The window ends with the running month if there was an order
    in it, else with the month before, so that an unfinished month counts against nobody; it begins with the
    first purchase when that is later, but spans six months at least.

    ``totals`` are months with a purchase of which the days are not known: the last day of such a month, as
    far as it has come, stands for it.
    """
    ordered = {day for day in ordered_on if day <= as_of}
    days = sorted(ordered | {min(month.last_day, as_of) for month in totals if month.first_day <= as_of})
    rhythm = order_rhythm(days, as_of, rhythm_settings)
    if rhythm is None:
        return DegreeVerdict(RelationshipDegree.NOT_YET, Reason.of(DegreeReason.NEVER))
    if rhythm.order_days == 1:
        if not ordered:
            once = Reason.of(DegreeReason.ONCE_IN_MONTH, month=Month.of(rhythm.last_order))
            return DegreeVerdict(RelationshipDegree.ONE_OFF, once)
        return DegreeVerdict(RelationshipDegree.ONE_OFF, Reason.of(DegreeReason.ONCE, on=rhythm.last_order))
    limit = _silence_limit(rhythm, settings)
    if rhythm.days_since >= limit:
        reason = Reason.of(DegreeReason.SILENT, days=rhythm.days_since, threshold=limit)
        return DegreeVerdict(RelationshipDegree.STOPPED, reason)
    bought, months = _months_with_purchase(days, as_of, settings)
    return DegreeVerdict(
        _degree(Fraction(bought, months), settings),
        Reason.of(DegreeReason.MONTHS, bought=bought, months=months),
    )


def _silence_limit(rhythm: OrderRhythm, settings: DegreeSettings) -> int:
    if rhythm.usual_interval is None:
        return settings.stopped_days_without_rhythm
    return max(settings.stopped_days, int(settings.stopped_intervals * rhythm.usual_interval))


def _months_with_purchase(days: list[date], as_of: date, settings: DegreeSettings) -> tuple[int, int]:
    bought = {Month.of(day) for day in days}
    last = Month.of(as_of)
    if last not in bought:
        last -= 1
    observed = min(bought).months_until(last) + 1
    months = min(max(observed, settings.least_months), settings.window_months)
    return sum(last - months < month <= last for month in bought), months


def _degree(bought: Fraction, settings: DegreeSettings) -> RelationshipDegree:
    if bought >= share(settings.permanent_percent):
        return RelationshipDegree.PERMANENT
    if bought >= share(settings.stable_percent):
        return RelationshipDegree.STABLE
    if bought >= share(settings.irregular_percent):
        return RelationshipDegree.IRREGULAR
    return RelationshipDegree.EPISODIC
