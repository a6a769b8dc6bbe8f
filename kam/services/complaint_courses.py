"""From stored complaints to the courses that the clocks are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import (
    Classified,
    ComplaintClocks,
    ComplaintCourse,
    StageReached,
    read_clocks,
)
from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.running_clock import Pause
from kam.analysis.working_time import WorkCalendar
from kam.models import ClockPause, Complaint, Reclassification, StageChange
from kam.services.complaints.terms import Terms, terms_of


def courses(session: Session, complaints: Sequence[Complaint]) -> dict[UUID, ComplaintCourse]:
    """The course of each complaint, read in three queries."""
    ids = [complaint.id for complaint in complaints]
    stages: dict[UUID, list[StageReached]] = defaultdict(list)
    pauses: dict[UUID, list[Pause]] = defaultdict(list)
    reached = (
        select(StageChange).where(StageChange.complaint_id.in_(ids)).order_by(StageChange.at, StageChange.id)
    )
    for change in session.scalars(reached):
        stages[change.complaint_id].append(StageReached(change.stage, change.at))
    for pause in session.scalars(select(ClockPause).where(ClockPause.complaint_id.in_(ids))):
        pauses[pause.complaint_id].append(Pause(pause.since, pause.until))
    corrected: dict[UUID, list[Reclassification]] = defaultdict(list)
    corrections = (
        select(Reclassification)
        .where(Reclassification.complaint_id.in_(ids))
        .order_by(Reclassification.at, Reclassification.id)
    )
    for correction in session.scalars(corrections):
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
    complaint: Complaint, corrections: Sequence[Reclassification], as_of: datetime | None = None
) -> tuple[Classified, ...]:
    """What it was taken for from receipt on, and from each correction on, as far as known at a moment.

    ``corrections`` are all there are, oldest first: the first one tells as what the complaint came in.
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
    complaints: Sequence[Complaint],
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
