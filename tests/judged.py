"""Builders of health: what is sold, ordered and judged, in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kam.analysis.health.churn import ChurnReason
from kam.analysis.health.score import FactorScore, HealthFactor
from kam.core.periods import Month
from kam.models import Account, MonthlySales, OrderLine
from kam.services.health.book import read_health
from kam.services.health.rows import HealthRow
from tests.builders import Office


def judged(office: Office, account: Account, as_of: datetime | None = None) -> HealthRow:
    """An account's health by the clock of the office, or as of a moment."""
    return read_health(office.workspace, account.id, as_of=as_of or office.clock.now())


def factor(row: HealthRow, which: HealthFactor) -> FactorScore | None:
    """A factor of a health that is known; None where it is not among them."""
    factors = () if row.health is None else row.health.factors
    return next((each.found for each in factors if each.factor is which), None)


def known(row: HealthRow, which: HealthFactor) -> FactorScore:
    """A factor that must be there."""
    found = factor(row, which)
    assert found is not None
    return found


def codes(found: FactorScore) -> list[str]:
    """The codes of the reasons of a factor."""
    return [part.reason.code.value for part in found.parts]


def signs(row: HealthRow) -> set[ChurnReason]:
    """What speaks for leaving."""
    return {ChurnReason.of(each.reason.code.value) for each in row.churn.signs}


def sold(
    office: Office, account: Account, first: Month, amounts: Sequence[int], currency: str = "RUB"
) -> None:
    """Sums of months in a row, in whole units."""
    office.add_all(
        *(
            MonthlySales(account_id=account.id, month=month, revenue_minor=amount * 100, currency=currency)
            for month, amount in zip(first.span(len(amounts)), amounts, strict=True)
            if amount
        )
    )


def ordered(office: Office, account: Account, *days: date, returned: bool = False) -> None:
    """An order of a line on each of the days."""
    office.add_all(
        *(
            OrderLine(
                account_id=account.id,
                order_number=f"{account.id}-{day}{'-r' * returned}",
                line_number=1,
                on=day,
                revenue_minor=-1_000_00 if returned else 1_000_00,
                currency="RUB",
                is_return=returned,
            )
            for day in days
        )
    )


def every(days: int, count: int, last: date) -> list[date]:
    """So many days, so far apart, up to a last one."""
    return [last - timedelta(days=days * back) for back in range(count)]
