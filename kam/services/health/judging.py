"""From an account's facts to its health, churn risk and inertia on any past day (domain.md §9).

Pure: of what has a date only what lay before the end of the day counts, and what has none stands as it did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final
from uuid import UUID

from kam.analysis.complaint_clocks import ComplaintCourse
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.health.churn import (
    Churn,
    ChurnSettings,
    ChurnSignals,
    EndingContract,
    LostChampion,
    churn_of,
    is_inertia,
)
from kam.analysis.health.money import order_habit, revenue_trend, wallet_share
from kam.analysis.health.pace import quiet_chance
from kam.analysis.health.people import RelationPerson, contact_kept, relations
from kam.analysis.health.score import FactorScore, Health, HealthSettings, health_of
from kam.analysis.health.trust import Asked, HealthComplaint, complaints, promises_kept, satisfaction
from kam.analysis.map_checks import CadenceSettings
from kam.analysis.promises import KeptRate, as_it_stood, verdict_then, year_before
from kam.analysis.ratios import ratio
from kam.analysis.rhythm import RhythmSettings, order_rhythm
from kam.analysis.sales_figures import KnownMonths
from kam.analysis.working_time import WorkCalendar
from kam.core.periods import MONTHS, last_full_month, months_before
from kam.core.vocabulary import Attitude, Circle, ClockState, Severity, SurveyStatus
from kam.services.complaint_courses import clocks_by
from kam.services.complaints.terms import terms_of
from kam.services.health.account_facts import (
    AccountFacts,
    AnswerFacts,
    ComplaintFacts,
    ContractFacts,
    PersonFacts,
    RatedOn,
    WalletFacts,
)
from kam.services.health.buying import months_bought, rhythm_by_months
from kam.services.health.reach import ends_on

AHEAD: Final = 3
"""Churn looks at the health of so many months before."""
ATTITUDES: Final = {int(each): each for each in Attitude}
_ANSWER_DAYS: Final = 14
"""Who was asked has so long for an answer before saying nothing is silence."""
_NEXT_STARTS: Final = timedelta(days=31)
"""A contract that follows another one begins within so long of its end."""


@dataclass(frozen=True)
class Measures:
    """What facts are judged by; ``as_of`` in the workspace's zone is the moment up to which they are known.

    ``known`` are the months with sales of anybody. ``norms`` and ``calendar`` are for complaints that keep
    none of their own.
    """

    as_of: datetime
    known: KnownMonths | None
    norms: ComplaintNorms
    calendar: WorkCalendar
    health: HealthSettings = field(default_factory=HealthSettings)
    churn: ChurnSettings = field(default_factory=ChurnSettings)
    cadence: CadenceSettings = field(default_factory=CadenceSettings)
    rhythm: RhythmSettings = field(default_factory=RhythmSettings)

    def moment(self, day: date) -> datetime:
        """The end of a day, or the present moment of the present day."""
        zone = self.as_of.tzinfo
        return self.as_of if day >= self.as_of.date() else ends_on(day, zone)  # type: ignore[arg-type]

    @cached_property
    def norms_by_circle(self) -> Sequence[int | None]:
        """Days between touches of those who have no norm of their own, by the number of their circle."""
        return (self.cadence.norm(None), *(self.cadence.norm(circle) for circle in Circle))


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of an account on a day; ``health`` None where nothing is known."""

    health: Health | None
    churn: Churn
    is_inertia: bool


def judge_at(facts: AccountFacts, day: date, measures: Measures) -> Judged:
    """Health and what follows from it at the end of a day; of the present day at the present moment."""
    return Judge(facts, measures).on(day)


def health_at(facts: AccountFacts, day: date, measures: Measures) -> Health | None:
    """Health alone at the end of a day."""
    return Judge(facts, measures).health(day)


