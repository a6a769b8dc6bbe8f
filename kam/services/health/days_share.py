"""What the days on which one account is judged have in common: people between changes, clocks, months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from kam.analysis.complaint_clocks import ComplaintCourse
from kam.analysis.health.trust import HealthComplaint
from kam.core.vocabulary import ClockState
from kam.services.complaint_courses import clocks_by
from kam.services.complaints.terms import terms_of
from kam.services.health.account_facts import AccountFacts, ComplaintFacts
from kam.services.health.buying import months_bought
from kam.services.health.measures import Measures
from kam.services.health.people_then import PeopleOverTime, PeopleThen
from kam.services.health.promises_then import PromisesThen


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

    def people(self, day: date) -> PeopleThen:
        """The people as of a day."""
        return self._people.on(day)

    @cached_property
    def promises(self) -> PromisesThen:
        """What we promised."""
        return PromisesThen(self._facts.promises)

    @cached_property
    def months_bought(self) -> tuple[date, ...]:
        """The last days of months with a purchase."""
        return months_bought(self._facts)

    @cached_property
    def complaints(self) -> Sequence[tuple[ComplaintFacts, HealthComplaint | None]]:
        """The complaints, those that ended for good with what they say from then on."""
        return [
            (each, _ended(each) if each.course is None and each.ended and each.ended[-1][1] else None)
            for each in self._facts.complaints
        ]

    def due_of(self, complaint: ComplaintFacts, moment: datetime) -> list[datetime]:
        """The moment at which one of its open clocks passes its norm, as it stood at a moment."""
        if complaint.ended_at(moment) is not None:
            return []
        self.breached(complaint, moment)
        known = self._due.get(complaint.id)
        return [known[1]] if known is not None and known[1] is not None else []

    def breached(self, complaint: ComplaintFacts, moment: datetime) -> bool:
        """Whether one of its open clocks was past its norm at a moment."""
        if complaint.course is None:
            return False
        known = self._due.get(complaint.id)
        if known is not None and known[0] <= moment:
            return known[1] is not None and known[1] < moment
        measures = self._measures
        terms = terms_of(complaint, measures.norms, measures.calendar, moment)  # type: ignore[arg-type]
        clocks = clocks_by(complaint.course, terms, moment)
        still = max((*events_of(complaint.course), *(each.until for each in terms.former)), default=moment)
        if still <= moment:
            due = [each.due_at for each in clocks.shown if each.is_open and each.due_at is not None]
            self._due[complaint.id] = still, min(due, default=None)
        return clocks.pressing is not None and clocks.pressing.state is ClockState.BREACHED


def _ended(complaint: ComplaintFacts) -> HealthComplaint:
    return HealthComplaint(
        id=complaint.id,
        number=complaint.number,
        kind=complaint.kind,
        severity=complaint.severity,
        received_on=complaint.received_on,
        ended_on=complaint.received_on,  # by then; when exactly says nothing more
        breached=False,
        line=complaint.line,
    )


def events_of(course: ComplaintCourse) -> Iterator[datetime]:
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
