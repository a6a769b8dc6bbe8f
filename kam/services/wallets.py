"""What every client spends in our category, by the latest year that is known (domain.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.analysis.wallet import Spend, Supply, wallet
from kam.core.money import Money
from kam.core.periods import Month
from kam.models import ClientSpend, SupplierShare
from kam.services.profile import Profile
from kam.services.rates import Exchange

__all__ = ["SpendFacts", "read_spends"]


@dataclass(frozen=True, slots=True)
class SpendFacts:
    """A client's wallet in the workspace's currency: the year, all of it, our part, the largest rival's."""

    year: int
    total: Money
    ours: Money
    strongest_competitor: Money | None
    share: Decimal | None


def read_spends(
    session: Session, profile: Profile, today: date, account_id: UUID | None = None
) -> dict[UUID, SpendFacts]:
    """The wallets that were known on a day, of everybody or of one account.

    A spend whose currency has no rate is left out; an account with nothing else is not in the answer.
    """
    query = select(ClientSpend).where(
        ClientSpend.year <= today.year, or_(ClientSpend.on.is_(None), ClientSpend.on <= today)
    )
    if account_id is not None:
        query = query.where(ClientSpend.account_id == account_id)
    latest: dict[UUID, list[ClientSpend]] = defaultdict(list)
    for spend in session.scalars(query.order_by(ClientSpend.year.desc(), ClientSpend.id)):
        of_account = latest[spend.account_id]
        if not of_account or of_account[0].year == spend.year:
            of_account.append(spend)
    if not latest:
        return {}
    shares = _shares(session, account_id)
    exchange = Exchange.read(session, profile.currency)
    found = {each: _facts(spends, shares, exchange, today) for each, spends in latest.items()}
    return {each: facts for each, facts in found.items() if facts is not None}


def _shares(session: Session, account_id: UUID | None) -> dict[UUID, list[SupplierShare]]:
    query = select(SupplierShare).order_by(SupplierShare.id)
    if account_id is not None:
        query = query.join(ClientSpend, ClientSpend.id == SupplierShare.spend_id)
        query = query.where(ClientSpend.account_id == account_id)
    shares: dict[UUID, list[SupplierShare]] = defaultdict(list)
    for share in session.scalars(query):
        shares[share.spend_id].append(share)
    return shares


def _facts(
    spends: Sequence[ClientSpend],
    shares: dict[UUID, list[SupplierShare]],
    exchange: Exchange,
    today: date,
) -> SpendFacts | None:
    converted = (_converted(one, shares.get(one.id, []), exchange, today) for one in spends)
    computed = wallet(one for one in converted if one is not None)
    if computed is None:
        return None
    rival = computed.strongest_competitor
    return SpendFacts(
        spends[0].year, computed.total, computed.ours, rival.amount if rival else None, computed.share
    )


def _converted(
    one: ClientSpend, shares: Sequence[SupplierShare], exchange: Exchange, today: date
) -> Spend | None:
    month = Month.of(one.on or today)
    total = exchange.convert(Money(one.total_minor, one.currency), month)
    if total is None:
        return None
    parts = (
        Supply(
            share.served_by,
            exchange.convert(Money(share.amount_minor, one.currency), month) or Money(0, total.currency),
            share.competitor_id,
        )
        for share in shares
    )
    return Spend(total, tuple(parts))
