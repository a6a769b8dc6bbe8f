"""Where each account stands in the portfolio: its class, segment and key group (domain.md §2).

One account's class depends on everybody's revenue. It is computed for all at once and remembered for the
open workspace until a record that it follows from changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from kam.analysis.key_groups import KeyGroupFacts, suggest_key_group
from kam.analysis.segments import AbcStanding, abc_classes, segment_of
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, last_full_month, trailing_months
from kam.core.vocabulary import AbcClass, KeyGroup, Overridden, SalesSource, Segment
from kam.models import (
    Account,
    ClientSpend,
    CurrencyRate,
    MonthlySales,
    OrderLine,
    Override,
    SalesFact,
    SupplierShare,
)
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile, read_profile
from kam.services.rates import Exchange
from kam.services.remembering import Part, remembered
from kam.services.revenue import known_months, revenues, year_before_known
from kam.services.wallets import SpendFacts, read_spends
from kam.store.journal import chunks
from kam.store.workspace import Workspace

_SALES: Final = (OrderLine, MonthlySales, CurrencyRate)
_REVENUES: Final = Part("standing.revenues", _SALES)
_STANDINGS: Final = Part("standing", (*_SALES, Account, Override, ClientSpend, SupplierShare))


@dataclass(frozen=True, slots=True)
class ByHand:
    """A computed value set by hand: to which code, why and since when."""

    id: UUID
    value: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """An account's place: revenue of the last 12 full months and of the 12 before, class, segment, group.

    ``revenue_before`` is None where not all of those months are known, ``share`` is the ratio of the
    account's revenue to everybody's. Class, segment and group are as set by hand where they are; what they
    were computed from is ``place`` (None without revenue), ``purchases`` and ``group_facts``. ``purchases``
    of the last months are exact up to the number that still makes a tail, above that a lower bound.
    """

    revenue: Money
    revenue_before: Money | None
    abc: AbcClass | None
    share: Decimal | None
    segment: Segment
    key_group: KeyGroup | None
    potential: int | None
    place: AbcStanding | None
    purchases: int
    group_facts: KeyGroupFacts
    by_hand: Mapping[Overridden, ByHand]


@dataclass(frozen=True, slots=True)
class _Revenues:
    """What the portfolio bought: a day's figures before anybody judged them."""

    now: dict[UUID, Money]
    before: dict[UUID, Money] | None
    classes: dict[UUID, AbcStanding]
    whole: Money
    first_bought: dict[UUID, Month]
    purchases: dict[UUID, int]


def standing_of(workspace: Workspace, session: Session, account_id: UUID, today: date) -> Standing:
    """One account's standing on a day."""
    return standings(workspace, session, today)[account_id]


def standings(workspace: Workspace, session: Session, today: date) -> dict[UUID, Standing]:
    """Every account's standing on a day. The session must be reading, not writing."""
    profile = read_profile(session)
    settings = PortfolioSettings.of(profile.settings)

    def compute() -> dict[UUID, Standing]:
        sales = _remembered_revenues(workspace, session, profile, settings, today)
        return _compute(session, profile, settings, sales, today)

    return remembered(workspace, session, _STANDINGS, (today, profile.currency, settings), compute)


def standing_as_held(
    workspace: Workspace,
    session: Session,
    account_id: UUID,
    today: date,
    *,
    potential: int | None,
    overrides: Iterable[Override],
) -> Standing:
    """One account's standing on a day, with the potential and what was set by hand as the caller knows them.

    A paper as of a moment has them from the journal: what somebody decided later is not known to it yet.
    """
    profile = read_profile(session)
    settings = PortfolioSettings.of(profile.settings)
    sales = _remembered_revenues(workspace, session, profile, settings, today)
    judge = _Judge(sales, settings, read_spends(session, profile, today, account_id), today)
    in_force = [one for one in overrides if _is_in_force(one, today)]
    by_hand = _by_hand(sorted(in_force, key=lambda one: (one.on, one.id)))
    return judge.standing(account_id, potential, by_hand)


def _remembered_revenues(
    workspace: Workspace, session: Session, profile: Profile, settings: PortfolioSettings, today: date
) -> _Revenues:
    key = (today, profile.currency, settings)
    return remembered(
        workspace, session, _REVENUES, key, lambda: _revenues(session, profile, settings, today)
    )


def _compute(
    session: Session, profile: Profile, settings: PortfolioSettings, sales: _Revenues, today: date
) -> dict[UUID, Standing]:
    judge = _Judge(sales, settings, read_spends(session, profile, today), today)
    by_hand = _overrides(session, today)
    accounts = session.execute(select(Account.id, Account.potential))
    return {
        each: judge.standing(each, potential, by_hand.get(each, _NOTHING)) for each, potential in accounts
    }


_NOTHING: Final[Mapping[Overridden, ByHand]] = MappingProxyType({})


