"""From an account's facts to its health, churn risk and inertia on any past day (domain.md §9).

Pure: of what has a date only what lay before the end of the day counts, and what has none stands as it did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from kam.analysis.health.churn import (
    Churn,
    ChurnRisk,
    ChurnSignals,
    EndingContract,
    asks_for_fall,
    churn_of,
    is_inertia,
)
from kam.analysis.health.money import order_habit, wallet_share
from kam.analysis.health.pace import quiet_chance
from kam.analysis.health.people import AnyContact, contact_kept
from kam.analysis.health.score import FactorScore, Health, health_of
from kam.analysis.health.trust import Asked, HealthComplaint, complaints, satisfaction
from kam.analysis.promises import year_before
from kam.analysis.ratios import ratio
from kam.core.periods import months_before
from kam.core.vocabulary import Severity, SurveyStatus
from kam.services.health.account_facts import (
    AccountFacts,
    AnswerFacts,
    ComplaintFacts,
    ContractFacts,
    WalletFacts,
)
from kam.services.health.days_share import DaysShare
from kam.services.health.measures import Measures
from kam.services.health.people_then import in_force

AHEAD: Final = 3
"""Churn looks at the health of so many months before."""
_ANSWER_DAYS: Final = 14
"""Who was asked has so long for an answer before saying nothing is silence."""
_NEXT_STARTS: Final = timedelta(days=31)
"""A contract that follows another one begins within so long of its end."""


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
    """Judges one account on several days, each day once."""

    def __init__(self, facts: AccountFacts, measures: Measures) -> None:
        self._facts = facts
        self._measures = measures
        self._days: dict[date, _Day] = {}
        self._healths: dict[date, Health | None] = {}
        self._judged: dict[date, Judged] = {}
        self._risks: dict[date, ChurnRisk] = {}
        self._shared = DaysShare(facts, measures)

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
        if day not in self._judged:
            self._judged[day] = self._judge(day)
        return self._judged[day]

    def risk(self, day: date) -> ChurnRisk:
        """The churn risk of a day alone: the health of months before is looked at only where it matters."""
        if day in self._judged:
            return self._judged[day].churn.risk
        if day not in self._risks:
            churn = self._churn(day, None)
            graver = asks_for_fall(churn, self._measures.churn)
            self._risks[day] = self.on(day).churn.risk if graver else churn.risk
        return self._risks[day]

    def _judge(self, day: date) -> Judged:
        health, before = self.health(day), self.health(months_before(day, AHEAD))
        churn = self._churn(day, None if before is None else before.score)
        return Judged(health, churn, health is not None and is_inertia(health))

    def _churn(self, day: date, before: int | None) -> Churn:
        signals = self._day(day).signals(self.health(day), before)
        return churn_of(signals, day, self._measures.churn, self._measures.health)

    def turns_at(self) -> datetime | None:
        """The next moment at which the present day may be judged otherwise though nothing is written down."""
        now = self._measures.as_of.astimezone(UTC)
        moments = [each.due_at for each in self._facts.promises if each.due_at is not None]
        for each in self._facts.complaints:
            moments += self._shared.turns_of(each, now)
        return min([at for at in moments if at > now], default=None)

    def _day(self, day: date) -> _Day:
        if day not in self._days:
            self._days[day] = _Day(self._facts, day, self._measures, self._shared)
        return self._days[day]


class _Day:
    """The facts of an account as they stood at the end of one day."""

    def __init__(self, facts: AccountFacts, day: date, measures: Measures, shared: DaysShare) -> None:
        self._facts = facts
        self._day = day
        self._measures = measures
        self._shared = shared
        self._instant = measures.instant(day)
        self._bought = shared.bought(day)
        self._habit = shared.rhythm(day)
        self._people = shared.people(day)
        instant = self._instant
        self._complaints = [
            over if over is not None and over_at is not None and over_at <= instant else self._complaint(each)
            for each, over_at, over in shared.complaints
            if each.received_on <= day
        ]

    def factors(self) -> Iterator[FactorScore | None]:
        """Every factor, None where nothing is known of it."""
        yield self._shared.revenue(self._day)
        yield order_habit(self._habit, by_months=self._bought.by_months)
        yield self._wallet()
        yield self._people.relations
        yield contact_kept(self._in_contact())
        yield self._trouble()
        yield self._satisfaction()
        yield self._shared.promises.kept(self._day, self._measures.moment(self._day))

    def signals(self, health: Health | None, before: int | None) -> ChurnSignals:
        """What may speak for leaving."""
        day, rhythm = self._day, self._habit
        return ChurnSignals(
            health=health,
            health_before=before,
            days=rhythm.days_since if rhythm else 0,
            usual=rhythm.usual_interval if rhythm else None,
            ratio=rhythm.ratio if rhythm else None,
            bought=rhythm.order_days if rhythm else 0,
            quiet=quiet_chance(self._bought.days, day),
            lost=self._people.lost,
            breached=tuple([(each.id, each.number) for each in self._complaints if each.breached]),
            contracts=tuple(self._contracts()) if self._facts.contracts else (),
        )

    # --- money ------------------------------------------------------------------------------------------

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

    def _in_contact(self) -> Iterator[AnyContact]:
        """Whoever is there, with their norm and the days since they were met."""
        day, norms = self._day, self._measures.norms_by_circle
        for person, (touches, known, own, changed) in zip(
            self._people.rated, self._shared.contacts, strict=True
        ):
            if person is None:
                continue
            touched = touches[at - 1] if (at := bisect_right(touches, day)) else None
            known_since = touched or known
            if known_since is None or known_since > day:
                continue
            cadence = own if changed is None else changed.state_on(day).cadence_days
            yield person, cadence or norms[person.circle or 0], (day - known_since).days, touched

    # --- trust ------------------------------------------------------------------------------------------

    def _complaint(self, complaint: ComplaintFacts) -> HealthComplaint:
        is_open = complaint.ended_at(self._instant) is None
        return HealthComplaint(
            id=complaint.id,
            number=complaint.number,
            kind=complaint.kind,
            severity=_severity(complaint, self._instant) if is_open else complaint.severity,
            received_on=complaint.received_on,
            ended_on=None if is_open else self._day,  # by then; when exactly says nothing more
            breached=is_open and self._shared.breached(complaint, self._instant),
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
            or any(since < last and last.replace(day=1) <= day for last in self._shared.months_bought)
        )

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


def _severity(complaint: ComplaintFacts, moment: datetime) -> Severity:
    if complaint.course is None:
        return complaint.severity
    first, *corrections = complaint.course().classified
    known = [each for each in corrections if each.since <= moment]
    return (known[-1] if known else first).severity


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
