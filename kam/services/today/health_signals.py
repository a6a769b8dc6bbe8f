"""Signals of health: it fell, came down into a worse band, or the risk of leaving rose (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.health.news import has_fallen, worse_band
from kam.analysis.health.score import HealthSettings
from kam.analysis.signals import Signal, SignalKind
from kam.models import Account
from kam.services.health.book import AT_ONCE, read_health_book, recalled_health_book
from kam.services.health.rows import HealthBook, HealthRow
from kam.services.today.signals import GONE
from kam.store.workspace import Workspace


def read_health_signals(
    workspace: Workspace, session: Session, as_of: datetime, *, patient: bool
) -> list[Signal] | None:
    """What is to be told of everybody's health; of those who are lost or asleep nothing. No trend is told.

    None for who is not ``patient`` where everybody's health would have to be computed.
    """
    book = (
        read_health_book(workspace, session, as_of, trends=False)
        if patient
        else recalled_health_book(workspace, session, as_of, trends=False, at_most=AT_ONCE)
    )
    if book is None:
        return None
    gone = set(session.scalars(select(Account.id).where(Account.status.in_(GONE))))
    return list(health_signals(book, gone))


def health_signals(book: HealthBook, gone: set[UUID]) -> Iterator[Signal]:
    """The signals of a portfolio; a fall and the worse band it led into are one line.

    Of whom nothing was known a month ago no risk has risen: what was written down since tells of no change.
    """
    for row in book.rows.values():
        if row.account_id in gone:
            continue
        if (fell := _fell(row, book.settings)) is not None:
            yield fell
        if row.month_ago is not None and row.risk_since is not None:
            yield Signal(
                SignalKind.CHURN_ROSE,
                row.account_id,
                row.account_id,
                row.name,
                row.risk_since,
                risk=row.churn.risk,
                signs=row.churn.signs,
            )


def _fell(row: HealthRow, settings: HealthSettings) -> Signal | None:
    band = worse_band(row.health, row.month_ago)
    if band is None and not has_fallen(row.health, row.month_ago, settings):
        return None
    return Signal(
        SignalKind.HEALTH_FELL,
        row.account_id,
        row.account_id,
        row.name,
        row.fell_since or row.on,
        before=None if row.month_ago is None else row.month_ago.score,
        score=row.score,
        band=band,
        moved=tuple(each for each in row.moved if each.points < 0),
    )
