"""Going from stage to stage: what each asks for (domain.md §8)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import ComplaintStage, Direction, InteractionKind
from kam.models import ClockPause, Complaint
from kam.models.complaint import ENDED_STAGES
from kam.services.complaints.contacts import Contact, put_contact
from kam.services.complaints.drafts import StageMove
from kam.services.complaints.editing import put_class
from kam.services.complaints.fields import put
from kam.services.complaints.records import (
    colleague_or_me,
    complaint_of,
    faults_of_moment,
    moment_in,
    reached,
)
from kam.services.complaints.rows import NextStage, StageNeed
from kam.services.forms import FormField, fill
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

LIFE: Final = (
    ComplaintStage.RECEIVED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
)
"""The stages as a complaint usually goes through them."""
_WORK: Final = LIFE[1:]
_SETTLED: Final = frozenset({ComplaintStage.DECIDED, *ENDED_STAGES})

_ASKED: Final[dict[ComplaintStage, tuple[tuple[str, bool], ...]]] = {
    ComplaintStage.ACKNOWLEDGED: (("note", False),),
    ComplaintStage.ASSESSED: (
        ("owner_id", True), ("severity", True), ("kind", True), ("department", False), ("note", False),
    ),
    ComplaintStage.INVESTIGATING: (
        ("owner_id", True), ("department", True), ("containment", False), ("note", False),
    ),
    ComplaintStage.RESPONSE_OFFERED: (("answer", True), ("client_status", False)),
    ComplaintStage.DECIDED: (
        ("note", True), ("answer", True), ("root_cause", False), ("client_status", False),
    ),
    ComplaintStage.CLOSED: (("summary", True), ("sent_on", True), ("satisfaction", True)),
    ComplaintStage.REJECTED: (("rejection_reason", True),),
    ComplaintStage.REOPENED: (("note", True),),
}  # fmt: skip
"""What each stage asks for, and whether it must be there. Of closing: what ``Closing`` asks for."""
_KEPT: Final = ("owner_id", "kind", "department", "containment", "root_cause", "escape_cause",
                "client_status", "rejection_reason")  # fmt: skip
_AGAIN: Final = ("summary_sent_on", "closing_reason", "satisfaction", "attitude_after")


STEPS: Final = {
    ComplaintStage.RECEIVED: "complaint.moved",
    ComplaintStage.ACKNOWLEDGED: "complaint.acknowledged",
    ComplaintStage.ASSESSED: "complaint.assessed",
    ComplaintStage.INVESTIGATING: "complaint.investigated",
    ComplaintStage.RESPONSE_OFFERED: "complaint.response_offered",
    ComplaintStage.DECIDED: "complaint.decided",
    ComplaintStage.CLOSED: "complaint.closed",
    ComplaintStage.REJECTED: "complaint.rejected",
    ComplaintStage.REOPENED: "complaint.reopened",
}
"""What a move is called in the journal."""


def reachable(stage: ComplaintStage) -> tuple[ComplaintStage, ...]:
    """Where one can go from a stage: on, also over some, and back while nothing was decided.

    A decision that was told is not taken back in silence: the complaint is closed or reopened. What has
    ended can only be reopened.
    """
    if stage in ENDED_STAGES:
        return (ComplaintStage.REOPENED,)
    if stage is ComplaintStage.DECIDED:
        return (ComplaintStage.CLOSED, ComplaintStage.REOPENED)
    return (*(each for each in _WORK if each is not stage), ComplaintStage.REJECTED)


def usual_next(stage: ComplaintStage) -> ComplaintStage | None:
    """The next stage of its life; a reopened one is assessed anew, what has ended has none."""
    if stage is ComplaintStage.REOPENED:
        return ComplaintStage.ASSESSED
    if stage in ENDED_STAGES:
        return None
    return LIFE[LIFE.index(stage) + 1]


def next_stages(workspace: Workspace, complaint_id: UUID) -> tuple[NextStage, ...]:
    """The stages it can go to now and what each asks for, in the order of a complaint's life.

    Raises:
        NotFoundError: ``complaint.gone``.

    """
    with workspace.reading() as session:
        return stages_ahead(complaint_of(session, complaint_id))


def stages_ahead(complaint: Complaint) -> tuple[NextStage, ...]:
    """The same, of a record."""
    usual = usual_next(complaint.stage)
    return tuple(
        NextStage(stage, needs_of(complaint, stage), stage is usual) for stage in reachable(complaint.stage)
    )


def needs_of(complaint: Complaint, stage: ComplaintStage) -> tuple[StageNeed, ...]:
    """What a stage asks for, with what is known already. A note is always written anew."""
    known: dict[str, Any] = {name: getattr(complaint, name) for name in (*_KEPT, "severity")}
    known["answer"] = complaint.answer_sent_at
    return tuple(StageNeed(name, required, known.get(name)) for name, required in _ASKED[stage])


def move_to_stage(workspace: Workspace, complaint_id: UUID, move: StageMove) -> Outcome[None]:
    """Go to another stage as one step, with what the stage asks for.

    Closing has a form of its own: ``closing.close_with_client``.

    Raises:
        FieldErrors: by the names of the move's fields; ``field.required`` where the stage needs one.
        RuleError: ``domain.complaint_ended``, ``domain.complaint_open``, ``complaint.no_such_move``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing(STEPS[move.stage]) as unit, unit.no_autoflush:
        return Outcome(None, move_within(unit, complaint_id, move))


