"""Signals that look through every contact and every sale: read apart, after what is read at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from kam.analysis.signals import Signal, SignalKind
from kam.models import Account, CurrencyRate, MonthlySales, OrderLine, Setting
from kam.services.portfolio.concentration import read_concentration
from kam.services.profile import Profile
from kam.services.remembering import Part, remembered
from kam.services.today.contacts import read_overdue_contacts
from kam.store.workspace import Workspace

_SHARES: Final = Part("today.shares", (Account, CurrencyRate, MonthlySales, OrderLine, Setting))


def read_slow_signals(
    workspace: Workspace, session: Session, profile: Profile, as_of: datetime
) -> list[Signal]:
    """Those that look through every contact and every sale: whom nobody met, and the share of one client."""
    shares = remembered(
        workspace,
        session,
        _SHARES,
        profile.today(as_of),
        lambda: _above_limit(workspace, profile, as_of),
    )
    return [*read_overdue_contacts(workspace, session, profile, as_of), *shares]


def _above_limit(workspace: Workspace, profile: Profile, as_of: datetime) -> list[Signal]:
    """Clients whose share of the revenue is above the limit. Since when is not known: the month began it."""
    view = read_concentration(workspace, as_of=as_of)
    before = profile.today(as_of).replace(day=1) - timedelta(days=1)
    return [
        Signal(
            SignalKind.CONCENTRATION,
            each.id,
            each.id,
            each.name,
            before,
            share=each.share,
            limit=int(view.threshold),
        )
        for each in view.warnings
    ]
