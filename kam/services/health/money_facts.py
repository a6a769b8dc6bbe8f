"""What accounts bought, when they ordered, and what they spend in all: the facts of money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kam.core.periods import MONTHS, Month
from kam.core.vocabulary import ServedBy
from kam.services.health.account_facts import WalletFacts
from kam.services.health.reach import Reach, some_day, stored_day
from kam.services.rates import Exchange
from kam.store.journal import chunks, marks

_COMPARED: Final = 2 * MONTHS
_MONTHS: Final = """
    SELECT a.id, f.month, sum(f.currency <> ?), sum(f.revenue_minor)
    FROM account AS a CROSS JOIN sales_fact AS f ON f.account_id = a.id AND f.month BETWEEN ? AND ?
    WHERE {which}
    GROUP BY a.id, f.month
"""
"""In the order of the key, so that nothing is sorted; who buys in other currencies is read apart."""
_BY_CURRENCY: Final = """
    SELECT account_id, month, currency, sum(revenue_minor) FROM sales_fact
    WHERE account_id IN ({ids}) AND month BETWEEN ? AND ?
    GROUP BY account_id, month, currency
"""
_FIRST: Final = """
    SELECT a.id, (
        SELECT f.month FROM sales_fact AS f WHERE f.account_id = a.id AND f.revenue_minor > 0
        ORDER BY f.month LIMIT 1
    )
    FROM account AS a WHERE {which}
"""
_ORDERS: Final = """
    SELECT DISTINCT a.id, o."on"
    FROM account AS a CROSS JOIN order_line AS o ON o.account_id = a.id AND o."on" BETWEEN ? AND ?
    WHERE NOT o.is_return AND {which}
    ORDER BY a.id, o."on"
"""
_LAST_ORDER: Final = """
    SELECT a.id, (
        SELECT o."on" FROM order_line AS o WHERE o.account_id = a.id AND o."on" < ? AND NOT o.is_return
        ORDER BY o."on" DESC LIMIT 1
    )
    FROM account AS a WHERE {which}
"""
_ALL_ORDERS: Final = """
    SELECT DISTINCT account_id, "on" FROM order_line
    WHERE account_id IN ({ids}) AND "on" <= ? AND NOT is_return ORDER BY account_id, "on"
"""
_SPENDS: Final = """
    SELECT a.id, s.year, s."on", s.total_minor, s.currency,
        (SELECT sum(p.amount_minor) FROM supplier_share AS p WHERE p.spend_id = s.id AND p.served_by <> ?),
        (SELECT sum(p.amount_minor) FROM supplier_share AS p WHERE p.spend_id = s.id AND p.served_by = ?)
    FROM client_spend AS s JOIN account AS a ON a.id = s.account_id
    WHERE s.total_minor >= 0 AND {which}
    ORDER BY s.id
"""


@dataclass(slots=True)
class Bought:
    """What an account bought by month, and the months of which a sum is not known in our currency."""

    months: dict[Month, int] = field(default_factory=dict)
    unconverted: set[Month] = field(default_factory=set)


def read_months(reach: Reach, exchange: Exchange) -> Mapping[bytes, Bought]:
    """The revenue of the months that a comparison on one of the days needs."""
    first, last = Month.of(reach.since) - _COMPARED, Month.of(reach.today)
    months = {str(each): each for each in first.span(first.months_until(last) + 1)}
    found: dict[bytes, Bought] = defaultdict(Bought)
    span = (str(first), str(last))
    elsewhere: set[bytes] = set()
    for account, text, others, minor in reach.rows(_MONTHS, exchange.currency, *span):
        found[account].months[months[text]] = minor
        if others:
            elsewhere.add(account)
    for part in chunks(elsewhere):
        found |= {account: Bought() for account in part}
        for account, text, currency, minor in reach.fetched(
            _BY_CURRENCY.format(ids=marks(len(part))), *part, *span
        ):
            _add(found[account], months[text], exchange.of_month(minor, currency, months[text]))
    return found


def _add(bought: Bought, month: Month, ours: int | None) -> None:
    if ours is None:
        bought.unconverted.add(month)
    else:
        bought.months[month] = bought.months.get(month, 0) + ours


def read_first_months(reach: Reach) -> dict[bytes, Month]:
    """The month in which each account first bought something."""
    return {row[0]: Month.parse(row[1]) for row in reach.rows(_FIRST) if row[1] is not None}


def read_order_days(reach: Reach, months: int) -> Mapping[bytes, tuple[date, ...]]:
    """The days of order from which a rhythm of so many months can be told on any of the days.

    Who ordered nothing for as long as that is measured by all they had, and all of theirs are read.
    """
    today = reach.today.isoformat()
    first = (Month.of(reach.since) - months).first_day.isoformat()
    held = (Month.of(reach.today) - months).first_day.isoformat()
    since = reach.since.isoformat()
    found: dict[bytes, list[str]] = defaultdict(list)
    for account, day in reach.rows(_ORDERS, first, today):
        found[account].append(day)
    before = {row[0]: row[1] for row in reach.rows(_LAST_ORDER, first) if row[1] is not None}
    whole: set[bytes] = set()
    for account, day_before in before.items():
        if any(held <= day <= since for day in found[account]):
            found[account].insert(0, day_before)
        else:
            whole.add(account)
    for part in chunks(whole):
        query = _ALL_ORDERS.format(ids=marks(len(part)))
        rows = reach.session.connection().exec_driver_sql(query, (*part, today))
        every: dict[bytes, list[str]] = defaultdict(list)
        for account, day in rows:
            every[account].append(day)
        found |= every
    return {account: tuple(map(some_day, days)) for account, days in found.items()}


def read_wallets(reach: Reach, exchange: Exchange) -> Mapping[bytes, tuple[WalletFacts, ...]]:
    """What clients spend; a sum without a rate is left out. It is converted by the day on which it was told.

    Of one whose parts are more than its total the parts are the total, as ``analysis.wallet`` has it.
    """
    found: dict[bytes, list[WalletFacts]] = defaultdict(list)
    for account, year, on, total, currency, named, ours in reach.rows(
        _SPENDS, ServedBy.NOT_NEEDED.value, ServedBy.US.value
    ):
        day = stored_day(on)
        told = day or min(date(year, 12, 31), reach.today)
        whole = exchange.of_day(max(total, named or 0), currency, told)
        part = exchange.of_day(ours or 0, currency, told)
        if whole is not None and part is not None:
            found[account].append(WalletFacts(year, day, whole, part))
    return {account: tuple(each) for account, each in found.items()}
