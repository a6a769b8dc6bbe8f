"""What several lists need: names of accounts, people and colleagues by id."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.models import Account, Colleague, Person, Stakeholder


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
