"""What the account bought: months, product lines, margin, rhythm, plan and receivables (domain.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import false, func, select

from kam.analysis.plan_fact import plan_fact
from kam.analysis.ratios import ratio
from kam.analysis.rhythm import order_rhythm
from kam.analysis.sales_figures import KnownMonths
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, last_full_month, trailing_months
from kam.core.vocabulary import TargetMeasure
from kam.models import OrderLine, Receivable, SalesFact, Target
from kam.reports.content import Margin, MonthFigure, OrderRhythm, PlanFact, ProductLineFigure, Receivables
from kam.services.briefs.scene import Scene


@dataclass(frozen=True, slots=True)
class LineMonth:
    """A month of a product line in the account's currency; ``cost`` is None where a part is unknown."""

    month: Month
    line_id: UUID
    revenue: int
    cost: int | None


@dataclass(frozen=True)
class Sales:
    """Two years and the running fiscal year of an account, up to the last full month of the data."""

    last: Month
    known: KnownMonths | None
    """The months with sales of anybody in the workspace; None = no sales at all."""
    rows: tuple[LineMonth, ...]
    ever: bool
    """Whether the account has any sales on record, however old."""

    @property
    def year(self) -> list[Month]:
        """The twelve full months."""
        return trailing_months(self.last)

    @property
    def year_before(self) -> list[Month]:
        """The twelve before them."""
        return trailing_months(self.last - MONTHS)

    def is_known(self, month: Month) -> bool:
        """Whether nothing sold in a month would mean zero."""
        return self.known is not None and month in self.known

    def monthly(self) -> dict[Month, int]:
        """Revenue by month; a month without sales is absent."""
        sums: dict[Month, int] = defaultdict(int)
        for row in self.rows:
            sums[row.month] += row.revenue
        return dict(sums)

    def by_line(self, months: Iterable[Month]) -> dict[UUID, int]:
        """Revenue by product line over some months."""
        wanted = set(months)
        sums: dict[UUID, int] = defaultdict(int)
        for row in self.rows:
            if row.month in wanted:
                sums[row.line_id] += row.revenue
        return dict(sums)


def collect_sales(scene: Scene) -> Sales:
    """The sales facts in one query, and what the workspace knows in three seeks of an index."""
    session, account_id = scene.session, scene.account.id
    last = last_full_month(scene.known_on)
    first = min(last - (2 * MONTHS - 1), fiscal_year_start(last, scene.profile.fiscal_year_starts))
    # Two queries: SQLite answers each from one end of the index, but both together by reading all of it.
    known_from = session.scalar(select(func.min(SalesFact.month)))
    known_to = session.scalar(select(func.max(SalesFact.month)))
    found = session.execute(
        select(
            SalesFact.month,
            SalesFact.product_line_id,
            SalesFact.currency,
            func.sum(SalesFact.revenue_minor),
            func.sum(SalesFact.cost_minor),
            func.count() - func.count(SalesFact.cost_minor),
        )
        .where(SalesFact.account_id == account_id, SalesFact.month.between(first, last))
        .group_by(SalesFact.month, SalesFact.product_line_id, SalesFact.currency)
        .order_by(SalesFact.month, SalesFact.product_line_id, SalesFact.currency)
    )
    rows = []
    for month, line_id, currency, revenue, cost, unknown_costs in found:
        converted = scene.exchange.of_month(revenue, currency, month)
        if converted is None:
            continue
        known_cost = None if unknown_costs else scene.exchange.of_month(cost or 0, currency, month)
        rows.append(LineMonth(month, line_id, converted, known_cost))
    ever = bool(rows) or session.scalar(
        select(SalesFact.month).where(SalesFact.account_id == account_id, SalesFact.month <= last).limit(1)
    )
    known = KnownMonths(known_from, known_to) if known_from is not None and known_to is not None else None
    return Sales(last, known, tuple(rows), bool(ever))


def fiscal_year_start(month: Month, starts: int) -> Month:
    """The first month of the fiscal year in which a month lies."""
    return Month(month.year if month.month >= starts else month.year - 1, starts)


def month_figures(sales: Sales, targets: Mapping[Month, int]) -> tuple[MonthFigure, ...]:
    """The twelve full months against the year before; empty when nothing was ever sold to the account."""
    if not sales.ever or not any(sales.is_known(month) for month in sales.year):
        return ()
    monthly = sales.monthly()

    def of(month: Month) -> int | None:
        return monthly.get(month, 0) if sales.is_known(month) else None

    return tuple(
        MonthFigure(month, of(month), of(month - MONTHS), targets.get(month)) for month in sales.year
    )


