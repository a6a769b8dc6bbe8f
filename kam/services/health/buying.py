"""When an account bought: the days of its orders, or months of which only the sums are known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from kam.core.periods import Month
from kam.services.health.account_facts import AccountFacts


def months_bought(facts: AccountFacts) -> tuple[date, ...]:
    """The last days of months with a purchase: of such a month no day is known, and by its last it was made.

    Also those with a sum for which no rate is known: something was bought.
    """
    months = {month for month, amount in facts.revenue.items() if amount > 0} | facts.unconverted
    return tuple(sorted([month.last_day for month in months]))


def bought_by(facts: Mapping[UUID, AccountFacts]) -> dict[UUID, tuple[date, ...]]:
    """All days of purchase of accounts; months with orders of which the days are known count by these."""
    found = {}
    for account, each in facts.items():
        ordered = {Month.of(day) for day in each.ordered_on}
        sums = [day for day in months_bought(each) if Month.of(day) not in ordered]
        found[account] = tuple(sorted([*each.ordered_on, *sums]))
    return found
