"""People by their places at accounts (domain.md §3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.text import sort_key
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ContactKind, RatingKind
from kam.models import ContactPoint, Person, Rating, Stakeholder, StakeholderRole
from kam.services.lists.shared import account_names, colleague_names
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person's place at an account; a placeholder has no ``person_id``. ``id`` is the stakeholder's.

    ``owner`` is who of ours answers for them.
    """

    id: UUID
    person_id: UUID | None
    account_id: UUID
    account: str
    name: str
    family_name: str | None
    given_name: str | None
    patronymic: str | None
    placeholder: str | None
    job_title: str | None
    department: str | None
    roles: tuple[BuyingRole, ...]
    circle: Circle | None
    influence: int | None
    attitude: Attitude | None
    owner: str | None
    left_on: date | None
    phone: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach a person."""

    phone: str | None
    email: str | None


NO_REACH = Reach(None, None)


def list_people(
    workspace: Workspace, *, account_id: UUID | None = None, as_of: datetime | None = None
) -> list[PersonRow]:
    """Every place at every account, by account and name.

    As of a moment who left later is still there, and ratings are the last until then.
    """
    with workspace.reading() as session:
        query = select(Stakeholder, Person).outerjoin(Person, Person.id == Stakeholder.person_id)
        if account_id is not None:
            query = query.where(Stakeholder.account_id == account_id)
        names, ours = account_names(session), colleague_names(session)
        day = None if as_of is None else read_profile(session).today(as_of)
        roles, ratings, contacts = _roles(session), latest_ratings(session, day), reach_of_people(session)
        rows = [
            _row(place, person, day, names=names, ours=ours, roles=roles, ratings=ratings, contacts=contacts)
            for place, person in session.execute(query)
        ]
    return sorted(rows, key=lambda row: (sort_key(row.account), sort_key(row.name), row.id))


def _row(
    place: Stakeholder,
    person: Person | None,
    day: date | None,
    *,
    names: dict[UUID, str],
    ours: dict[UUID, str],
    roles: dict[UUID, list[BuyingRole]],
    ratings: dict[tuple[UUID, RatingKind], int],
    contacts: dict[UUID, Reach],
) -> PersonRow:
    reach = contacts.get(person.id, NO_REACH) if person else NO_REACH
    attitude = ratings.get((place.id, RatingKind.ATTITUDE))
    return PersonRow(
        id=place.id,
        person_id=place.person_id,
        account_id=place.account_id,
        account=names[place.account_id],
        name=person.full_name if person else place.placeholder or "",
        family_name=person.family_name if person else None,
        given_name=person.given_name if person else None,
        patronymic=person.patronymic if person else None,
        placeholder=place.placeholder,
        job_title=place.job_title,
        department=place.department,
        roles=tuple(sorted(roles[place.id])),
        circle=place.circle,
        influence=ratings.get((place.id, RatingKind.INFLUENCE)),
        attitude=None if attitude is None else Attitude.of(attitude),
        owner=None if place.owner_id is None else ours.get(place.owner_id),
        left_on=place.left_on if day is None or place.left_on is None or place.left_on <= day else None,
        phone=reach.phone,
        email=reach.email,
    )


def latest_ratings(session: Session, until: date | None = None) -> dict[tuple[UUID, RatingKind], int]:
    """The last value, or the last until a day, of each rating of each stakeholder not per colleague."""
    query = select(Rating.stakeholder_id, Rating.kind, Rating.value).where(Rating.colleague_id.is_(None))
    if until is not None:
        query = query.where(Rating.on <= until)
    rows = session.execute(query.order_by(Rating.on, Rating.id))
    return {(row.stakeholder_id, row.kind): row.value for row in rows}


def _roles(session: Session) -> dict[UUID, list[BuyingRole]]:
    found: dict[UUID, list[BuyingRole]] = defaultdict(list)
    for row in session.execute(select(StakeholderRole.stakeholder_id, StakeholderRole.role)):
        found[row.stakeholder_id].append(row.role)
    return found


def reach_of_people(session: Session, ids: Collection[UUID] | None = None) -> dict[UUID, Reach]:
    """The phone (mobile where there is no other) and e-mail of people, the preferred of several."""
    query = select(ContactPoint).order_by(ContactPoint.preferred, ContactPoint.id)
    if ids is not None:
        query = query.where(ContactPoint.person_id.in_(ids))
    found: dict[UUID, dict[ContactKind, str]] = defaultdict(dict)
    for point in session.scalars(query):
        found[point.person_id][point.kind] = point.value
    return {
        person: Reach(by.get(ContactKind.PHONE) or by.get(ContactKind.MOBILE), by.get(ContactKind.EMAIL))
        for person, by in found.items()
    }
