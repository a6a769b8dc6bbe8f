"""The records and moments that a change of a complaint starts from, or the error that they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Attitude, RatingKind
from kam.core.zones import moment_of
from kam.models import Colleague, Complaint, Rating, StageChange, Stakeholder
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork


def complaint_of(session: Session, complaint_id: UUID) -> Complaint:
    """A complaint; NotFoundError ``complaint.gone``."""
    found = session.get(Complaint, complaint_id)
    if found is None:
        raise NotFoundError("complaint.gone")
    return found


def open_complaint_of(session: Session, complaint_id: UUID) -> Complaint:
    """A complaint that has not ended; RuleError ``domain.complaint_ended``."""
    found = complaint_of(session, complaint_id)
    if not found.is_open():
        raise RuleError("domain.complaint_ended", number=found.number)
    return found


def moment_in(unit: UnitOfWork, at: datetime | None, field: str) -> datetime:
    """A moment that was typed, in UTC; None is now. One without a zone is the workspace's wall clock.

    Raises FieldErrors: ``domain.time_skipped``, ``field.in_future``.
    """
    if at is None:
        return unit.now
    moment: datetime | None
    if at.tzinfo is None:
        zone = read_profile(unit).zone.key
        moment = moment_of(at, zone)
        if moment is None:
            refuse([FieldError(field, "domain.time_skipped", {"time": at, "zone": zone})])
            raise AssertionError
    else:
        moment = at.astimezone(UTC)
    if moment > unit.now:
        refuse([FieldError(field, "field.in_future")])
    return moment


def reached(session: Session, complaint: Complaint) -> list[StageChange]:
    """The stages a complaint has reached, oldest first."""
    query = select(StageChange).where(StageChange.complaint_id == complaint.id)
    return list(session.scalars(query.order_by(StageChange.at, StageChange.id)))


def faults_of_moment(complaint: Complaint, stages: list[StageChange], at: datetime) -> Iterator[FieldError]:
    """A stage is reached after receipt, and not before the one that was reached last."""
    if at < complaint.received_at:
        yield FieldError("at", "complaint.before_receipt")
    elif stages and at < stages[-1].at:
        yield FieldError("at", "complaint.before_last_stage")


def colleague_or_me(session: Session, colleague_id: UUID | None, field: str) -> UUID | None:
    """One of us; nobody named is me. Raises FieldErrors: ``colleague.gone``."""
    if colleague_id is None:
        return read_profile(session).me
    if session.get(Colleague, colleague_id) is None:
        refuse([FieldError(field, "colleague.gone")])
    return colleague_id


def attitude_of(session: Session, place_id: UUID | None, at: datetime, zone: ZoneInfo) -> Attitude | None:
    """How somebody stood to us by a moment, by their last rating."""
    if place_id is None:
        return None
    query = (
        select(Rating.value)
        .where(
            Rating.stakeholder_id == place_id,
            Rating.kind == RatingKind.ATTITUDE,
            Rating.on <= at.astimezone(zone).date(),
        )
        .order_by(Rating.on.desc(), Rating.id.desc())
    )
    value = session.scalars(query).first()
    return None if value is None else Attitude.of(value)


def person_faults(session: Session, complaint: Complaint) -> Iterator[FieldError]:
    """Whoever raised a complaint works at its client."""
    if complaint.raised_by_id is None:
        return
    place = session.get(Stakeholder, complaint.raised_by_id)
    if place is None:
        yield FieldError("raised_by_id", "stakeholder.gone")
    elif place.account_id != complaint.account_id:
        yield FieldError("raised_by_id", "meeting.not_their_person")