class Judge:
    """Judges one account on several days, each day's health once."""

    def __init__(self, facts: AccountFacts, measures: Measures) -> None:
        self._facts = facts
        self._measures = measures
        self._days: dict[date, _Day] = {}
        self._healths: dict[date, Health | None] = {}
        self._shared = _Shared(facts, measures)

    @property
    def measures(self) -> Measures:
        """What it judges by."""
        return self._measures

    def health(self, day: date) -> Health | None:
        """The health of a day."""
        if day not in self._healths:
            self._healths[day] = health_of(self._day(day).factors(), self._measures.health)
        return self._healths[day]

    def on(self, day: date) -> Judged:
        """Everything of a day."""
        health, before = self.health(day), self.health(months_before(day, AHEAD))
        signals = self._day(day).signals(health, None if before is None else before.score)
        churn = churn_of(signals, day, self._measures.churn, self._measures.health)
        return Judged(health, churn, health is not None and is_inertia(health))

    def turns_at(self) -> datetime | None:
        """The next moment at which the present day may be judged otherwise though nothing is written down."""
        now = self._measures.as_of
        moments = [each.due_at for each in self._facts.promises if each.due_at is not None]
        for each in self._facts.complaints:
            if each.course is not None:
                moments += _events(each.course)
                moments += self._shared.due_of(each, now)
        return min((at for at in moments if at > now), default=None)

    def _day(self, day: date) -> _Day:
        if day not in self._days:
            self._days[day] = _Day(self._facts, day, self._measures, self._shared)
        return self._days[day]


