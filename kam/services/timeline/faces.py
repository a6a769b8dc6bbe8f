"""Who stands in an entry: initials and names of their people and ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.models import Colleague, Participant, Person, Stakeholder
from kam.services.people.names import NameParts
from kam.services.timeline.rows import Face


def faces_of(session: Session, interactions: Collection[UUID]) -> dict[UUID, tuple[Face, ...]]:
    """Who took part in each interaction: theirs in their order, guests, then ours."""
    query = (
        select(
            Participant.interaction_id,
            Participant.stakeholder_id,
            Participant.colleague_id,
            Participant.guest,
        )
        .where(Participant.interaction_id.in_(interactions))
        .order_by(Participant.position, Participant.id)
    )
    rows = session.execute(query).all()
    places = faces_of_places(session, [row.stakeholder_id for row in rows])
    ours = faces_of_colleagues(session, [row.colleague_id for row in rows])
    found: dict[UUID, list[Face]] = defaultdict(list)
    for row in rows:
        if row.stakeholder_id is not None:
            face = places.get(row.stakeholder_id)
        elif row.colleague_id is not None:
            face = ours.get(row.colleague_id)
        else:
            face = Face(initials_of(row.guest or ""), row.guest or "")
        if face is not None:
            found[row.interaction_id].append(face)
    return {key: tuple(sorted(each, key=lambda face: face.ours)) for key, each in found.items()}


def faces_of_places(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, Face]:
    """Each place's person as a face; a place without one says what it is."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    query = (
        select(
            Stakeholder.id,
            Stakeholder.placeholder,
            Stakeholder.job_title,
            Person.family_name,
            Person.given_name,
            Person.patronymic,
        )
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(Stakeholder.id.in_(wanted))
    )
    found: dict[UUID, Face] = {}
    for row in session.execute(query):
        name = NameParts.of(row.family_name, row.given_name, row.patronymic)
        called = name.listed or row.placeholder or row.job_title or ""
        found[row.id] = Face(name.initials, called, stakeholder_id=row.id)
    return found


def faces_of_colleagues(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, Face]:
    """Ours."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Colleague.id, Colleague.name).where(Colleague.id.in_(wanted)))
    return {row.id: Face(initials_of(row.name), row.name, ours=True) for row in rows}


def with_colleague(faces: tuple[Face, ...], colleague: Face | None) -> tuple[Face, ...]:
    """Some of theirs, and one of us."""
    return faces if colleague is None else (*faces, colleague)


def initials_of(name: str) -> str:
    """«МК»: the letters of a name that is kept in one piece."""
    return "".join(part[0] for part in name.split()[:2]).upper()
