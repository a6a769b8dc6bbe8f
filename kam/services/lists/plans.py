"""Account plans (domain.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.vocabulary import ObjectiveStatus, PlanStatus, RelationshipStrategy
from kam.models import Objective, Plan, PlanVersion
from kam.services.lists.shared import account_names, colleague_names
from kam.store.workspace import Workspace

P = TypeVar("P", bound="PlanRow | Plan")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of an account for a period; ``plan_version`` is the last submitted one."""

    id: UUID
    account_id: UUID
    account: str
    title: str
    starts_on: date
    ends_on: date
    status: PlanStatus
    strategy: RelationshipStrategy | None
    ambition: str | None
    owner: str | None
    plan_version: int | None
    objectives: int
    open_objectives: int


def list_plans(workspace: Workspace, *, account_id: UUID | None = None) -> list[PlanRow]:
    """Every plan as it is now, the latest period first: its former states are its submitted versions."""
    with workspace.reading() as session:
        names, colleagues = account_names(session), colleague_names(session)
        newest = select(PlanVersion.plan_id, func.max(PlanVersion.number)).group_by(PlanVersion.plan_id)
        versions = {row[0]: row[1] for row in session.execute(newest)}
        still_open = func.count().filter(Objective.status == ObjectiveStatus.OPEN)
        counted = select(Objective.plan_id, func.count(), still_open).group_by(Objective.plan_id)
        counts = {plan: (total, open_) for plan, total, open_ in session.execute(counted)}
        query = select(Plan)
        if account_id is not None:
            query = query.where(Plan.account_id == account_id)
        rows = [
            PlanRow(
                id=plan.id,
                account_id=plan.account_id,
                account=names[plan.account_id],
                title=plan.title,
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
                status=plan.status,
                strategy=plan.strategy,
                ambition=plan.ambition,
                owner=None if plan.owner_id is None else colleagues.get(plan.owner_id),
                plan_version=versions.get(plan.id),
                objectives=counts.get(plan.id, (0, 0))[0],
                open_objectives=counts.get(plan.id, (0, 0))[1],
            )
            for plan in session.scalars(query)
        ]
    return sorted(rows, key=lambda row: (-row.ends_on.toordinal(), row.account, row.id))


def plan_in_force(plans: Sequence[P], today: date) -> P | None:
    """The plan that runs and is not closed, else one that runs, else the latest; the latest stand first."""
    running = [each for each in plans if each.starts_on <= today <= each.ends_on]
    opened = [each for each in running if each.status is not PlanStatus.CLOSED]
    return next(iter(opened or running or plans), None)


def version_in_force(session: Session, account_id: UUID, today: date) -> int | None:
    """The last submitted version of the plan in force of an account; None where none was submitted."""
    latest = select(Plan).where(Plan.account_id == account_id).order_by(Plan.ends_on.desc(), Plan.id)
    plan = plan_in_force(session.scalars(latest).all(), today)
    if plan is None:
        return None
    return session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan.id))
