"""When each of the client's people was last met: remembered, read again of those alone who were met since.

Half a million contacts take seconds to look through, and a contact that is written down concerns a handful.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, LargeBinary, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from kam.core.vocabulary import InteractionStatus
from kam.models import Change, Interaction, Participant, Stakeholder
from kam.models.types import stored_moment, to_micros
from kam.services.people.reading import TOUCHES
from kam.services.remembering import newest_step
from kam.store.journal import chunks, unpack_change
from kam.store.workspace import Workspace

_AT_MOST: Final = 2_000
"""After so many changes all is read anew."""
_LATELY: Final = 3
"""So many of the newest contacts a place tell of most places; the others are looked up alone."""
_TABLES: Final = (Interaction.__tablename__, Participant.__tablename__)
_NOT_DONE: Final = tuple(each for each in InteractionStatus if each is not InteractionStatus.DONE)
_PLACE: Final = type_coerce(Participant.stakeholder_id, LargeBinary)
_NEWEST: Final = """
    SELECT p.stakeholder_id, max(i.starts_at)
    FROM interaction AS i
    CROSS JOIN participant AS p ON p.interaction_id = i.id
    WHERE i.starts_at > ? AND i.starts_at <= ? AND i.kind IN ({kinds}) AND p.stakeholder_id IS NOT NULL
        AND i.id NOT IN (
            SELECT o.id
            FROM account AS a
            CROSS JOIN interaction AS o
                ON o.account_id = a.id AND o.status IN ({others}) AND o.starts_at > ? AND o.starts_at <= ?
        )
    GROUP BY p.stakeholder_id
"""
"""By the index of all contacts by moment; it has no status, but what was not done is little, and is left out
by the index of each client's. The contacts themselves, with all that is written there, are not looked at."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The moment of each place's last contact, known up to a step of the journal."""

    day: date
    step: int
    moments: Mapping[bytes, datetime]


_memories: WeakKeyDictionary[Workspace, _Known] = WeakKeyDictionary()


def last_touched(
    workspace: Workspace, session: Session, as_of: datetime, zone: ZoneInfo
) -> Mapping[bytes, datetime]:
    """The moment (UTC) of each place's last done contact, by its id as it is stored; the session only reads.

    Remembered for a day where the workspace lives.
    """
    day, now = as_of.astimezone(zone).date(), newest_step(session)
    known = _memories.get(workspace)
    if known is None or known.day != day or known.step > now:
        known = _Known(day, now, _all_moments(session, as_of))
    elif known.step < now:
        known = _Known(day, now, _followed(session, known, as_of))
    _memories[workspace] = known
    return known.moments


def _followed(session: Session, known: _Known, as_of: datetime) -> Mapping[bytes, datetime]:
    """What is known, and read again what the steps since then may have changed."""
    places = _places(session, known.step)
    if places is None:
        return _all_moments(session, as_of)
    moments = {place: at for place, at in known.moments.items() if place not in places}
    for part in chunks(places):
        moments |= _moments(session, as_of, _PLACE.in_(part))
    return moments


def _all_moments(session: Session, as_of: datetime) -> Mapping[bytes, datetime]:
    """Of everybody: most of them were met lately, and whoever was not is looked up alone."""
    places = set(session.scalars(select(type_coerce(Stakeholder.id, LargeBinary))))
    newest = (
        select(Interaction.starts_at)
        .where(Interaction.starts_at <= as_of)
        .order_by(Interaction.starts_at.desc())
        .offset(_LATELY * len(places))
        .limit(1)
    )
    since = session.scalar(newest)
    if since is None:
        return _moments(session, as_of)
    found = _newest_moments(session, since, as_of)
    for part in chunks(places - found.keys()):
        found |= _moments(session, as_of, _PLACE.in_(part))
    return found


def _newest_moments(session: Session, since: datetime, until: datetime) -> dict[bytes, datetime]:
    """Of those who were met between two moments, the later one included."""
    kinds, others = (", ".join(f"'{each.value}'" for each in terms) for terms in (TOUCHES, _NOT_DONE))
    bounds = to_micros(since), to_micros(until)
    query = _NEWEST.format(kinds=kinds, others=others)
    rows = session.connection().exec_driver_sql(query, (*bounds, *bounds))
    return {place: stored_moment(at) for place, at in rows}


def _moments(
    session: Session, as_of: datetime, which: ColumnElement[bool] | None = None
) -> dict[bytes, datetime]:
    query = (
        select(_PLACE, func.max(Interaction.starts_at))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id.is_not(None),
            Interaction.status == InteractionStatus.DONE,
            Interaction.starts_at <= as_of,
            Interaction.kind.in_(TOUCHES),
        )
        .group_by(Participant.stakeholder_id)
    )
    if which is not None:
        query = query.where(which)
    return {place: at.astimezone(UTC) for place, at in session.execute(query)}


def _places(session: Session, since: int) -> set[bytes] | None:
    """Whose contacts steps after one touched; None where they are too many to follow."""
    changes = session.execute(
        select(
            Change.step_seq,
            Change.table_name,
            type_coerce(Change.record_id, LargeBinary),
            Change.kind,
            Change.image,
        )
        .where(Change.step_seq > since, Change.table_name.in_(_TABLES))
        .limit(_AT_MOST + 1)
    ).all()
    if len(changes) > _AT_MOST:
        return None
    places: set[bytes] = set()
    meetings: set[bytes] = set()
    parts: set[bytes] = set()
    for row in changes:
        change = unpack_change(*row)
        if change.table == Interaction.__tablename__:
            meetings.add(change.record)
            continue
        parts.add(change.record)
        for image in (change.before, change.after):
            if isinstance(place := image.get("stakeholder_id"), bytes):
                places.add(place)
    places |= _now_in(session, Participant.interaction_id, meetings)
    return places | _now_in(session, Participant.id, parts)


def _now_in(session: Session, column: InstrumentedAttribute[UUID], ids: Iterable[bytes]) -> set[bytes]:
    """Whose places take part now in what has these ids."""
    found: set[bytes] = set()
    for part in chunks(ids):
        query = select(_PLACE).where(
            type_coerce(column, LargeBinary).in_(part), Participant.stakeholder_id.is_not(None)
        )
        found.update(session.scalars(query))
    return found
