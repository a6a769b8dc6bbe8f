"""The review of a plan by the program: what is known around it, how complete it is, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.plans.completeness import PlanCompleteness, plan_completeness
from kam.analysis.plans.content import PlanContent
from kam.analysis.plans.findings import Finding
from kam.analysis.plans.review import Surroundings, review_plan
from kam.core.money import Money
from kam.core.periods import MONTHS, Month
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import (
    BuyingRole,
    ClockState,
    InteractionKind,
    InteractionStatus,
    PlanStatus,
    WhitespaceStage,
)
from kam.models import (
    Account,
    Colleague,
    Interaction,
    Person,
    Plan,
    Stakeholder,
    StakeholderRole,
    WhitespaceCell,
)
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.standing import calendar_of_all
from kam.services.lists.hindsight import open_complaints
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.plans.records import plan_of
from kam.services.plans.revenue import bought, money_unit
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.services.working_calendar import norms_from
from kam.store.workspace import Workspace

_TO_WIN: Final = frozenset({WhitespaceStage.CURRENT, WhitespaceStage.POTENTIAL, WhitespaceStage.COMPETITOR})


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What the program says of a plan today; ``names`` are those of the people in the findings."""

    completeness: PlanCompleteness
    findings: tuple[Finding, ...]
    names: Mapping[UUID, str]


def check_plan(workspace: Workspace, plan_id: UUID, *, as_of: datetime) -> PlanCheck:
    """Review a plan as it stands; NotFoundError ``plan.gone``."""
    with workspace.reading() as session:
        plan = plan_of(session, plan_id)
        today = read_profile(session).today(as_of)
        content = content_of(session, plan, today)
        return PlanCheck(
            completeness=plan_completeness(content, today),
            findings=review_plan(content, today, surroundings_of(session, plan, content, today)),
            names={
                **colleague_names(session),
                **stakeholder_names(session, Stakeholder.account_id == plan.account_id),
            },
        )


def surroundings_of(session: Session, plan: Plan, content: PlanContent, day: date) -> Surroundings:
    """What is known around a plan on a day; sums are in the client's currency, unknown without a rate."""
    currency = session.get_one(Account, plan.account_id).currency
    units = {
        each.id: unit
        for each in content.objectives
        if (unit := money_unit(each.kind, each.measure, each.unit, currency)) is not None
    }
    first = Month.of(content.starts_on)
    before = bought(session, plan.account_id, MoneyUnit(currency), first - MONTHS, (first - 1).last_day)
    return Surroundings(
        units=units,
        deciders=_deciders(session, plan.account_id, day),
        gone=_gone(session, plan.account_id, day),
        whitespace=_whitespace(session, plan.account_id, currency, day),
        bought_before=None if before.value is None else Money.of(before.value, currency),
        next_review=next_review(session, plan.account_id, day),
        overdue_complaints=_overdue_complaints(session, plan.account_id, day),
        is_running=plan.status is PlanStatus.APPROVED,
    )


def _deciders(session: Session, account_id: UUID, day: date) -> tuple[UUID, ...]:
    """Who decides, by name, of those who are there."""
    query = (
        select(Stakeholder.id)
        .join(StakeholderRole, StakeholderRole.stakeholder_id == Stakeholder.id)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(
            Stakeholder.account_id == account_id,
            StakeholderRole.role == BuyingRole.DECIDER,
            Stakeholder.left_on.is_(None) | (Stakeholder.left_on >= day),
        )
        .order_by(Person.family_name, Person.given_name, Stakeholder.id)
    )
    return tuple(session.scalars(query))


def _gone(session: Session, account_id: UUID, day: date) -> frozenset[UUID]:
    theirs = select(Stakeholder.id).where(Stakeholder.account_id == account_id, Stakeholder.left_on < day)
    ours = select(Colleague.id).where(Colleague.left_on < day)
    return frozenset([*session.scalars(theirs), *session.scalars(ours)])


def _whitespace(session: Session, account_id: UUID, currency: str, day: date) -> Money | None:
    """What there is still to win in a year; None where no cell says how much."""
    exchange = Exchange(session, read_profile(session).currency, currency)
    cells = select(WhitespaceCell).where(
        WhitespaceCell.account_id == account_id,
        WhitespaceCell.stage.in_(_TO_WIN),
        WhitespaceCell.potential_minor.is_not(None),
    )
    sums = [exchange.known(each.potential_minor, each.currency, day) for each in session.scalars(cells)]
    known = [each for each in sums if each is not None]
    return Money(sum(known), currency) if known and len(known) == len(sums) else None


def _overdue_complaints(session: Session, account_id: UUID, day: date) -> tuple[tuple[UUID, str], ...]:
    """Complaints that were open and past a norm when the day began, oldest first."""
    profile = read_profile(session)
    morning = datetime.combine(day, datetime.min.time(), profile.zone).astimezone(UTC)
    found = [each for each, _ in open_complaints(session, morning, account_id)]
    calendar = calendar_of_all(session, profile, found, morning)
    clocks = clocks_of(session, found, norms_from(profile.settings), calendar, morning)
    late = (
        each
        for each in reversed(found)
        if (pressing := clocks[each.id].pressing) is not None and pressing.state is ClockState.BREACHED
    )
    return tuple((each.id, f"{each.number}: {each.summary}") for each in late)


def next_review(session: Session, account_id: UUID, day: date) -> date | None:
    """The next business review on the calendar, today's included."""
    morning = datetime.combine(day, datetime.min.time(), read_profile(session).zone)
    query = select(func.min(Interaction.starts_local)).where(
        Interaction.account_id == account_id,
        Interaction.kind == InteractionKind.BUSINESS_REVIEW,
        Interaction.status == InteractionStatus.PLANNED,
        Interaction.starts_at >= morning,
    )
    found = session.scalar(query)
    return None if found is None else found.date()
