"""A plan's records as its content: what is reviewed, compared, frozen and printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.analysis.plans.content import (
    PlanAction,
    PlanBudget,
    PlanContact,
    PlanContent,
    PlanDecisionLine,
    PlanGrowth,
    PlanInitiative,
    PlanMeasurement,
    PlanMilestone,
    PlanObjective,
    PlanReview,
    PlanRisk,
    PlanSwot,
    PlanText,
)
from kam.core.money import Money
from kam.core.vocabulary import SwotKind
from kam.models import (
    Account,
    BudgetLine,
    Commitment,
    CommunicationLine,
    Dependency,
    GrowthSource,
    Initiative,
    Measurement,
    Milestone,
    Objective,
    Participant,
    Plan,
    PlanDecision,
    Record,
    Review,
    Risk,
    SwotItem,
)
from kam.services.plans.revenue import Bought, read_bought

RecordT = TypeVar("RecordT", bound=Record)
_TEXTS = tuple(PlanText.__dataclass_fields__)
_QUADRANTS = tuple(SwotKind)


def content_of(session: Session, plan: Plan, today: date) -> PlanContent:
    """All of a plan as it stands; what was bought is counted up to ``today``."""
    currency = session.get_one(Account, plan.account_id).currency
    objectives = _objectives(session, plan, today)
    initiatives = _initiatives(session, objectives)
    return PlanContent(
        id=plan.id,
        account_id=plan.account_id,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        strategy=plan.strategy,
        owner_id=plan.owner_id,
        previous_id=plan.previous_id,
        text=PlanText(**{name: getattr(plan, name) for name in _TEXTS}),
        swot=_swot(session, plan),
        objectives=objectives,
        initiatives=initiatives,
        actions=_actions(session, objectives, initiatives),
        growth=tuple(
            PlanGrowth(each.id, each.title, Money(each.amount_minor, each.currency), each.opportunity_id)
            for each in lines_of(session, plan, GrowthSource)
        ),
        risks=tuple(_risk(each, currency) for each in lines_of(session, plan, Risk)),
        contacts=tuple(
            PlanContact(each.id, each.colleague_id, each.stakeholder_id, each.every_days, each.about)
            for each in lines_of(session, plan, CommunicationLine)
        ),
        budget=tuple(_budget(each) for each in lines_of(session, plan, BudgetLine)),
        decisions=tuple(_decision(each, currency) for each in lines_of(session, plan, PlanDecision)),
        reviews=_reviews(session, plan),
    )


def lines_of(session: Session, plan: Plan, entity: type[Any]) -> list[Any]:
    """The plan's records of an entity, as they were begun; objectives in their order."""
    order = (entity.position, entity.id) if "position" in entity.__table__.columns else (entity.id,)
    return list(session.scalars(select(entity).where(entity.plan_id == plan.id).order_by(*order)))


def initiatives_of(session: Session, plan_id: UUID) -> list[Initiative]:
    """The work of a plan, objective by objective, as it was begun."""
    query = select(Initiative).join(Objective, Objective.id == Initiative.objective_id)
    return list(
        session.scalars(
            query.where(Objective.plan_id == plan_id).order_by(
                Objective.position, Objective.id, Initiative.id
            )
        )
    )


def milestones_of(session: Session, initiatives: Iterable[UUID]) -> dict[UUID, list[Milestone]]:
    """The milestones of some initiatives by date."""
    query = select(Milestone).where(Milestone.initiative_id.in_(list(initiatives)))
    found: dict[UUID, list[Milestone]] = defaultdict(list)
    for each in session.scalars(query.order_by(Milestone.due_on, Milestone.id)):
        found[each.initiative_id].append(each)
    return found


def dependencies_of(session: Session, initiatives: Iterable[UUID]) -> dict[UUID, list[Dependency]]:
    """By initiative, what says which others must have ended before it ends."""
    query = select(Dependency).where(Dependency.after_id.in_(list(initiatives)))
    found: dict[UUID, list[Dependency]] = defaultdict(list)
    for each in session.scalars(query.order_by(Dependency.before_id)):
        found[each.after_id].append(each)
    return found


def _swot(session: Session, plan: Plan) -> tuple[PlanSwot, ...]:
    """Quadrant by quadrant, the weightiest first."""
    rows = sorted(
        lines_of(session, plan, SwotItem), key=lambda each: (_QUADRANTS.index(each.kind), -each.weight)
    )
    return tuple(PlanSwot(each.id, each.kind, each.text, each.evidence, each.weight) for each in rows)


def _objectives(session: Session, plan: Plan, today: date) -> tuple[PlanObjective, ...]:
    rows: list[Objective] = lines_of(session, plan, Objective)
    measured: dict[UUID, list[PlanMeasurement]] = defaultdict(list)
    ids = [each.id for each in rows]
    query = select(Measurement).where(Measurement.objective_id.in_(ids))
    for each in session.scalars(query.order_by(Measurement.on, Measurement.id)):
        measured[each.objective_id].append(PlanMeasurement(each.id, each.on, each.value, each.note))
    return tuple(
        _objective(each, measured[each.id], read_bought(session, plan, each, today)) for each in rows
    )


