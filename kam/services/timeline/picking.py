"""Which entries stand on a page: the newest few of each kind of record, merged by key.

Making a query takes longer than running it, so queries are kept by their shape; moments, days and keys are
given when they are run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    String,
    bindparam,
    or_,
    type_coerce,
)

from kam.core.periods import Month
from kam.models.types import stored_id, to_micros
from kam.services.timeline.asked import Asked, Places
from kam.services.timeline.filling import Picked
from kam.services.timeline.local_days import LocalDays
from kam.services.timeline.rows import EntryKey, EntryKind, Scope, Source, TimelineFilters
from kam.services.timeline.sources import Branch, Sources

_EDGE: Final = bindparam("edge", type_=BigInteger())
_EDGE_DAY: Final = bindparam("edge_day", type_=String())
_EDGE_ID: Final = bindparam("edge_id", type_=LargeBinary())
_LEAST: Final = bindparam("least", type_=BigInteger())
_LEAST_DAY: Final = bindparam("least_day", type_=String())
_ENOUGH: Final = bindparam("enough", type_=BigInteger())

_EVER: Final = to_micros(datetime.min.replace(tzinfo=UTC))
_FIRST_DAY: Final = date.min.isoformat()


@dataclass(frozen=True, slots=True)
class Start:
    """From where on entries are asked: after a key, before a moment, or from the newest.

    The moment and day themselves are given when the query is run. ``source`` is that of the key; ``meets``
    says that the key's moment is a midnight, where what has only a date stands.
    """

    is_given: bool = False
    source: Source | None = None
    meets: bool = False


def pick(
    connection: Connection,
    scope: Scope,
    places: Places,
    filters: TimelineFilters,
    days: LocalDays,
    *,
    as_of: datetime,
    enough: int,
    after: EntryKey | None,
    month: Month | None,
) -> list[Picked]:
    """The keys of the newest entries from a start on.

    Most of what is read is left over, so values stay as they are stored until the page is known; what is
    older than a whole page of what was read is not looked at.
    """
    start, given = _start(days, after, month)
    given |= {"as_of": as_of, "today": days.day_of(as_of).isoformat(), "enough": enough}
    given |= {"least": _EVER, "least_day": _FIRST_DAY}
    found: list[tuple[int, Source, bytes, bytes, str]] = []
    for source, by_day, query in _queries(scope, places, filters, days, start):
        for id_, account_id, kind, at in connection.execute(query, given):
            moment = days.begins(date.fromisoformat(at)) if by_day else at
            found.append((moment, source, id_, account_id, kind))
        found.sort(reverse=True)
        if len(found) >= enough:
            least = found[enough - 1][0]
            given |= {"least": least, "least_day": days.local(least).date().isoformat()}
    return [
        Picked(EntryKey(moment, source, stored_id(id_)), EntryKind.of(kind), stored_id(account_id))
        for moment, source, id_, account_id, kind in found[:enough]
    ]


def _start(days: LocalDays, after: EntryKey | None, month: Month | None) -> tuple[Start, dict[str, Any]]:
    """Where to start, and what its queries are to be given."""
    if after is not None:
        day = days.local(after.moment).date()
        start = Start(is_given=True, source=after.source, meets=days.begins(day) == after.moment)
        return start, {"edge": after.moment, "edge_day": day.isoformat(), "edge_id": after.id.bytes}
    if month is not None:
        first = (month + 1).first_day
        return Start(is_given=True), {"edge": days.begins(first), "edge_day": first.isoformat()}
    return Start(), {}


@lru_cache(maxsize=64)
def _queries(
    scope: Scope, places: Places, filters: TimelineFilters, days: LocalDays, start: Start
) -> tuple[tuple[Source, bool, Select[Any]], ...]:
    """For each source its query, newest first."""
    branches = Sources(Asked(scope, places, filters, days)).branches()
    return tuple((branch.source, branch.by_day, _newest(branch, start)) for branch in branches)


def _newest(branch: Branch, start: Start) -> Select[Any]:
    """Rows of a branch as they are stored."""
    at = type_coerce(branch.at, String if branch.by_day else BigInteger)
    query = branch.rows(
        type_coerce(branch.id, LargeBinary).label("id"),
        type_coerce(branch.account_id, LargeBinary).label("account_id"),
        type_coerce(branch.kind, String).label("kind"),
        at.label("at"),
    )
    query = query.where(at >= (_LEAST_DAY if branch.by_day else _LEAST))
    if start.is_given:
        query = query.where(_after(branch, at, start))
    return query.order_by(branch.at.desc(), branch.id.desc()).limit(_ENOUGH)


def _after(branch: Branch, at: ColumnElement[Any], start: Start) -> ColumnElement[bool]:
    """Rows of a branch that stand after the start in the list.

    Of the key's own moment those of a lower source stand after it, and of its own source those of lower ids.
    """
    edge = _EDGE_DAY if branch.by_day else _EDGE
    if start.source is None:
        return at < edge
    if branch.by_day and not start.meets:
        return at <= edge
    if branch.source is start.source:
        return (at <= edge) & or_(at < edge, type_coerce(branch.id, LargeBinary) < _EDGE_ID)
    return at < edge if branch.source > start.source else at <= edge
