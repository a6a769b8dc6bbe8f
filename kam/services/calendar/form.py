"""The form of a meeting: what it shows, how it is planned and changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.recurrence import Frequency, rule_of
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError, UserError
from kam.core.field_errors import FieldError, FieldErrors, refuse
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.core.zones import is_zone
from kam.models import Account, Colleague, Interaction, Participant, Person, Stakeholder
from kam.services.calendar.deeds import move_series, reached
from kam.services.calendar.series import (
    Scope,
    begin_series,
    end_series,
    extend_series,
    meeting_of,
    reschedule,
    series_of,
    split_at,
)
from kam.services.forms import FormField, fill
from kam.services.meetings import MeetingPlan, add_meeting
from kam.services.people.finding import is_there, same_version
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_TEXTS: Final = (
    "subject",
    "place",
    "purpose",
    "best_outcome",
    "minimum_outcome",
    "client_purpose",
    "logistics",
)
_FIELDS: Final = tuple(FormField(name) for name in (*_TEXTS, "kind", "minutes", "travel_minutes"))
_ON_FIELD: Final = {
    "meeting.without_subject": "subject",
    "meeting.planned_already": "subject",
    "domain.time_skipped": "starts",
    "meeting.unknown_zone": "zone",
    "meeting.empty_text": "guests",
    "meeting.not_their_person": "stakeholder_ids",
    "stakeholder.gone": "stakeholder_ids",
    "colleague.gone": "colleague_ids",
    "account.gone": "account_id",
}
"""Beside which field a refusal of planning stands."""


@dataclass(frozen=True, slots=True)
class MeetingValues:
    """What is typed into the form. ``zone`` None is the workspace's; ``repeats`` with ``repeats_until``."""

    account_id: UUID | None = None
    subject: str | None = None
    kind: InteractionKind = InteractionKind.MEETING
    day: date | None = None
    starts: time | None = None
    minutes: int | None = 60
    zone: str | None = None
    place: str | None = None
    travel_minutes: int | None = None
    purpose: str | None = None
    best_outcome: str | None = None
    minimum_outcome: str | None = None
    client_purpose: str | None = None
    logistics: str | None = None
    stakeholder_ids: tuple[UUID, ...] = ()
    colleague_ids: tuple[UUID, ...] = ()
    guests: tuple[str, ...] = ()
    repeats: Frequency | None = None
    repeats_until: date | None = None


@dataclass(frozen=True, slots=True)
class Choosable:
    """Somebody who can be asked to a meeting: of theirs, or one of us."""

    id: UUID
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """The form as it is filled. ``id`` is None for a new one."""

    id: UUID | None
    version: int
    account: str
    status: InteractionStatus
    values: MeetingValues
    people: tuple[Choosable, ...]
    colleagues: tuple[Choosable, ...]
    accounts: tuple[Choosable, ...]
    workspace_zone: str
    in_series: bool = False


def new_meeting_form(
    workspace: Workspace, as_of: datetime, values: MeetingValues = MeetingValues()
) -> MeetingForm:
    """An empty form, or one filled with what is known already."""
    with workspace.reading() as session:
        return _form(session, as_of, values)


def meeting_form(workspace: Workspace, meeting_id: UUID, as_of: datetime) -> MeetingForm:
    """The form of a meeting; NotFoundError ``brief.meeting_gone``."""
    with workspace.reading() as session:
        meeting = meeting_of(session, meeting_id)
        return _form(session, as_of, _values(session, meeting), meeting)


def plan_meeting(workspace: Workspace, values: MeetingValues) -> Outcome[UUID]:
    """Plan what the form says; raises FieldErrors for what is wrong beside each field."""
    refuse(_missing(values))
    with workspace.writing("meeting.planned") as unit:
        trial = Interaction(account_id=values.account_id, zone="UTC", subject="")
        refuse(_filled(trial, values))
        try:
            return Outcome(add_meeting(unit, _plan(values)).id, Area.INTERACTIONS)
        except (RuleError, NotFoundError) as error:
            raise _beside(error) from error


def save_meeting(
    workspace: Workspace,
    meeting_id: UUID,
    version: int,
    values: MeetingValues,
    *,
    scope: Scope = Scope.THIS,
) -> Outcome[UUID]:
    """Change a meeting as the form says; with a scope also those of its series.

    Raises:
        NotFoundError: ``brief.meeting_gone``.
        ConflictError: ``dossier.changed_meanwhile``.
        FieldErrors: what is wrong, beside each field.

    """
    refuse(_missing(values))
    with workspace.writing("meeting.changed") as unit:
        meeting = meeting_of(unit, meeting_id)
        same_version(meeting, version)
        before = _values(unit, meeting)
        _must_fit(unit, meeting, values)
        rows = _rows(unit, meeting, scope)
        refuse(error for row in rows for error in _filled(row, _changed(row, before, values)))
        for row in rows:
            _put_people(unit, row, values)
        unit.flush()
        try:
            _put_time(unit, meeting, before, values, scope)
        except RuleError as error:
            raise _beside(error) from error
        _put_rule(unit, meeting, before, values)
        extend_series(unit, meeting)
        return Outcome(meeting.id, Area.INTERACTIONS)


