"""Who serves what the client spends in our category (domain.md §6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select

from kam.analysis.wallet import Spend, Supply
from kam.analysis.wallet import Wallet as ComputedWallet
from kam.analysis.wallet import wallet as computed_wallet
from kam.core.money import Money
from kam.core.vocabulary import ServedBy
from kam.models import ClientSpend, SupplierShare
from kam.reports.content import Wallet, WalletShare
from kam.services.briefs.scene import Scene


@dataclass(frozen=True)
class ClientWallet:
    """The spends of the latest year that is known, in the account's currency."""

    year: int
    spends: tuple[tuple[UUID | None, Spend], ...]
    """Each with its product line."""

    @property
    def computed(self) -> ComputedWallet | None:
        """All of it together."""
        return computed_wallet(spend for _, spend in self.spends)

    def by_line(self) -> dict[UUID, ComputedWallet]:
        """The wallet of each product line."""
        lines: dict[UUID, list[Spend]] = defaultdict(list)
        for line_id, spend in self.spends:
            if line_id is not None:
                lines[line_id].append(spend)
        found = {line_id: computed_wallet(spends) for line_id, spends in lines.items()}
        return {line_id: one for line_id, one in found.items() if one is not None}

    def our_shares(self) -> dict[UUID, Decimal | None]:
        """Our share of each product line."""
        return {line_id: one.share for line_id, one in self.by_line().items()}

    def unknown_parts(self) -> list[tuple[UUID, int]]:
        """What nobody knows the supplier of, by product line, largest first."""
        parts = [
            (line_id, part.amount.minor)
            for line_id, one in self.by_line().items()
            for part in one.parts
            if part.served_by is ServedBy.UNKNOWN
        ]
        return sorted(parts, key=lambda part: (-part[1], part[0]))

    def content(self) -> Wallet | None:
        """As the paper shows it; None where nothing is known or nothing is spent."""
        one = self.computed
        if one is None or not one.total.minor:
            return None
        sums: dict[ServedBy, int] = defaultdict(int)
        for part in one.parts:
            sums[part.served_by] += part.amount.minor
        return Wallet(self.year, one.total.minor, tuple(WalletShare(by, sum_) for by, sum_ in sums.items()))


def collect_wallet(scene: Scene) -> ClientWallet | None:
    """The latest year with spend that was known at the moment of the data."""
    session = scene.session
    known = (
        ClientSpend.account_id == scene.account.id,
        ClientSpend.year <= scene.known_on.year,
        or_(ClientSpend.on.is_(None), ClientSpend.on <= scene.known_on),
    )
    year = session.scalar(select(func.max(ClientSpend.year)).where(*known))
    if year is None:
        return None
    rows = session.scalars(
        select(ClientSpend).where(*known, ClientSpend.year == year).order_by(ClientSpend.id)
    )
    spends = list(rows)
    shares: dict[UUID, list[SupplierShare]] = defaultdict(list)
    for share in session.scalars(
        select(SupplierShare)
        .where(SupplierShare.spend_id.in_([spend.id for spend in spends]))
        .order_by(SupplierShare.id)
    ):
        shares[share.spend_id].append(share)
    found = ((one.product_line_id, _spend(scene, one, shares[one.id])) for one in spends)
    return ClientWallet(year, tuple((line_id, spend) for line_id, spend in found if spend is not None))


def _spend(scene: Scene, one: ClientSpend, shares: list[SupplierShare]) -> Spend | None:
    on = one.on or scene.known_on
    total = scene.exchange.of_day(one.total_minor, one.currency, on)
    if total is None:
        return None
    currency = scene.account.currency
    return Spend(
        Money(total, currency),
        tuple(
            Supply(
                share.served_by,
                Money(scene.exchange.of_day(share.amount_minor, one.currency, on) or 0, currency),
                share.competitor_id,
            )
            for share in shares
        ),
    )
