"""Account plans, risks outside them, and what people answered when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kam.models import (
    Account,
    BudgetLine,
    CommunicationLine,
    GrowthSource,
    Initiative,
    Measurement,
    Milestone,
    Objective,
    Plan,
    PlanDecision,
    Review,
    Risk,
    SurveyAnswer,
    SwotItem,
)

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_LISTS: Final = {
    "swot": SwotItem,
    "communication": CommunicationLine,
    "reviews": Review,
    "growth": GrowthSource,
    "budget": BudgetLine,
    "decisions": PlanDecision,
}
_APART: Final = (*_LISTS, "objectives", "initiatives", "risks")


def add_plans(shelf: Shelf, client: Table, me: str) -> None:
    """The plans of a client, and risks that belong to none."""
    scope = client["account"]["key"]
    account = shelf.find(Account, scope, scope)
    for table in client.get("plans", ()):
        plan = shelf.make(Plan, {"owner": me, **table}, scope, apart=_APART, account_id=account.id)
        _add_objectives(shelf, table, scope, plan, me)
        for section, entity in _LISTS.items():
            for row in table.get(section, ()):
                shelf.make(entity, row, scope, plan_id=plan.id)
        for row in table.get("risks", ()):
            shelf.make(Risk, row, scope, account_id=account.id, plan_id=plan.id)
    for row in client.get("risks", ()):
        shelf.make(Risk, row, scope, account_id=account.id)


def add_surveys(shelf: Shelf, client: Table) -> None:
    """What people of a client answered to a survey, or that they did not."""
    scope = client["account"]["key"]
    for row in client.get("surveys", ()):
        shelf.make(SurveyAnswer, row, scope, account_id=shelf.find(Account, scope, scope).id)


def _add_objectives(shelf: Shelf, table: Table, scope: str, plan: Plan, me: str) -> None:
    for position, row in enumerate(table.get("objectives", ()), start=1):
        objective = shelf.make(
            Objective,
            {"owner": me, **row},
            scope,
            apart=("measurements",),
            plan_id=plan.id,
            position=position,
        )
        for on, value in row.get("measurements", ()):
            shelf.make(Measurement, {"on": on, "value": value}, scope, objective_id=objective.id)
    for row in table.get("initiatives", ()):
        initiative = shelf.make(Initiative, row, scope, apart=("milestones",))
        for milestone in row.get("milestones", ()):
            shelf.make(Milestone, milestone, scope, initiative_id=initiative.id)