# Reading


def _form(
    session: Session, as_of: datetime, values: MeetingValues, meeting: Interaction | None = None
) -> MeetingForm:
    profile = read_profile(session)
    today = profile.today(as_of)
    account = None if values.account_id is None else session.get(Account, values.account_id)
    series = None if meeting is None else series_of(session, meeting)
    return MeetingForm(
        id=None if meeting is None else meeting.id,
        version=0 if meeting is None else meeting.version,
        account="" if account is None else account.name,
        status=InteractionStatus.PLANNED if meeting is None else meeting.status,
        values=values,
        people=() if account is None else people_of(session, account.id, today, values.stakeholder_ids),
        colleagues=_colleagues(session, today, values.colleague_ids),
        accounts=tuple(
            Choosable(row.id, row.name)
            for row in session.execute(select(Account.id, Account.name).order_by(Account.name_key))
        ),
        workspace_zone=profile.zone.key,
        in_series=series is not None,
    )


def people_at(workspace: Workspace, account_id: UUID, as_of: datetime) -> tuple[Choosable, ...]:
    """Who can be asked to a meeting at an account."""
    with workspace.reading() as session:
        return people_of(session, account_id, read_profile(session).today(as_of), ())


def people_of(session: Session, account_id: UUID, day: date, also: Iterable[UUID]) -> tuple[Choosable, ...]:
    """The people of an account who are there on a day, and those named, by name."""
    wanted = set(also)
    rows = session.execute(
        select(Stakeholder, Person)
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(Stakeholder.account_id == account_id)
    )
    found = [
        Choosable(place.id, _called(place, person), place.job_title or "")
        for place, person in rows
        if is_there(place, day) or place.id in wanted
    ]
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _called(place: Stakeholder, person: Person | None) -> str:
    name = "" if person is None else NameParts.of(person.family_name, person.given_name, "").listed
    return name or place.placeholder or place.job_title or ""


def _colleagues(session: Session, day: date, also: Iterable[UUID]) -> tuple[Choosable, ...]:
    wanted = set(also)
    rows = session.scalars(select(Colleague).order_by(Colleague.is_me.desc(), Colleague.name))
    return tuple(
        Choosable(each.id, each.name, each.job_title or "")
        for each in rows
        if each.left_on is None or each.left_on >= day or each.id in wanted
    )


def _values(session: Session, meeting: Interaction) -> MeetingValues:
    people = list(
        session.scalars(
            select(Participant)
            .where(Participant.interaction_id == meeting.id)
            .order_by(Participant.position, Participant.id)
        )
    )
    series = series_of(session, meeting)
    own_zone = None if meeting.zone == read_profile(session).zone.key else meeting.zone
    return MeetingValues(
        account_id=meeting.account_id,
        kind=meeting.kind,
        minutes=meeting.minutes,
        travel_minutes=meeting.travel_minutes,
        **{name: getattr(meeting, name) for name in _TEXTS},
        day=meeting.starts_local.date(),
        starts=meeting.starts_local.time(),
        zone=own_zone,
        stakeholder_ids=tuple(each.stakeholder_id for each in people if each.stakeholder_id),
        colleague_ids=tuple(each.colleague_id for each in people if each.colleague_id),
        guests=tuple(each.guest for each in people if each.guest),
        repeats=None if series is None else series.rule.frequency,
        repeats_until=None if series is None else series.rule.until,
    )


# Writing


def _missing(values: MeetingValues) -> list[FieldError]:
    named = ("account_id", "subject", "day", "starts")
    return [FieldError(name, "field.required") for name in named if not getattr(values, name)]


def _plan(values: MeetingValues) -> MeetingPlan:
    assert values.account_id is not None  # noqa: S101 - refused before
    assert values.day is not None  # noqa: S101
    assert values.starts is not None  # noqa: S101
    return MeetingPlan(
        values.account_id,
        datetime.combine(values.day, values.starts),
        values.subject or "",
        values.kind,
        zone=values.zone,
        minutes=values.minutes,
        place=values.place,
        purpose=values.purpose,
        best_outcome=values.best_outcome,
        minimum_outcome=values.minimum_outcome,
        client_purpose=values.client_purpose,
        stakeholder_ids=values.stakeholder_ids,
        colleague_ids=values.colleague_ids,
        guests=values.guests,
        logistics=values.logistics,
        travel_minutes=values.travel_minutes,
        repeats=None if values.repeats is None else rule_of(values.repeats, values.day, values.repeats_until),
    )


def _filled(row: Interaction, values: Mapping[str, Any] | MeetingValues) -> list[FieldError]:
    if isinstance(values, MeetingValues):
        values = {each.name: getattr(values, each.name) for each in _FIELDS}
    return fill(row, _FIELDS, values, currency="")


