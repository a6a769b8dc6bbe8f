"""The holding that an account belongs to: parent and subsidiaries (domain.md §2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.text import sort_key
from kam.core.vocabulary import AccountStatus
from kam.models import Account
from kam.services.dossier.rows import HoldingLine


@dataclass(frozen=True, slots=True)
class _Member:
    id: UUID
    name: str
    parent_id: UUID | None
    status: AccountStatus


def holding_of(session: Session, account_id: UUID) -> tuple[HoldingLine, ...]:
    """All accounts of the holding from the topmost parent down, each before its subsidiaries, these by name.

    Empty for an account that stands alone. Parents are as they are today.
    """
    top = _top(session, account_id)
    whole = [
        HoldingLine(one.id, one.name, one.parent_id, depth, one.status, one.id == account_id)
        for one, depth in _walk(session, top)
    ]
    return tuple(whole) if len(whole) > 1 else ()


def is_above(session: Session, account_id: UUID, other_id: UUID) -> bool:
    """Whether ``account_id`` is the other account itself or stands above it: it cannot be its subsidiary."""
    return account_id in _way_up(session, other_id)


def _way_up(session: Session, account_id: UUID) -> list[UUID]:
    """The account, its parent, that one's parent and so on; a circle that came in otherwise ends it."""
    way = [account_id]
    while True:
        parent = session.scalar(select(Account.parent_id).where(Account.id == way[-1]))
        if parent is None or parent in way:
            return way
        way.append(parent)


def _top(session: Session, account_id: UUID) -> UUID:
    return _way_up(session, account_id)[-1]


def _walk(session: Session, top: UUID) -> Iterator[tuple[_Member, int]]:
    columns = (Account.id, Account.name, Account.parent_id, Account.status)
    below: dict[UUID, list[_Member]] = defaultdict(list)
    level, seen = [top], {top}
    while level:
        rows = session.execute(select(*columns).where(Account.parent_id.in_(level)))
        level = []
        for row in rows:
            if row.id not in seen and row.parent_id is not None:
                seen.add(row.id)
                level.append(row.id)
                below[row.parent_id].append(_Member(*row))
    stack = [(_Member(*row), 0) for row in session.execute(select(*columns).where(Account.id == top))]
    while stack:
        member, depth = stack.pop()
        yield member, depth
        subsidiaries = sorted(below[member.id], key=lambda one: (sort_key(one.name), one.id), reverse=True)
        stack.extend((one, depth + 1) for one in subsidiaries)
