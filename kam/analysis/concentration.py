"""How much of our revenue hangs on how few accounts (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from kam.analysis.portfolio import ranked
from kam.analysis.ratios import Percent, as_decimal, ratio, share
from kam.core.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ConcentrationSettings:
    """One account with 20 % of our revenue is a warning (domain.md §2)."""

    warning_percent: Percent = 20


@dataclass(frozen=True, slots=True)
class ConcentrationWarning:
    """An account at the threshold or above.

    ``others_must_grow`` is by how much the rest together has to grow, this one standing still, to bring its
    share back to the threshold.
    """

    account: UUID
    share: Decimal
    others_must_grow: Money


@dataclass(frozen=True, slots=True)
class Concentration:
    """Shares are ratios of the revenue of the accounts that have any.

    ``herfindahl`` is Σ share²: 1 for a single account, towards 0 for many small ones. ``equal_accounts`` is
    its inverse: as if there were that many accounts of equal size.
    """

    total: Money
    accounts: int
    top_1: Decimal
    top_3: Decimal
    top_5: Decimal
    herfindahl: Decimal
    equal_accounts: Decimal
    warnings: tuple[ConcentrationWarning, ...]


@dataclass(frozen=True, slots=True)
class ParetoPoint:
    """One account on the curve: its place by revenue from 1 on, its share, and that of all down to it."""

    account: UUID
    place: int
    revenue: Money
    share: Decimal
    cumulative: Decimal


def pareto(revenues: Mapping[UUID, Money]) -> tuple[ParetoPoint, ...]:
    """The curve of cumulative shares, the largest account first; who has no revenue is not on it."""
    accounts = ranked(revenues)
    whole = sum(account.revenue.minor for account in accounts)
    reached = 0
    points = []
    for account in accounts:
        reached += account.revenue.minor
        points.append(
            ParetoPoint(
                account.account,
                account.place,
                account.revenue,
                ratio(account.revenue.minor, whole) or Decimal(0),
                ratio(reached, whole) or Decimal(0),
            )
        )
    return tuple(points)


def concentration(
    revenues: Mapping[UUID, Money], settings: ConcentrationSettings = ConcentrationSettings()
) -> Concentration | None:
    """The concentration of a portfolio; None when nobody has bought anything."""
    accounts = ranked(revenues)
    if not accounts:
        return None
    sums = [account.revenue.minor for account in accounts]
    whole = sum(sums)
    currency = accounts[0].revenue.currency
    threshold = share(settings.warning_percent)
    squares = Fraction(sum(part * part for part in sums), whole * whole)

    def top(count: int) -> Decimal:
        return as_decimal(Fraction(sum(sums[:count]), whole))

    return Concentration(
        total=Money(whole, currency),
        accounts=len(accounts),
        top_1=top(1),
        top_3=top(3),
        top_5=top(5),
        herfindahl=as_decimal(squares),
        equal_accounts=as_decimal(1 / squares, 1),
        warnings=tuple(
            ConcentrationWarning(
                account.account,
                as_decimal(Fraction(account.revenue.minor, whole)),
                Money(max(-(-account.revenue.minor // threshold) - whole, 0), currency),
            )
            for account in accounts
            if Fraction(account.revenue.minor, whole) >= threshold
        ),
    )
