"""The records that a change of the ledger starts from, or the error that they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import Side
from kam.models import Colleague, Commitment, Stakeholder
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork


def commitment_of(session: Session, commitment_id: UUID) -> Commitment:
    """A promise; NotFoundError ``commitment.gone``."""
    found = session.get(Commitment, commitment_id)
    if found is None:
        raise NotFoundError("commitment.gone")
    return found


def commitments_of(session: Session, ids: Sequence[UUID]) -> list[Commitment]:
    """Promises in the order of their ids; NotFoundError ``commitment.gone`` where one is missing."""
    return [commitment_of(session, each) for each in dict.fromkeys(ids)]


def today_of(unit: UnitOfWork) -> date:
    """Today where we work."""
    return read_profile(unit).today(unit.now)


def put_owner(session: Session, commitment: Commitment, owner_id: UUID | None) -> None:
    """Say who answers for a promise: one of us for ours, one of the client's people for theirs.

    Raises:
        NotFoundError: ``colleague.gone``, ``stakeholder.gone``.
        RuleError: ``commitment.owner_elsewhere`` for somebody of another client.

    """
    commitment.owner_colleague_id = commitment.owner_stakeholder_id = None
    if owner_id is None:
        return
    if commitment.side is Side.OURS:
        if session.get(Colleague, owner_id) is None:
            raise NotFoundError("colleague.gone")
        commitment.owner_colleague_id = owner_id
        return
    place = session.get(Stakeholder, owner_id)
    if place is None:
        raise NotFoundError("stakeholder.gone")
    if place.account_id != commitment.account_id:
        raise RuleError("commitment.owner_elsewhere")
    commitment.owner_stakeholder_id = owner_id


def my_id(session: Session) -> UUID | None:
    """Who of us I am."""
    return session.scalar(select(Colleague.id).where(Colleague.is_me))
