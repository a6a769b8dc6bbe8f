"""Sums of other currencies in one, at the rates the workspace knows; never guessed."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from decimal import Decimal
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import Month
from kam.models import CurrencyRate


class Exchange:
    """Converts into one currency, by the last rate known up to a date (domain.md §6).

    Rates are in the workspace's currency. ``missing`` gathers the currencies for which no rate was known
    when one was asked for.
    """

    def __init__(self, session: Session, workspace_currency: str, currency: str) -> None:
        self._session = session
        self._base = workspace_currency
        self.currency = currency
        self.missing: set[str] = set()

    @classmethod
    def read(cls, session: Session, currency: str) -> Exchange:
        """Into the workspace's own currency."""
        return cls(session, currency, currency)

    def convert(self, money: Money, month: Month) -> Money | None:
        """A month's sum by the last rate up to the month's end; None where no rate is known."""
        if money.currency == self.currency:
            return money
        minor = self.of_month(money.minor, money.currency, month)
        return None if minor is None else Money(minor, self.currency)

    def of_month(self, minor: int, currency: str, month: Month) -> int | None:
        """The same in minor units."""
        return minor if currency == self.currency else self.of_day(minor, currency, month.last_day)

    def of_day(self, minor: int, currency: str, day: date) -> int | None:
        """Minor units by the rate in force on a day; None without a rate."""
        if currency == self.currency or not minor:
            return minor
        source, target = self._rate(currency, day), self._rate(self.currency, day)
        if source is None or target is None:
            self.missing |= {
                code for code, rate in ((currency, source), (self.currency, target)) if rate is None
            }
            return None
        return Money.of(Money(minor, currency).amount * source / target, self.currency).minor

    def known(self, minor: int | None, currency: str | None, day: date) -> int | None:
        """The same for a sum that may be unknown; one without a currency is in ours."""
        return None if minor is None else self.of_day(minor, currency or self.currency, day)

    @cached_property
    def _rates(self) -> dict[str, list[tuple[date, Decimal]]]:
        rates: dict[str, list[tuple[date, Decimal]]] = {}
        for rate in self._session.scalars(select(CurrencyRate).order_by(CurrencyRate.on)):
            rates.setdefault(rate.currency, []).append((rate.on, rate.rate))
        return rates

    def _rate(self, currency: str, day: date) -> Decimal | None:
        if currency == self._base:
            return Decimal(1)
        rates = self._rates.get(currency, [])
        at = bisect_right(rates, day, key=lambda rate: rate[0])
        return rates[at - 1][1] if at else None
