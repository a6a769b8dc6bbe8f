"""From stored complaints to the courses that the clocks are read from."""

from __future__ import annotations

import json
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
from kam.models import ClockPause, Complaint, StageChange
from kam.services.working_calendar import NORMS_SETTING, norms_from


def courses(session: Session, complaints: Sequence[Complaint]) -> dict[UUID, ComplaintCourse]:
    """The course of each complaint, read in two queries."""
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
    return {
        complaint.id: ComplaintCourse(
            received_at=complaint.received_at,
            classified=(Classified(complaint.received_at, complaint.channel, complaint.severity),),
            stages=tuple(stages[complaint.id]),
            answered_at=complaint.answer_sent_at,
            pauses=tuple(pauses[complaint.id]),
        )
        for complaint in complaints
    }


def norms_of(complaint: Complaint, norms: ComplaintNorms) -> ComplaintNorms:
    """The norms kept with a complaint, else those in force."""
    return norms if complaint.norms is None else norms_from({NORMS_SETTING: json.loads(complaint.norms)})


def clocks_of(
    session: Session,
    complaints: Sequence[Complaint],
    norms: ComplaintNorms,
    calendar: WorkCalendar,
    at: datetime,
) -> dict[UUID, ComplaintClocks]:
    """How the clocks of each complaint stand at a moment."""
    found = courses(session, complaints)
    return {
        each.id: read_clocks(found[each.id], norms_of(each, norms), calendar, at)
        for each in complaints
        if each.received_at <= at
    }