class _Judge:
    """Says where an account stands by what is known of it and of everybody."""

    def __init__(
        self, sales: _Revenues, settings: PortfolioSettings, spends: Mapping[UUID, SpendFacts], today: date
    ) -> None:
        self._sales = sales
        self._settings = settings
        self._spends = spends
        self._month = Month.of(today)
        self._nothing = Money(0, sales.whole.currency)

    def standing(
        self, account: UUID, potential: int | None, by_hand: Mapping[Overridden, ByHand]
    ) -> Standing:
        """One account's standing."""
        place = self._sales.classes.get(account)
        purchases = self._sales.purchases.get(account, 0)
        facts = self._group_facts(account, potential)
        abc = AbcClass.of(by_hand[Overridden.ABC].value) if Overridden.ABC in by_hand else None
        segment = by_hand.get(Overridden.SEGMENT)
        group = by_hand.get(Overridden.KEY_GROUP)
        before = self._sales.before
        return Standing(
            revenue=facts.revenue,
            revenue_before=None if before is None else before.get(account, self._nothing),
            abc=abc or (place.abc if place else None),
            share=place.share if place else None,
            segment=Segment.of(segment.value)
            if segment
            else segment_of(place, potential, purchases, self._settings.segments, by_hand=abc).segment,
            key_group=KeyGroup.of(group.value) if group else self._suggested(facts),
            potential=potential,
            place=place,
            purchases=purchases,
            group_facts=facts,
            by_hand=by_hand,
        )

    def _group_facts(self, account: UUID, potential: int | None) -> KeyGroupFacts:
        first = self._sales.first_bought.get(account)
        spend = self._spends.get(account)
        return KeyGroupFacts(
            revenue=self._sales.now.get(account, self._nothing),
            portfolio_revenue=self._sales.whole,
            months_since_first_purchase=None if first is None else first.months_until(self._month),
            potential=potential,
            spend=spend.total if spend else None,
            our_part=spend.ours if spend else None,
            competitor_part=spend.strongest_competitor if spend else None,
        )

    def _suggested(self, facts: KeyGroupFacts) -> KeyGroup | None:
        suggestion = suggest_key_group(facts, self._settings.key_groups)
        return suggestion.group if suggestion else None


def _revenues(session: Session, profile: Profile, settings: PortfolioSettings, today: date) -> _Revenues:
    last = last_full_month(today)
    exchange = Exchange.read(session, profile.currency)
    now = revenues(session, exchange, trailing_months(last)).by_account
    comparable = year_before_known(known_months(session), last)
    whole = sum(one.minor for one in now.values() if one.minor > 0)
    return _Revenues(
        now=now,
        before=revenues(session, exchange, trailing_months(last - MONTHS)).by_account if comparable else None,
        classes=abc_classes(now, settings.segments),
        whole=Money(whole, profile.currency),
        first_bought=_first_bought(session, Month.of(today)),
        purchases=_purchases(session, settings, last, today),
    )


def _first_bought(session: Session, until: Month) -> dict[UUID, Month]:
    """The first month in which each account bought something; a seek for each."""
    first = (
        select(SalesFact.month)
        .where(SalesFact.account_id == Account.id, SalesFact.month <= until, SalesFact.revenue_minor > 0)
        .order_by(SalesFact.month)
        .limit(1)
        .correlate(Account)
    )
    rows = session.execute(select(Account.id, first.scalar_subquery()))
    return {account: month for account, month in rows if month is not None}


def _purchases(session: Session, settings: PortfolioSettings, last: Month, today: date) -> dict[UUID, int]:
    """Months with a purchase since the tail's window began; where they are few, the days of order instead.

    Only few purchases make a tail, so that only of those who bought in few months the days are counted.
    """
    first = last - (settings.segments.tail_months - 1)
    bought = (
        select(func.count(SalesFact.month.distinct()))
        .where(
            SalesFact.account_id == Account.id,
            SalesFact.month.between(first, Month.of(today)),
            SalesFact.revenue_minor > 0,
        )
        .correlate(Account)
    )
    rows = session.execute(select(Account.id, bought.scalar_subquery()))
    months = {account: count for account, count in rows if count}
    few = {each for each, count in months.items() if count <= settings.segments.tail_purchases}
    return months | _order_days(session, few, first, today)


def _order_days(session: Session, accounts: Collection[UUID], first: Month, today: date) -> dict[UUID, int]:
    """Days with an order since a month began, and beside them the months that are known as totals alone."""
    counts: dict[UUID, int] = {}
    for part in chunks(accounts):
        days = (
            select(OrderLine.account_id, func.count(OrderLine.on.distinct()))
            .where(
                OrderLine.account_id.in_(part),
                OrderLine.on.between(first.first_day, today),
                OrderLine.is_return == false(),
            )
            .group_by(OrderLine.account_id)
        )
        ordered = dict(iter(session.execute(days)))
        totals = (
            select(SalesFact.account_id, func.count(SalesFact.month.distinct()))
            .where(
                SalesFact.account_id.in_(list(ordered)),
                SalesFact.month.between(first, Month.of(today)),
                SalesFact.source == SalesSource.TOTALS,
                SalesFact.revenue_minor > 0,
            )
            .group_by(SalesFact.account_id)
        )
        months = dict(iter(session.execute(totals))) if ordered else {}
        counts |= {account: count + months.get(account, 0) for account, count in ordered.items()}
    return counts


def _overrides(session: Session, today: date) -> dict[UUID, dict[Overridden, ByHand]]:
    """What is set by hand on a day; of several for one value the latest."""
    query = (
        select(Override)
        .where(Override.on <= today, Override.ended_on.is_(None) | (Override.ended_on > today))
        .order_by(Override.on, Override.id)
    )
    found: dict[UUID, list[Override]] = {}
    for each in session.scalars(query):
        found.setdefault(each.account_id, []).append(each)
    return {account: _by_hand(each) for account, each in found.items()}


def _is_in_force(override: Override, day: date) -> bool:
    return override.on <= day and (override.ended_on is None or override.ended_on > day)


def _by_hand(overrides: Iterable[Override]) -> dict[Overridden, ByHand]:
    """Of several for one value the last one given."""
    return {one.what: ByHand(one.id, one.value, one.reason, one.on) for one in overrides}
