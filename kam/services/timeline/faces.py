"""Who stands in an entry: initials and names of their people and ours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from sqlalchemy import LargeBinary, bindparam, select, type_coerce
from sqlalchemy.orm import Session

from kam.models import Colleague, Participant, Person, Stakeholder
from kam.models.types import stored_id
from kam.services.people.names import NameParts
from kam.services.timeline.rows import Face

_is_ours = attrgetter("ours")

_TAKING_PART: Final = (
    select(
        type_coerce(Participant.interaction_id, LargeBinary),
        type_coerce(Stakeholder.id, LargeBinary),
        Participant.guest,
        Colleague.name,
        Stakeholder.placeholder,
        Stakeholder.job_title,
        Person.family_name,
        Person.given_name,
        Person.patronymic,
    )
    .select_from(Participant)
    .outerjoin(Stakeholder, Stakeholder.id == Participant.stakeholder_id)
    .outerjoin(Person, Person.id == Stakeholder.person_id)
    .outerjoin(Colleague, Colleague.id == Participant.colleague_id)
    .where(type_coerce(Participant.interaction_id, LargeBinary).in_(bindparam("ids", expanding=True)))
    .order_by(Participant.position, Participant.id)
)
"""Who took part in some interactions, with their names, as they are stored."""


def faces_of(session: Session, interactions: Collection[UUID]) -> dict[UUID, tuple[Face, ...]]:
    """Who took part in each interaction: theirs in their order, guests, then ours."""
    if not interactions:
        return {}
    ids = [each.bytes for each in interactions]
    found: dict[bytes, list[Face]] = defaultdict(list)
    known: dict[bytes, Face] = {}
    rows: Iterable[Any] = session.connection().execute(_TAKING_PART, {"ids": ids})
    for of, place, guest, colleague, *names in rows:
        if place is not None:
            face = known.get(place)
            if face is None:
                known[place] = face = _face_of_place(stored_id(place), *names)
        elif colleague is not None:
            face = Face(initials_of(colleague), colleague, ours=True)
        else:
            face = Face(initials_of(guest or ""), guest or "")
        found[of].append(face)
    return {stored_id(of): tuple(sorted(each, key=_is_ours)) for of, each in found.items()}


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
        found[row.id] = _face_of_place(*row)
    return found


def _face_of_place(id_: UUID, placeholder: str | None, job_title: str | None, *names: str | None) -> Face:
    name = NameParts.of(*names)
    return Face(name.initials, name.listed or placeholder or job_title or "", stakeholder_id=id_)


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
