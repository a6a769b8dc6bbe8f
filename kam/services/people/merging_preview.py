"""What there is to decide before two records become one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.errors import RuleError
from kam.models import BusinessUnit, ContactPoint, Interaction, Participant, Person, Stakeholder
from kam.services.accounts.merging_fields import FieldChoice
from kam.services.lists.shared import account_names, colleague_names
from kam.services.people.finding import is_there, person_of, stakeholder_of
from kam.services.people.forms import reach_key
from kam.services.people.merging import PERSON_FIELDS, place_differences, places_at_both
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_EMPTY: Final = (None, "")


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """A birthday whose year nobody knows."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class MergedPlace:
    """Two places at one client that become one; ``choices`` are what both have and differ in."""

    place_id: UUID
    """That of the one who goes."""
    account: str
    choices: tuple[FieldChoice, ...]


@dataclass(frozen=True, slots=True)
class PersonSide:
    """One of the two, as a heading has them: how they are called and where they are."""

    person_id: UUID
    name: NameParts
    places: tuple[str, ...]
    meetings: int


@dataclass(frozen=True, slots=True)
class PersonMergePreview:
    """What a merge would do, before anything is written.

    ``choices`` ask for a decision, ``filled`` come from the other one without one. ``contacts`` are the ways
    to reach them that come over, ``moved`` the clients at which a place of its own comes over.
    """

    keep: PersonSide
    other: PersonSide
    choices: tuple[FieldChoice, ...]
    filled: tuple[str, ...]
    places: tuple[MergedPlace, ...]
    contacts: tuple[str, ...]
    moved: tuple[str, ...]


def preview_person_merge(
    workspace: Workspace, keep_id: UUID, other_id: UUID, *, as_of: datetime
) -> PersonMergePreview:
    """What there is to decide before two records become one person.

    Raises:
        NotFoundError: ``people.person_gone``.
        RuleError: ``people.merge_with_oneself``.

    """
    with workspace.reading() as session:
        keep, other = person_of(session, keep_id), person_of(session, other_id)
        if keep is other:
            raise RuleError("people.merge_with_oneself")
        day = read_profile(session).today(as_of)
        accounts = account_names(session)
        joined = places_at_both(session, keep_id, other_id, day)
        going = {theirs for _, theirs in joined}
        places = session.scalars(select(Stakeholder).where(Stakeholder.person_id == other_id)).all()
        return PersonMergePreview(
            keep=_side(session, keep, accounts),
            other=_side(session, other, accounts),
            choices=tuple(_choices(keep, other)),
            filled=tuple(name for name in PERSON_FIELDS if _lacks(keep, name) and not _lacks(other, name)),
            places=tuple(_place(session, mine, theirs, accounts) for mine, theirs in joined),
            contacts=_coming_contacts(session, keep_id, other_id),
            moved=tuple(
                accounts[place.account_id]
                for place in sorted(places, key=lambda place: not is_there(place, day))
                if place.id not in going
            ),
        )


def _lacks(person: Person, name: str) -> bool:
    return getattr(person, name) in _EMPTY


def _choices(keep: Person, other: Person) -> list[FieldChoice]:
    """The fields both have a value for; two birthdays differ also where only one knows the year."""
    found = []
    for name in PERSON_FIELDS:
        if _lacks(keep, name) or _lacks(other, name):
            continue
        mine, theirs = (_value(each, name) for each in (keep, other))
        if mine != theirs:
            found.append(FieldChoice(name, mine, theirs))
    return found


def _value(person: Person, name: str) -> Any:
    if name == "birthday" and person.birthday is not None and not person.birthday_year_known:
        return YearlessDay(person.birthday.month, person.birthday.day)
    return getattr(person, name)


def _place(session: Session, mine: UUID, theirs: UUID, accounts: dict[UUID, str]) -> MergedPlace:
    keep, other = stakeholder_of(session, mine), stakeholder_of(session, theirs)
    named = {"owner_id": colleague_names(session), "unit_id": _units(session, keep.account_id)}
    choices = []
    for name in place_differences(keep, other):
        values = [getattr(each, name) for each in (keep, other)]
        if name in named:
            values = [named[name].get(value, "") for value in values]
        choices.append(FieldChoice(name, *values))
    return MergedPlace(theirs, accounts[keep.account_id], tuple(choices))


def _units(session: Session, account_id: UUID) -> dict[UUID, str]:
    query = select(BusinessUnit.id, BusinessUnit.name).where(BusinessUnit.account_id == account_id)
    return {row.id: row.name for row in session.execute(query)}


def _coming_contacts(session: Session, keep_id: UUID, other_id: UUID) -> tuple[str, ...]:
    """The other's ways to be reached that the kept one has not."""
    query = select(ContactPoint).where(ContactPoint.person_id.in_([keep_id, other_id]))
    points = session.scalars(query.order_by(ContactPoint.id)).all()
    known = {reach_key(point.kind, point.value) for point in points if point.person_id == keep_id}
    return tuple(
        point.value
        for point in points
        if point.person_id == other_id and reach_key(point.kind, point.value) not in known
    )


def _side(session: Session, person: Person, accounts: dict[UUID, str]) -> PersonSide:
    places = select(Stakeholder.id).where(Stakeholder.person_id == person.id)
    met = (
        select(func.count(Participant.interaction_id.distinct()))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(Participant.stakeholder_id.in_(places))
    )
    where = session.scalars(
        select(Stakeholder.account_id)
        .where(Stakeholder.person_id == person.id)
        .order_by(Stakeholder.left_on.is_not(None), Stakeholder.id)
    )
    return PersonSide(
        person.id,
        NameParts.of(person.family_name, person.given_name, person.patronymic),
        tuple(dict.fromkeys(accounts[account] for account in where)),
        session.scalar(met) or 0,
    )
