"""Whose clients can be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from kam.core.text import sort_key
from kam.models import Account, Colleague
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TodayChoices:
    """Which of us lead clients: whether I do, and the others by name."""

    mine: bool
    colleagues: tuple[tuple[UUID, str], ...]


def today_choices(workspace: Workspace) -> TodayChoices:
    """Read them as they are now."""
    with workspace.reading() as session:
        leads = select(Account.owner_id).where(Account.owner_id.is_not(None))
        rows = session.execute(
            select(Colleague.id, Colleague.name, Colleague.is_me).where(Colleague.id.in_(leads))
        ).all()
    others = [(row.id, row.name) for row in rows if not row.is_me]
    others.sort(key=lambda each: sort_key(each[1]))
    return TodayChoices(any(row.is_me for row in rows), tuple(others))
