"""Putting people on the map, and changing what is known of them: each one step of the journal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.models import Person, Stakeholder
from kam.services.people.finding import account_of, person_of, same_version, stakeholder_of
from kam.services.people.forms import PersonChanges, PlaceChanges, fill_person, fill_place, under
from kam.services.people.ties import fault_of_boss, hand_over_reports
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def add_person(workspace: Workspace, fields: PersonChanges) -> Outcome[UUID]:
    """Add somebody who has no place at any account yet.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is; a contact's field is called
            ``contacts.0.value``.

    """
    with workspace.writing("person.added") as unit, unit.no_autoflush:
        person, faults = _new_person(unit, fields)
        refuse(faults)
        return Outcome(person.id, Area.PEOPLE)


def add_stakeholder(
    workspace: Workspace,
    account_id: UUID,
    person: UUID | PersonChanges,
    place: PlaceChanges,
    *,
    boss_id: UUID | None = None,
) -> Outcome[UUID]:
    """Give somebody a place at an account: a person who is known, or a new one in the same step.

    Somebody may hold several places, also at one account.

    Raises:
        FieldErrors: fields of the place by their name, of a new person as ``person.family_name``,
            ``boss_id`` for a superior whom they cannot report to.
        NotFoundError: ``account.gone``, ``people.person_gone``.

    """
    with workspace.writing("person.placed") as unit, unit.no_autoflush:
        account_of(unit, account_id)
        holder, faults = _holder(unit, person)
        made = Stakeholder(account_id=account_id, person_id=holder.id)
        faults += _placed(unit, made, place, boss_id)
        refuse(faults)
        return Outcome(made.id, Area.PEOPLE)


def add_placeholder(
    workspace: Workspace,
    account_id: UUID,
    description: str,
    place: PlaceChanges,
    *,
    boss_id: UUID | None = None,
) -> Outcome[UUID]:
    """Note a place whose holder nobody knows: «Начальник службы безопасности, имя неизвестно».

    It waits for a name from today, unless ``place`` says since when.

    Raises:
        FieldErrors: one for each wrong field, ``placeholder`` for the description.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("person.vacancy_added") as unit, unit.no_autoflush:
        account_of(unit, account_id)
        made = Stakeholder(account_id=account_id, placeholder_since=read_profile(unit).today(unit.now))
        refuse(_placed(unit, made, {**place, "placeholder": description}, boss_id))
        return Outcome(made.id, Area.PEOPLE)


def name_placeholder(
    workspace: Workspace,
    stakeholder_id: UUID,
    person: UUID | PersonChanges,
    *,
    version: int,
    since: date | None = None,
) -> Outcome[UUID]:
    """Fill a vacancy with a known person or a new one; what was noted of the place stays with it.

    Returns the person.

    Raises:
        FieldErrors: as ``add_person``.
        RuleError: ``people.named_already``.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``stakeholder.gone``, ``people.person_gone``.

    """
    with workspace.writing("person.named") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        if place.person_id is not None:
            raise RuleError("people.named_already")
        same_version(place, version)
        holder, faults = _holder(unit, person, prefix="")
        refuse(faults)
        place.person_id = holder.id
        place.placeholder = place.placeholder_since = None
        place.since = since or place.since
        return Outcome(holder.id, Area.PEOPLE)


def edit_person(
    workspace: Workspace, person_id: UUID, changes: PersonChanges, *, version: int
) -> Outcome[int]:
    """Change what is known of a person and return their new version; all of it or nothing.

    Raises:
        FieldErrors: one for each field that cannot be as it is; ``contacts.0.value`` for a contact's.
        ConflictError: ``dossier.changed_meanwhile`` when the person is not of that version any more.
        NotFoundError: ``people.person_gone``.

    """
    with workspace.writing("person.changed") as unit, unit.no_autoflush:
        person = person_of(unit, person_id)
        same_version(person, version)
        refuse(fill_person(unit, person, changes))
        unit.flush()
        return Outcome(person.version, Area.PEOPLE)


