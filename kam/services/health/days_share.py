"""What the days on which one account is judged have in common: people between changes, clocks, months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from kam.analysis.complaint_clocks import ComplaintCourse
from kam.analysis.health.money import revenue_trend
from kam.analysis.health.score import FactorScore
from kam.analysis.health.trust import HealthComplaint
from kam.analysis.rhythm import OrderDays, OrderRhythm
from kam.core.periods import MONTHS, Month, last_full_month
from kam.services.complaint_courses import due_by
from kam.services.complaints.terms import terms_of
from kam.services.health.account_facts import AccountFacts, ComplaintFacts, PersonFacts
from kam.services.health.buying import months_bought
from kam.services.health.measures import Measures
from kam.services.health.people_then import PeopleOverTime, PeopleThen
from kam.services.health.promises_then import PromisesThen


class Bought(NamedTuple):
    """The days of purchase; of months with one each stands as its last day."""

    days: OrderDays
    by_months: bool


class SharedContact(NamedTuple):
    """The days on which somebody was met, since when we know them, their own norm, and they if it changed."""

    touched: tuple[date, ...]
    known_since: date | None
    cadence_days: int | None
    changed: PersonFacts | None


class SharedComplaint(NamedTuple):
    """A complaint; what it says from the moment on at which it ended for good."""

    facts: ComplaintFacts
    over_at: datetime | None = None
    over: HealthComplaint | None = None


class DaysShare:
    """What the days of one account have in common.

    The clocks of a complaint are read once as long as nothing happened to it.
    """

    def __init__(self, facts: AccountFacts, measures: Measures) -> None:
        self._facts = facts
        self._measures = measures
        self._people = PeopleOverTime(facts)
        self._due: dict[UUID, tuple[datetime, datetime | None]] = {}
        """Since when nothing happened, and the moment from which an open clock is past its norm."""
        self._revenues: dict[Month, FactorScore | None] = {}
        self._rhythms: dict[date, OrderRhythm | None] = {}

    def people(self, day: date) -> PeopleThen:
        """The people as of a day."""
        return self._people.on(day)

    @cached_property
    def contacts(self) -> Sequence[SharedContact]:
        """What of the people tells whether we are in touch, in their order."""
        return [
            SharedContact(
                each.touched,
                each.since or each.written_down_on,
                each.state.cadence_days,
                each if each.earlier else None,
            )
            for each in self._facts.people
        ]

    @cached_property
    def promises(self) -> PromisesThen:
        """What we promised."""
        return PromisesThen(self._facts.promises)

    @cached_property
    def months_bought(self) -> tuple[date, ...]:
        """The last days of months with a purchase."""
        return months_bought(self._facts)

    @cached_property
    def complaints(self) -> Sequence[SharedComplaint]:
        """The complaints, those that ended for good with what they say from then on."""
        return [_shared(each) for each in self._facts.complaints]

    def revenue(self, day: date) -> FactorScore | None:
        """Up to the last whole month of which sales are known at all; none where a sum has no rate."""
        known = self._measures.known
        if known is None:
            return None
        last = min(last_full_month(day), known.last)
        if last not in self._revenues:
            self._revenues[last] = self._revenue(last)
        return self._revenues[last]

    def _revenue(self, last: Month) -> FactorScore | None:
        facts = self._facts
        missing = facts.unconverted
        if missing and any(0 <= month.months_until(last) < 2 * MONTHS for month in missing):
            return None
        return revenue_trend(facts.revenue, (last + 1).first_day, first=facts.first_bought)

    def bought(self, day: date) -> Bought:
        """Their orders as far as there were any by a day, else the months in which they bought."""
        by_orders = self._by_orders
        return by_orders if by_orders.days.until(day) else self._by_months

    def rhythm(self, day: date) -> OrderRhythm | None:
        """Their rhythm; that of months is the same on all days after the known months."""
        days, by_months = self.bought(day)
        if not by_months:
            return days.rhythm(day, self._measures.rhythm)
        known = self._measures.known
        if known is None:
            return None
        last = min(day, known.last.last_day)
        if last not in self._rhythms:
            self._rhythms[last] = days.rhythm(last, self._measures.rhythm)
        return self._rhythms[last]

    @cached_property
    def _by_orders(self) -> Bought:
        return Bought(OrderDays(self._facts.ordered_on), by_months=False)

    @cached_property
    def _by_months(self) -> Bought:
        return Bought(OrderDays(self.months_bought), by_months=True)

    def turns_of(self, complaint: ComplaintFacts, moment: datetime) -> list[datetime]:
        """The moments at which it may be judged otherwise, as it stood at a moment; past ones among them.

        Of one that has ended those at which it is open again; of an open one all that is told, and when the
        first of its clocks passes its norm.
        """
        turns = [at for at, _ in complaint.ended]
        if complaint.course is None or complaint.ended_at(moment) is not None:
            return turns
        self.breached(complaint, moment)
        known = self._due.get(complaint.id)
        due = [known[1]] if known is not None and known[1] is not None else []
        return [*turns, *_events_of(complaint.course()), *due]

    def breached(self, complaint: ComplaintFacts, moment: datetime) -> bool:
        """Whether one of its open clocks was past its norm at a moment."""
        if complaint.course is None:
            return False
        known = self._due.get(complaint.id)
        if known is not None and known[0] <= moment:
            return known[1] is not None and known[1] < moment
        measures, course = self._measures, complaint.course()
        terms = terms_of(complaint, measures.norms, measures.calendar, moment)  # type: ignore[arg-type]
        due = due_by(course, terms, moment)
        still = max((*_events_of(course), *(each.until for each in terms.former)), default=moment)
        if still <= moment:
            self._due[complaint.id] = still, due
        return due is not None and due < moment


def _shared(complaint: ComplaintFacts) -> SharedComplaint:
    if complaint.course is not None or not complaint.ended or not complaint.ended[-1][1]:
        return SharedComplaint(complaint)
    over = HealthComplaint(
        id=complaint.id,
        number=complaint.number,
        kind=complaint.kind,
        severity=complaint.severity,
        received_on=complaint.received_on,
        ended_on=complaint.received_on,  # by then; when exactly says nothing more
        breached=False,
        line=complaint.line,
    )
    return SharedComplaint(complaint, complaint.ended[-1][0], over)


def _events_of(course: ComplaintCourse) -> Iterator[datetime]:
    """The moments at which something happened to the clocks."""
    yield course.received_at
    yield from (each.since for each in course.classified)
    yield from (each.at for each in course.stages)
    if course.answered_at is not None:
        yield course.answered_at
    for pause in course.pauses:
        yield pause.since
        if pause.until is not None:
            yield pause.until
