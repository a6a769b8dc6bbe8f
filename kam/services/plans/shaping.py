"""A template as a client's plan: dates in its period, people by their roles, targets by what was bought."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.analysis.working_days import next_working_day
from kam.core.errors import RuleError
from kam.core.periods import Month, last_full_month
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import BuyingRole, TeamRole
from kam.models import (
    Account,
    AccountTeamMember,
    Colleague,
    CommunicationLine,
    Dependency,
    Initiative,
    Milestone,
    Objective,
    Plan,
    PlanDecision,
    Risk,
)
from kam.services.commitments.shifting import calendar_from
from kam.services.plans.revenue import bought
from kam.services.plans.templates import (
    PlanTemplate,
    TemplateContact,
    TemplateInitiative,
    TemplateObjective,
)
from kam.services.profile import read_profile
from kam.services.revenue import known_months
from kam.services.scenarios.applying import people_by_role
from kam.store.unit_of_work import UnitOfWork

_HUNDRED: Final = 100
_SIGNIFICANT: Final = 3


def shape(unit: UnitOfWork, account: Account, plan: Plan, template: PlanTemplate) -> tuple[BuyingRole, ...]:
    """Give a new plan what a template has; the roles that its communication asks for and nobody plays."""
    plan.strategy = template.strategy
    shaper = _Shaper(unit, account, plan, template)
    objectives = {each.key: shaper.objective(each, place) for place, each in enumerate(template.objectives)}
    work = {each.key: shaper.initiative(each, objectives[each.objective]) for each in template.initiatives}
    for each in template.initiatives:
        unit.add_all(Dependency(before_id=work[key], after_id=work[each.key]) for key in each.after)
    for risk in template.risks:
        unit.add(
            Risk(
                account_id=account.id,
                plan_id=plan.id,
                title=risk.title,
                consequence=risk.consequence,
                probability=risk.probability,
                impact=risk.impact,
                response=risk.response,
                owner_id=plan.owner_id,
            )
        )
    for decision in template.decisions:
        unit.add(
            PlanDecision(
                plan_id=plan.id,
                text=decision.text,
                effort=decision.effort,
                needed_by=shaper.day(decision.day),
            )
        )
    missing = [each.theirs for each in template.contacts if not shaper.contact(each)]
    return tuple(dict.fromkeys(missing))


class _Shaper:
    def __init__(self, unit: UnitOfWork, account: Account, plan: Plan, template: PlanTemplate) -> None:
        self._unit = unit
        self._account = account
        self._plan = plan
        self._length = (plan.ends_on - plan.starts_on).days
        self._meant = max(template.days - 1, 1)
        self._today = read_profile(unit).today(unit.now)
        self._calendar = calendar_from(unit, plan.starts_on)
        self._people = people_by_role(unit, account.id, self._today)
        self._team = _team(unit, account.id)
        self._spoken: set[tuple[UUID, UUID]] = set()

    def day(self, number: int) -> date:
        """A working day so many days after the beginning; nearer where the plan is shorter than meant."""
        scaled = number * self._length // self._meant if self._length < self._meant else number
        wanted = self._plan.starts_on + timedelta(days=min(scaled, self._length))
        try:
            return min(next_working_day(self._calendar, wanted), self._plan.ends_on)
        except RuleError:  # a calendar without working hours
            return wanted

    def objective(self, told: TemplateObjective, place: int) -> UUID:
        """An objective with its target."""
        baseline, target = told.baseline, told.target
        if told.grow_percent is not None:
            baseline, target = self._growth(told.grow_percent)
        made = Objective(
            plan_id=self._plan.id,
            position=place,
            kind=told.kind,
            title=told.title,
            client_wording=told.client_wording,
            measure=told.measure,
            unit=told.unit,
            baseline=baseline,
            target=target,
            due_on=self._plan.ends_on if told.due_day is None else self.day(told.due_day),
            owner_id=self._plan.owner_id,
        )
        self._unit.add(made)
        return made.id

    def initiative(self, told: TemplateInitiative, objective_id: UUID) -> UUID:
        """Work with its milestones, led by whoever of us has the role at the client."""
        ends = self.day(told.ends)
        made = Initiative(
            objective_id=objective_id,
            title=told.title,
            owner_id=self._of_role(told.owner),
            starts_on=min(self.day(told.starts), ends),
            ends_on=ends,
        )
        steps = [
            Milestone(initiative_id=made.id, title=each.title, due_on=self.day(each.day))
            for each in told.milestones
        ]
        self._unit.add_all((made, *steps))
        return made.id

    def contact(self, told: TemplateContact) -> bool:
        """A line of the communication plan; False where nobody at the client plays the role."""
        people = self._people.get(told.theirs)
        if not people:
            return False
        ours = self._of_role(told.ours)
        if ours is not None and (ours, people[0].id) not in self._spoken:
            self._spoken.add((ours, people[0].id))
            self._unit.add(
                CommunicationLine(
                    plan_id=self._plan.id,
                    colleague_id=ours,
                    stakeholder_id=people[0].id,
                    every_days=told.every_days,
                    about=told.about,
                )
            )
        return True

    def _of_role(self, role: TeamRole) -> UUID | None:
        return self._team.get(role, self._plan.owner_id)

    def _growth(self, percent: int) -> tuple[Decimal | None, Decimal | None]:
        """What was bought in as many months before the plan, as far as is known, and so many per cent more.

        Nothing where sales of any of these months are not known: a target on half a year would be none.
        """
        known = known_months(self._unit)
        first = Month.of(self._plan.starts_on)
        months = first.months_until(Month.of(self._plan.ends_on)) + 1
        last = min(first - 1, last_full_month(self._today), known.last if known else first - 1)
        since = last - (months - 1)
        if known is None or since < known.first:
            return None, None
        unit = MoneyUnit(self._account.currency)
        baseline = bought(self._unit, self._account.id, unit, since, last.last_day).value
        if not baseline:
            return None, None
        return baseline, _rounded(baseline * (_HUNDRED + percent) / _HUNDRED)


def _rounded(value: Decimal) -> Decimal:
    """To three significant digits, never below a whole one: 110 874 180 is 111 000 000."""
    step = Decimal(1).scaleb(max(value.adjusted() - _SIGNIFICANT + 1, 0))
    return (value / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step


def _team(unit: UnitOfWork, account_id: UUID) -> dict[TeamRole, UUID]:
    """Who of us has which role at the client, whoever was named first."""
    rows = unit.execute(
        select(AccountTeamMember.role, AccountTeamMember.colleague_id)
        .join(Colleague, Colleague.id == AccountTeamMember.colleague_id)
        .where(AccountTeamMember.account_id == account_id, Colleague.left_on.is_(None))
        .order_by(AccountTeamMember.id.desc())
    )
    return {row.role: row.colleague_id for row in rows}
