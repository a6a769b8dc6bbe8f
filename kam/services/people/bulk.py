"""Changing many people at once: only what is named changes, in one step (domain.md §3)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.models import Colleague, Person, Stakeholder
from kam.services.forms import FormField, fill
from kam.services.profile import read_profile
from kam.store.journal import chunks
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_PLACE: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "owner_id": Stakeholder.owner_id,
    "circle": Stakeholder.circle,
    "cadence_days": Stakeholder.cadence_days,
    "lens": Stakeholder.lens,
    "department": Stakeholder.department,
}
_PERSON: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "preferred_channel": Person.preferred_channel,
    "languages": Person.languages,
    "gifts_policy": Person.gifts_policy,
    "consent_on": Person.consent_on,
    "consent_basis": Person.consent_basis,
}
BULK_FIELDS: Final = (*_PLACE, *_PERSON)
"""What can be set for many: fields of their places, then their own."""


def read_in_common(workspace: Workspace, place_ids: Collection[UUID]) -> dict[str, frozenset[Any]]:
    """The values that these places, and the people who hold them, have of each field of ``BULK_FIELDS``."""
    found: dict[str, set[Any]] = {name: set() for name in BULK_FIELDS}
    with workspace.reading() as session:
        for part in chunks(place_ids):
            places = select(*_PLACE.values()).where(Stakeholder.id.in_(part)).distinct()
            for row in session.execute(places):
                for name, value in zip(_PLACE, row, strict=True):
                    found[name].add(value)
            people = (
                select(*_PERSON.values())
                .join(Stakeholder, Stakeholder.person_id == Person.id)
                .where(Stakeholder.id.in_(part), Person.erased_on.is_(None))
                .distinct()
            )
            for row in session.execute(people):
                for name, value in zip(_PERSON, row, strict=True):
                    found[name].add(value)
    return {name: frozenset(values) for name, values in found.items()}


def change_people(
    workspace: Workspace, place_ids: Collection[UUID], changes: Mapping[str, Any]
) -> Outcome[int]:
    """Set the same fields (``BULK_FIELDS``) of many places and of the people who hold them, in one step.

    What belongs to a person is passed over where a place has no name and where somebody was erased. Returns
    how many places there were; what was deleted meanwhile is passed over.

    Raises:
        FieldErrors: one for each field that cannot be so; nothing was written.

    """
    step = "person.changed" if len(place_ids) == 1 else "people.changed"
    with workspace.writing(step, details={"count": len(place_ids)}) as unit, unit.no_autoflush:
        refuse([*_faults(unit, changes)])
        places = [
            place
            for part in chunks(place_ids)
            for place in unit.scalars(select(Stakeholder).where(Stakeholder.id.in_(part)))
        ]
        for place in places:
            refuse(_set(place, _PLACE, changes))
        for person in _holders(unit, places):
            refuse(_set(person, _PERSON, changes))
        return Outcome(len(places), Area.PEOPLE)


def _set(
    record: Stakeholder | Person, fields: Mapping[str, object], changes: Mapping[str, Any]
) -> list[FieldError]:
    named = {name: value for name, value in changes.items() if name in fields}
    return fill(record, [FormField(name) for name in named], named, currency="")


def _holders(unit: UnitOfWork, places: Collection[Stakeholder]) -> Iterator[Person]:
    wanted = {place.person_id for place in places if place.person_id is not None}
    for part in chunks(wanted):
        yield from unit.scalars(select(Person).where(Person.id.in_(part), Person.erased_on.is_(None)))


def _faults(unit: UnitOfWork, changes: Mapping[str, Any]) -> Iterator[FieldError]:
    """A field that is none, a colleague who is gone, a consent from the future."""
    if strangers := set(changes) - set(BULK_FIELDS):
        message = f"cannot be changed for many: {sorted(strangers)}"
        raise TypeError(message)
    owner, consent = changes.get("owner_id"), changes.get("consent_on")
    if owner is not None and unit.get(Colleague, owner) is None:
        yield FieldError("owner_id", "colleague.gone")
    if consent is not None and consent > read_profile(unit).today(unit.now):
        yield FieldError("consent_on", "field.in_future")
