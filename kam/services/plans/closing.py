"""Closing a plan: what became of each objective, and what goes on in the plan of the next period.

The plan as it ended, outcomes included, is kept as its last version; then open work is taken over
(``rolling``). What will happen can be looked at before (``preview_closing``), and all of it is one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.plans.content import PlanAction, PlanContent, PlanInitiative, PlanObjective, PlanRisk
from kam.analysis.plans.progress import ENDED, ProgressState, objective_progress
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.periods import Month
from kam.core.vocabulary import CommitmentStatus, ObjectiveStatus, PlanStatus, RiskStatus
from kam.models import Objective, Plan
from kam.services.commitments.records import today_of
from kam.services.forms import FormField, fill
from kam.services.plans.following import follow
from kam.services.plans.records import must_take_facts, plan_of
from kam.services.plans.rolling import Rolling
from kam.services.plans.telling import content_of
from kam.services.plans.versions import freeze_version
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_TAKES_WORK = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED})
_FIELDS = tuple(FormField(name) for name in ("title", "starts_on", "ends_on"))


@dataclass(frozen=True, slots=True)
class ClosingObjective:
    """An open objective with what its figures suggest; one that was not reached is suggested to go on."""

    objective: PlanObjective
    suggested: ObjectiveStatus
    rolls: bool
    done: Decimal | None
    initiatives: tuple[PlanInitiative, ...]
    """Open work under it, which goes on with it."""
    actions: tuple[PlanAction, ...]
    """Open promises for it, which go on with it."""


@dataclass(frozen=True, slots=True)
class ClosingPreview:
    """What is still open in a plan, where it could go on, and when the next period would be."""

    title: str
    objectives: tuple[ClosingObjective, ...]
    risks: tuple[PlanRisk, ...]
    drafts: tuple[tuple[UUID, str], ...]
    """Plans of this client that can take the open work, the latest first."""
    next_starts_on: date
    next_ends_on: date


@dataclass(frozen=True, slots=True)
class ObjectiveOutcome:
    """What became of an open objective: met, missed or dropped, in words, and whether it goes on."""

    objective_id: UUID
    status: ObjectiveStatus
    outcome: str | None = None
    rolls: bool = False


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """A plan that is begun with the open work, from the text, SWOT, contacts and budget of the one before."""

    title: str | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What is decided at the end of a plan. ``into`` is a draft there is, a plan to be begun, or nothing.

    ``risks`` are those that go on; None means all that are open.
    """

    outcomes: tuple[ObjectiveOutcome, ...] = ()
    into: UUID | NextPeriod | None = None
    risks: frozenset[UUID] | None = None


def preview_closing(workspace: Workspace, plan_id: UUID) -> ClosingPreview:
    """What closing a plan today would have to decide.

    Raises:
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        plan = plan_of(session, plan_id)
        today = read_profile(session).today(workspace.clock.now())
        content = content_of(session, plan, today)
        starts_on, ends_on = next_period(plan.starts_on, plan.ends_on)
        opened = [each for each in content.objectives if each.status is ObjectiveStatus.OPEN]
        return ClosingPreview(
            title=plan.title,
            objectives=tuple(_suggested(content, each, today) for each in opened),
            risks=tuple(each for each in content.risks if each.status is RiskStatus.OPEN),
            drafts=_drafts(session, plan),
            next_starts_on=starts_on,
            next_ends_on=ends_on,
        )


def close_plan(workspace: Workspace, plan_id: UUID, closing: Closing) -> Outcome[UUID | None]:
    """Close a plan as one step; returns the plan in which its open work goes on, if there is one.

    Raises:
        FieldErrors: ``into``: ``field.required`` where something shall go on; ``title``, ``starts_on``,
            ``ends_on`` of the next period; ``0.outcome``: too long.
        RuleError: ``plan.closed``, ``plan.submitted``, ``plan.outcome_missing``, ``plan.not_the_next``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.closed") as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        must_take_facts(plan)
        if plan.status is PlanStatus.SUBMITTED:
            raise RuleError("plan.submitted", title=plan.title)
        rolling = {each.objective_id for each in closing.outcomes if each.rolls}
        if closing.into is None and (rolling or closing.risks):
            refuse([FieldError("into", "field.required")])
        opened = content_of(unit, plan, today_of(unit))
        _put_outcomes(unit, plan, closing)
        unit.flush()
        plan.status = PlanStatus.CLOSED
        plan.closed_on = today_of(unit)
        freeze_version(unit, plan)
        into = _next_plan(unit, plan, closing.into)
        if into is not None:
            unit.flush()
            risks = {each.id for each in opened.risks} if closing.risks is None else closing.risks
            Rolling(unit, opened, into).take_over(rolling, risks)
        return Outcome(None if into is None else into.id, Area.PLANS | Area.COMMITMENTS)