def edit_stakeholder(
    workspace: Workspace, stakeholder_id: UUID, changes: PlaceChanges, *, version: int
) -> Outcome[int]:
    """Change what is known of a place and return its new version; all of it or nothing.

    Whom they report to is changed by ``report_to``, that they left by ``leave``.

    Raises:
        FieldErrors: one for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile`` when the place is not of that version any more.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.place_changed") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        same_version(place, version)
        refuse(fill_place(unit, place, changes))
        unit.flush()
        return Outcome(place.version, Area.PEOPLE)


def edit_person_and_place(
    workspace: Workspace,
    stakeholder_id: UUID,
    person: PersonChanges,
    place: PlaceChanges,
    *,
    person_version: int | None,
    version: int,
) -> Outcome[None]:
    """Change a person and their place as one form shows them: one step, all of it or nothing.

    What is not named on either side is left alone, and its version may be another by now.

    Raises:
        FieldErrors: fields of the place by their name, of the person as ``person.family_name``.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``stakeholder.gone``; ``people.person_gone`` also where nobody holds the place.

    """
    with workspace.writing("person.changed") as unit, unit.no_autoflush:
        stored = stakeholder_of(unit, stakeholder_id)
        faults: list[FieldError] = []
        if place:
            same_version(stored, version)
            faults += fill_place(unit, stored, place)
        if person:
            if stored.person_id is None or person_version is None:
                raise NotFoundError("people.person_gone")
            holder = person_of(unit, stored.person_id)
            same_version(holder, person_version)
            faults += under("person", fill_person(unit, holder, person))
        refuse(faults)
        return Outcome(None, Area.PEOPLE)


def assign_owner(workspace: Workspace, stakeholder_ids: list[UUID], owner_id: UUID | None) -> Outcome[int]:
    """Say who of ours answers for several places at once (None: nobody); how many there are.

    Raises:
        FieldErrors: ``owner_id``: ``colleague.gone``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.owner_set") as unit, unit.no_autoflush:
        for stakeholder_id in stakeholder_ids:
            refuse(fill_place(unit, stakeholder_of(unit, stakeholder_id), {"owner_id": owner_id}))
        return Outcome(len(stakeholder_ids), Area.PEOPLE)


def delete_stakeholder(workspace: Workspace, stakeholder_id: UUID) -> Outcome[None]:
    """Delete a place with its ratings and lines, for mistakes: who leaves is said by ``leave``.

    Who reported there reports to the superior of it; the person stays, with no place if it was the last.

    Raises:
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.place_deleted") as unit:
        place = stakeholder_of(unit, stakeholder_id)
        hand_over_reports(unit, place, place.reports_to_id)
        unit.remove(Stakeholder, [stakeholder_id])
        return Outcome(None, Area.PEOPLE | Area.INTERACTIONS)


def delete_person(workspace: Workspace, person_id: UUID) -> Outcome[None]:
    """Delete a person with all their places, for mistakes.

    Raises:
        NotFoundError: ``people.person_gone``.

    """
    with workspace.writing("person.deleted") as unit:
        person_of(unit, person_id)
        for place in unit.scalars(select(Stakeholder).where(Stakeholder.person_id == person_id)).all():
            hand_over_reports(unit, place, place.reports_to_id)
        unit.remove(Person, [person_id])
        return Outcome(None, Area.PEOPLE | Area.INTERACTIONS)


def _new_person(unit: UnitOfWork, fields: PersonChanges) -> tuple[Person, list[FieldError]]:
    person = Person()
    unit.add(person)
    return person, fill_person(unit, person, fields)


def _holder(
    unit: UnitOfWork, person: UUID | PersonChanges, prefix: str = "person"
) -> tuple[Person, list[FieldError]]:
    """Who shall hold a place, and what is wrong with them if they are new."""
    if isinstance(person, UUID):
        return person_of(unit, person), []
    made, faults = _new_person(unit, person)
    return made, under(prefix, faults) if prefix else faults


def _placed(
    unit: UnitOfWork, place: Stakeholder, fields: PlaceChanges, boss_id: UUID | None
) -> list[FieldError]:
    unit.add(place)
    faults = fill_place(unit, place, fields)
    if boss_id is not None and (code := fault_of_boss(unit, place, boss_id)) is not None:
        faults.append(FieldError("boss_id", code))
    place.reports_to_id = boss_id
    return faults
