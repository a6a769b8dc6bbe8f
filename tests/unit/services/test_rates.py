"""Sums of other currencies come into one at the rates that were in force, never at guessed ones."""

from __future__ import annotations

from datetime import date

import pytest

from kam.core.money import Money
from kam.core.periods import Month
from kam.models import CurrencyRate
from kam.services.rates import Exchange
from tests.builders import Office


@pytest.fixture
def rated(office: Office) -> Office:
    """Roubles, with rates of the dollar and the euro."""
    for currency, on, rate in (
        ("USD", date(2026, 1, 1), 80),
        ("USD", date(2026, 9, 15), 100),
        ("EUR", date(2026, 1, 1), 120),
    ):
        office.add(CurrencyRate(currency=currency, on=on, rate_millionths=rate * 1_000_000))
    return office


def test_a_sum_is_converted_by_the_last_rate_up_to_its_day(rated: Office) -> None:
    with rated.workspace.reading() as session:
        exchange = Exchange.read(session, "RUB")
        days = (date(2026, 1, 1), date(2026, 9, 14), date(2026, 9, 15), date(2026, 12, 31))
        assert [exchange.of_day(100, "USD", day) for day in days] == [8_000, 8_000, 10_000, 10_000]


def test_a_month_is_converted_by_the_rate_at_its_end(rated: Office) -> None:
    with rated.workspace.reading() as session:
        exchange = Exchange.read(session, "RUB")
        assert exchange.convert(Money(100, "USD"), Month(2026, 8)) == Money(8_000, "RUB")
        assert exchange.convert(Money(100, "USD"), Month(2026, 9)) == Money(10_000, "RUB")
        assert exchange.convert(Money(5, "RUB"), Month(2026, 9)) == Money(5, "RUB")


def test_neither_currency_need_be_that_of_the_workspace(rated: Office) -> None:
    with rated.workspace.reading() as session:
        exchange = Exchange(session, "RUB", "EUR")
        assert exchange.of_day(12_000, "USD", date(2026, 10, 1)) == 10_000
        assert exchange.of_month(12_000, "RUB", Month(2026, 10)) == 100


def test_a_rate_that_is_not_known_is_not_guessed_but_named(rated: Office) -> None:
    with rated.workspace.reading() as session:
        exchange = Exchange.read(session, "RUB")
        assert exchange.of_day(100, "CNY", date(2026, 10, 1)) is None
        assert exchange.convert(Money(100, "USD"), Month(2025, 12)) is None
        assert exchange.missing == {"CNY", "USD"}
        assert exchange.of_day(0, "GBP", date(2026, 10, 1)) == 0
        assert exchange.known(None, "GBP", date(2026, 10, 1)) is None
        assert exchange.known(7, None, date(2026, 10, 1)) == 7
        assert exchange.missing == {"CNY", "USD"}
