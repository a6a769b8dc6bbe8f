"""From stored complaints to the courses that the clocks are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import (
    Classified,
    ComplaintClocks,
    ComplaintCourse,
    StageReached,
    next_due,
    read_clocks,
)
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.running_clock import Pause
from kam.analysis.working_time import WorkCalendar
from kam.models import ClockPause, Complaint, Reclassification, StageChange
from kam.services.complaints.terms import Terms, terms_of
from kam.services.lists.shared import among

CLOCKED: Final = (
    Complaint.id,
    Complaint.channel,
    Complaint.severity,
    Complaint.received_at,
    Complaint.answer_sent_at,
    Complaint.norms,
    Complaint.calendar,
)
"""What the clocks need of a complaint."""


ClockedComplaint: TypeAlias = Complaint | Row[Any]
"""A record, or a row with these columns."""


def courses(session: Session, complaints: Sequence[ClockedComplaint]) -> dict[UUID, ComplaintCourse]:
    """The course of each complaint, read in three queries."""
    ids = [complaint.id for complaint in complaints]
    stages: dict[UUID, list[StageReached]] = defaultdict(list)
    pauses: dict[UUID, list[Pause]] = defaultdict(list)
    reached = (
        select(StageChange.complaint_id, StageChange.stage, StageChange.at)
        .where(*among(StageChange.complaint_id, ids))
        .order_by(StageChange.at, StageChange.id)
    )
    for owner, stage, at in session.execute(reached):
        stages[owner].append(StageReached(stage, at))
    paused = select(ClockPause.complaint_id, ClockPause.since, ClockPause.until)
    for owner, since, until in session.execute(paused.where(*among(ClockPause.complaint_id, ids))):
        pauses[owner].append(Pause(since, until))
    corrected: dict[UUID, list[Any]] = defaultdict(list)
    corrections = (
        select(
            Reclassification.complaint_id,
            Reclassification.at,
            Reclassification.from_channel,
            Reclassification.from_severity,
            Reclassification.channel,
            Reclassification.severity,
        )
        .where(*among(Reclassification.complaint_id, ids))
        .order_by(Reclassification.at, Reclassification.id)
    )
    for correction in session.execute(corrections):
        corrected[correction.complaint_id].append(correction)
    return {
        complaint.id: ComplaintCourse(
            received_at=complaint.received_at,
            classified=classified_by(complaint, corrected[complaint.id]),
            stages=tuple(stages[complaint.id]),
            answered_at=complaint.answer_sent_at,
            pauses=tuple(pauses[complaint.id]),
        )
        for complaint in complaints
    }


def classified_by(
    complaint: ClockedComplaint,
    corrections: Sequence[Any],
    as_of: datetime | None = None,
) -> tuple[Classified, ...]:
    """What it was taken for from receipt on, and from each correction on, as far as known at a moment.

    ``corrections`` are all there are, oldest first, as records or rows: the first one tells as what the
    complaint came in.
    """
    first = corrections[0] if corrections else None
    channel = first.from_channel if first else complaint.channel
    severity = first.from_severity if first else complaint.severity
    known = (each for each in corrections if as_of is None or each.at <= as_of)
    return (
        Classified(complaint.received_at, channel, severity),
        *(Classified(each.at, each.channel, each.severity) for each in known),
    )


def clocks_of(
    session: Session,
    complaints: Sequence[ClockedComplaint],
    norms: ComplaintNorms,
    calendar: WorkCalendar,
    at: datetime,
) -> dict[UUID, ComplaintClocks]:
    """How the clocks of each complaint stand at a moment; ``norms`` and ``calendar`` are those in force."""
    there = [each for each in complaints if each.received_at <= at]
    found = courses(session, there)
    return {each.id: clocks_by(found[each.id], terms_of(each, norms, calendar, at), at) for each in there}


def clocks_by(course: ComplaintCourse, terms: Terms, at: datetime) -> ComplaintClocks:
    """How the clocks of a course stand by the terms that its complaint keeps."""
    return read_clocks(course, terms.norms, terms.calendar, at, terms.former)


def due_by(course: ComplaintCourse, terms: Terms, at: datetime) -> datetime | None:
    """When the first open clock of a course passes its norm by the terms that its complaint keeps."""
    return next_due(course, terms.norms, terms.calendar, at, terms.former)
