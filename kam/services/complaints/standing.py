"""The clocks of all open complaints: read once a day, moved on since then.

Today and the board show the same clocks at every tick, so what is read is remembered until a record changes
that a clock follows from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import ClockReading, advanced, urgency
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import ComplaintStage
from kam.models import Calendar, CalendarException, ClockPause, Complaint, Reclassification, StageChange
from kam.models.complaint import ENDED_STAGES
from kam.services.complaint_courses import CLOCKED, ClockedComplaint, clocks_of
from kam.services.complaints.terms import terms_of
from kam.services.lists.hindsight import stages_then, were_open
from kam.services.profile import Profile, read_profile
from kam.services.remembering import Part, remembered
from kam.services.working_calendar import NORMS_SETTING, norms_from, read_calendar
from kam.store.workspace import Workspace

CLOCK_SOURCES: Final = (Calendar, CalendarException, ClockPause, Complaint, Reclassification, StageChange)
"""The records that the clocks follow from; the norms in force are a setting."""
SHOWN: Final[tuple[Any, ...]] = (
    Complaint.id, Complaint.account_id, Complaint.number, Complaint.summary, Complaint.kind,
    Complaint.severity, Complaint.channel, Complaint.stage, Complaint.received_at, Complaint.amount_minor,
    Complaint.currency, Complaint.owner_id, Complaint.raised_by_id, Complaint.product_line_id,
    Complaint.department, Complaint.satisfaction,
)  # fmt: skip
"""What a card shows of a complaint."""
READ: Final[tuple[Any, ...]] = (*SHOWN, *(each for each in CLOCKED if each not in set(SHOWN)))
_NOW: Final = timedelta(minutes=1)
"""A question asked so long ago is still about now: it may have waited for its turn."""
_STANDING: Final = Part("complaints.standing", CLOCK_SOURCES)


@dataclass(frozen=True, slots=True)
class OpenComplaint:
    """An open complaint with the clocks that still run, and the calendar they run in."""

    complaint: Row[Any]
    """The columns of ``READ``."""
    stage: ComplaintStage
    clocks: tuple[ClockReading, ...]
    calendar: WorkCalendar
    risk_percent: int

    def pressing(self, since: datetime, at: datetime) -> ClockReading | None:
        """The worst of what was read at ``since``, moved on to a moment; None when all have stopped."""
        now = (advanced(each, since, at, self.calendar) for each in self.clocks)
        return min(now, key=urgency, default=None)


@dataclass(frozen=True, slots=True)
class Standing:
    """The open complaints as they stood when they were read."""

    at: datetime
    complaints: tuple[OpenComplaint, ...]

    def pressing(self, as_of: datetime) -> dict[UUID, ClockReading]:
        """The pressing clock of every complaint that has one, at a later moment."""
        found = ((each.complaint.id, each.pressing(self.at, as_of)) for each in self.complaints)
        return {one: clock for one, clock in found if clock is not None}


def read_standing(workspace: Workspace, session: Session, as_of: datetime) -> Standing:
    """The open complaints; read within the day of a moment, and not later than it.

    Nothing can have happened since the reading that the journal does not tell. Of the past that is not so:
    what was then is read anew.
    """
    profile = read_profile(session)
    norms = json.dumps(profile.settings.get(NORMS_SETTING), sort_keys=True)
    key = (as_of.date(), str(profile.zone), norms)

    def read() -> Standing:
        return _read(session, profile, as_of)

    if workspace.clock.now() - as_of > _NOW:
        return read()
    known = remembered(workspace, session, _STANDING, key, read)
    return known if known.at <= as_of else read()


def _read(session: Session, profile: Profile, as_of: datetime) -> Standing:
    stages = stages_then(session, as_of)
    rows = session.execute(select(*READ).where(*were_open(as_of))).all()
    found = [(row, stage) for row in rows if (stage := stages.get(row.id, row.stage)) not in ENDED_STAGES]
    complaints = [row for row, _ in found]
    norms, calendar = norms_from(profile.settings), calendar_of_all(session, profile, complaints, as_of)
    clocks = clocks_of(session, complaints, norms, calendar, as_of)
    opened = []
    for each, stage in found:
        terms = terms_of(each, norms, calendar, as_of)
        running = tuple(clock for clock in clocks[each.id].shown if clock.is_open)
        opened.append(OpenComplaint(each, stage, running, terms.calendar, terms.norms.at_risk_percent))
    return Standing(as_of, tuple(opened))


def calendar_of_all(
    session: Session, profile: Profile, complaints: Sequence[ClockedComplaint], as_of: datetime
) -> WorkCalendar:
    """The working calendar in force, over all the years that some complaints have lived through."""
    first = min((each.received_at.year for each in complaints), default=as_of.year)
    return read_calendar(session, profile.zone, range(first, as_of.year + 2))
