"""The form of a meeting: how what was typed is planned, or changes what stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kam.analysis.recurrence import Frequency, rule_of
from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError, UserError
from kam.core.field_errors import FieldError, FieldErrors, refuse
from kam.core.vocabulary import InteractionStatus
from kam.core.zones import is_zone
from kam.models import Colleague, Interaction, Participant, Stakeholder
from kam.services.calendar.deeds import move_series, reached
from kam.services.calendar.form_reading import (
    TEXTS,
    MeetingValues,
    values_of,
)
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
from kam.services.people.finding import same_version
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = tuple(FormField(name) for name in (*TEXTS, "kind", "minutes", "travel_minutes"))
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
        before = values_of(unit, meeting)
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
