"""How good an alarm of leaving was, by replaying history with only what was known then (domain.md §9).

At the end of a month each client counts that bought within the twelve months before. Who buys nothing in
the three months after has stopped; who buys has not. Months of which the three after are not known yet to
their end are not judged: nobody counts as stopped because the data end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.pace import QUARTER_DAYS
from kam.analysis.ratios import ratio
from kam.analysis.rhythm import order_rhythm
from kam.core.periods import MONTHS, Month
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label

AHEAD: Final = 3
"""The months after a day in which a client buys or has stopped."""
WARMING: Final = 3
"""The months after the first sale that are not judged: a rule of 90 days cannot say anything before."""
SILENT_DAYS: Final = 90
"""The plain rule beside ours."""


class Alarm(Term):
    """Who cries that a client leaves."""

    RISK = "risk", label("alarm of leaving", "Churn risk medium or high")
    HIGH = "high", label("alarm of leaving", "Churn risk high")
    SILENT = "silent", label("alarm of leaving", "No order for 90 days")


class Buyers(Term):
    """Whom the figures are of."""

    ALL = "all", label("buyers", "Everybody who bought within twelve months")
    QUARTERLY = "quarterly", label("buyers", "Of them, those who usually order at least once a quarter")


@dataclass(frozen=True, slots=True)
class Case:
    """One client at the end of one month: which alarms stood, and what came of it."""

    account_id: UUID
    on: date
    alarms: frozenset[Alarm]
    is_quarterly: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How often an alarm was right. Ratios are None where there is nothing to divide by.

    ``right`` are alarms before a stop, ``false`` alarms before a purchase, ``missed`` stops without an
    alarm, ``quiet`` purchases without one.
    """

    right: int
    false: int
    missed: int
    quiet: int

    @property
    def cases(self) -> int:
        """Clients and months in all."""
        return self.right + self.false + self.missed + self.quiet

    @property
    def alarms(self) -> int:
        """How often it was raised."""
        return self.right + self.false

    @property
    def stopped(self) -> int:
        """How often a client stopped."""
        return self.right + self.missed

    @property
    def precision(self) -> Decimal | None:
        """Of the alarms, those that were right."""
        return ratio(self.right, self.alarms)

    @property
    def recall(self) -> Decimal | None:
        """Of the stops, those with an alarm before."""
        return ratio(self.right, self.stopped)

    @property
    def f1(self) -> Decimal | None:
        """The harmonic mean of both; 0 where no alarm was right."""
        return ratio(2 * self.right, self.alarms + self.stopped)

    @property
    def base_rate(self) -> Decimal | None:
        """Of the cases, those that stopped: the precision that chance has with any number of alarms."""
        return ratio(self.stopped, self.cases)

    @property
    def alarm_rate(self) -> Decimal | None:
        """Of the cases, those with an alarm: the recall that chance has with as many."""
        return ratio(self.alarms, self.cases)

    @property
    def lift(self) -> Decimal | None:
        """How many times as often as by chance an alarm was right."""
        return ratio(self.right * self.cases, self.alarms * self.stopped)

    @property
    def f1_by_chance(self) -> Decimal | None:
        """The same of as many alarms raised at random, as it is to be expected."""
        if not self.cases or not self.alarms + self.stopped:
            return None
        expected = Fraction(2 * self.alarms * self.stopped, self.cases * (self.alarms + self.stopped))
        return ratio(expected.numerator, expected.denominator)


def known_to(ordered_on: Iterable[date], as_of: date) -> date | None:
    """The end of the last month that is known as a whole; None before any sale.

    Sales are known up to the last of anybody: its month counts only when that is its last day.
    """
    known = [day for day in ordered_on if day <= as_of]
    if not known:
        return None
    last = max(known)
    return last if last == Month.of(last).last_day else (Month.of(last) - 1).last_day


def days_to_replay(first: date, known: date, months: int | None = None) -> tuple[date, ...]:
    """The ends of months to judge, oldest first, the last ``months`` of them where that is said."""
    begin, end = Month.of(first) + WARMING, Month.of(known) - AHEAD
    days = tuple(month.last_day for month in begin.span(max(0, begin.months_until(end) + 1)))
    return days if months is None else days[max(0, len(days) - months) :]


def has_stopped(days: Sequence[date], on: date) -> bool | None:
    """Whether nothing is bought in the three months after the end of one; None for who does not count.

    ``days`` are those of purchases, in order.
    """
    place = bisect_right(days, on)
    if not place or days[place - 1] <= (Month.of(on) - MONTHS).last_day:
        return None
    return place == len(days) or days[place] > (Month.of(on) + AHEAD).last_day


def replay(
    bought: Mapping[UUID, Iterable[date]],
    days: Iterable[date],
    risk_at: Callable[[UUID, date], ChurnRisk],
) -> tuple[Case, ...]:
    """Judge every client at the end of every month. ``risk_at`` is what our alarm said on a day."""
    ordered = {account: sorted(set(each)) for account, each in bought.items()}
    return tuple(
        Case(
            account,
            on,
            _alarms(history, on, risk_at(account, on)),
            _is_quarterly(history, on),
            stopped,
        )
        for on in days
        for account, history in ordered.items()
        if (stopped := has_stopped(history, on)) is not None
    )


def _alarms(days: Sequence[date], on: date, risk: ChurnRisk) -> frozenset[Alarm]:
    last = days[bisect_right(days, on) - 1]
    raised = {
        Alarm.RISK: risk is not ChurnRisk.LOW,
        Alarm.HIGH: risk is ChurnRisk.HIGH,
        Alarm.SILENT: (on - last).days >= SILENT_DAYS,
    }
    return frozenset(alarm for alarm, is_raised in raised.items() if is_raised)


def _is_quarterly(days: Sequence[date], on: date) -> bool:
    rhythm = order_rhythm(days, on)
    return rhythm is not None and rhythm.usual_interval is not None and rhythm.usual_interval <= QUARTER_DAYS


def figures(cases: Iterable[Case], alarm: Alarm, buyers: Buyers = Buyers.ALL) -> Figures:
    """Count one alarm's hits and errors."""
    counted = [each for each in cases if buyers is Buyers.ALL or each.is_quarterly]
    raised = [each for each in counted if alarm in each.alarms]
    right = sum(each.stopped for each in raised)
    stopped = sum(each.stopped for each in counted)
    return Figures(
        right=right,
        false=len(raised) - right,
        missed=stopped - right,
        quiet=len(counted) - len(raised) - (stopped - right),
    )
