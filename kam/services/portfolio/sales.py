"""What each account bought by month, with what margin, and how steadily (domain.md §2, §6)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, case, false, func, select
from sqlalchemy.orm import Session

from kam.analysis.rhythm import DegreeSettings, DegreeVerdict, RhythmSettings, relationship_degree
from kam.analysis.sales_figures import KnownMonths
from kam.analysis.variation import VariationSettings, variation_of
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, last_full_month, trailing_months
from kam.core.vocabulary import SalesSource, XyzClass
from kam.models import Account, OrderLine, SalesFact
from kam.services.rates import Exchange
from kam.services.revenue import known_months
from kam.store.journal import chunks


@dataclass(frozen=True, slots=True)
class AccountSales:
    """Twelve full months of an account in minor units of the workspace's currency, oldest first.

    ``running`` is the month that is not over. ``cost`` is that of the twelve months, None as soon as one part
    of it is unknown, or where nothing was sold.
    """

    months: tuple[int, ...]
    running: int = 0
    cost: int | None = None

    @property
    def revenue(self) -> int:
        """The sum of the twelve months."""
        return sum(self.months)

    @property
    def margin(self) -> int | None:
        """Revenue less cost; None while a cost is unknown."""
        return None if self.cost is None else self.revenue - self.cost


NO_SALES: Final = AccountSales((0,) * MONTHS)


@dataclass(frozen=True, slots=True)
class PortfolioSales:
    """The sales of all accounts; who never sold anything in these months is not in ``by_account``."""

    months: tuple[Month, ...]
    known: KnownMonths | None
    by_account: Mapping[UUID, AccountSales]

    def of(self, account: UUID) -> AccountSales:
        """The sales of one account."""
        return self.by_account.get(account, NO_SALES)

    def known_sums(self, account: UUID, currency: str) -> list[Money]:
        """The months of which the workspace knows anything: outside them nothing sold is not zero."""
        if self.known is None:
            return []
        pairs = zip(self.months, self.of(account).months, strict=True)
        return [Money(minor, currency) for month, minor in pairs if month in self.known]

    def xyz_classes(self, settings: VariationSettings) -> dict[UUID, XyzClass]:
        """How even the months of each account are; who is missing has months that tell nothing."""
        known = [at for at, month in enumerate(self.months) if self.known is not None and month in self.known]
        if not known:
            return {}
        span = slice(known[0], known[-1] + 1)
        found = {each: variation_of(s.months[span], settings) for each, s in self.by_account.items()}
        return {account: one.xyz for account, one in found.items() if one is not None}

    def months_bought(self, account: UUID) -> list[Month]:
        """The months, the running one included, in which purchases exceeded returns."""
        sales = self.of(account)
        pairs = zip((*self.months, self.months[-1] + 1), (*sales.months, sales.running), strict=True)
        return [month for month, minor in pairs if minor > 0]


def read_sales(
    session: Session, currency: str, today: date, account_id: UUID | None = None
) -> PortfolioSales:
    """The months of every account, or of one; a seek in the facts' key for each month of each.

    To group all facts by account and month takes several times as long where there are many product lines.
    """
    exchange = Exchange.read(session, currency)
    months = trailing_months(last_full_month(today))
    sums = [_sum_of(month, currency) for month in (*months, Month.of(today))]
    query = select(Account.id, *sums, _cost(months, currency), _others(months[0], Month.of(today), currency))
    if account_id is not None:
        query = query.where(Account.id == account_id)
    found: dict[UUID, AccountSales] = {}
    foreign: list[UUID] = []
    for account, *figures, cost, others in session.execute(query):
        if others:
            foreign.append(account)
        elif any(figures):
            found[account] = _sales(figures, cost)
    for part in chunks(foreign):
        found |= _in_currencies(session, exchange, part, months)
    return PortfolioSales(tuple(months), known_months(session), found)


def _sales(figures: Iterable[int | None], cost: int | None) -> AccountSales:
    *full, running = (minor or 0 for minor in figures)
    return AccountSales(tuple(full), running, cost)


def _here(*conditions: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    return [SalesFact.account_id == Account.id, *conditions]


def _sum_of(month: Month, currency: str) -> ScalarSelect[Any]:
    here = _here(SalesFact.month == month, SalesFact.currency == currency)
    return select(func.sum(SalesFact.revenue_minor)).where(*here).correlate(Account).scalar_subquery()


def _cost(months: list[Month], currency: str) -> ScalarSelect[Any]:
    """The cost of the full months; nothing when it is not known of every fact."""
    here = _here(SalesFact.month.between(months[0], months[-1]), SalesFact.currency == currency)
    known = case((func.count() == func.count(SalesFact.cost_minor), func.sum(SalesFact.cost_minor)))
    return select(known).where(*here).correlate(Account).scalar_subquery()


def _others(first: Month, last: Month, currency: str) -> ScalarSelect[Any]:
    here = _here(SalesFact.month.between(first, last), SalesFact.currency != currency)
    return select(func.count()).select_from(SalesFact).where(*here).correlate(Account).scalar_subquery()


def _in_currencies(
    session: Session, exchange: Exchange, accounts: Collection[UUID], months: list[Month]
) -> dict[UUID, AccountSales]:
    """The months of accounts that buy in other currencies; a sum without a rate is left out."""
    until = months[-1] + 1
    rows = session.execute(
        select(
            SalesFact.account_id,
            SalesFact.month,
            SalesFact.currency,
            func.sum(SalesFact.revenue_minor),
            case((func.count() == func.count(SalesFact.cost_minor), func.sum(SalesFact.cost_minor))),
        )
        .where(SalesFact.account_id.in_(accounts), SalesFact.month.between(months[0], until))
        .group_by(SalesFact.account_id, SalesFact.month, SalesFact.currency)
    )
    sums: dict[UUID, dict[Month, int]] = {account: {} for account in accounts}
    costs: dict[UUID, int | None] = dict.fromkeys(accounts, 0)
    for account, month, currency, minor, cost in rows:
        revenue = exchange.convert(Money(minor, currency), month)
        if revenue is None:
            continue
        sums[account][month] = sums[account].get(month, 0) + revenue.minor
        if month < until:
            part = None if cost is None else exchange.convert(Money(cost, currency), month)
            known = costs[account]
            costs[account] = None if part is None or known is None else known + part.minor
    return {
        account: _sales([by_month.get(month, 0) for month in (*months, until)], costs[account])
        for account, by_month in sums.items()
    }


@dataclass(frozen=True, slots=True)
class DegreeRules:
    """The measures of the degree and of the rhythm under it."""

    degrees: DegreeSettings
    rhythm: RhythmSettings

    @property
    def at_ease(self) -> timedelta:
        """Within how long a silence nobody has stopped, whatever their rhythm is."""
        return timedelta(days=min(self.degrees.stopped_days, self.degrees.stopped_days_without_rhythm))


def read_degrees(
    session: Session,
    sales: PortfolioSales,
    first_bought: Mapping[UUID, Month],
    rules: DegreeRules,
    today: date,
) -> dict[UUID, DegreeVerdict]:
    """The relationship degree of everybody who has ever bought, with the reason.

    Who bought in several months and lately is judged by months alone: their days would change nothing. Of
    the others, who may have stopped or bought once, every day of order is read.
    """
    verdicts: dict[UUID, DegreeVerdict] = {}
    by_months: dict[frozenset[Month], DegreeVerdict] = {}
    by_days: list[UUID] = []
    since, window = today - rules.at_ease, sales.months[0]
    for account, first in first_bought.items():
        bought = sales.months_bought(account)
        if not bought or bought[-1].first_day <= since or first == bought[-1]:
            by_days.append(account)
            continue
        # however long before the window they began, it is the same; and most accounts are alike
        months = frozenset((max(first, window - 1), *bought))
        if months not in by_months:
            by_months[months] = relationship_degree((), today, rules.degrees, rules.rhythm, totals=months)
        verdicts[account] = by_months[months]
    for part in chunks(by_days):
        days, months_of = _days(session, part, today), _totals(session, part)
        for account in part:
            verdicts[account] = relationship_degree(
                days.get(account, ()),
                today,
                rules.degrees,
                rules.rhythm,
                totals=months_of.get(account, ()),
            )
    return verdicts


def _days(session: Session, accounts: Collection[UUID], today: date) -> dict[UUID, list[date]]:
    rows = session.execute(
        select(OrderLine.account_id, OrderLine.on)
        .where(OrderLine.account_id.in_(accounts), OrderLine.on <= today, OrderLine.is_return == false())
        .distinct()
    )
    found: dict[UUID, list[date]] = {}
    for account, day in rows:
        found.setdefault(account, []).append(day)
    return found


def _totals(session: Session, accounts: Collection[UUID]) -> dict[UUID, set[Month]]:
    rows = session.execute(
        select(SalesFact.account_id, SalesFact.month).where(
            SalesFact.account_id.in_(accounts),
            SalesFact.source == SalesSource.TOTALS,
            SalesFact.revenue_minor > 0,
        )
    )
    found: dict[UUID, set[Month]] = {}
    for account, month in rows:
        found.setdefault(account, set()).add(month)
    return found
