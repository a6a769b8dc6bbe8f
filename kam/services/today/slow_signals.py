"""Signals that look through every contact and every sale: read apart, after what is read at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from kam.analysis.concentration import concentration
from kam.analysis.signals import Signal, SignalKind
from kam.models import Account, CurrencyRate, MonthlySales, OrderLine, Setting
from kam.services.lists.shared import account_names
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile
from kam.services.remembering import Part, remembered
from kam.services.standing import standings
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
        lambda: _above_limit(workspace, session, profile, profile.today(as_of)),
    )
    return [*read_overdue_contacts(workspace, session, profile, as_of), *shares]


def _above_limit(workspace: Workspace, session: Session, profile: Profile, day: date) -> list[Signal]:
    """Clients whose share of the revenue is above the limit. Since when is not known: the month began it."""
    settings = PortfolioSettings.of(profile.settings).concentration
    revenues = {each: standing.revenue for each, standing in standings(workspace, session, day).items()}
    found = concentration(revenues, settings)
    names = account_names(session)
    before = day.replace(day=1) - timedelta(days=1)
    return [
        Signal(
            SignalKind.CONCENTRATION,
            each.account,
            each.account,
            names[each.account],
            before,
            share=each.share,
            limit=int(settings.warning_percent),
        )
        for each in (found.warnings if found else ())
    ]
