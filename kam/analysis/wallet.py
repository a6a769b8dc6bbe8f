"""Share of wallet: what part of the client's spend in our category is ours (domain.md §6)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from kam.analysis.ratios import as_decimal, ratio
from kam.core.money import Money
from kam.core.vocabulary import ServedBy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_Supplier: TypeAlias = tuple[ServedBy, UUID | None]
_ORDER = (ServedBy.US, ServedBy.COMPETITOR, ServedBy.IN_HOUSE, ServedBy.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Supply:
    """The part of a spend that is served by us, a competitor (who is None when unnamed), or in-house."""

    served_by: ServedBy
    amount: Money
    competitor: UUID | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """What a client spends in a year on one product line (of one unit), and who serves which part of it."""

    total: Money
    supplies: tuple[Supply, ...] = ()


@dataclass(frozen=True, slots=True)
class WalletPart:
    """One supplier's sum over all spends, and its share of the wallet as a ratio."""

    served_by: ServedBy
    competitor: UUID | None
    amount: Money
    share: Decimal


@dataclass(frozen=True, slots=True)
class Wallet:
    """The whole spend and its parts: us, competitors (largest first), in-house, unknown.

    The parts sum to ``total``. ``overstated`` says that somewhere the parts were more than the stated total;
    the sum of the parts was then taken for it.
    """

    total: Money
    parts: tuple[WalletPart, ...]
    overstated: bool

    @property
    def ours(self) -> Money:
        """What the client spends with us."""
        sums = (part.amount for part in self.parts if part.served_by is ServedBy.US)
        return sum(sums, Money(0, self.total.currency))

    @property
    def share(self) -> Decimal | None:
        """Our share as a ratio; None when the client spends nothing, which is not the same as none of it."""
        return ratio(self.ours.minor, self.total.minor)

    @property
    def strongest_competitor(self) -> WalletPart | None:
        """The competitor with the largest part."""
        return next((part for part in self.parts if part.served_by is ServedBy.COMPETITOR), None)


def wallet(spends: Iterable[Spend]) -> Wallet | None:
    """The wallet over product lines and units of one year; None when nothing is known of any spend.

    What no named part accounts for is unknown. "Not consumed" is no spend and no part.
    Raises ValueError for a negative sum or mixed currencies.
    """
    known = list(spends)
    if not known:
        return None
    currency = known[0].total.currency
    sums: Counter[_Supplier] = Counter()
    overstated = False
    for spend in known:
        served = _served(spend, currency)
        rest = _minor(spend.total, currency) - served.total()
        overstated = overstated or rest < 0
        sums.update(served)
        sums[ServedBy.UNKNOWN, None] += max(rest, 0)
    whole = sums.total()
    parts = [
        WalletPart(served_by, competitor, Money(amount, currency), as_decimal(Fraction(amount, whole)))
        for (served_by, competitor), amount in sums.items()
        if amount
    ]
    parts.sort(key=lambda part: (_ORDER.index(part.served_by), -part.amount.minor, str(part.competitor)))
    return Wallet(Money(whole, currency), tuple(parts), overstated)


def _served(spend: Spend, currency: str) -> Counter[_Supplier]:
    served: Counter[_Supplier] = Counter()
    for supply in spend.supplies:
        if supply.served_by is not ServedBy.NOT_NEEDED:
            served[supply.served_by, supply.competitor] += _minor(supply.amount, currency)
    return served


def _minor(amount: Money, currency: str) -> int:
    if amount.currency != currency or amount.minor < 0:
        message = f"a wallet is of non-negative sums in {currency}"
        raise ValueError(message)
    return amount.minor