def _objective(row: Objective, measured: list[PlanMeasurement], bought: Bought | None) -> PlanObjective:
    latest = measured[-1] if measured else None
    return PlanObjective(
        id=row.id,
        kind=row.kind,
        title=row.title,
        client_wording=row.client_wording,
        measure=row.measure,
        unit=row.unit,
        baseline=row.baseline,
        target=row.target,
        current=bought.value if bought is not None else latest.value if latest is not None else None,
        current_on=bought.on if bought is not None else latest.on if latest is not None else None,
        from_sales=bought is not None,
        due_on=row.due_on,
        status=row.status,
        outcome=row.outcome,
        owner_id=row.owner_id,
        measurements=tuple(measured),
    )


def _initiatives(session: Session, objectives: tuple[PlanObjective, ...]) -> tuple[PlanInitiative, ...]:
    places = {each.id: number for number, each in enumerate(objectives)}
    query = select(Initiative).where(Initiative.objective_id.in_(places)).order_by(Initiative.id)
    rows = sorted(session.scalars(query), key=lambda each: places[each.objective_id])
    milestones = milestones_of(session, [each.id for each in rows])
    before = dependencies_of(session, [each.id for each in rows])
    return tuple(
        PlanInitiative(
            id=each.id,
            objective_id=each.objective_id,
            title=each.title,
            owner_id=each.owner_id,
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            progress=each.progress,
            status=each.status,
            milestones=tuple(
                PlanMilestone(one.id, one.title, one.due_on, one.passed_on) for one in milestones[each.id]
            ),
            after=tuple(one.before_id for one in before[each.id]),
        )
        for each in rows
    )


def _actions(
    session: Session, objectives: tuple[PlanObjective, ...], initiatives: tuple[PlanInitiative, ...]
) -> tuple[PlanAction, ...]:
    """What the ledger has for the objectives and for the work under them, by date; without one last."""
    above = {each.id: each.objective_id for each in initiatives}
    wanted = or_(
        Commitment.objective_id.in_([each.id for each in objectives]), Commitment.initiative_id.in_(above)
    )
    found = [
        (each, each.objective_id or above[each.initiative_id])  # type: ignore[index]
        for each in session.scalars(select(Commitment).where(wanted))
    ]
    found.sort(key=lambda each: (each[0].due_on or date.max, each[0].id))
    return tuple(
        PlanAction(
            id=each.id,
            objective_id=objective_id,
            text=each.text,
            side=each.side,
            colleague_id=each.owner_colleague_id,
            stakeholder_id=each.owner_stakeholder_id,
            due_on=each.due_on,
            status=each.status,
            closed_on=each.closed_on,
            promised_to_client=each.promised_to_client,
        )
        for each, objective_id in found
    )


def _risk(row: Risk, currency: str) -> PlanRisk:
    return PlanRisk(
        id=row.id,
        title=row.title,
        consequence=row.consequence,
        probability=row.probability,
        impact=row.impact,
        at_stake=sum_of(row.at_stake_minor, row.currency, currency),
        response=row.response,
        owner_id=row.owner_id,
        status=row.status,
    )


def _budget(row: BudgetLine) -> PlanBudget:
    planned = Money(row.amount_minor, row.currency)
    return PlanBudget(row.id, row.title, planned, sum_of(row.spent_minor, row.currency, row.currency))


def _decision(row: PlanDecision, currency: str) -> PlanDecisionLine:
    return PlanDecisionLine(
        id=row.id,
        text=row.text,
        review_id=row.review_id,
        needed_by=row.needed_by,
        amount=sum_of(row.amount_minor, row.currency, currency),
        effort=row.effort,
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        outcome=row.outcome,
    )


def _reviews(session: Session, plan: Plan) -> tuple[PlanReview, ...]:
    rows = sorted(lines_of(session, plan, Review), key=lambda each: (each.on, each.id))
    meetings = [each.interaction_id for each in rows if each.interaction_id is not None]
    there: dict[UUID, list[Participant]] = defaultdict(list)
    query = select(Participant).where(Participant.interaction_id.in_(meetings))
    for each in session.scalars(query.order_by(Participant.position, Participant.id)):
        there[each.interaction_id].append(each)
    return tuple(
        PlanReview(
            id=row.id,
            on=row.on,
            interaction_id=row.interaction_id,
            results=row.results,
            relations=row.relations,
            delivery=row.delivery,
            outlook=row.outlook,
            notes=row.notes,
            our_ids=tuple(one.colleague_id for one in there[row.interaction_id] if one.colleague_id),
            their_ids=tuple(one.stakeholder_id for one in there[row.interaction_id] if one.stakeholder_id),
        )
        for row in rows
    )


def sum_of(minor: int | None, currency: str | None, usual: str) -> Money | None:
    """A stored sum; one without a currency is in the client's."""
    return None if minor is None else Money(minor, currency or usual)
