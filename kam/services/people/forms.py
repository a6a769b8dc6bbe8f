"""What can be typed about a person and about their place, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict
from uuid import UUID

from sqlalchemy import select

from kam.core.field_errors import FieldError
from kam.core.text import digits
from kam.core.vocabulary import BuyingRole, Circle, ContactKind, DecisionLens
from kam.models import BusinessUnit, Colleague, ContactPoint, Person, Stakeholder, StakeholderRole
from kam.services.forms import FormField, fill
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork

YEAR_UNKNOWN: Final = 1904
"""The leap year in which a birthday stands whose year nobody knows."""
_LEAST_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach somebody; ``id`` is that of the one it changes, None for a new one."""

    kind: ContactKind
    value: str
    label: str | None = None
    preferred: bool = False
    id: UUID | None = None


class PersonChanges(TypedDict, total=False):
    """Fields of a person; what is not named stays, None empties. ``contacts`` are all there shall be.

    A birthday without its year has ``birthday_year_known`` False, and any year.
    """

    external_id: str | None
    family_name: str | None
    given_name: str | None
    patronymic: str | None
    birthday: date | None
    birthday_year_known: bool
    languages: str | None
    interests: str | None
    preferred_channel: ContactKind | None
    gifts_policy: str | None
    consent_on: date | None
    consent_basis: str | None
    notes: str | None
    contacts: Sequence[ContactDraft]


class PlaceChanges(TypedDict, total=False):
    """Fields of a place at an account; what is not named stays, None empties.

    ``roles`` are all there shall be.
    """

    job_title: str | None
    department: str | None
    unit_id: UUID | None
    since: date | None
    owner_id: UUID | None
    circle: Circle | None
    lens: DecisionLens | None
    cadence_days: int | None
    cares_about: str | None
    avoid: str | None
    business_win: str | None
    personal_win: str | None
    concerns: str | None
    notes: str | None
    placeholder: str | None
    placeholder_since: date | None
    roles: Iterable[BuyingRole]


_PERSON: Final = tuple(
    FormField(name) for name in PersonChanges.__annotations__ if name not in {"contacts", "family_name"}
)
_PLACE: Final = tuple(FormField(name) for name in PlaceChanges.__annotations__ if name != "roles")


def fill_person(unit: UnitOfWork, person: Person, changes: PersonChanges) -> list[FieldError]:
    """Set what is named; what cannot be as it is, is returned. The person is written by the caller."""
    values: dict[str, Any] = {**changes}
    contacts: Sequence[ContactDraft] | None = values.pop("contacts", None)
    faults: list[FieldError] = []
    if "family_name" in values:
        family = (values.pop("family_name") or "").strip()
        if family != person.family_name:
            faults += fill(person, [FormField("family_name")], {"family_name": family}, currency="")
            if not family:  # who is known by the given name alone has no family name
                person.family_name = ""
                faults.clear()
    if values.get("birthday") is not None and not values.get("birthday_year_known", True):
        values["birthday"] = values["birthday"].replace(year=YEAR_UNKNOWN)
    faults += fill(person, _PERSON, values, currency="")
    if not person.family_name and not person.given_name:
        faults.append(FieldError("family_name", "people.without_name"))
    faults += _dates_ahead(unit, person, "birthday", "consent_on")
    faults += _taken_number(unit, person)
    if contacts is not None:
        faults += _fill_contacts(unit, person, contacts)
    return faults


def _dates_ahead(unit: UnitOfWork, record: Person | Stakeholder, *names: str) -> Iterator[FieldError]:
    today = read_profile(unit).today(unit.now)
    for name in names:
        value = getattr(record, name)
        if value is not None and value > today:
            yield FieldError(name, "field.in_future")


def _taken_number(unit: UnitOfWork, person: Person) -> Iterator[FieldError]:
    if person.external_id is None:
        return
    query = select(Person).where(Person.external_id == person.external_id, Person.id != person.id)
    if (holder := unit.scalars(query).first()) is not None:
        details = {"value": person.external_id, "holder": holder.full_name}
        yield FieldError("external_id", "import.number_taken", details)