def _changed(row: Interaction, before: MeetingValues, values: MeetingValues) -> dict[str, Any]:
    """Only what the user changed reaches the others of a series: each may have words of its own."""
    named = [each.name for each in _FIELDS]
    return {
        name: getattr(values, name)
        for name in named
        if getattr(values, name) != getattr(before, name) or getattr(row, name) == getattr(before, name)
    }


def _rows(unit: UnitOfWork, meeting: Interaction, scope: Scope) -> list[Interaction]:
    series = None if scope is Scope.THIS else series_of(unit, meeting)
    if series is None:
        return [meeting]
    part = reached(unit, series, meeting, scope)
    return [meeting, *(row for row in part.ahead(unit.now) if row.id != meeting.id)]


def _must_fit(unit: UnitOfWork, meeting: Interaction, values: MeetingValues) -> None:
    for stakeholder_id in values.stakeholder_ids:
        place = unit.get(Stakeholder, stakeholder_id)
        if place is None:
            refuse([FieldError("stakeholder_ids", "stakeholder.gone")])
        elif place.account_id != meeting.account_id and not _takes_part(unit, meeting, place.id):
            refuse([FieldError("stakeholder_ids", "meeting.not_their_person")])
    if any(unit.get(Colleague, each) is None for each in values.colleague_ids):
        refuse([FieldError("colleague_ids", "colleague.gone")])


def _takes_part(unit: UnitOfWork, meeting: Interaction, stakeholder_id: UUID) -> bool:
    found = select(Participant.id).where(
        Participant.interaction_id == meeting.id, Participant.stakeholder_id == stakeholder_id
    )
    return unit.scalars(found).first() is not None


def _put_people(unit: UnitOfWork, row: Interaction, values: MeetingValues) -> None:
    """Who stays keeps their task; the order is that of the form."""
    there = {
        (each.stakeholder_id, each.colleague_id, each.guest): each
        for each in unit.scalars(select(Participant).where(Participant.interaction_id == row.id))
    }
    wanted = [
        *((each, None, None) for each in dict.fromkeys(values.stakeholder_ids)),
        *((None, None, each) for each in dict.fromkeys(values.guests)),
        *((None, each, None) for each in dict.fromkeys(values.colleague_ids)),
    ]
    unit.remove(Participant, [each.id for key, each in there.items() if key not in wanted])
    for position, key in enumerate(wanted):
        known = there.get(key)
        if known is None:
            place, colleague, guest = key
            unit.add(
                Participant(
                    interaction_id=row.id,
                    stakeholder_id=place,
                    colleague_id=colleague,
                    guest=guest,
                    position=position,
                )
            )
        elif known.position != position:
            known.position = position


def _put_time(
    unit: UnitOfWork, meeting: Interaction, before: MeetingValues, values: MeetingValues, scope: Scope
) -> None:
    assert values.day is not None  # noqa: S101 - refused before
    assert values.starts is not None  # noqa: S101
    zone = values.zone or read_profile(unit).zone.key
    if not is_zone(zone):
        raise RuleError("meeting.unknown_zone", zone=zone)
    local = datetime.combine(values.day, values.starts)
    if (values.day, values.starts, values.zone) == (before.day, before.starts, before.zone):
        return
    if meeting.status is InteractionStatus.DONE:
        _must_lie_behind(unit, local, zone, meeting)
    series = None if scope is Scope.THIS else series_of(unit, meeting)
    if series is None:
        meeting.schedule(local, zone)
        return
    if zone != meeting.zone:
        for row in series.ahead(unit.now):
            row.zone = zone
    move_series(unit, series, meeting, local)


def _must_lie_behind(unit: UnitOfWork, local: datetime, zone: str, meeting: Interaction) -> None:
    trial = Interaction(subject=meeting.subject)
    trial.schedule(local, zone)
    trial.finish(meeting.outcome, now=unit.now)


def _put_rule(unit: UnitOfWork, meeting: Interaction, before: MeetingValues, values: MeetingValues) -> None:
    """From this meeting on it repeats as the form says."""
    if (values.repeats, values.repeats_until) == (before.repeats, before.repeats_until):
        return
    series = series_of(unit, meeting)
    begins = meeting.starts_local.date()
    if values.repeats is None:
        if series is not None:
            end_series(unit, series, meeting)
        return
    if values.repeats is not Frequency.OTHER:
        rule = rule_of(values.repeats, begins, values.repeats_until)
    elif series is not None:
        rule = series.rule.ending(values.repeats_until)
    else:
        return
    if series is None:
        begin_series(unit, meeting, rule)
    else:
        reschedule(unit, split_at(unit, series, meeting), meeting, meeting.starts_local, rule)


def _beside(error: UserError) -> UserError:
    name = _ON_FIELD.get(error.code)
    return error if name is None else FieldErrors([FieldError.of(name, error)])


VALUE_NAMES: Final = tuple(each.name for each in fields(MeetingValues))
