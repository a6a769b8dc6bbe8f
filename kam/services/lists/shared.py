"""What several lists need: names of accounts, people and colleagues by id."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.models import Account, Colleague, Person, Stakeholder

MOST_NAMED: Final = 5_000
"""So many identities are named in a query."""


def among(column: Any, ids: Collection[UUID]) -> tuple[ColumnElement[bool], ...]:
    """That a column is one of some identities. Of very many all are read; the caller leaves the others."""
    return (column.in_(ids),) if len(ids) <= MOST_NAMED else ()


def account_names(session: Session) -> dict[UUID, str]:
    """The name of every account."""
    return {row.id: row.name for row in session.execute(select(Account.id, Account.name))}


def colleague_names(session: Session) -> dict[UUID, str]:
    """The name of every colleague."""
    return {row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))}


def stakeholder_names(session: Session, *where: ColumnElement[bool]) -> dict[UUID, str]:
    """How each stakeholder is called: the person's full name, or what the placeholder says."""
    rows = session.execute(
        select(
            Stakeholder.id, Stakeholder.placeholder, Person.given_name, Person.patronymic, Person.family_name
        )
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(*where)
    )
    return {
        row.id: " ".join(part for part in (row.given_name, row.patronymic, row.family_name) if part)
        or row.placeholder
        or ""
        for row in rows
    }
