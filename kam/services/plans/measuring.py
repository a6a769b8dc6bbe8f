"""How far objectives are: measurements, each a fact with its day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.models import Account, Measurement, Objective, Plan
from kam.services.forms import FormField, fill
from kam.services.plans.lines import number_fault
from kam.services.plans.records import must_take_facts, plan_of
from kam.services.plans.revenue import money_unit
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = (FormField("on"), FormField("value"), FormField("note"))


def add_measurement(
    workspace: Workspace,
    objective_id: UUID,
    *,
    value: Decimal | None,
    on: date | None = None,
    note: str | None = None,
) -> Outcome[UUID]:
    """Note the value of an objective's measure on a day, today unless said otherwise.

    Raises:
        FieldErrors: ``value``; ``on``: ``field.in_future``; ``note``.
        RuleError: ``plan.measured_by_sales``, ``plan.closed``.
        NotFoundError: ``plan.line_gone``.

    """
    with workspace.writing("plan.measured") as unit, unit.no_autoflush:
        objective, plan = objective_of(unit, objective_id)
        must_take_facts(plan)
        currency = unit.get_one(Account, plan.account_id).currency
        if money_unit(objective.kind, objective.measure, objective.unit, currency) is not None:
            raise RuleError("plan.measured_by_sales")
        today = read_profile(unit).today(unit.now)
        made = Measurement(objective_id=objective.id)
        faults = []
        if (on or today) > today:
            faults.append(FieldError("on", "field.in_future"))
        if value is not None and (fault := number_fault("value", value)):
            faults.append(fault)
        refuse(
            [*faults, *fill(made, _FIELDS, {"on": on or today, "value": value, "note": note}, currency="")]
        )
        unit.add(made)
        return Outcome(made.id, Area.PLANS)


def delete_measurement(workspace: Workspace, measurement_id: UUID) -> Outcome[None]:
    """Delete a measurement; raises RuleError ``plan.closed``, NotFoundError ``plan.line_gone``."""
    with workspace.writing("plan.measurement_deleted") as unit:
        measured = unit.get(Measurement, measurement_id)
        if measured is None:
            raise NotFoundError("plan.line_gone")
        must_take_facts(objective_of(unit, measured.objective_id)[1])
        unit.remove(Measurement, [measured.id])
        return Outcome(None, Area.PLANS)


def objective_of(unit: UnitOfWork, objective_id: UUID) -> tuple[Objective, Plan]:
    """An objective and its plan; NotFoundError ``plan.line_gone``."""
    objective = unit.get(Objective, objective_id)
    if objective is None:
        raise NotFoundError("plan.line_gone")
    return objective, plan_of(unit, objective.plan_id)
