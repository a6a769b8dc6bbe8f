"""What follows from a line of the SWOT: an objective, a risk, or a promise. The line itself stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.vocabulary import ObjectiveKind
from kam.models import Objective, Plan, Risk, SwotItem
from kam.services.commitments.editing import NewCommitment, put_commitment
from kam.services.commitments.records import today_of
from kam.services.plans.measuring import objective_of
from kam.services.plans.records import must_be_written, must_take_facts, plan_of
from kam.services.plans.telling import lines_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewAction:
    """The promise that a line becomes; without a text the line's own, without an owner mine."""

    text: str | None = None
    due_on: date | None = None
    owner_id: UUID | None = None
    promised_to_client: bool = False
    objective_id: UUID | None = None


def become_objective(
    workspace: Workspace,
    swot_id: UUID,
    *,
    kind: ObjectiveKind = ObjectiveKind.CLIENT_SUCCESS,
    title: str | None = None,
) -> Outcome[UUID]:
    """Make an objective of a line, the last in the list; it is due when the plan ends.

    Raises:
        RuleError: ``plan.submitted``, ``plan.approved``, ``plan.closed``, ``domain.too_long``.
        NotFoundError: ``plan.line_gone``.

    """
    with workspace.writing("plan.swot_became_objective") as unit:
        line, plan = _line_of(unit, swot_id)
        must_be_written(plan)
        last = max((each.position for each in lines_of(unit, plan, Objective)), default=-1)
        made = Objective(
            plan_id=plan.id,
            position=last + 1,
            kind=kind,
            title=_said(title) or line.text,
            due_on=plan.ends_on,
            owner_id=plan.owner_id,
        )
        unit.add(made)
        return Outcome(made.id, Area.PLANS)


def become_risk(workspace: Workspace, swot_id: UUID, *, title: str | None = None) -> Outcome[UUID]:
    """Make a risk of a line; how likely and how grave it is, is still to be said.

    Raises as ``become_objective``.
    """
    with workspace.writing("plan.swot_became_risk") as unit:
        line, plan = _line_of(unit, swot_id)
        must_be_written(plan)
        made = Risk(
            account_id=plan.account_id,
            plan_id=plan.id,
            title=_said(title) or line.text,
            owner_id=plan.owner_id,
        )
        unit.add(made)
        return Outcome(made.id, Area.PLANS)


def become_action(workspace: Workspace, swot_id: UUID, new: NewAction | None = None) -> Outcome[UUID]:
    """Make a promise or a task of ours of a line, in the ledger; with an objective it is an action of it.

    Raises:
        FieldErrors: ``text``, ``due_on``.
        RuleError: ``plan.closed``.
        NotFoundError: ``plan.line_gone``, ``colleague.gone``.

    """
    wanted = new or NewAction()
    with workspace.writing("plan.swot_became_action") as unit, unit.no_autoflush:
        line, plan = _line_of(unit, swot_id)
        must_take_facts(plan)
        if wanted.objective_id is not None and objective_of(unit, wanted.objective_id)[1] is not plan:
            raise NotFoundError("plan.line_gone")
        commitment = NewCommitment(
            plan.account_id,
            _said(wanted.text) or line.text,
            owner_id=wanted.owner_id,
            due_on=wanted.due_on,
            promised_to_client=wanted.promised_to_client,
            objective_id=wanted.objective_id,
        )
        made = put_commitment(unit, commitment, today_of(unit))
        return Outcome(made.id, Area.PLANS | Area.COMMITMENTS)


def _line_of(unit: UnitOfWork, swot_id: UUID) -> tuple[SwotItem, Plan]:
    line = unit.get(SwotItem, swot_id)
    if line is None:
        raise NotFoundError("plan.line_gone")
    return line, plan_of(unit, line.plan_id)


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None
