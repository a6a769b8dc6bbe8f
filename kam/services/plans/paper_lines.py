"""The lines of a plan as its paper shows them: identities as names, progress and lateness reckoned."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from kam.analysis.plans.content import PlanAction, PlanInitiative, PlanObjective, PlanReview
from kam.analysis.plans.progress import LAGGING, initiative_progress, objective_progress
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import CommitmentStatus, InteractionKind, InteractionStatus, RiskStatus
from kam.models import Interaction, Participant
from kam.reports.content.plan import (
    ActionLine,
    ComingLine,
    ContactPlanLine,
    InitiativeLine,
    MeasurementLine,
    MilestoneLine,
    ObjectiveLine,
    PlanBudgetLine,
    PlanDecision,
    PlanRiskLine,
    ReviewLine,
    SwotLine,
)
from kam.services.people.reading import TOUCHES
from kam.services.plans.paper_ground import Ground
from kam.services.plans.revenue import money_unit

_MOST_COMING: Final = 20


def swot_lines(ground: Ground) -> tuple[SwotLine, ...]:
    """The quadrants, the heaviest lines first."""
    return tuple(
        SwotLine(each.kind, each.text, each.evidence or "", each.weight)
        for each in sorted(ground.content.swot, key=lambda each: -each.weight)
    )


def objective_lines(ground: Ground) -> tuple[ObjectiveLine, ...]:
    """The objectives with what serves them."""
    numbers = _initiative_numbers(ground)
    return tuple(
        _objective(ground, one, number, numbers) for number, one in enumerate(ground.content.objectives, 1)
    )


def _initiative_numbers(ground: Ground) -> dict[UUID, int]:
    """The initiatives' numbers through the plan, objective by objective."""
    content = ground.content
    ordered = [each for one in content.objectives for each in content.initiatives_of(one.id)]
    return {each.id: number for number, each in enumerate(ordered, 1)}


def _objective(ground: Ground, one: PlanObjective, number: int, numbers: dict[UUID, int]) -> ObjectiveLine:
    content = ground.content
    progress = objective_progress(one, content, ground.day)
    return ObjectiveLine(
        number=number,
        kind=one.kind,
        title=one.title,
        client_wording=one.client_wording or "",
        measure=one.measure or "",
        unit=one.unit or "",
        is_money=_is_whole_currency(ground, one),
        baseline=one.baseline,
        current=one.current,
        current_on=one.current_on,
        target=one.target,
        due_on=one.due_on,
        progress=progress.done,
        expected=progress.expected,
        behind=progress.state in LAGGING,
        status=one.status,
        owner=ground.ours(one.owner_id),
        outcome=one.outcome or "",
        measurements=tuple(
            MeasurementLine(each.on, each.value, each.note or "") for each in one.measurements
        ),
        initiatives=tuple(_initiative(ground, each, numbers) for each in content.initiatives_of(one.id)),
        actions=_actions(ground, content.actions_of(one.id)),
    )


def _is_whole_currency(ground: Ground, one: PlanObjective) -> bool:
    """Whether it is read from sales in whole units of the client's currency, not in millions of them."""
    if not one.from_sales:
        return False
    currency = ground.scene.account.currency
    return money_unit(one.kind, one.measure, one.unit, currency) == MoneyUnit(currency)


def _initiative(ground: Ground, one: PlanInitiative, numbers: dict[UUID, int]) -> InitiativeLine:
    return InitiativeLine(
        number=numbers[one.id],
        title=one.title,
        owner=ground.ours(one.owner_id),
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        progress=one.progress,
        status=one.status,
        behind=initiative_progress(one, ground.day).behind,
        milestones=tuple(MilestoneLine(each.title, each.due_on, each.passed_on) for each in one.milestones),
        after=tuple(sorted(numbers[each] for each in one.after if each in numbers)),
    )


def _actions(ground: Ground, actions: tuple[PlanAction, ...]) -> tuple[ActionLine, ...]:
    """Open ones first, late before those and longest first; then what is closed."""
    lines = [_action(ground, each) for each in actions]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.status is not CommitmentStatus.OPEN,
                -line.days_late,
                line.due_on or date.max,
                line.text,
            ),
        )
    )


def _action(ground: Ground, one: PlanAction) -> ActionLine:
    is_open = one.status is CommitmentStatus.OPEN
    late = (ground.day - one.due_on).days if is_open and one.due_on is not None else 0
    owner = ground.ours(one.colleague_id) or ground.theirs(one.stakeholder_id)
    return ActionLine(
        text=one.text,
        side=one.side,
        owner=owner,
        due_on=one.due_on,
        days_late=max(late, 0),
        status=one.status,
        closed_on=one.closed_on,
        promised_to_client=one.promised_to_client,
    )


def risk_lines(ground: Ground) -> tuple[PlanRiskLine, ...]:
    """Heaviest first, unrated last; what is closed after what is open."""
    ordered = sorted(
        ground.content.risks, key=lambda each: (each.status is not RiskStatus.OPEN, -each.weight)
    )
    return tuple(
        PlanRiskLine(
            title=each.title,
            consequence=each.consequence or "",
            probability=each.probability,
            impact=each.impact,
            at_stake=each.at_stake,
            response=each.response or "",
            owner=ground.ours(each.owner_id),
            status=each.status,
        )
        for each in ordered
    )


