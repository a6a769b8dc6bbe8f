"""What the account is to us: segment, key group, and the contract in force (domain.md §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from kam.analysis.contracts import ContractTerm, ContractWindow, contract_window
from kam.analysis.key_groups import KeyGroupFacts, suggest_key_group
from kam.analysis.segments import AbcStanding, segment_of
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import KeyGroup, Overridden, Segment, ServedBy
from kam.models import Contract, Override, SalesFact
from kam.services.briefs.money.sales import Sales
from kam.services.briefs.money.wallet import ClientWallet
from kam.services.briefs.scene import Scene
from kam.services.rates import Exchange
from kam.services.standing import standings


@dataclass(frozen=True, slots=True)
class BriefStanding:
    """Segment and group as they stand on the date of the data, those set by hand before the computed ones."""

    segment: Segment
    group: KeyGroup | None


def overridden_term(override: Override) -> Segment | KeyGroup | None:
    """What an override sets; None for one of another kind."""
    if override.what is Overridden.SEGMENT:
        return Segment.of(override.value)
    return KeyGroup.of(override.value) if override.what is Overridden.KEY_GROUP else None


def collect_standing(
    scene: Scene, sales: Sales, wallet: ClientWallet | None, ordered_on: Sequence[date]
) -> BriefStanding:
    """Computed over the whole portfolio, unless the KAM has decided otherwise."""
    by_hand = [
        override
        for override in scene.records(Override)
        if override.on <= scene.known_on and (override.ended_on is None or override.ended_on > scene.known_on)
    ]
    by_hand.sort(key=lambda override: (override.on, override.id))
    terms = [overridden_term(override) for override in by_hand]
    segments = [term for term in terms if isinstance(term, Segment)]
    groups = [term for term in terms if isinstance(term, KeyGroup)]
    return BriefStanding(
        segments[-1] if segments else _segment(scene, sales, ordered_on),
        groups[-1] if groups else _group(scene, wallet),
    )


def _segment(scene: Scene, sales: Sales, ordered_on: Sequence[date]) -> Segment:
    potential = scene.account.potential
    if potential is None:
        return Segment.UNKNOWN
    own = standings(scene.workspace, scene.session, scene.known_on).get(scene.account.id)
    standing = None
    if own is not None and own.abc is not None and own.share is not None:
        standing = AbcStanding(scene.account.id, own.abc, 1, own.share, own.share)
    settings = scene.settings.segments
    since = sales.last - (settings.tail_months - 1)
    if ordered_on:
        purchases = sum(Month.of(day) >= since for day in ordered_on)
    else:
        purchases = sum(revenue > 0 for month, revenue in sales.monthly().items() if month >= since)
    return segment_of(standing, potential, purchases, settings).segment


def _group(scene: Scene, wallet: ClientWallet | None) -> KeyGroup | None:
    """The group that the figures suggest: breadwinner or prospective; the others are the KAM's word."""
    everybody = standings(scene.workspace, scene.session, scene.known_on)
    own = everybody.get(scene.account.id)
    if own is None:
        return None
    currency = own.revenue.currency
    whole = sum(one.revenue.minor for one in everybody.values() if one.revenue.minor > 0)
    first = scene.session.scalar(
        select(func.min(SalesFact.month)).where(SalesFact.account_id == scene.account.id)
    )
    known = Month.of(scene.known_on)
    months = first.months_until(known) if first is not None and first <= known else None
    spend, ours, theirs = _wallet_sums(scene, wallet, currency)
    facts = KeyGroupFacts(
        revenue=own.revenue,
        portfolio_revenue=Money(whole, currency),
        months_since_first_purchase=months,
        potential=scene.account.potential,
        spend=spend,
        our_part=ours,
        competitor_part=theirs,
    )
    suggestion = suggest_key_group(facts, scene.settings.key_groups)
    return suggestion.group if suggestion else None


def _wallet_sums(
    scene: Scene, wallet: ClientWallet | None, currency: str
) -> tuple[Money | None, Money | None, Money | None]:
    """The client's spend, our part and the strongest competitor's in the workspace's currency."""
    computed = wallet.computed if wallet else None
    if computed is None:
        return None, None, None
    exchange = Exchange(scene.session, scene.profile.currency, currency)
    theirs = max(
        (part.amount.minor for part in computed.parts if part.served_by is ServedBy.COMPETITOR), default=None
    )
    sums = (computed.total.minor, computed.ours.minor, theirs)
    spend, ours, rival = (exchange.known(minor, scene.account.currency, scene.known_on) for minor in sums)
    return tuple(None if minor is None else Money(minor, currency) for minor in (spend, ours, rival))  # type: ignore[return-value]


def contract_in_force(contracts: Sequence[Contract], day: date) -> Contract | None:
    """The contract that runs on a day; of several the one that ends first and does not renew itself.

    Where none runs any more, the one that ended last, so that the paper can say so.
    """
    begun = [
        one
        for one in contracts
        if one.ends_on is not None and (one.starts_on is None or one.starts_on <= day)
    ]
    running = [one for one in begun if one.ends_on is not None and one.ends_on >= day]
    if running:
        return min(running, key=lambda one: (one.renews_itself, one.ends_on or day, one.id))
    if any(one.ends_on is None and (one.starts_on is None or one.starts_on <= day) for one in contracts):
        return None
    ended = [one for one in begun if not one.renews_itself]
    return max(ended, key=lambda one: (one.ends_on or day, one.id), default=None)


def open_window(scene: Scene, contract: Contract) -> ContractWindow | None:
    """The window of a contract at the day of the meeting, if it is open and no talks have begun."""
    if contract.renewal_talks_since is not None and contract.renewal_talks_since <= scene.known_on:
        return None
    term = ContractTerm(contract.id, contract.ends_on, contract.notice_days, contract.renews_itself)
    return contract_window(term, scene.day, scene.settings.contracts)
