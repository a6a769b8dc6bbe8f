"""Open complaints of a brief with their clocks (domain.md §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, load_only

from kam.analysis.complaint_clocks import (
    Classified,
    ClockReading,
    ComplaintClocks,
    ComplaintCourse,
    Pause,
    StageReached,
)
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import ClockState, ComplaintStage, Severity
from kam.models import ClockPause, Complaint, Reclassification, StageChange
from kam.models.complaint import ENDED_STAGES
from kam.reports.content import ComplaintClock, ComplaintLine
from kam.services.briefs.people import People
from kam.services.briefs.scene import Scene
from kam.services.complaint_courses import classified_by, clocks_by
from kam.services.complaints.terms import terms_of
from kam.services.working_calendar import read_calendar

FactT = TypeVar("FactT", StageChange, ClockPause, Reclassification)

_ORDER: Final = (
    ClockState.BREACHED,
    ClockState.AT_RISK,
    ClockState.ON_TRACK,
    ClockState.PAUSED,
    ClockState.MET,
)
_NEEDED: Final = (
    Complaint.account_id,
    Complaint.number,
    Complaint.raised_by_id,
    Complaint.channel,
    Complaint.received_at,
    Complaint.kind,
    Complaint.severity,
    Complaint.stage,
    Complaint.summary,
    Complaint.amount_minor,
    Complaint.currency,
    Complaint.agreed_line,
    Complaint.client_status,
    Complaint.norms,
    Complaint.calendar,
    Complaint.answer_sent_at,
)


@dataclass(frozen=True)
class ComplaintFile:
    """A complaint and what happened to it up to the moment of the data."""

    complaint: Complaint
    changes: tuple[StageChange, ...]
    pauses: tuple[ClockPause, ...]
    classified: tuple[Classified, ...]

    @property
    def severity(self) -> Severity:
        """How grave it was held to be."""
        return self.classified[-1].severity

    @property
    def stage(self) -> ComplaintStage:
        """How far it had come: the last dated change, or what the record says where none was dated."""
        return self.changes[-1].stage if self.changes else self.complaint.stage

    @property
    def is_open(self) -> bool:
        """Neither closed nor rejected by then."""
        return self.stage not in ENDED_STAGES


@dataclass(frozen=True)
class Complaints:
    """All complaints of the account, oldest first, and the clocks of any of them."""

    scene: Scene
    files: tuple[ComplaintFile, ...]
    _read: dict[UUID, ComplaintClocks] = field(default_factory=dict, repr=False)

    @property
    def open(self) -> tuple[ComplaintFile, ...]:
        """Those that are not ended."""
        return tuple(file for file in self.files if file.is_open)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working calendar over the lives of all these complaints and a year ahead."""
        first = min((file.complaint.received_at.year for file in self.files), default=self.scene.day.year)
        years = range(first, self.scene.day.year + 2)
        return read_calendar(self.scene.session, self.scene.profile.zone, years)

    def clocks(self, file: ComplaintFile) -> ComplaintClocks:
        """The clocks of a complaint at the start of the meeting, by what is known as of the data."""
        read = self._read.get(file.complaint.id)
        if read is None:
            read = self._read[file.complaint.id] = self._clocks(file)
        return read

    def _clocks(self, file: ComplaintFile) -> ComplaintClocks:
        complaint, scene = file.complaint, self.scene
        answered = complaint.answer_sent_at
        course = ComplaintCourse(
            received_at=complaint.received_at,
            classified=file.classified,
            stages=tuple(StageReached(change.stage, change.at) for change in file.changes),
            answered_at=answered if answered and answered <= scene.as_of else None,
            pauses=tuple(
                Pause(pause.since, pause.until if pause.until and pause.until <= scene.as_of else None)
                for pause in file.pauses
            ),
        )
        at = max(scene.starts_at, complaint.received_at)
        return clocks_by(course, terms_of(complaint, scene.settings.norms, self.calendar, at), at)


def collect_complaints(scene: Scene) -> Complaints:
    """All complaints received by the moment of the data."""
    found = scene.session.scalars(
        select(Complaint)
        .where(Complaint.account_id == scene.account.id, Complaint.received_at <= scene.as_of)
        .options(load_only(*_NEEDED))
        .order_by(Complaint.received_at, Complaint.id)
    )
    complaints = scene.history.as_of(Complaint, found)
    keys = [complaint.id for complaint in complaints]
    changes = _facts(scene, StageChange, StageChange.at, keys)
    pauses = _facts(scene, ClockPause, ClockPause.since, keys)
    corrections = _facts(scene, Reclassification, Reclassification.at, keys)

    def known(moment: datetime) -> bool:
        return moment <= scene.as_of

    return Complaints(
        scene,
        tuple(
            ComplaintFile(
                complaint=one,
                changes=tuple(change for change in changes.get(one.id, ()) if known(change.at)),
                pauses=tuple(pause for pause in pauses.get(one.id, ()) if known(pause.since)),
                classified=classified_by(one, corrections.get(one.id, ()), scene.as_of),
            )
            for one in complaints
        ),
    )


def _facts(
    scene: Scene, entity: type[FactT], moment: InstrumentedAttribute[datetime], complaints: Sequence[UUID]
) -> dict[UUID, list[FactT]]:
    """The dated facts of complaints, oldest first."""
    owner = entity.complaint_id
    rows = scene.session.scalars(select(entity).where(owner.in_(complaints)).order_by(moment, entity.id))
    found: dict[UUID, list[FactT]] = {}
    for row in rows:
        found.setdefault(row.complaint_id, []).append(row)
    return found


def complaint_lines(scene: Scene, complaints: Complaints, people: People) -> tuple[ComplaintLine, ...]:
    """The open complaints: breached, at risk, on track, paused, met; then oldest first."""
    lines = [_line(scene, complaints, file, people) for file in complaints.open]
    order = {id(line): number for number, line in enumerate(lines)}
    return tuple(
        sorted(lines, key=lambda line: (_ORDER.index(line.clock.state) if line.clock else 0, order[id(line)]))
    )


def _line(scene: Scene, complaints: Complaints, file: ComplaintFile, people: People) -> ComplaintLine:
    complaint = file.complaint
    received_on = scene.local_date(complaint.received_at)
    return ComplaintLine(
        number=complaint.number,
        summary=complaint.summary,
        kind=complaint.kind,
        severity=file.severity,
        raised_by=people.label_of(complaint.raised_by_id),
        day_no=max((scene.day - received_on).days, 0) + 1,
        amount=scene.exchange.known(complaint.amount_minor, complaint.currency, received_on),
        stage=file.stage,
        agreed_line=complaint.agreed_line or "",
        clock=_clock(scene, complaints.clocks(file), file.pauses),
    )


def shown_clock(clocks: ComplaintClocks) -> ClockReading:
    """The one clock to show: the most pressing, or the last one once all have stopped."""
    return clocks.pressing or clocks.resolution


def _clock(scene: Scene, clocks: ComplaintClocks, pauses: Sequence[ClockPause]) -> ComplaintClock:
    reading = shown_clock(clocks)
    paused = reading.state is ClockState.PAUSED and pauses
    left = -reading.over_by if reading.state is ClockState.BREACHED else reading.remaining
    return ComplaintClock(
        kind=reading.kind,
        state=reading.state,
        used_share=float(reading.used_share),
        left=left if reading.is_open else None,
        due_at=reading.due_at.astimezone(scene.zone) if reading.due_at else None,
        pause_reason=pauses[-1].reason if paused else "",
        paused_since=reading.paused_since.astimezone(scene.zone).date() if reading.paused_since else None,
    )