def totals(figures: Iterable[MonthFigure]) -> tuple[int | None, int | None]:
    """Revenue of the twelve months, and of those before where all of it is known."""
    known = list(figures)
    now = [figure.revenue for figure in known if figure.revenue is not None]
    before = [figure.year_before for figure in known if figure.year_before is not None]
    return (
        sum(now) if now else None,
        sum(before) if known and len(before) == len(known) else None,
    )


def line_figures(
    sales: Sales, names: Mapping[UUID, str], wallet_shares: Mapping[UUID, Decimal | None]
) -> tuple[ProductLineFigure, ...]:
    """The product lines bought over the twelve months, largest first."""
    now = sales.by_line(sales.year)
    complete = all(sales.is_known(month) for month in sales.year_before)
    before = sales.by_line(sales.year_before)
    figures = [
        ProductLineFigure(
            name=names[line_id],
            revenue=revenue,
            year_before=before.get(line_id, 0) if complete else None,
            wallet_share=wallet_shares.get(line_id),
        )
        for line_id, revenue in now.items()
        if line_id in names
    ]
    return tuple(sorted(figures, key=lambda figure: (-figure.revenue, figure.name)))


def margin(sales: Sales) -> Margin | None:
    """Margin of the twelve months; unknown as soon as one cost is, or where nothing was sold."""
    now = _margin(sales, sales.year)
    complete = all(sales.is_known(month) for month in sales.year_before)
    return None if now is None else Margin(now, _margin(sales, sales.year_before) if complete else None)


def _margin(sales: Sales, months: Iterable[Month]) -> Decimal | None:
    wanted = set(months)
    rows = [row for row in sales.rows if row.month in wanted]
    costs = [row.cost for row in rows if row.cost is not None]
    revenue = sum(row.revenue for row in rows)
    if len(costs) < len(rows) or revenue <= 0:
        return None
    return ratio(revenue - sum(costs), revenue)


def order_days(scene: Scene) -> list[date]:
    """The days on which the account ordered; returns are no orders. Empty where only totals are known."""
    return list(
        scene.session.scalars(
            select(OrderLine.on)
            .where(
                OrderLine.account_id == scene.account.id,
                OrderLine.on <= scene.known_on,
                OrderLine.is_return == false(),
            )
            .distinct()
        )
    )


def rhythm(scene: Scene, days: Iterable[date]) -> OrderRhythm | None:
    """Days since the last order by the start of the meeting; monthly totals tell no days, so no rhythm."""
    found = order_rhythm(days, scene.day)
    if found is None:
        return None
    usual = found.usual_interval
    return OrderRhythm(found.days_since, None if usual is None else round(usual))


def collect_targets(scene: Scene, last: Month) -> dict[Month, int]:
    """Revenue targets by month from two years back to the end of the fiscal year.

    A target of the whole account stands for its month; without one those of product lines are summed.
    """
    starts = fiscal_year_start(last, scene.profile.fiscal_year_starts)
    rows = scene.session.scalars(
        select(Target).where(
            Target.account_id == scene.account.id,
            Target.measure == TargetMeasure.REVENUE,
            Target.month.between(last - 2 * MONTHS, starts + (MONTHS - 1)),
        )
    )
    whole: dict[Month, int] = defaultdict(int)
    parts: dict[Month, int] = defaultdict(int)
    for target in rows:
        on = min(target.month.last_day, scene.known_on)
        amount = scene.exchange.of_day(target.amount_minor, target.currency, on)
        if amount is not None:
            (whole if target.product_line_id is None else parts)[target.month] += amount
    return {**parts, **whole}


def plan_and_fact(scene: Scene, sales: Sales, targets: Mapping[Month, int]) -> PlanFact | None:
    """The fiscal year of the last full month, up to it; None where none of those months has a target."""
    currency = scene.account.currency
    first = fiscal_year_start(sales.last, scene.profile.fiscal_year_starts)
    facts = {month: Money(minor, currency) for month, minor in sales.monthly().items()}
    planned = {month: Money(minor, currency) for month, minor in targets.items()}
    known_to = sales.known.last if sales.known else sales.last
    found = plan_fact(planned, facts, first, first + (MONTHS - 1), min(sales.last, known_to))
    over = [item.month for item in found.months if item.fact is not None] if found else []
    if found is None or not over:
        return None
    return PlanFact(over[0], over[-1], found.fact.minor, found.plan.minor)


def receivables(scene: Scene) -> Receivables | None:
    """What is owed and what of it is past due on the date of the data; None where nothing was imported."""
    owed = overdue = 0
    known = False
    for document in scene.records(Receivable):
        if document.as_of is not None and document.as_of > scene.known_on:
            continue
        amount = scene.exchange.of_day(document.amount_minor, document.currency, scene.known_on)
        if amount is None:
            continue
        known = True
        owed += amount
        overdue += amount if document.due_on < scene.known_on else 0
    return Receivables(owed, overdue) if known else None