def decision_lines(ground: Ground) -> tuple[PlanDecision, ...]:
    """Those needed first, by date; then those taken outside a review."""
    content = ground.content
    held = {each.id for each in content.reviews}
    lines = [
        _decision(ground, each.id)
        for each in content.decisions
        if each.decided_on is None or each.review_id not in held
    ]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.decided_on is not None,
                line.needed_by or date.max,
                line.decided_on or date.max,
            ),
        )
    )


def _decision(ground: Ground, decision_id: UUID) -> PlanDecision:
    content = ground.content
    one = next(each for each in content.decisions if each.id == decision_id)
    review = next((each.on for each in content.reviews if each.id == one.review_id), None)
    return PlanDecision(
        text=one.text,
        needed_by=one.needed_by,
        amount=one.amount,
        effort=one.effort or "",
        decided_on=one.decided_on,
        decided_by=one.decided_by or "",
        outcome=one.outcome or "",
        review_on=review,
    )


def review_lines(ground: Ground) -> tuple[ReviewLine, ...]:
    """Reviews with their decisions, the latest first."""
    ordered = sorted(ground.content.reviews, key=lambda each: each.on, reverse=True)
    return tuple(_review(ground, each) for each in ordered)


def _review(ground: Ground, one: PlanReview) -> ReviewLine:
    return ReviewLine(
        on=one.on,
        results=one.results,
        relations=one.relations,
        delivery=one.delivery,
        outlook=one.outlook,
        notes=one.notes or "",
        ours=tuple(filter(None, map(ground.ours, one.our_ids))),
        theirs=tuple(filter(None, map(ground.theirs, one.their_ids))),
        decisions=tuple(
            _decision(ground, each.id)
            for each in ground.content.decisions
            if each.review_id == one.id and each.decided_on is not None
        ),
    )


def budget_lines(ground: Ground) -> tuple[PlanBudgetLine, ...]:
    """What the plan costs us."""
    return tuple(PlanBudgetLine(each.title, each.amount, each.spent) for each in ground.content.budget)


def contact_lines(ground: Ground) -> tuple[ContactPlanLine, ...]:
    """The communication plan, with when the two last met and when they meet next."""
    last, following = _meetings_of_pairs(ground)
    lines = []
    for each in ground.content.contacts:
        pair = (each.colleague_id, each.stakeholder_id)
        lines.append(
            ContactPlanLine(
                colleague=ground.ours(each.colleague_id),
                stakeholder=ground.theirs(each.stakeholder_id),
                title=ground.titles.get(each.stakeholder_id, ""),
                every_days=each.every_days,
                about=each.about or "",
                last_on=last.get(pair),
                next_on=following.get(pair),
            )
        )
    return tuple(lines)


_Pairs = dict[tuple[UUID, UUID], date]


def _meetings_of_pairs(ground: Ground) -> tuple[_Pairs, _Pairs]:
    """When one of ours and one of theirs last had contact, and when they next have."""
    theirs, ours = Participant.__table__.alias("theirs"), Participant.__table__.alias("ours")
    query = (
        select(ours.c.colleague_id, theirs.c.stakeholder_id)
        .join_from(Interaction, theirs, theirs.c.interaction_id == Interaction.id)
        .join(ours, ours.c.interaction_id == Interaction.id)
        .where(
            Interaction.account_id == ground.scene.account.id,
            ours.c.colleague_id.is_not(None),
            theirs.c.stakeholder_id.is_not(None),
            Interaction.kind.in_(TOUCHES),
        )
        .group_by(ours.c.colleague_id, theirs.c.stakeholder_id)
    )
    as_of, day = ground.scene.as_of, ground.scene.local_date
    done = query.add_columns(func.max(Interaction.starts_at)).where(
        Interaction.status == InteractionStatus.DONE, Interaction.starts_at <= as_of
    )
    ahead = query.add_columns(func.min(Interaction.starts_at)).where(
        Interaction.status == InteractionStatus.PLANNED, Interaction.starts_at > as_of
    )
    return (
        {(us, them): day(at) for us, them, at in ground.session.execute(done)},
        {(us, them): day(at) for us, them, at in ground.session.execute(ahead)},
    )


def coming_lines(ground: Ground) -> tuple[ComingLine, ...]:
    """The next planned contacts with the client, soonest first."""
    query = (
        select(Interaction.subject, Interaction.kind, Interaction.starts_at)
        .where(
            Interaction.account_id == ground.scene.account.id,
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.starts_at > ground.scene.as_of,
            Interaction.kind.in_(TOUCHES),
        )
        .order_by(Interaction.starts_at, Interaction.id)
        .limit(_MOST_COMING)
    )
    return tuple(
        ComingLine(
            ground.scene.local_date(row.starts_at), row.subject, row.kind is InteractionKind.BUSINESS_REVIEW
        )
        for row in ground.session.execute(query)
    )
