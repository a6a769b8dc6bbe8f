"""Beginning a plan: empty, from a template, or from the plan before; deleting one that nobody has seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.periods import Month
from kam.core.vocabulary import BuyingRole
from kam.models import Account, Plan, PlanVersion
from kam.services.forms import FormField, fill
from kam.services.people.finding import account_of
from kam.services.plans.following import follow
from kam.services.plans.records import plan_of
from kam.services.plans.shaping import shape
from kam.services.plans.templates import find_plan_template
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_DAYS_OF_A_MONTH: Final = 365 / 12
_FIELDS = tuple(FormField(name) for name in ("title", "starts_on", "ends_on"))


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What a plan begins with: its name and period, and what it begins from, one of the two or neither."""

    title: str | None
    starts_on: date | None
    ends_on: date | None
    template: str | None = None
    from_plan: UUID | None = None


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan that was begun, and the roles of a template that nobody at the client is known to play."""

    id: UUID
    missing_roles: tuple[BuyingRole, ...] = ()


def new_plan(workspace: Workspace, account_id: UUID, new: NewPlan, *, language: str) -> Outcome[MadePlan]:
    """Begin a plan of a client as one step; it belongs to whoever leads the client, else to me.

    Raises:
        FieldErrors: ``title``, ``starts_on``, ``ends_on``: ``field.required``, ``field.before_start``.
        RuleError: ``plan.of_another_client``.
        NotFoundError: ``account.gone``, ``plan.gone``, ``plan.template_gone``.

    """
    with workspace.writing("plan.made") as unit, unit.no_autoflush:
        account = account_of(unit, account_id)
        plan = Plan(account_id=account.id, owner_id=account.owner_id or read_profile(unit).me)
        values = {"title": new.title, "starts_on": new.starts_on, "ends_on": new.ends_on}
        faults = fill(plan, _FIELDS, values, currency="")
        if new.starts_on is not None and new.ends_on is not None and new.ends_on < new.starts_on:
            faults.append(FieldError("ends_on", "field.before_start"))
        refuse(faults)
        unit.add(plan)
        return Outcome(MadePlan(plan.id, _begun(unit, account, plan, new, language)), Area.PLANS)


def delete_plan(workspace: Workspace, plan_id: UUID) -> Outcome[None]:
    """Delete a plan that was never submitted; its actions stay in the ledger.

    Raises:
        RuleError: ``plan.has_versions``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.deleted") as unit:
        plan = plan_of(unit, plan_id)
        if unit.scalar(select(exists().where(PlanVersion.plan_id == plan.id))):
            raise RuleError("plan.has_versions", title=plan.title)
        unit.remove(Plan, [plan.id])
        return Outcome(None, Area.PLANS | Area.COMMITMENTS)


def usual_period(starts_on: date, days: int) -> tuple[date, date]:
    """The first and last day of a plan for which so many days are meant: whole months of them.

    It ends the day before the day of the month on which it began, or with the month before where that has
    no such day.
    """
    month = Month.of(starts_on) + max(round(days / _DAYS_OF_A_MONTH), 1)
    following = month.first_day + timedelta(days=min(starts_on.day, month.last_day.day + 1) - 1)
    return starts_on, following - timedelta(days=1)


def _begun(
    unit: UnitOfWork, account: Account, plan: Plan, new: NewPlan, language: str
) -> tuple[BuyingRole, ...]:
    if new.template is not None:
        return shape(unit, account, plan, find_plan_template(new.template, language))
    if new.from_plan is not None:
        before = plan_of(unit, new.from_plan)
        if before.account_id != plan.account_id:
            raise RuleError("plan.of_another_client", title=before.title)
        follow(unit, plan, before)
    return ()