class _Day:
    """The facts of an account as they stood at the end of one day."""

    def __init__(self, facts: AccountFacts, day: date, measures: Measures, shared: _Shared) -> None:
        self._facts = facts
        self._day = day
        self._measures = measures
        self._shared = shared
        self._moment = measures.moment(day)
        self._rhythm = order_rhythm(facts.ordered_on, day, measures.rhythm) if facts.ordered_on else None
        self._there = [each for each in facts.people if is_there(each, day)]
        self._complaints = [self._complaint(each) for each in facts.complaints if each.received_on <= day]

    def factors(self) -> Iterator[FactorScore | None]:
        """Every factor, None where nothing is known of it."""
        people = [self._person(each) for each in self._there]
        yield self._revenue()
        yield order_habit(self._rhythm)
        yield self._wallet()
        yield relations(people)
        yield contact_kept(people)
        yield self._trouble()
        yield self._satisfaction()
        yield self._promises()

    def signals(self, health: Health | None, before: int | None) -> ChurnSignals:
        """What may speak for leaving."""
        facts, day = self._facts, self._day
        rhythm, bought = self._rhythm, facts.ordered_on
        if rhythm is None:
            bought = self._shared.months_bought
            rhythm = rhythm_by_months(bought, day, self._measures.known, self._measures.rhythm)
        return ChurnSignals(
            health=health,
            health_before=before,
            days=rhythm.days_since if rhythm else 0,
            usual=rhythm.usual_interval if rhythm else None,
            ratio=rhythm.ratio if rhythm else None,
            bought=rhythm.order_days if rhythm else 0,
            quiet=quiet_chance(bought, day),
            lost=tuple(self._lost()),
            breached=tuple((each.id, each.number) for each in self._complaints if each.breached),
            contracts=tuple(self._contracts()),
        )

    # --- money ------------------------------------------------------------------------------------------

    def _revenue(self) -> FactorScore | None:
        """Up to the last whole month of which sales are known at all; none where a sum has no rate."""
        known = self._measures.known
        if known is None:
            return None
        last = min(last_full_month(self._day), known.last)
        if any(0 <= month.months_until(last) < 2 * MONTHS for month in self._facts.unconverted):
            return None
        return revenue_trend(self._facts.revenue, (last + 1).first_day, first=self._facts.first_bought)

    def _wallet(self) -> FactorScore | None:
        told = [each for each in self._facts.wallets if _is_told(each, self._day)]
        if not told:
            return None
        year = max(each.year for each in told)
        latest = [each for each in told if each.year == year]
        days = [each.on for each in latest if each.on is not None]
        before = [each for each in told if each.year == year - 1]
        return wallet_share(_share(latest), _share(before), max(days, default=None))

    # --- people -----------------------------------------------------------------------------------------

    def _person(self, person: PersonFacts) -> RelationPerson:
        day = self._day
        state = person.state_on(day) if person.earlier else person.state
        attitude, influence = in_force(person.attitudes, day), in_force(person.influences, day)
        touched = person.touched[at - 1] if (at := bisect_right(person.touched, day)) else None
        known_since = touched or person.since or person.written_down_on
        norm = state.cadence_days or self._measures.norms_by_circle[state.circle or 0]
        return RelationPerson(
            id=person.id,
            name=person.name,
            roles=state.roles,
            circle=state.circle,
            attitude=None if attitude is None else ATTITUDES[attitude.value],
            influence=None if influence is None else influence.value,
            rated_on=_later(attitude, influence),
            norm=norm if known_since is not None and known_since <= day else None,
            days=(day - known_since).days if known_since is not None else 0,
            touched_on=touched,
            placeholder=state.placeholder,
        )

    def _lost(self) -> Iterator[LostChampion]:
        """Who left while they stood for us, or turned away from us, and nobody in their place does now."""
        for each in self._facts.people:
            lost_on = _lost_on(each, self._day)
            if lost_on is not None and not self._succeeded(each):
                yield LostChampion(each.id, each.name, lost_on)

    def _succeeded(self, person: PersonFacts) -> bool:
        successor = self._facts.person(person.successor_id)
        return (
            person.left_on is not None
            and successor is not None
            and is_there(successor, self._day)
            and stands_for_us(successor, self._day)
        )

    # --- trust ------------------------------------------------------------------------------------------

    def _complaint(self, complaint: ComplaintFacts) -> HealthComplaint:
        is_open = complaint.ended_at(self._moment) is None
        return HealthComplaint(
            id=complaint.id,
            number=complaint.number,
            kind=complaint.kind,
            severity=_severity(complaint, self._moment),
            received_on=complaint.received_on,
            ended_on=None if is_open else self._day,  # by then; when exactly says nothing more
            breached=is_open and self._shared.breached(complaint, self._moment),
            line=complaint.line,
        )

    def _trouble(self) -> FactorScore | None:
        return complaints(self._complaints, self._day, in_touch=bool(self._complaints) or self._in_touch())

    def _in_touch(self) -> bool:
        """Whether a complaint would have reached us: they complained before, bought or were met in a year."""
        facts, day = self._facts, self._day
        if facts.older_complaint_on is not None:
            return True
        since = year_before(day)
        return (
            any(since < each <= day for each in facts.met)
            or any(since < each <= day for person in facts.people for each in person.touched)
            or any(amount > 0 and month.last_day > since and month.first_day <= day
                   for month, amount in facts.revenue.items())
        )  # fmt: skip

    def _satisfaction(self) -> FactorScore | None:
        asked = [self._asked(each) for each in self._facts.answers if _counts(each, self._day)]
        return satisfaction(asked, self._day)

    def _asked(self, answer: AnswerFacts) -> Asked:
        person = self._facts.person(answer.person)
        influence = in_force(person.influences, self._day) if person is not None else None
        return Asked(
            id=answer.id,
            person=answer.person,
            measure=answer.measure,
            score=answer.score,
            on=answer.on,
            influence=None if influence is None else influence.value,
        )

    def _promises(self) -> FactorScore | None:
        kept = counted = 0
        late: list[UUID] = []
        latest: date | None = None
        for each in self._facts.promises:
            verdict = verdict_then(each, self._moment)
            if verdict is None:
                continue
            kept += verdict
            counted += 1
            closed = each.closed_on if each.closed_on is not None and each.closed_on <= self._day else None
            if closed is None:
                late.append(each.id)
                stood = as_it_stood(each, self._day)
                closed = None if stood is None else stood.due_on
            latest = max((on for on in (latest, closed) if on is not None), default=None)
        return promises_kept(KeptRate(kept, counted), late, latest)

    def _contracts(self) -> Iterator[EndingContract]:
        """Contracts in force that end; one that renews itself, or that another one follows, does not."""
        known = [each for each in self._facts.contracts if each.made_on is None or each.made_on <= self._day]
        for each in known:
            ends = each.ends_as_of(self._day)
            begun = each.starts_on is None or each.starts_on <= self._day
            if ends is None or not begun or each.renews_itself:
                continue
            talks = each.talks_since is not None and each.talks_since <= self._day
            followed = any(_follows(other, ends, self._day) for other in known if other is not each)
            yield EndingContract(each.id, ends, talked_of=talks or followed)


