"""Account plans, risks outside them, and what people answered when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kam.models import (
    Account,
    BudgetLine,
    CommunicationLine,
    Dependency,
    GrowthSource,
    Initiative,
    Measurement,
    Milestone,
    Objective,
    Plan,
    PlanDecision,
    Review,
    Risk,
    SwotItem,
)
from kam.services.demo.versions import ToldVersion, told_versions

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_LISTS: Final = {
    "reviews": Review,
    "swot": SwotItem,
    "communication": CommunicationLine,
    "growth": GrowthSource,
    "budget": BudgetLine,
    "decisions": PlanDecision,
}
_APART: Final = (*_LISTS, "objectives", "initiatives", "risks", "versions")
_MEASURED: Final = ("on", "value", "note")
"""A measurement is told as ``["-90d", 94.9]``, with a note where there is one."""


def add_plans(shelf: Shelf, client: Table, me: str) -> list[ToldVersion]:
    """The plans of a client, and risks that belong to none; returns what was submitted of them."""
    scope = client["account"]["key"]
    versions: list[ToldVersion] = []
    account = shelf.find(Account, scope, scope)
    for table in client.get("plans", ()):
        plan = shelf.make(Plan, {"owner": me, **table}, scope, apart=_APART, account_id=account.id)
        _add_objectives(shelf, table, scope, plan, me)
        for section, entity in _LISTS.items():
            for row in table.get(section, ()):
                shelf.make(entity, row, scope, plan_id=plan.id)
        for row in table.get("risks", ()):
            shelf.make(Risk, row, scope, account_id=account.id, plan_id=plan.id)
        versions += told_versions(shelf, table, scope, plan, me)
    for row in client.get("risks", ()):
        shelf.make(Risk, row, scope, account_id=account.id)
    return versions


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
        for measured in row.get("measurements", ()):
            told = dict(zip(_MEASURED, measured, strict=False))
            shelf.make(Measurement, told, scope, objective_id=objective.id)
    for row in table.get("initiatives", ()):
        _add_initiative(shelf, row, scope)


def _add_initiative(shelf: Shelf, row: Table, scope: str) -> None:
    """Work with its milestones; ``after`` names what must have ended before it ends."""
    initiative = shelf.make(Initiative, row, scope, apart=("milestones", "after"))
    for milestone in row.get("milestones", ()):
        shelf.make(Milestone, milestone, scope, initiative_id=initiative.id)
    for before in row.get("after", ()):
        shelf.make(Dependency, {"before": before}, scope, after_id=initiative.id)
