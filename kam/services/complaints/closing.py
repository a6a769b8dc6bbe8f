"""Closing with the client (domain.md §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import UserError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Attitude, ComplaintStage, Direction, RatingKind
from kam.core.words import words_for
from kam.models import Complaint, Interaction, Rating
from kam.models.columns import LINE
from kam.services.complaints.contacts import Contact, put_contact
from kam.services.complaints.drafts import Closing, FollowUp
from kam.services.complaints.fields import put
from kam.services.complaints.records import (
    attitude_of,
    colleague_or_me,
    complaint_of,
    faults_of_moment,
    moment_in,
    reached,
)
from kam.services.complaints.stages import end_pauses, must_be_reachable
from kam.services.complaints.texts import client_language, summary_text
from kam.services.forms import FormField, fill
from kam.services.meetings import MeetingPlan, add_meeting
from kam.services.profile import read_profile
from kam.services.working_calendar import read_calendar
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

FOLLOW_UP_DAYS: Final = 14
"""So long after closing one asks whether the cure holds."""
_FOLLOW_UP_AT: Final = time(10)
_FIELDS: Final = (
    FormField("satisfaction"),
    FormField("closing_reason"),
    FormField("attitude_before"),
    FormField("attitude_after"),
    FormField("summary_sent_on"),
)
_BESIDE: Final = {"closing_reason": "reason", "summary_sent_on": "sent_on"}
_LONGEST_REST: Final = 31
"""So many days without work are looked over, not more: a calendar may know no working day at all."""


def closing_draft(workspace: Workspace, complaint_id: UUID, *, as_of: datetime) -> Closing:
    """A closing to begin from: the summary in the client's language, the attitude before, a follow-up.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    _, text = summary_text(workspace, complaint_id)
    with workspace.reading() as session:
        complaint = complaint_of(session, complaint_id)
        zone = read_profile(session).zone
        today = as_of.astimezone(zone).date()
        day = _working_day(session, zone, today + timedelta(days=FOLLOW_UP_DAYS))
        before = complaint.attitude_before
        if before is None:
            before = attitude_of(session, complaint.raised_by_id, complaint.received_at, zone)
        return Closing(
            summary=text,
            sent_on=today,
            attitude_before=before,
            evidence=_evidence(session, complaint),
            follow_up=FollowUp(
                datetime.combine(day, _FOLLOW_UP_AT),
                subject=_follow_up_subject(session, complaint),
                with_id=complaint.raised_by_id,
            ),
        )


def _working_day(session: Session, zone: ZoneInfo, day: date) -> date:
    """The first working day from a date on, by the calendar of the settings."""
    calendar = read_calendar(session, zone, {day.year, day.year + 1})
    days = (day + timedelta(days=number) for number in range(_LONGEST_REST))
    return next((each for each in days if calendar.hours_on(each)), day)


def _evidence(session: Session, complaint: Complaint) -> str:
    words = words_for(client_language(session, complaint))
    return words.say_in(
        "complaint",
        "Closed complaint {number}: {summary}",
        number=complaint.number,
        summary=complaint.summary,
    )[:LINE]


def _follow_up_subject(session: Session, complaint: Complaint) -> str:
    words = words_for(client_language(session, complaint))
    return words.say_in(
        "complaint", "Is everything all right after complaint {number}?", number=complaint.number
    )


