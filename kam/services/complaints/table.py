"""The table of complaints (ui.md, Complaints): tens of thousands in any order, one stretch of them read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Row, String, select, type_coerce

from kam.core.text import sort_key
from kam.core.vocabulary import ComplaintKind, Severity
from kam.core.vocabulary.term import Term
from kam.models import Account, Colleague, Complaint
from kam.models.complaint import ENDED_STAGES
from kam.services.complaints.board import COLUMNS
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding
from kam.services.complaints.reader import Reader
from kam.services.complaints.rows import ComplaintTable
from kam.services.complaints.standing import SHOWN
from kam.services.lists.shared import among
from kam.store.workspace import Workspace

Place: TypeAlias = bytes
"""A complaint's identity as the driver gives it: of tens of thousands only those shown become more."""
Weigh: TypeAlias = Callable[[Any], Any]
"""What the driver gave as what is sorted by; None stands last."""

_FIGURES: Final = re.compile(r"(\d+)")
_ID: Final = type_coerce(Complaint.id, LargeBinary)
_SORTED_BY: Final[dict[ComplaintSort, Any]] = {
    ComplaintSort.NUMBER: Complaint.number,
    ComplaintSort.ACCOUNT: type_coerce(Complaint.account_id, LargeBinary),
    ComplaintSort.SUMMARY: Complaint.summary,
    ComplaintSort.KIND: type_coerce(Complaint.kind, String),
    ComplaintSort.SEVERITY: type_coerce(Complaint.severity, String),
    ComplaintSort.STAGE: type_coerce(Complaint.stage, String),
    ComplaintSort.RECEIVED: type_coerce(Complaint.received_at, BigInteger),
    ComplaintSort.AMOUNT: Complaint.amount_minor,
    ComplaintSort.OWNER: type_coerce(Complaint.owner_id, LargeBinary),
    ComplaintSort.SATISFACTION: Complaint.satisfaction,
}

_ORDERS: Final[dict[ComplaintSort, Sequence[Term]]] = {
    ComplaintSort.KIND: tuple(ComplaintKind),
    ComplaintSort.SEVERITY: tuple(Severity),
    ComplaintSort.STAGE: COLUMNS,
}


def read_table(
    workspace: Workspace,
    query: ComplaintQuery,
    *,
    as_of: datetime,
    limit: int | None = None,
    offset: int = 0,
) -> ComplaintTable:
    """The complaints of a query in its order; of an ended one there is no clock."""
    with workspace.reading() as session:
        reader = Reader(workspace, session, query, as_of)
        opened: dict[Place, Row[Any]] = {}
        places: list[Place] = []
        if query.standing is not ComplaintStanding.ENDED:
            rows = reader.open_rows()
            if query.stages:
                rows = [row for row in rows if reader.stage(row) in query.stages]
            opened = {row.id.bytes: row for row in rows}
            places += opened
        if query.standing is not ComplaintStanding.OPEN and not query.states:
            places += _ended(reader)
        places = _in_order(reader, places)
        end = None if limit is None else offset + limit
        return ComplaintTable(tuple(reader.cards(_rows(reader, places[offset:end], opened))), len(places))


def _ended(reader: Reader) -> list[Place]:
    """All ended ones that fit, the latest received first."""
    asked = [each for each in ENDED_STAGES if not reader.query.stages or each in reader.query.stages]
    ended = select(_ID).where(Complaint.stage.in_(asked), *reader.where)
    open_then = {each.bytes for each in reader.stages}
    found = reader.session.scalars(ended.order_by(Complaint.received_at.desc(), Complaint.number))
    return [place for place in found if place not in open_then]


def _rows(reader: Reader, places: Sequence[Place], opened: dict[Place, Row[Any]]) -> list[Row[Any]]:
    """The complaints at these places."""
    found = dict(opened)
    ended = [UUID(bytes=place) for place in places if place not in opened]
    if ended:
        rows = reader.session.execute(select(*SHOWN).where(*among(Complaint.id, ended)))
        found |= {row.id.bytes: row for row in rows}
    return [found[place] for place in places]


def _in_order(reader: Reader, places: list[Place]) -> list[Place]:
    """By the sort of the query; of equals the order in which they came, what is not known last."""
    query = reader.query
    if query.sort is ComplaintSort.URGENCY:
        return places[::-1] if query.descending else places
    read = select(_ID, _SORTED_BY[query.sort]).where(*reader.where)
    if query.standing is ComplaintStanding.OPEN:
        read = read.where(*among(Complaint.id, reader.stages))
    raw: dict[Place, Any] = {row[0]: row[1] for row in reader.session.execute(read)}
    if query.sort is ComplaintSort.STAGE:
        raw |= {each.bytes: stage.value for each, stage in reader.stages.items()}
    weigh = _weigh(reader, query.sort)
    weights = {place: weigh(raw[place]) for place in places}
    known = [place for place in places if weights[place] is not None]
    unknown = [place for place in places if weights[place] is None]
    return sorted(known, key=weights.__getitem__, reverse=query.descending) + unknown


def _weigh(reader: Reader, sort: ComplaintSort) -> Weigh:
    if sort is ComplaintSort.NUMBER:
        return _natural
    if sort is ComplaintSort.SUMMARY:
        return sort_key
    if sort in {ComplaintSort.ACCOUNT, ComplaintSort.OWNER}:
        entity: Any = Account if sort is ComplaintSort.ACCOUNT else Colleague
        names = reader.session.execute(select(type_coerce(entity.id, LargeBinary), entity.name))
        return {place: sort_key(name) for place, name in names}.get
    if sort in _ORDERS:
        return {each.value: number for number, each in enumerate(_ORDERS[sort])}.get
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _natural(number: str) -> list[str | int]:
    """K-2 before K-10: texts and figures by turns."""
    parts: list[str | int] = list(_FIGURES.split(number.casefold()))
    parts[1::2] = map(int, parts[1::2])
    return parts
