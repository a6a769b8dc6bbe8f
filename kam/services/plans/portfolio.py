"""The plans of all accounts, a line each: for the page of plans, and on one sheet for management."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.plans.content import PlanContent
from kam.analysis.plans.progress import ProgressState, plan_progress
from kam.analysis.plans.review import ReviewSettings
from kam.analysis.plans.risk_matrix import risk_matrix
from kam.analysis.ratios import ratio
from kam.core.money import Money
from kam.core.vocabulary import CommitmentStatus, KeyGroup, PlanStatus, Segment
from kam.models import Plan
from kam.reports.content.brief import Health
from kam.reports.content.plan_portfolio import PlanPortfolio, PortfolioLine, PortfolioRisk
from kam.services.health.rows import HealthBook
from kam.services.money.figures import MoneyQuery, read_figures
from kam.services.money.outlook import read_outlook
from kam.services.plans.checking import next_review
from kam.services.plans.reading import versions_of
from kam.services.plans.telling import content_of
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.portfolio.rows import PortfolioRow
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_DESERVE: Final = frozenset({Segment.VIP, Segment.STRATEGIC})
"""Whose lack of a plan is shown; and every key group."""


@dataclass(frozen=True, slots=True)
class PlansRow:
    """An account with the plan that counts today; ``plan_id`` None = it should have one and has none.

    ``line`` is what paper and window show alike.
    """

    account_id: UUID
    plan_id: UUID | None
    title: str
    starts_on: date | None
    line: PortfolioLine
    group: KeyGroup | None = None

    @property
    def done(self) -> Decimal | None:
        """Fact ÷ plan, a ratio; None where either is unknown."""
        fact, plan = self.line.fact, self.line.plan
        return ratio(fact.minor, plan.minor) if fact is not None and plan is not None and plan.minor else None


def read_plans_of_all(
    workspace: Workspace, *, as_of: datetime, with_health: bool = True
) -> tuple[PlansRow, ...]:
    """Every account with a plan, and key accounts without one; the largest first.

    Of several plans of an account the one in force counts, else the next to come, else the last one that is
    not closed; a closed plan counts for none. Whoever does not wait for health is given what is remembered.
    """
    portfolio = read_portfolio(workspace, PortfolioQuery(), as_of=as_of, with_health=with_health)
    accounts, health = portfolio.rows, portfolio.health
    with workspace.reading() as session:
        today = read_profile(session).today(as_of)
        plans = _chosen(session.scalars(select(Plan).where(Plan.status != PlanStatus.CLOSED)), today)
        known = {
            each.id: _planned(session, plans[each.id], each, today) for each in accounts if each.id in plans
        }
    rows = []
    for each in accounts:
        row = known.get(each.id)
        if row is not None:
            rows.append(with_health_of(_with_money(workspace, row, as_of), health))
        elif each.segment in _DESERVE or each.key_group is not None:
            rows.append(
                with_health_of(PlansRow(each.id, None, "", None, _bare(each), each.key_group), health)
            )
    return tuple(rows)


def portfolio_of_plans(
    workspace: Workspace, *, as_of: datetime, printed_at: datetime, chosen_by: str = ""
) -> PlanPortfolio:
    """The sheet for management: the lines of ``read_plans_of_all``."""
    rows = read_plans_of_all(workspace, as_of=as_of)
    with workspace.reading() as session:
        profile = read_profile(session)
        return PlanPortfolio(
            our_company=profile.company or "",
            as_of=as_of.astimezone(profile.zone),
            printed_at=printed_at.astimezone(profile.zone),
            zone=profile.zone.key,
            lines=tuple(row.line for row in rows),
            chosen_by=chosen_by,
        )


def _chosen(plans: Iterable[Plan], today: date) -> dict[UUID, Plan]:
    """The plan of each account that counts today."""
    of_account: dict[UUID, list[Plan]] = defaultdict(list)
    for plan in plans:
        of_account[plan.account_id].append(plan)
    return {account: min(each, key=lambda plan: _rank(plan, today)) for account, each in of_account.items()}


def _rank(plan: Plan, today: date) -> tuple[int, int]:
    if plan.starts_on <= today <= plan.ends_on:
        return 0, -plan.starts_on.toordinal()
    if plan.starts_on > today:
        return 1, plan.starts_on.toordinal()
    return 2, -plan.ends_on.toordinal()


def _bare(account: PortfolioRow) -> PortfolioLine:
    return PortfolioLine(
        account.name, segment=account.segment, group=account.key_group, owner=account.owner or ""
    )


def _planned(session: Session, plan: Plan, account: PortfolioRow, today: date) -> PlansRow:
    """What the plan itself says; its money comes after."""
    content = content_of(session, plan, today)
    progress = plan_progress(content, today)
    coming = next_review(session, plan.account_id, today)
    versions = versions_of(session, plan.id, {})
    open_ones = [each for each in content.actions if each.status is CommitmentStatus.OPEN]
    line = replace(
        _bare(account),
        status=plan.status,
        version=versions[0].number if versions else None,
        ends_on=plan.ends_on,
        strategy=plan.strategy,
        ambition=plan.ambition or "",
        objectives=len(content.objectives),
        behind=progress.lagging,
        unknown=progress.count(ProgressState.UNKNOWN),
        late_actions=sum(each.due_on is not None and each.due_on < today for each in open_ones),
        risk=_top_risk(content),
        next_review_on=coming,
        review_overdue=plan.status is PlanStatus.APPROVED and coming is None and _is_long(content, today),
    )
    return PlansRow(plan.account_id, plan.id, plan.title, plan.starts_on, line, account.key_group)


def _is_long(content: PlanContent, today: date) -> bool:
    last = max((each.on for each in content.reviews if each.on <= today), default=content.starts_on)
    return (today - last).days > ReviewSettings().review_days


def _top_risk(content: PlanContent) -> PortfolioRisk | None:
    matrix = risk_matrix(content.risks)
    found = matrix.top.risk if matrix.top else next(iter(matrix.unrated), None)
    if found is None:
        return None
    return PortfolioRisk(found.title, found.probability, found.impact, found.response or "")


def _with_money(workspace: Workspace, row: PlansRow, as_of: datetime) -> PlansRow:
    """Plan and fact of the fiscal year so far, and the gap of all of it."""
    outlook = read_outlook(workspace, row.account_id, as_of=as_of)
    figures = read_figures(workspace, row.account_id, MoneyQuery(year=outlook.year), as_of=as_of)
    line = replace(row.line, gap=None if outlook.line is None else outlook.line.gap)
    if figures.plan is not None:
        fact, target = (
            Money(round(minor), figures.currency) for minor in (figures.plan.fact, figures.plan.target)
        )
        line = replace(line, fact=fact, plan=target)
    return replace(row, line=line)


def with_health_of(row: PlansRow, book: HealthBook | None) -> PlansRow:
    """A line with the score of its account; without one where nothing is known."""
    found = book.rows.get(row.account_id) if book is not None else None
    known = None if found is None or found.score is None else Health(found.score, found.change)
    band = None if found is None or known is None else found.band
    return replace(row, line=replace(row.line, health=known, band=band))
