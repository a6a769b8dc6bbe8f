"""The actions of a plan: promises and tasks of the ledger under its objectives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.vocabulary import PlanStatus
from kam.models import Commitment, Objective, Plan
from kam.services.commitments.editing import NewCommitment, put_commitment
from kam.services.commitments.facts import Which, read_rows
from kam.services.commitments.query import PromiseSort
from kam.services.commitments.reading import in_order
from kam.services.commitments.records import commitments_of, today_of
from kam.services.commitments.rows import PromiseRow
from kam.services.plans.measuring import objective_of
from kam.services.plans.records import must_take_facts, plan_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_OF_PLAN: Final = (
    "(c.objective_id IN (SELECT o.id FROM objective AS o WHERE o.plan_id = ?)"
    " OR c.initiative_id IN (SELECT i.id FROM initiative AS i"
    " JOIN objective AS o ON o.id = i.objective_id WHERE o.plan_id = ?))"
)


@dataclass(frozen=True, slots=True)
class ObjectiveChoice:
    """An objective that promises of its client can be put under, and the plan it stands in."""

    id: UUID
    title: str
    plan: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ObjectiveChoices:
    """The objectives of a client's plans that are not closed, those of the latest period first.

    ``served`` is the one that all of the promises asked about serve.
    """

    objectives: tuple[ObjectiveChoice, ...]
    served: UUID | None = None


def objectives_for(workspace: Workspace, ids: Sequence[UUID]) -> ObjectiveChoices:
    """Which objectives some promises of one client can be put under.

    Raises:
        NotFoundError: ``commitment.gone``.

    """
    with workspace.reading() as session:
        found = commitments_of(session, ids)
        served = {each.objective_id for each in found}
        query = (
            select(Objective, Plan)
            .join(Plan, Plan.id == Objective.plan_id)
            .where(Plan.account_id == found[0].account_id, Plan.status != PlanStatus.CLOSED)
            .order_by(Plan.ends_on.desc(), Plan.id, Objective.position, Objective.id)
        )
        rows = [
            ObjectiveChoice(each.id, each.title, plan.title, plan.starts_on, plan.ends_on)
            for each, plan in session.execute(query)
        ]
    return ObjectiveChoices(tuple(rows), served.pop() if len(served) == 1 else None)


def plan_of_objective(workspace: Workspace, objective_id: UUID) -> UUID | None:
    """The plan that an objective stands in; None where there is no such objective."""
    with workspace.reading() as session:
        found = session.get(Objective, objective_id)
        return None if found is None else found.plan_id


def list_actions(workspace: Workspace, plan_id: UUID, *, as_of: datetime) -> tuple[PromiseRow, ...]:
    """The actions of a plan as the ledger shows them, the closed ones too, by date.

    Raises:
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        plan_of(session, plan_id)
        zone = read_profile(session).zone
        which = Which(_OF_PLAN, (plan_id.bytes, plan_id.bytes))
        return in_order(read_rows(session, which, as_of.astimezone(zone), zone), PromiseSort.DUE)


def add_action(workspace: Workspace, objective_id: UUID, new: NewCommitment) -> Outcome[UUID]:
    """Write an action down under an objective; whose client it is, is told by the plan.

    Raises:
        FieldErrors: as ``commitments.editing.add_commitment``.
        RuleError: ``plan.closed``, ``commitment.owner_elsewhere``.
        NotFoundError: ``plan.line_gone``, ``colleague.gone``, ``stakeholder.gone``.

    """
    with workspace.writing("plan.action_added") as unit, unit.no_autoflush:
        objective, plan = objective_of(unit, objective_id)
        must_take_facts(plan)
        wanted = replace(new, account_id=plan.account_id, objective_id=objective.id)
        made = put_commitment(unit, wanted, today_of(unit))
        return Outcome(made.id, Area.PLANS | Area.COMMITMENTS)


def link_actions(workspace: Workspace, objective_id: UUID, ids: Sequence[UUID]) -> Outcome[None]:
    """Put promises that stand in the ledger under an objective of the same client's plan.

    Raises:
        RuleError: ``plan.closed`` of this plan or the one they serve, ``plan.not_their_promise``.
        NotFoundError: ``plan.line_gone``, ``commitment.gone``.

    """
    with workspace.writing("plan.action_linked") as unit:
        objective, plan = objective_of(unit, objective_id)
        must_take_facts(plan)
        for each in commitments_of(unit, ids):
            if each.account_id != plan.account_id:
                raise RuleError("plan.not_their_promise", text=each.text)
            if each.objective_id != objective.id:
                _must_let_go(unit, each)
                each.objective_id = objective.id
                each.initiative_id = None
        return Outcome(None, Area.PLANS | Area.COMMITMENTS)


def unlink_actions(workspace: Workspace, ids: Sequence[UUID]) -> Outcome[None]:
    """Take promises from their objectives; they stay in the ledger.

    Raises:
        RuleError: ``plan.closed``.
        NotFoundError: ``commitment.gone``.

    """
    with workspace.writing("plan.action_unlinked") as unit:
        for each in commitments_of(unit, ids):
            _must_let_go(unit, each)
            each.objective_id = each.initiative_id = None
        return Outcome(None, Area.PLANS | Area.COMMITMENTS)


def _must_let_go(unit: UnitOfWork, promise: Commitment) -> None:
    """What serves a closed plan stays there; RuleError ``plan.closed``."""
    if promise.objective_id is not None:
        must_take_facts(objective_of(unit, promise.objective_id)[1])
