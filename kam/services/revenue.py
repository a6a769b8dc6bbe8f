"""Revenue of accounts over months, in the workspace's currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import Month
from kam.models import CurrencyRate, SalesFact


@dataclass
class Exchange:
    """Rates into one currency, each in force from its date until the next (domain.md §6)."""

    currency: str
    rates: Mapping[str, list[tuple[str, Decimal]]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, currency: str) -> Exchange:
        """All rates of the workspace."""
        rates: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
        for rate in session.scalars(select(CurrencyRate).order_by(CurrencyRate.on)):
            rates[rate.currency].append((rate.on.isoformat(), rate.rate))
        return cls(currency, dict(rates))

    def convert(self, money: Money, month: Month) -> Money | None:
        """A month's sum at the last rate of that month or earlier; None where no rate is known."""
        if money.currency == self.currency:
            return money
        until = month.last_day.isoformat()
        known = [rate for on, rate in self.rates.get(money.currency, ()) if on <= until]
        return Money.of(money.amount * known[-1], self.currency) if known else None


@dataclass(frozen=True, slots=True)
class Revenues:
    """Revenue by account over a span of months; ``unconverted`` is what no rate was known for."""

    by_account: dict[UUID, Money]
    unconverted: tuple[tuple[UUID, Money], ...]


def revenues(session: Session, exchange: Exchange, months: Iterable[Month]) -> Revenues:
    """Sum the sales facts of some months by account."""
    wanted = list(months)
    first, last = min(wanted), max(wanted)
    rows = session.execute(
        select(SalesFact.account_id, SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
        .where(SalesFact.month.between(first, last))
        .group_by(SalesFact.account_id, SalesFact.month, SalesFact.currency)
    )
    sums: dict[UUID, int] = defaultdict(int)
    unconverted: list[tuple[UUID, Money]] = []
    for account, month, currency, minor in rows:
        money = Money(minor, currency)
        converted = exchange.convert(money, month)
        if converted is None:
            unconverted.append((account, money))
        else:
            sums[account] += converted.minor
    return Revenues({k: Money(v, exchange.currency) for k, v in sums.items()}, tuple(unconverted))
