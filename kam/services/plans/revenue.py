"""How far a revenue objective is: what the client has bought since the plan began.

An objective of kind revenue whose unit is money reads it from the sales facts, in its own unit: «₽», «млн ₽»,
"£m", "USD". Where no unit is written the end of the measure counts as one («выручка, млн ₽»); where there is
none either, it is the client's currency. Any other unit («%», "points") is measured by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.typed_money import MoneyUnit, parse_money_unit
from kam.core.vocabulary import ObjectiveKind
from kam.models import Account, Objective, Plan, SalesFact
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.services.revenue import known_months

_PLACES: Final = Decimal("0.001")
_TAIL: Final = re.compile(r"[,(](?P<unit>[^,()]*)\)?\s*\Z")
"""What stands behind the last comma of a measure, or in the brackets at its end."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought, in the objective's unit, up to a day; nothing where the sales are not known."""

    value: Decimal | None = None
    on: date | None = None


def money_unit(kind: ObjectiveKind, measure: str | None, unit: str | None, currency: str) -> MoneyUnit | None:
    """The unit of money in which an objective is read from the sales; None where it is measured by hand."""
    if kind is not ObjectiveKind.REVENUE:
        return None
    if unit and unit.strip():
        return parse_money_unit(unit, currency)
    tail = _TAIL.search(measure or "")
    return MoneyUnit(currency) if tail is None else parse_money_unit(tail["unit"], currency)


def read_bought(session: Session, plan: Plan, objective: Objective, today: date) -> Bought | None:
    """How far a revenue objective is; None for one that is measured by hand.

    Months are summed from the one in which the plan begins to the one in which the objective is due (the plan
    ends), as far as sales are known. A sum in a currency for which no rate is known is not guessed.
    """
    currency = session.get_one(Account, plan.account_id).currency
    unit = money_unit(objective.kind, objective.measure, objective.unit, currency)
    if unit is None:
        return None
    last_day = min(today, objective.due_on or plan.ends_on)
    return bought(session, plan.account_id, unit, Month.of(plan.starts_on), last_day)


def bought(session: Session, account_id: UUID, unit: MoneyUnit, first: Month, last_day: date) -> Bought:
    """What an account bought from a month up to a day, in a unit."""
    known = known_months(session)
    if known is None or known.last < first:
        return Bought()
    last = min(known.last, Month.of(last_day))
    if last < first:
        return Bought()
    rows = session.execute(
        select(SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
        .where(SalesFact.account_id == account_id, SalesFact.month.between(first, last))
        .group_by(SalesFact.month, SalesFact.currency)
    )
    exchange = Exchange(session, read_profile(session).currency, unit.currency)
    sums = [exchange.of_month(minor, currency, month) for month, currency, minor in rows]
    if any(each is None for each in sums):
        return Bought()
    whole = Money(sum(each for each in sums if each is not None), unit.currency)
    value = (whole.amount / unit.times).quantize(_PLACES, ROUND_HALF_EVEN)
    return Bought(value, min(last_day, last.last_day))
