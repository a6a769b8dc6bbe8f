"""Where each account stands in the portfolio: its class and segment.

One account's class depends on everybody's revenue. It is computed for all at once and remembered for the
open workspace until the journal grows or the day changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.segments import SegmentSettings, abc_classes, segment_of
from kam.core.money import Money
from kam.core.periods import Month, last_full_month, trailing_months
from kam.core.vocabulary import AbcClass, KeyGroup, Segment
from kam.models import Account, Override, SalesFact, Step
from kam.services.profile import read_profile
from kam.services.revenue import Exchange, known_months, revenues, year_before_known
from kam.store.workspace import Workspace

YEAR = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """An account's place: revenue of the last 12 full months and of the 12 before, class, segment, group.

    ``revenue_before`` is None where not all of those months are known, ``share`` is the ratio of the
    account's revenue to everybody's. Segment and group are as overridden.
    """

    revenue: Money
    revenue_before: Money | None
    abc: AbcClass | None
    share: Decimal | None
    segment: Segment
    key_group: KeyGroup | None


_Key = tuple[int, date]
_remembered: WeakKeyDictionary[Workspace, tuple[_Key, dict[UUID, Standing]]] = WeakKeyDictionary()


def standing_of(workspace: Workspace, session: Session, account_id: UUID, today: date) -> Standing:
    """One account's standing on a day."""
    return standings(workspace, session, today)[account_id]


def standings(workspace: Workspace, session: Session, today: date) -> dict[UUID, Standing]:
    """Every account's standing on a day."""
    key = (session.scalar(select(func.max(Step.seq))) or 0, today)
    known = _remembered.get(workspace)
    if known is None or known[0] != key:
        known = (key, _compute(session, today))
        _remembered[workspace] = known
    return known[1]


def _compute(session: Session, today: date) -> dict[UUID, Standing]:
    currency = read_profile(session).currency
    last = last_full_month(today)
    exchange = Exchange.read(session, currency)
    now = revenues(session, exchange, trailing_months(last, YEAR)).by_account
    before = revenues(session, exchange, trailing_months(last - YEAR, YEAR)).by_account
    comparable = year_before_known(known_months(session), last)
    classes = abc_classes(now)
    bought = _months_with_purchase(session, last - (SegmentSettings().tail_months - 1), last)
    overridden = _overrides(session)
    nothing = Money(0, currency)
    found: dict[UUID, Standing] = {}
    for account_id, potential in session.execute(select(Account.id, Account.potential)):
        abc = classes.get(account_id)
        segment = overridden.get((account_id, "segment"))
        group = overridden.get((account_id, "key_group"))
        found[account_id] = Standing(
            revenue=now.get(account_id, nothing),
            revenue_before=before.get(account_id, nothing) if comparable else None,
            abc=abc.abc if abc else None,
            share=abc.share if abc else None,
            segment=Segment.of(segment)
            if segment
            else segment_of(abc, potential, bought[account_id]).segment,
            key_group=KeyGroup.of(group) if group else None,
        )
    return found


def _months_with_purchase(session: Session, first: Month, last: Month) -> dict[UUID, int]:
    bought = (
        select(func.count(SalesFact.month.distinct()))
        .where(
            SalesFact.account_id == Account.id,
            SalesFact.month.between(first, last),
            SalesFact.revenue_minor > 0,
        )
        .correlate(Account)
    )
    rows = session.execute(select(Account.id, bought.scalar_subquery()))
    return {account: months or 0 for account, months in rows}


def _overrides(session: Session) -> dict[tuple[UUID, str], str]:
    query = select(Override).where(Override.ended_on.is_(None)).order_by(Override.on, Override.id)
    return {(each.account_id, each.what): each.value for each in session.scalars(query)}
