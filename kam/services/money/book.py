"""What one account bought, month by month, and what it was to buy: the ground of all about its money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.sales_figures import KnownMonths
from kam.core.periods import MONTHS, Month
from kam.core.vocabulary import SalesSource, TargetMeasure
from kam.models import Account, BusinessUnit, OrderLine, ProductLine, SalesFact, Target
from kam.models.sales import NO_ID
from kam.services.people.finding import account_of
from kam.services.profile import Profile, read_profile
from kam.services.rates import Exchange
from kam.services.revenue import known_months

__all__ = ["NO_ID", "Book", "Fact", "Goal", "fiscal_year", "fiscal_year_start"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What was bought of a line (``NO_ID``: of none that is known) for a unit in a month.

    Sums are minor units of the book's currency; ``cost`` and ``quantity`` are None where a part is unknown.
    """

    month: Month
    line_id: UUID
    unit_id: UUID
    revenue: int
    cost: int | None
    quantity: Decimal | None

    @property
    def margin(self) -> int | None:
        """Revenue less cost; unknown with the cost."""
        return None if self.cost is None else self.revenue - self.cost


@dataclass(frozen=True, slots=True)
class Goal:
    """A target of a month and product line (None: of the whole account), in the book's currency."""

    month: Month
    line_id: UUID | None
    measure: TargetMeasure
    minor: int


@dataclass(frozen=True)
class Book:
    """The sales of one account over some months, its targets, and the names that both refer to.

    ``missing_rates`` are currencies whose sums are left out, because no rate is known.
    """

    account: Account
    profile: Profile
    today: date
    exchange: Exchange
    facts: tuple[Fact, ...]
    goals: tuple[Goal, ...]
    known: KnownMonths | None
    lines: Mapping[UUID, ProductLine]
    units: Mapping[UUID, str]
    orders_until: date | None
    """The day of the newest order of this account; None where none are known."""
    source: SalesSource | None
    """Where the newest month comes from."""

    @classmethod
    def read(cls, session: Session, account_id: UUID, as_of: datetime, first: Month, last: Month) -> Book:
        """The book from one month to another, both included; NotFoundError ``account.gone``."""
        account = account_of(session, account_id)
        profile = read_profile(session)
        today = profile.today(as_of)
        exchange = Exchange(session, profile.currency, account.currency)
        newest = (
            select(SalesFact.source)
            .where(SalesFact.account_id == account_id, SalesFact.month <= Month.of(today))
            .order_by(SalesFact.month.desc())
        )
        orders = select(func.max(OrderLine.on)).where(
            OrderLine.account_id == account_id, OrderLine.on <= today
        )
        units = select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account_id)
        return cls(
            account=account,
            profile=profile,
            today=today,
            exchange=exchange,
            facts=tuple(_facts(session, account_id, exchange, first, min(last, Month.of(today)))),
            goals=tuple(_goals(session, account, exchange, today, (first, last))),
            known=known_months(session),
            lines={line.id: line for line in session.scalars(select(ProductLine))},
            units={row.id: row.name for row in session.execute(units)},
            orders_until=session.scalar(orders),
            source=session.scalar(newest.limit(1)),
        )

    @property
    def currency(self) -> str:
        """The currency of all sums: the account's."""
        return self.account.currency

    @property
    def missing_rates(self) -> tuple[str, ...]:
        """Currencies that could not be converted."""
        return tuple(sorted(self.exchange.missing))

    def is_known(self, month: Month) -> bool:
        """Whether nothing sold in a month would mean zero.

        The month that is running is known as soon as anybody's sales of it are.
        """
        return self.known is not None and month in self.known

    def sums(self, key: Callable[[Fact], object], months: Iterable[Month]) -> dict[object, int]:
        """Revenue over some months by a key of the facts."""
        wanted = set(months)
        sums: dict[object, int] = defaultdict(int)
        for fact in self.facts:
            if fact.month in wanted:
                sums[key(fact)] += fact.revenue
        return dict(sums)

    def targets(
        self, measure: TargetMeasure, line_id: UUID | None = None, *, of_line: bool = False
    ) -> dict[Month, int]:
        """Targets by month: of one line, or of the whole account.

        A target of the whole account stands for its month; without one those of product lines are summed.
        """
        goals = [goal for goal in self.goals if goal.measure is measure]
        if of_line:
            return {goal.month: goal.minor for goal in goals if goal.line_id == line_id}
        whole: dict[Month, int] = {}
        parts: dict[Month, int] = defaultdict(int)
        for goal in goals:
            if goal.line_id is None:
                whole[goal.month] = goal.minor
            else:
                parts[goal.month] += goal.minor
        return {**parts, **whole}

    def line_name(self, line_id: UUID | None) -> str:
        """A product line's name; empty for none."""
        found = self.lines.get(line_id) if line_id is not None else None
        return found.name if found is not None else ""


def fiscal_year_start(month: Month, starts: int) -> Month:
    """The first month of the fiscal year in which a month lies."""
    return Month(month.year if month.month >= starts else month.year - 1, starts)


def fiscal_year(year: int, starts: int) -> tuple[Month, Month]:
    """The first and the last month of the fiscal year that begins in a calendar year."""
    first = Month(year, starts)
    return first, first + (MONTHS - 1)


_GROUPED: Final = (SalesFact.month, SalesFact.product_line_id, SalesFact.unit_id, SalesFact.currency)


def _facts(
    session: Session, account_id: UUID, exchange: Exchange, first: Month, last: Month
) -> Iterable[Fact]:
    """The facts in the book's currency; several currencies of one cell become one fact."""
    rows = session.scalars(
        select(SalesFact)
        .where(SalesFact.account_id == account_id, SalesFact.month.between(first, last))
        .order_by(*_GROUPED)
    )
    merged: dict[tuple[Month, UUID, UUID], Fact] = {}
    for row in rows:
        revenue = exchange.of_month(row.revenue_minor, row.currency, row.month)
        if revenue is None:
            continue
        cost = row.cost_minor
        if cost is not None:
            cost = exchange.of_month(cost, row.currency, row.month)
        fact = Fact(row.month, row.product_line_id, row.unit_id, revenue, cost, row.quantity)
        key = (fact.month, fact.line_id, fact.unit_id)
        merged[key] = _both(merged[key], fact) if key in merged else fact
    return merged.values()


def _both(one: Fact, other: Fact) -> Fact:
    costs = one.cost is not None and other.cost is not None
    quantities = one.quantity is not None and other.quantity is not None
    return Fact(
        one.month,
        one.line_id,
        one.unit_id,
        one.revenue + other.revenue,
        (one.cost or 0) + (other.cost or 0) if costs else None,
        (one.quantity or Decimal(0)) + (other.quantity or Decimal(0)) if quantities else None,
    )


def _goals(
    session: Session, account: Account, exchange: Exchange, today: date, months: tuple[Month, Month]
) -> Iterable[Goal]:
    """Targets in the book's currency; those of months ahead by today's rate."""
    rows = session.scalars(
        select(Target)
        .where(Target.account_id == account.id, Target.month.between(*months))
        .order_by(Target.month, Target.id)
    )
    for row in rows:
        minor = exchange.of_day(row.amount_minor, row.currency, min(row.month.last_day, today))
        if minor is not None:
            yield Goal(row.month, row.product_line_id, row.measure, minor)