def move_within(unit: UnitOfWork, complaint_id: UUID, move: StageMove) -> Area:
    """``move_to_stage`` within a step."""
    complaint = complaint_of(unit, complaint_id)
    if move.stage is ComplaintStage.CLOSED:
        raise RuleError("complaint.closing_has_a_form", number=complaint.number)
    must_be_reachable(complaint, move.stage)
    at = moment_in(unit, move.at, "at")
    by = colleague_or_me(unit, move.by_id, "by_id")
    faults = list(faults_of_moment(complaint, reached(unit, complaint), at))
    given = {name: getattr(move, name) for name in _KEPT if getattr(move, name) is not None}
    faults += put(unit, complaint, given)
    faults += _missing(complaint, move)
    refuse(faults)
    put_class(unit, complaint, severity=move.severity)
    changed = Area.COMPLAINTS
    if _text(move.answer):
        _put_answer(unit, complaint, move, at)
        changed |= Area.INTERACTIONS
    change = complaint.move_to(move.stage, at=at, by_id=by)
    note = move.note if move.stage is not ComplaintStage.REJECTED else move.note or move.rejection_reason
    refuse(fill(change, (FormField("note"),), {"note": _text(note) or None}, currency=""))
    unit.add(change)
    if move.stage is ComplaintStage.REOPENED:
        for name in _AGAIN:
            setattr(complaint, name, None)
    if move.stage in _SETTLED:
        end_pauses(unit, complaint, at)
    return changed


def must_be_reachable(complaint: Complaint, stage: ComplaintStage) -> None:
    """Raises RuleError for a move that is none."""
    if stage in reachable(complaint.stage):
        return
    if not complaint.is_open():
        raise RuleError("domain.complaint_ended", number=complaint.number)
    if stage is ComplaintStage.REOPENED:
        raise RuleError("domain.complaint_open", number=complaint.number)
    raise RuleError("complaint.no_such_move", number=complaint.number, stage=stage)


def _missing(complaint: Complaint, move: StageMove) -> list[FieldError]:
    """What the stage asks for and is neither known nor given."""
    given = {"note": move.note, "answer": move.answer, "severity": move.severity}
    return [
        FieldError(need.field, "field.required")
        for need in needs_of(complaint, move.stage)
        if not need.is_met and not _text(given.get(need.field))
    ]


def _text(value: object) -> str:
    return str(value).strip() if value is not None else ""


def _put_answer(unit: UnitOfWork, complaint: Complaint, move: StageMove, at: datetime) -> None:
    people = (complaint.raised_by_id,) if complaint.raised_by_id is not None else ()
    contact = Contact(
        kind=InteractionKind.EMAIL,
        direction=Direction.OUTGOING,
        subject=f"{complaint.number}: {complaint.summary}"[:500],
        text=_text(move.answer),
        at=at,
        people=people,
    )
    put_contact(unit, complaint, contact)
    if complaint.answer_sent_at is None:
        complaint.answer_sent_at = at


def end_pauses(unit: UnitOfWork, complaint: Complaint, at: datetime) -> None:
    """What is decided waits for nobody: a pause that was not ended by hand ends there."""
    for each in open_pauses(unit, complaint):
        each.until = max(each.since, at)


def open_pauses(session: Session, complaint: Complaint) -> list[ClockPause]:
    """The pauses that nobody has ended."""
    query = select(ClockPause).where(ClockPause.complaint_id == complaint.id, ClockPause.until.is_(None))
    return list(session.scalars(query))


def reject(
    workspace: Workspace, complaint_id: UUID, reason: str, *, at: datetime | None = None
) -> Outcome[None]:
    """Reject a complaint with its reason: all clocks stop. Raises as ``move_to_stage``."""
    return move_to_stage(
        workspace, complaint_id, StageMove(ComplaintStage.REJECTED, at=at, rejection_reason=reason)
    )


def reopen(
    workspace: Workspace, complaint_id: UUID, reason: str, *, at: datetime | None = None
) -> Outcome[None]:
    """Open a complaint again: a new resolution clock starts. Raises as ``move_to_stage``."""
    return move_to_stage(workspace, complaint_id, StageMove(ComplaintStage.REOPENED, at=at, note=reason))
