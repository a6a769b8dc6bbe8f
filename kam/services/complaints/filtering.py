"""The conditions of a query on complaints, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from kam.core.text import sort_key
from kam.core.vocabulary import FoundKind
from kam.models import Account, Complaint, ProductLine
from kam.services.complaints.query import ComplaintQuery
from kam.services.profile import Profile


def filters(session: Session, query: ComplaintQuery, profile: Profile) -> Iterator[ColumnElement[bool]]:
    """Everything but stages, standing and the state of clocks, which are told of rows that were read."""
    several = (
        (Complaint.account_id, query.accounts),
        (Complaint.kind, query.kinds),
        (Complaint.severity, query.severities),
        (Complaint.channel, query.channels),
        (Complaint.department, query.departments),
        (Complaint.owner_id, query.owners),
        (Complaint.raised_by_id, query.people),
        (Complaint.id, query.ids),
    )
    for column, wanted in several:
        if wanted:
            yield column.in_(wanted)
    if query.product_lines:
        yield Complaint.product_line_id.in_(with_leaves(session, query.product_lines))
    if query.mine:
        yield Complaint.account_id.in_(select(Account.id).where(Account.owner_id == profile.me))
    if query.since is not None:
        yield Complaint.received_at >= _begins(query.since, profile.zone)
    if query.until is not None:
        yield Complaint.received_at < _begins(query.until + timedelta(days=1), profile.zone)
    if query.text.strip():
        named = select(Account.id).where(Account.name_key.contains(sort_key(query.text), autoescape=True))
        yield or_(Complaint.id.in_(_found(query.text)), Complaint.account_id.in_(named))


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _found(text: str) -> Select[Any]:
    from kam.services.timeline.found import found_records  # a start reads complaints, and no timeline

    of_kind = found_records(text, None)
    assert of_kind is not None  # noqa: S101 - something is typed
    return of_kind(FoundKind.COMPLAINT.value)


def with_leaves(session: Session, lines: Collection[UUID]) -> set[UUID]:
    """The lines and all below them."""
    below: dict[UUID, list[UUID]] = {}
    for row in session.execute(select(ProductLine.id, ProductLine.parent_id)):
        if row.parent_id is not None:
            below.setdefault(row.parent_id, []).append(row.id)
    found: set[UUID] = set()
    waiting = list(lines)
    while waiting:
        line = waiting.pop()
        if line not in found:
            found.add(line)
            waiting += below.get(line, ())
    return found