def next_period(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The period after a plan's: whole months where the plan had whole months, else as many days."""
    first, last = Month.of(starts_on), Month.of(ends_on)
    if starts_on == first.first_day and ends_on == last.last_day:
        following = last + 1
        return following.first_day, (following + first.months_until(last)).last_day
    begins = ends_on + timedelta(days=1)
    return begins, begins + (ends_on - starts_on)


def _suggested(content: PlanContent, one: PlanObjective, today: date) -> ClosingObjective:
    standing = objective_progress(one, content, today)
    met = standing.state is ProgressState.REACHED
    return ClosingObjective(
        objective=one,
        suggested=ObjectiveStatus.MET if met else ObjectiveStatus.MISSED,
        rolls=not met,
        done=standing.done,
        initiatives=tuple(each for each in content.initiatives_of(one.id) if each.status not in ENDED),
        actions=tuple(each for each in content.actions_of(one.id) if each.status is CommitmentStatus.OPEN),
    )


def _drafts(session: Session, plan: Plan) -> tuple[tuple[UUID, str], ...]:
    query = select(Plan.id, Plan.title).where(
        Plan.account_id == plan.account_id, Plan.id != plan.id, Plan.status.in_(_TAKES_WORK)
    )
    rows = session.execute(query.order_by(Plan.starts_on.desc(), Plan.id))
    return tuple((row.id, row.title) for row in rows)


def _put_outcomes(unit: UnitOfWork, plan: Plan, closing: Closing) -> None:
    said = {each.objective_id: (number, each) for number, each in enumerate(closing.outcomes)}
    faults: list[FieldError] = []
    opened = select(Objective).where(Objective.plan_id == plan.id, Objective.status == ObjectiveStatus.OPEN)
    for objective in unit.scalars(opened.order_by(Objective.position, Objective.id)).all():
        number, outcome = said.get(objective.id, (0, None))
        if outcome is None or outcome.status is ObjectiveStatus.OPEN:
            raise RuleError("plan.outcome_missing", title=objective.title)
        objective.status = outcome.status
        wrong = fill(objective, (FormField("outcome"),), {"outcome": outcome.outcome}, currency="")
        faults += (FieldError(f"{number}.{each.field}", each.code, each.details) for each in wrong)
    refuse(faults)


def _next_plan(unit: UnitOfWork, plan: Plan, into: UUID | NextPeriod | None) -> Plan | None:
    if into is None:
        return None
    if isinstance(into, NextPeriod):
        return _begun(unit, plan, into)
    found = plan_of(unit, into)
    if found.account_id != plan.account_id or found.status not in _TAKES_WORK or found.id == plan.id:
        raise RuleError("plan.not_the_next", title=found.title)
    if found.previous_id is None:
        found.previous_id = plan.id
    return found


def _begun(unit: UnitOfWork, plan: Plan, period: NextPeriod) -> Plan:
    made = Plan(account_id=plan.account_id)
    values = {"title": period.title, "starts_on": period.starts_on, "ends_on": period.ends_on}
    faults = fill(made, _FIELDS, values, currency="")
    if period.starts_on and period.ends_on and period.ends_on < period.starts_on:
        faults.append(FieldError("ends_on", "field.before_start"))
    refuse(faults)
    unit.add(made)
    follow(unit, made, plan, with_work=False)
    return made
