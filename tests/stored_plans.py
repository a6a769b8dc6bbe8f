"""An account plan in a workspace, and the whole workspace as plain rows: what undoing must bring back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import text

from kam.analysis.plans.content import PlanContent
from kam.core.vocabulary import ObjectiveKind, PlanStatus, Side
from kam.models import (
    Account,
    BudgetLine,
    Commitment,
    CommunicationLine,
    Initiative,
    Milestone,
    Objective,
    Plan,
    Risk,
    Stakeholder,
)
from kam.services.plans.reading import PlanReading, read_plan
from tests.builders import Office

FIRST, LAST = date(2026, 7, 1), date(2027, 6, 30)
_JOURNAL = ("step", "change", "search")


@dataclass
class Planned:
    """A client's plan with an objective of each sort, work, an action, a risk, a contact and a cost."""

    office: Office
    account: Account
    plan: Plan
    revenue: Objective
    losses: Objective
    talks: Initiative
    signing: Milestone
    offer: Commitment
    tender: Risk
    decider: Stakeholder

    @classmethod
    def in_(cls, office: Office) -> Planned:
        """The plan, in a workspace."""
        account = office.account()
        decider = office.stakeholder(account)
        plan = Plan(account_id=account.id, title="План 2026/27", starts_on=FIRST, ends_on=LAST)
        plan.ambition = "Первый поставщик на обеих площадках"
        revenue = Objective(
            plan_id=plan.id,
            position=0,
            kind=ObjectiveKind.REVENUE,
            title="Контракт 2027",
            unit="млн ₽ в год",
            baseline=Decimal("79.4"),
            target=Decimal(96),
        )
        losses = Objective(
            plan_id=plan.id,
            position=1,
            kind=ObjectiveKind.CLIENT_SUCCESS,
            title="Потери при упаковке",
            unit="%",
            baseline=Decimal("1.9"),
            target=Decimal("0.8"),
        )
        talks = Initiative(
            objective_id=revenue.id,
            title="Переговоры",
            starts_on=date(2026, 10, 1),
            ends_on=date(2027, 1, 31),
            progress=45,
        )
        signing = Milestone(initiative_id=talks.id, title="Подпись", due_on=date(2027, 1, 31))
        offer = Commitment(
            account_id=account.id,
            side=Side.OURS,
            text="Рамка контракта",
            owner_colleague_id=office.me,
            made_on=date(2026, 11, 2),
            due_on=date(2026, 11, 30),
            objective_id=revenue.id,
            initiative_id=talks.id,
        )
        tender = Risk(
            account_id=account.id, plan_id=plan.id, title="Тендер в январе", probability=4, impact=4
        )
        office.add_all(
            plan,
            revenue,
            losses,
            talks,
            signing,
            offer,
            tender,
            CommunicationLine(
                plan_id=plan.id, colleague_id=office.me, stakeholder_id=decider.id, every_days=30
            ),
            BudgetLine(plan_id=plan.id, title="Образцы", amount_minor=35_000_000, currency="RUB"),
        )
        return cls(office, account, plan, revenue, losses, talks, signing, offer, tender, decider)

    def read(self, plan_id: UUID | None = None) -> PlanReading:
        """The plan, or another one, as it stands."""
        return read_plan(self.office.workspace, plan_id or self.plan.id, as_of=self.office.clock.now())

    @property
    def content(self) -> PlanContent:
        """What the plan says now."""
        return self.read().content

    @property
    def status(self) -> PlanStatus:
        """Where the plan stands."""
        return self.read().status


def every_row(office: Office) -> dict[str, set[tuple[Any, ...]]]:
    """All that is stored but the journal, the search and the counters of versions of records."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    with office.workspace.reading() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        for table in tables:
            if table.startswith((*_JOURNAL, "sqlite", "draft")):
                continue
            columns = [row.name for row in session.execute(text(f'PRAGMA table_info("{table}")'))]
            kept = ", ".join(f'"{name}"' for name in columns if name != "version")
            rows = session.execute(text(f'SELECT {kept} FROM "{table}"'))
            found[table] = {tuple(row) for row in rows}
    return found
