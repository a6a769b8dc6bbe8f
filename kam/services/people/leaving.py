"""Somebody leaves their place, or goes on at another client: the history stays where it happened."""

from __future__ import annotations

from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.words import Words, words_for
from kam.models import Stakeholder, StakeholderRole
from kam.services.people.finding import account_of, stakeholder_of
from kam.services.people.forms import PlaceChanges, fill_place
from kam.services.people.ties import above, hand_over_reports
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


class Reports(Enum):
    """To whom those report who reported to somebody who left."""

    FOLLOW = "follow"  # the successor, else the superior
    SUPERIOR = "superior"
    STAY = "stay"  # they stand without a superior until somebody is found


class Vacancy(Enum):
    """Instead of a successor's identity: a place whose holder nobody knows yet."""

    OPEN = "open"


def leave(
    workspace: Workspace,
    stakeholder_id: UUID,
    on: date,
    *,
    successor: UUID | Vacancy | None = None,
    reports: Reports = Reports.FOLLOW,
) -> Outcome[UUID | None]:
    """Note that somebody left; ratings, contacts and promises stay with the place. Returns the successor.

    ``on`` is the last day there. ``Vacancy.OPEN`` makes a placeholder of the same title, superior, circle and
    roles, which then waits for a name.

    Raises:
        FieldErrors: ``on``: ``field.before_start``; ``successor``: ``people.not_a_successor``.
        RuleError: ``people.left_already``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.left") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        heir = _leave(unit, place, on, successor=successor, reports=reports)
        return Outcome(heir, Area.PEOPLE)


def come_back(workspace: Workspace, stakeholder_id: UUID) -> Outcome[None]:
    """Take back that somebody left; who reports to whom by now stays.

    Raises:
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.came_back") as unit:
        place = stakeholder_of(unit, stakeholder_id)
        place.left_on = place.successor_id = None
        return Outcome(None, Area.PEOPLE)


def move_to_account(
    workspace: Workspace,
    stakeholder_id: UUID,
    account_id: UUID,
    *,
    left_on: date,
    place: PlaceChanges,
    successor: UUID | Vacancy | None = None,
    reports: Reports = Reports.FOLLOW,
) -> Outcome[UUID]:
    """Note that a person left one client and began at another of ours; they stay one person.

    ``place`` is the new place (``since`` is the day after leaving, unless given). Nothing that was thought of
    them at the old place is taken over: at the new one they may stand otherwise. Returns the new place.

    Raises:
        FieldErrors: ``left_on``, ``successor`` as for ``leave``; ``since``; fields of the new place.
        RuleError: ``people.left_already``, ``people.same_account``, ``people.nobody_to_move``.
        NotFoundError: ``stakeholder.gone``, ``account.gone``.

    """
    with workspace.writing("person.moved") as unit, unit.no_autoflush:
        old = stakeholder_of(unit, stakeholder_id)
        account_of(unit, account_id)
        if old.person_id is None:
            raise RuleError("people.nobody_to_move")
        if old.account_id == account_id:
            raise RuleError("people.same_account")
        _leave(unit, old, left_on, successor=successor, reports=reports, field="left_on")
        new = Stakeholder(account_id=account_id, person_id=old.person_id)
        unit.add(new)
        begins = place.get("since") or date.fromordinal(left_on.toordinal() + 1)
        refuse(fill_place(unit, new, {**place, "since": begins}))
        return Outcome(new.id, Area.PEOPLE)


def _leave(
    unit: UnitOfWork,
    place: Stakeholder,
    on: date,
    *,
    successor: UUID | Vacancy | None,
    reports: Reports,
    field: str = "on",
) -> UUID | None:
    if place.left_on is not None:
        raise RuleError("people.left_already", left_on=place.left_on)
    faults = []
    if place.since is not None and on < place.since:
        faults.append(FieldError(field, "field.before_start"))
    if isinstance(successor, UUID) and not _can_succeed(unit, place, successor):
        faults.append(FieldError("successor", "people.not_a_successor"))
    refuse(faults)
    if isinstance(successor, Vacancy):
        heir: UUID | None = _vacancy_of(unit, place, on)
    else:
        heir = successor
    if isinstance(successor, UUID):
        _lift_above(unit, place, successor)
    if reports is not Reports.STAY:
        follow = heir if reports is Reports.FOLLOW else None
        hand_over_reports(unit, place, follow or place.reports_to_id)
    place.left_on = on
    place.successor_id = heir
    return heir


def _can_succeed(unit: UnitOfWork, place: Stakeholder, successor: UUID) -> bool:
    heir = unit.get(Stakeholder, successor)
    return (
        heir is not None
        and heir.id != place.id
        and heir.account_id == place.account_id
        and heir.left_on is None
    )


def _lift_above(unit: UnitOfWork, place: Stakeholder, heir_id: UUID) -> None:
    """A successor from below steps up to the superior of the one who left: nobody may report in a circle."""
    heir = stakeholder_of(unit, heir_id)
    if place.id in set(above(unit, heir)):
        heir.reports_to_id = place.reports_to_id


def _vacancy_of(unit: UnitOfWork, place: Stakeholder, on: date) -> UUID:
    """The place without its holder: its circle and roles are the post's until somebody knows better.

    The description does not name who left: they may want to be forgotten one day.
    """
    words = words_for(read_profile(unit).language)
    vacancy = Stakeholder(
        account_id=place.account_id,
        placeholder=_description(words, place.job_title),
        placeholder_since=on,
        job_title=place.job_title,
        department=place.department,
        unit_id=place.unit_id,
        reports_to_id=place.reports_to_id,
        owner_id=place.owner_id,
        circle=place.circle,
    )
    unit.add(vacancy)
    roles = unit.scalars(select(StakeholderRole.role).where(StakeholderRole.stakeholder_id == place.id))
    unit.add_all(StakeholderRole(stakeholder_id=vacancy.id, role=role) for role in roles.all())
    return vacancy.id


def _description(words: Words, job_title: str | None) -> str:
    if not job_title:
        return words.say("Successor, name unknown")
    return words.say("{job_title}, name unknown", job_title=job_title[:250])
