"""A plan that follows another: what was written there and is still open begins the new one.

Dates move as far as the period does and stay within it. What was reached is where the new objectives begin.
Actions stay in the ledger where they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from kam.analysis.plans.content import PlanContent, PlanText
from kam.core.vocabulary import InitiativeStatus, ObjectiveStatus, RiskStatus
from kam.models import (
    BudgetLine,
    Colleague,
    CommunicationLine,
    Dependency,
    GrowthSource,
    Initiative,
    Milestone,
    Objective,
    Opportunity,
    Plan,
    PlanDecision,
    Risk,
    Stakeholder,
    SwotItem,
)
from kam.services.people.finding import is_there
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork

_RUNS = frozenset({InitiativeStatus.PLANNED, InitiativeStatus.RUNNING})


def follow(unit: UnitOfWork, plan: Plan, before: Plan, *, with_work: bool = True) -> None:
    """Give a new plan what is still open of the one before; ``with_work`` its objectives and risks, too."""
    today = read_profile(unit).today(unit.now)
    content = content_of(unit, before, today)
    plan.previous_id = before.id
    plan.strategy = before.strategy
    plan.owner_id = before.owner_id or plan.owner_id
    for each in fields(PlanText):
        setattr(plan, each.name, getattr(content.text, each.name))
    copier = _Copier(unit, plan, content)
    copier.copy_swot()
    if with_work:
        copier.copy_work()
        copier.copy_risks()
    copier.copy_contacts(today)
    copier.copy_money()
    copier.copy_decisions()


class _Copier:
    def __init__(self, unit: UnitOfWork, plan: Plan, content: PlanContent) -> None:
        self._unit = unit
        self._plan = plan
        self._content = content
        self._by = plan.starts_on - content.starts_on

    def copy_swot(self) -> None:
        """The SWOT as it stands."""
        self._add(
            SwotItem(
                plan_id=self._plan.id,
                kind=each.kind,
                text=each.text,
                evidence=each.evidence,
                weight=each.weight,
            )
            for each in self._content.swot
        )

    def copy_work(self) -> None:
        """Open objectives, from where they are now, and the open work under them with what waits for what."""
        objectives: dict[UUID, UUID] = {}
        open_ones = [each for each in self._content.objectives if each.status is ObjectiveStatus.OPEN]
        for place, each in enumerate(open_ones):
            made = Objective(
                plan_id=self._plan.id,
                position=place,
                kind=each.kind,
                title=each.title,
                client_wording=each.client_wording,
                measure=each.measure,
                unit=each.unit,
                baseline=each.baseline if each.current is None else each.current,
                target=each.target,
                due_on=each.due_on and self._later(each.due_on),
                owner_id=each.owner_id,
            )
            self._unit.add(made)
            objectives[each.id] = made.id
        self._copy_initiatives(objectives)

    def _copy_initiatives(self, objectives: dict[UUID, UUID]) -> None:
        work: dict[UUID, UUID] = {}
        going = [
            each
            for each in self._content.initiatives
            if each.status in _RUNS and each.objective_id in objectives
        ]
        for each in going:
            made = Initiative(
                objective_id=objectives[each.objective_id],
                title=each.title,
                owner_id=each.owner_id,
                starts_on=each.starts_on and self._later(each.starts_on),
                ends_on=each.ends_on and self._later(each.ends_on),
                progress=each.progress,
                status=each.status,
            )
            work[each.id] = made.id
            self._unit.add(made)
            self._add(
                Milestone(initiative_id=made.id, title=one.title, due_on=self._later(one.due_on))
                for one in each.milestones
                if one.passed_on is None
            )
        for each in going:
            self._add(
                Dependency(before_id=work[one], after_id=work[each.id]) for one in each.after if one in work
            )

    def copy_risks(self) -> None:
        """Risks that are still open."""
        self._add(
            Risk(
                account_id=self._plan.account_id,
                plan_id=self._plan.id,
                title=each.title,
                consequence=each.consequence,
                probability=each.probability,
                impact=each.impact,
                at_stake_minor=each.at_stake.minor if each.at_stake else None,
                currency=each.at_stake.currency if each.at_stake else None,
                response=each.response,
                owner_id=each.owner_id,
            )
            for each in self._content.risks
            if each.status is RiskStatus.OPEN
        )

    def copy_contacts(self, today: date) -> None:
        """Who meets whom, of those who are still there on both sides."""
        ours = set(self._unit.scalars(select(Colleague.id).where(Colleague.left_on.is_(None))))
        there = select(Stakeholder).where(Stakeholder.account_id == self._plan.account_id)
        theirs = {each.id for each in self._unit.scalars(there) if is_there(each, today)}
        self._add(
            CommunicationLine(
                plan_id=self._plan.id,
                colleague_id=each.colleague_id,
                stakeholder_id=each.stakeholder_id,
                every_days=each.every_days,
                about=each.about,
            )
            for each in self._content.contacts
            if each.colleague_id in ours and each.stakeholder_id in theirs
        )

    def copy_money(self) -> None:
        """The budget, of which nothing is spent yet, and sources of growth that have not ended."""
        self._add(
            BudgetLine(
                plan_id=self._plan.id,
                title=each.title,
                amount_minor=each.amount.minor,
                currency=each.amount.currency,
            )
            for each in self._content.budget
        )
        deals = select(Opportunity).where(Opportunity.account_id == self._plan.account_id)
        going = {each.id for each in self._unit.scalars(deals) if each.is_open()}
        self._add(
            GrowthSource(
                plan_id=self._plan.id,
                title=each.title,
                amount_minor=each.amount.minor,
                currency=each.amount.currency,
                opportunity_id=each.opportunity_id,
            )
            for each in self._content.growth
            if each.opportunity_id is None or each.opportunity_id in going
        )

    def copy_decisions(self) -> None:
        """Decisions that nobody has taken yet."""
        self._add(
            PlanDecision(
                plan_id=self._plan.id,
                text=each.text,
                needed_by=each.needed_by and self._later(each.needed_by),
                amount_minor=each.amount.minor if each.amount else None,
                currency=each.amount.currency if each.amount else None,
                effort=each.effort,
            )
            for each in self._content.decisions
            if each.decided_on is None
        )

    def _add(self, made: Iterable[Any]) -> None:
        self._unit.add_all(made)

    def _later(self, day: date) -> date:
        """The same day of the new period; one that would lie outside it stands at its edge."""
        moved = day.toordinal() + self._by.days
        first, last = self._plan.starts_on.toordinal(), self._plan.ends_on.toordinal()
        return date.fromordinal(min(max(moved, first), last))
