"""What stands beside a plan where it is written: who spoke when, what growth has to bring, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from kam.analysis.plans.content import PlanContent
from kam.core.money import Money
from kam.core.vocabulary import ObjectiveStatus
from kam.models import Account, Plan
from kam.services.people.finding import account_of
from kam.services.plans.contacts import spoken
from kam.services.plans.records import plan_of
from kam.services.plans.revenue import money_unit
from kam.services.plans.templates import PlanTemplate, prompts_for
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Spoken:
    """When the two of a line last spoke and next will; how many days the interval is over, 0 while it is not.

    Who never spoke is late from one interval after the plan began; before it begins nobody is.
    """

    last_on: date | None = None
    next_on: date | None = None
    late_days: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """How much more than before the highest revenue objective asks for, and what the sources bring of it."""

    objective_id: UUID
    needed: Money
    sources: Money
    before: Money | None = None
    """The baseline from which it grows."""

    @property
    def missing(self) -> Money:
        """What comes from nowhere yet; below zero where there is more than is needed."""
        return self.needed - self.sources


@dataclass(frozen=True, slots=True)
class Beside:
    """All of it, for one plan. ``spoken`` by line; ``template`` has the questions that suit the plan."""

    spoken: Mapping[UUID, Spoken] = field(default_factory=lambda: MappingProxyType({}))
    way: Way | None = None
    template: PlanTemplate | None = None


def read_beside(workspace: Workspace, content: PlanContent, *, as_of: datetime, language: str) -> Beside:
    """What stands beside a plan whose content was read.

    Raises:
        NotFoundError: ``plan.gone``.

    """
    with workspace.reading() as session:
        plan = plan_of(session, content.id)
        account = session.get_one(Account, plan.account_id)
        zone = read_profile(session).zone
        met, ahead = spoken(session, plan.id, as_of)
        today = as_of.astimezone(zone).date()
        standings: dict[UUID, Spoken] = {}
        for line in content.contacts:
            pair = (line.colleague_id, line.stakeholder_id)
            last = met[pair].astimezone(zone).date() if pair in met else None
            days = [each.astimezone(zone).date() for each in ahead.get(pair, ())]
            following = min((day for day in days if day >= today), default=None)
            late = 0
            if today >= content.starts_on:
                late = _late(last or content.starts_on, line.every_days, min(today, content.ends_on))
            standings[line.id] = Spoken(last, following, late)
        return Beside(
            standings,
            way_of(content, account.currency),
            prompts_for(content.strategy, account.status, language),
        )


def suggest_template(workspace: Workspace, account_id: UUID, *, language: str) -> str | None:
    """The code of the template that suits a client's new plan: by its standing, else by the latest strategy.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account = account_of(session, account_id)
        latest = session.scalars(
            select(Plan.strategy).where(Plan.account_id == account.id).order_by(Plan.ends_on.desc()).limit(1)
        ).first()
        found = prompts_for(latest, account.status, language)
        return None if found is None else found.code


def _late(since: date, every_days: int | None, today: date) -> int:
    if every_days is None:
        return 0
    return max((today - since - timedelta(days=every_days)).days, 0)


def way_of(content: PlanContent, currency: str) -> Way | None:
    """By the objective that asks for most; one without figures in money, or let go, asks for nothing."""
    asked: list[tuple[Money, UUID, Money]] = []
    for each in content.objectives:
        unit = money_unit(each.kind, each.measure, each.unit, currency)
        if unit is None or each.baseline is None or each.target is None:
            continue
        if each.status is ObjectiveStatus.OPEN and each.target > each.baseline:
            before, target = (
                Money.of(value * unit.times, unit.currency) for value in (each.baseline, each.target)
            )
            asked.append((target - before, each.id, before))
    if not asked:
        return None
    needed, objective_id, before = max(asked, key=lambda each: each[0].minor)
    same = [each.amount for each in content.growth if each.amount.currency == needed.currency]
    return Way(objective_id, needed, sum(same, Money(0, needed.currency)), before)
