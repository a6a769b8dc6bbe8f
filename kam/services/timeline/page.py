"""A page of the timeline: the next entries after one, or from a month on."""

from __future__ import annotations

from datetime import datetime

from kam.core.periods import Month
from kam.services.profile import zone_in
from kam.services.timeline.asked import places_of
from kam.services.timeline.filling import entries
from kam.services.timeline.local_days import days_of
from kam.services.timeline.picking import pick
from kam.services.timeline.rows import Entry, EntryKey, Scope, TimelineFilters
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
        days = days_of(zone_in(session), as_of.year)
        picked = pick(
            session.connection(),
            scope,
            places_of(session, scope),
            filters,
            days,
            as_of=as_of,
            enough=skip + limit,
            after=after,
            month=month,
        )
        return entries(session, picked[skip:], days, as_of)
