"""What the plan tab reads at once: the account's plans, and all of the one that is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from kam.analysis.plans.gantt import Gantt, lay_out
from kam.analysis.plans.progress import PlanProgress, plan_progress
from kam.analysis.plans.risk_matrix import RiskMatrix, risk_matrix
from kam.services.lists.plans import PlanRow, list_plans, plan_in_force
from kam.services.plans.actions import plan_of_objective
from kam.services.plans.beside import Beside, read_beside, suggest_template
from kam.services.plans.reading import PlanReading, read_plan
from kam.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Shown:
    """One plan with what is computed of it."""

    plan: PlanReading
    progress: PlanProgress
    gantt: Gantt
    risks: RiskMatrix
    beside: Beside = field(default_factory=Beside)


@dataclass(frozen=True, slots=True)
class PlansReading:
    """An account's plans, the latest period first, and the one on view; none where there is none."""

    account_id: UUID
    plans: tuple[PlanRow, ...]
    shown: Shown | None = None
    template: str | None = None
    """The template that suits a new plan of the client."""
    objective: UUID | None = None
    """The objective that was wished for in place of a plan."""


def read_plans(desk: Desk, account_id: UUID, wished: UUID | None) -> PlansReading:
    """The plan wished for, itself or by an objective of it, else the one in force, else the latest."""
    language = desk.look.words.language
    plans = tuple(list_plans(desk.workspace, account_id=account_id))
    suits = suggest_template(desk.workspace, account_id, language=language)
    if not plans:
        return PlansReading(account_id, (), template=suits)
    objective = None
    if wished is not None and all(each.id != wished for each in plans):
        objective, wished = wished, plan_of_objective(desk.workspace, wished)
    chosen = next((each for each in plans if each.id == wished), None)
    chosen = chosen or plan_in_force(plans, desk.today()) or plans[0]
    now = desk.now()
    plan = read_plan(desk.workspace, chosen.id, as_of=now)
    beside = read_beside(desk.workspace, plan.content, as_of=now, language=language)
    return PlansReading(account_id, plans, show(plan, beside), suits, objective)


def show(plan: PlanReading, beside: Beside) -> Shown:
    """A plan with what is computed of it and what stands beside it."""
    content, today = plan.content, plan.today
    return Shown(
        plan, plan_progress(content, today), lay_out(content, today), risk_matrix(content.risks), beside
    )