class _Shared:
    """What the days of one account have in common.

    The clocks of a complaint are read once as long as nothing happened to it.
    """

    def __init__(self, facts: AccountFacts, measures: Measures) -> None:
        self._facts = facts
        self._measures = measures
        self._due: dict[UUID, tuple[datetime, datetime | None]] = {}
        """Since when nothing happened, and the moment from which an open clock is past its norm."""

    @cached_property
    def months_bought(self) -> tuple[date, ...]:
        """The last days of months with a purchase."""
        return months_bought(self._facts)

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
        still = max((*_events(complaint.course), *(each.until for each in terms.former)), default=moment)
        if still <= moment:
            due = [each.due_at for each in clocks.shown if each.is_open and each.due_at is not None]
            self._due[complaint.id] = still, min(due, default=None)
        return clocks.pressing is not None and clocks.pressing.state is ClockState.BREACHED


def _events(course: ComplaintCourse) -> Iterator[datetime]:
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


def is_there(person: PersonFacts, day: date) -> bool:
    """Whether somebody was known to hold their place on a day; on the day of leaving they do not."""
    if person.left_on is not None and person.left_on <= day:
        return False
    if person.erased_on is not None and person.erased_on <= day:
        return False
    if person.since is not None:
        return person.since <= day
    return not person.earlier or person.state_on(day).on_record


def stands_for_us(person: PersonFacts, day: date) -> bool:
    """Whether they were a champion on a day, or a coach who is not against us."""
    held = in_force(person.attitudes, day)
    return RelationPerson(
        id=person.id,
        name=person.name,
        roles=person.state_on(day).roles,
        attitude=None if held is None else ATTITUDES[held.value],
    ).stands_for_us


def in_force(ratings: Sequence[RatedOn], day: date) -> RatedOn | None:
    """The rating in force on a day; they come in their order."""
    for each in reversed(ratings):
        if each[0] <= day:
            return each
    return None


def _later(one: RatedOn | None, other: RatedOn | None) -> date | None:
    if one is None or other is None:
        return one.on if one is not None else other.on if other is not None else None
    return max(one.on, other.on)


def _lost_on(person: PersonFacts, day: date) -> date | None:
    """When somebody who stood for us was lost: the day they left, or turned neutral or worse."""
    if person.left_on is not None and person.left_on <= day:
        return person.left_on if stands_for_us(person, person.left_on) else None
    if not person.attitudes or not is_there(person, day):
        return None
    turned: date | None = None
    champion = False
    for each in person.attitudes:
        if each.on > day:
            break
        if each.value >= Attitude.CHAMPION:
            champion, turned = True, None
        elif each.value <= Attitude.NEUTRAL:
            turned = turned or each.on
        else:
            turned = None
    return turned if champion else None


def _severity(complaint: ComplaintFacts, moment: datetime) -> Severity:
    if complaint.course is None:
        return complaint.severity
    known = [each for each in complaint.course.classified[1:] if each.since <= moment]
    return (known[-1] if known else complaint.course.classified[0]).severity


def _is_told(wallet: WalletFacts, day: date) -> bool:
    return wallet.year <= day.year and (wallet.on is None or wallet.on <= day)


def _share(wallets: list[WalletFacts]) -> Decimal | None:
    total = sum(each.total for each in wallets)
    return ratio(sum(each.ours for each in wallets), total)


def _counts(answer: AnswerFacts, day: date) -> bool:
    """Who has not answered yet is silent once they have had their time."""
    waits = answer.status is SurveyStatus.ASKED and answer.score is None
    return answer.on <= day and not (waits and (day - answer.on).days < _ANSWER_DAYS)


def _follows(contract: ContractFacts, ends: date, day: date) -> bool:
    """Whether a contract goes on where another ends."""
    own = contract.ends_as_of(day)
    starts = contract.starts_on
    return starts is not None and starts <= ends + _NEXT_STARTS and (own is None or own > ends)
