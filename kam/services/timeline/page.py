"""A page of the timeline: the next entries after one, or from a month on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, LargeBinary, Select, String, type_coerce
from sqlalchemy.orm import Session

from kam.core.periods import Month
from kam.models.types import stored_id
from kam.services.profile import read_profile
from kam.services.timeline.filling import Picked, entries
from kam.services.timeline.local_days import LocalDays
from kam.services.timeline.rows import Entry, EntryKey, EntryKind, Scope, Source, TimelineFilters
from kam.services.timeline.sources import Branch, Sources, before_month, up_to
from kam.store.workspace import Workspace

PAGE = 100


def read_page(
    workspace: Workspace,
    scope: Scope,
    filters: TimelineFilters,
    *,
    as_of: datetime,
    after: EntryKey | None = None,
    month: Month | None = None,
    skip: int = 0,
    limit: int = PAGE,
) -> list[Entry]:
    """Entries newest first: those after a key, or from a month on, ``skip`` of them left out.

    A skip costs what it passes over, so a list asks for months that begin near by, and goes on by key.
    """
    with workspace.reading() as session:
        days = LocalDays(read_profile(session).zone, as_of)
        sources = Sources(session, scope, filters, days, as_of)
        picked = _pick(session, sources, skip + limit, after, month)[skip:]
        return entries(session, picked, days, as_of)


def _pick(
    session: Session, sources: Sources, enough: int, after: EntryKey | None, month: Month | None
) -> list[Picked]:
    """The keys of the page: the newest of each branch through its index, merged.

    Most of what is read is left over, so values stay as they are stored until the page is known.
    """
    days, connection = sources.days, session.connection()
    found: list[tuple[int, Source, bytes, bytes, str]] = []
    for branch in sources.branches():
        query = _newest(branch, days, after, month).limit(enough)
        for id_, account_id, kind, at in connection.execute(query):
            moment = days.begins(date.fromisoformat(at)) if branch.by_day else at
            found.append((moment, branch.source, id_, account_id, kind))
    found.sort(reverse=True)
    return [
        Picked(EntryKey(moment, source, stored_id(id_)), EntryKind.of(kind), stored_id(account_id))
        for moment, source, id_, account_id, kind in found[:enough]
    ]


def _newest(branch: Branch, days: LocalDays, after: EntryKey | None, month: Month | None) -> Select[Any]:
    """Rows of a branch as they are stored, newest first."""
    query = branch.rows(
        type_coerce(branch.id, LargeBinary).label("id"),
        type_coerce(branch.account_id, LargeBinary).label("account_id"),
        type_coerce(branch.kind, String).label("kind"),
        type_coerce(branch.at, String if branch.by_day else BigInteger).label("at"),
    )
    if after is not None:
        query = query.where(up_to(branch, after, days))
    if month is not None:
        query = query.where(before_month(branch, (month + 1).first_day, days))
    return query.order_by(branch.at.desc(), branch.id.desc())
