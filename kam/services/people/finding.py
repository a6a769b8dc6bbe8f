"""The records that a change of people starts from, or the error that they are gone or were changed."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import ConflictError, NotFoundError
from kam.models import Account, Person, Record, Stakeholder

RecordT = TypeVar("RecordT", bound=Record)


def account_of(session: Session, account_id: UUID) -> Account:
    """An account; NotFoundError ``account.gone``."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFoundError("account.gone")
    return account


def stakeholder_of(session: Session, stakeholder_id: UUID) -> Stakeholder:
    """A place at an account; NotFoundError ``stakeholder.gone``."""
    place = session.get(Stakeholder, stakeholder_id)
    if place is None:
        raise NotFoundError("stakeholder.gone")
    return place


def person_of(session: Session, person_id: UUID) -> Person:
    """A person who was not erased; NotFoundError ``people.person_gone``."""
    person = session.get(Person, person_id)
    if person is None or person.erased_on is not None:
        raise NotFoundError("people.person_gone")
    return person


def same_version(record: Record, version: int) -> None:
    """Make sure that a form was filled from what stands now; ConflictError ``dossier.changed_meanwhile``."""
    if record.version != version:
        raise ConflictError("dossier.changed_meanwhile")


def is_there(place: Stakeholder, day: date) -> bool:
    """Whether somebody still holds their place on a day; on the day of leaving they do."""
    return place.left_on is None or place.left_on >= day
