"""When an account bought: the days of its orders, or months of which only the sums are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from kam.analysis.rhythm import OrderRhythm, RhythmSettings, order_rhythm
from kam.analysis.sales_figures import KnownMonths
from kam.core.periods import Month
from kam.services.health.account_facts import AccountFacts


def months_bought(facts: AccountFacts) -> tuple[date, ...]:
    """The last days of months with a purchase: of such a month no day is known, and by its last it was made.

    Also those with a sum for which no rate is known: something was bought.
    """
    months = {month for month, amount in facts.revenue.items() if amount > 0} | facts.unconverted
    return tuple(month.last_day for month in sorted(months))


def rhythm_by_months(
    bought: Sequence[date], day: date, known: KnownMonths | None, settings: RhythmSettings
) -> OrderRhythm | None:
    """The rhythm of who is known by sums of months alone, up to the end of the months that are known."""
    if known is None:
        return None
    return order_rhythm(bought, min(day, known.last.last_day), settings)


def bought_by(facts: Mapping[UUID, AccountFacts]) -> dict[UUID, tuple[date, ...]]:
    """All days of purchase of accounts; months with orders of which the days are known count by these."""
    found = {}
    for account, each in facts.items():
        ordered = {Month.of(day) for day in each.ordered_on}
        sums = [day for day in months_bought(each) if Month.of(day) not in ordered]
        found[account] = tuple(sorted([*each.ordered_on, *sums]))
    return found
