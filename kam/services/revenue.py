"""Revenue of accounts over months, in the workspace's currency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.sales_figures import KnownMonths
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, trailing_months
from kam.models import Account, SalesFact
from kam.services.rates import Exchange


@dataclass(frozen=True, slots=True)
class Revenues:
    """Revenue by account over a span of months; ``unconverted`` is what no rate was known for."""

    by_account: dict[UUID, Money]
    unconverted: tuple[tuple[UUID, Money], ...]


def revenues(session: Session, exchange: Exchange, months: Iterable[Month]) -> Revenues:
    """Sum the sales facts of some months by account.

    One seek in the facts' key for each account; only accounts with other currencies are read by month. To
    group all facts by account and month takes ten times as long.
    """
    wanted = list(months)
    here = (SalesFact.account_id == Account.id) & SalesFact.month.between(min(wanted), max(wanted))
    ours = SalesFact.currency == exchange.currency
    sum_of_ours = select(func.sum(SalesFact.revenue_minor)).where(here, ours)
    count_of_others = select(func.count()).select_from(SalesFact).where(here, ~ours)
    rows = session.execute(
        select(
            Account.id,
            sum_of_ours.correlate(Account).scalar_subquery(),
            count_of_others.correlate(Account).scalar_subquery(),
        )
    ).all()
    sums = {account: minor for account, minor, _ in rows if minor is not None}
    foreign = [account for account, _, others in rows if others]
    unconverted: list[tuple[UUID, Money]] = []
    for account, month, money in _by_month(session, foreign, wanted, exchange.currency):
        converted = exchange.convert(money, month)
        if converted is None:
            unconverted.append((account, money))
        else:
            sums[account] = sums.get(account, 0) + converted.minor
    return Revenues({k: Money(v, exchange.currency) for k, v in sums.items()}, tuple(unconverted))


def known_months(session: Session) -> KnownMonths | None:
    """The months with sales of anybody: within them no sale means zero. None = no sales at all.

    Two queries: SQLite answers each from one end of the index, but both together by reading all of it.
    """
    first = session.scalar(select(func.min(SalesFact.month)))
    last = session.scalar(select(func.max(SalesFact.month)))
    return None if first is None or last is None else KnownMonths(first, last)


def year_before_known(known: KnownMonths | None, last: Month) -> bool:
    """Whether the twelve months up to ``last`` can be compared with the twelve before.

    The earlier ones must all be known and the later ones at least in part: two months of sales against ten
    that nobody ever brought in would look like a soaring client.
    """
    if known is None:
        return False
    earlier, later = trailing_months(last - MONTHS), trailing_months(last)
    return all(month in known for month in earlier) and any(month in known for month in later)


def _by_month(
    session: Session, accounts: Sequence[UUID], months: Sequence[Month], besides: str
) -> Iterator[tuple[UUID, Month, Money]]:
    """The sums of accounts by month in every currency but one."""
    rows = session.execute(
        select(SalesFact.account_id, SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
        .where(
            SalesFact.account_id.in_(accounts),
            SalesFact.month.between(min(months), max(months)),
            SalesFact.currency != besides,
        )
        .group_by(SalesFact.account_id, SalesFact.month, SalesFact.currency)
    )
    return ((account, month, Money(minor, currency)) for account, month, currency, minor in rows)