def close_with_client(workspace: Workspace, complaint_id: UUID, closing: Closing) -> Outcome[None]:
    """Close a complaint as one step: the stage, the summary as a letter, the rating, the planned touch.

    Raises:
        FieldErrors: by the names of the closing's fields, ``follow_up.at``; ``reason`` is asked for where the
            client's word or the summary is missing, ``evidence`` where an attitude is written.
        RuleError: ``domain.complaint_ended``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.closed") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        must_be_reachable(complaint, ComplaintStage.CLOSED)
        at = moment_in(unit, closing.at, "at")
        by = colleague_or_me(unit, closing.by_id, "by_id")
        faults = [
            *faults_of_moment(complaint, reached(unit, complaint), at),
            *_faults(unit, complaint, closing),
        ]
        faults += _filled(complaint, closing)
        faults += put(unit, complaint, {})
        refuse(faults)
        change = complaint.move_to(ComplaintStage.CLOSED, at=at, by_id=by)
        refuse(fill(change, (FormField("note"),), {"note": closing.reason}, currency=""))
        unit.add(change)
        end_pauses(unit, complaint, at)
        changed = Area.COMPLAINTS
        letter = _put_summary(unit, complaint, closing, at)
        if closing.attitude_after is not None:
            _rate(unit, complaint, closing, at, letter)
            changed |= Area.PEOPLE
        if closing.follow_up is not None:
            _plan(unit, complaint, closing.follow_up)
        if letter is not None or closing.follow_up is not None:
            changed |= Area.INTERACTIONS
        return Outcome(None, changed)


def _faults(unit: UnitOfWork, complaint: Complaint, closing: Closing) -> Iterator[FieldError]:
    reason = closing.reason.strip()
    if closing.satisfaction is None and not reason:
        yield FieldError("reason", "complaint.closed_without_word")
    if not closing.summary.strip() and not reason:
        yield FieldError("summary", "complaint.closed_without_summary")
    if closing.summary.strip() and closing.sent_on is None:
        yield FieldError("sent_on", "field.required")
    if closing.sent_on is not None and closing.sent_on > read_profile(unit).today(unit.now):
        yield FieldError("sent_on", "field.in_future")
    if closing.attitude_after is not None:
        if complaint.raised_by_id is None:
            yield FieldError("attitude_after", "complaint.nobody_to_rate")
        if not closing.evidence.strip():
            yield FieldError("evidence", "people.without_evidence")


def _filled(complaint: Complaint, closing: Closing) -> list[FieldError]:
    values = {
        "satisfaction": closing.satisfaction,
        "closing_reason": closing.reason,
        "attitude_before": closing.attitude_before,
        "attitude_after": closing.attitude_after,
        "summary_sent_on": closing.sent_on if closing.summary.strip() else None,
    }
    faults = fill(complaint, _FIELDS, values, currency="")
    return [replace(each, field=_BESIDE.get(each.field, each.field)) for each in faults]


def _put_summary(
    unit: UnitOfWork, complaint: Complaint, closing: Closing, at: datetime
) -> Interaction | None:
    """The summary as a letter of ours, on the day it was sent."""
    if not closing.summary.strip() or closing.sent_on is None:
        return None
    zone = read_profile(unit).zone
    sent = at
    if closing.sent_on != at.astimezone(zone).date():
        hour = at.astimezone(zone).time()
        sent = min(datetime.combine(closing.sent_on, hour, zone).astimezone(at.tzinfo), unit.now)
    people = (complaint.raised_by_id,) if complaint.raised_by_id is not None else ()
    contact = Contact(
        kind=closing.kind,
        direction=Direction.OUTGOING,
        subject=f"{complaint.number}: {complaint.summary}"[:LINE],
        text=closing.summary.strip(),
        at=sent,
        people=people,
    )
    try:
        return put_contact(unit, complaint, contact)
    except UserError as error:
        refuse([FieldError.of("summary", error)])
        raise AssertionError from error


def _rate(
    unit: UnitOfWork, complaint: Complaint, closing: Closing, at: datetime, letter: Interaction | None
) -> None:
    """What whoever complained thinks of us now, and how they stood then where that was not known."""
    zone = read_profile(unit).zone
    received = complaint.received_at
    before = closing.attitude_before
    found: list[Rating] = []
    if before is not None and attitude_of(unit, complaint.raised_by_id, received, zone) != before:
        found.append(_rating(complaint, before, received.astimezone(zone).date()))
    if closing.attitude_after is not None:
        found.append(_rating(complaint, closing.attitude_after, at.astimezone(zone).date()))
        found[-1].interaction_id = letter.id if letter is not None else None
    for each in found:
        refuse(fill(each, (FormField("evidence"),), {"evidence": closing.evidence}, currency=""))
        unit.add(each)


def _rating(complaint: Complaint, attitude: Attitude, on: date) -> Rating:
    return Rating(stakeholder_id=complaint.raised_by_id, kind=RatingKind.ATTITUDE, value=int(attitude), on=on)


def _plan(unit: UnitOfWork, complaint: Complaint, follow_up: FollowUp) -> None:
    """A planned contact, linked to the complaint."""
    subject = follow_up.subject.strip() or _follow_up_subject(unit, complaint)
    if follow_up.at.tzinfo is None and follow_up.at <= unit.now.astimezone(read_profile(unit).zone).replace(
        tzinfo=None
    ):
        refuse([FieldError("follow_up.at", "complaint.follow_up_in_past")])
    people = (follow_up.with_id,) if follow_up.with_id is not None else ()
    try:
        plan = MeetingPlan(
            account_id=complaint.account_id,
            starts_local=follow_up.at.replace(tzinfo=None),
            subject=subject,
            kind=follow_up.kind,
            minutes=30,
            stakeholder_ids=people,
        )
        add_meeting(unit, plan).complaint_id = complaint.id
    except UserError as error:
        refuse([FieldError.of("follow_up.at", error)])