def _fill_contacts(unit: UnitOfWork, person: Person, drafts: Sequence[ContactDraft]) -> Iterator[FieldError]:
    """Make the ways to reach somebody those of the drafts: changed, new, and the rest deleted."""
    stored = {
        point.id: point
        for point in unit.scalars(select(ContactPoint).where(ContactPoint.person_id == person.id))
    }
    seen: set[tuple[ContactKind, str]] = set()
    for number, draft in enumerate(drafts):
        path = f"contacts.{number}"
        point = stored.pop(draft.id, None) if draft.id is not None else None
        if point is None:
            point = ContactPoint(person_id=person.id, kind=draft.kind, value="")
        point.kind, point.preferred = draft.kind, draft.preferred
        values = {"value": draft.value, "label": draft.label}
        wrong = fill(point, [FormField("value"), FormField("label")], values, currency="")
        yield from (FieldError(f"{path}.{each.field}", each.code, each.details) for each in wrong)
        if not wrong and (code := _unreachable(draft)) is not None:
            yield FieldError(f"{path}.value", code)
        key = draft.kind, reach_key(draft.kind, draft.value)
        if key in seen:
            yield FieldError(f"{path}.value", "people.contact_twice")
        seen.add(key)
        unit.add(point)
    for point in stored.values():
        unit.delete(point)


def _unreachable(draft: ContactDraft) -> str | None:
    """The code of why nobody can be reached that way; only what surely is wrong is refused."""
    text = draft.value.strip()
    if draft.kind is ContactKind.EMAIL:
        name, _, host = text.rpartition("@")
        return None if name and "." in host.strip(".") and " " not in text else "people.not_an_email"
    if draft.kind in {ContactKind.PHONE, ContactKind.MOBILE}:
        return None if len(digits(text)) >= _LEAST_DIGITS else "people.not_a_phone"
    return None


def reach_key(kind: ContactKind, value: str) -> str:
    """The form in which two ways to reach somebody are compared: +7 (900) 1 and 8 900 1 are one number."""
    if kind in {ContactKind.PHONE, ContactKind.MOBILE}:
        number = digits(value)
        return number[1:] if len(number) == len("79001234567") and number[0] in "78" else number
    return value.strip().casefold()


def fill_place(unit: UnitOfWork, place: Stakeholder, changes: PlaceChanges) -> list[FieldError]:
    """Set what is named; what cannot be as it is, is returned. The place is written by the caller."""
    values: dict[str, Any] = {**changes}
    roles: Iterable[BuyingRole] | None = values.pop("roles", None)
    faults = fill(place, _PLACE, values, currency="")
    if place.person_id is None and not place.placeholder:
        faults.append(FieldError("placeholder", "people.without_description"))
    if place.since is not None and place.left_on is not None and place.since > place.left_on:
        faults.append(FieldError("since", "people.since_after_leaving", {"left_on": place.left_on}))
    faults += _dates_ahead(unit, place, "placeholder_since")
    faults += _foreign(unit, place, changes)
    if roles is not None:
        _fill_roles(unit, place, roles)
    return faults


def _foreign(unit: UnitOfWork, place: Stakeholder, changes: Mapping[str, Any]) -> Iterator[FieldError]:
    """A unit of another account, a colleague who is gone."""
    if (wanted := changes.get("unit_id")) is not None:
        theirs = unit.get(BusinessUnit, wanted)
        if theirs is None or theirs.account_id != place.account_id:
            yield FieldError("unit_id", "dossier.not_their_unit")
    owner = changes.get("owner_id")
    if owner is not None and unit.get(Colleague, owner) is None:
        yield FieldError("owner_id", "colleague.gone")


def _fill_roles(unit: UnitOfWork, place: Stakeholder, roles: Iterable[BuyingRole]) -> None:
    wanted = set(roles)
    query = select(StakeholderRole).where(StakeholderRole.stakeholder_id == place.id)
    for stored in unit.scalars(query):
        if stored.role in wanted:
            wanted.remove(stored.role)
        else:
            unit.delete(stored)
    unit.add_all(StakeholderRole(stakeholder_id=place.id, role=role) for role in sorted(wanted))


def under(prefix: str, faults: Iterable[FieldError]) -> list[FieldError]:
    """The faults of a part of a form, called by their path: ``person.family_name``."""
    return [FieldError(f"{prefix}.{fault.field}", fault.code, fault.details) for fault in faults]
