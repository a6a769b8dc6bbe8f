"""Records as they stood at a moment, from the dated facts they carry.

What has no date of its own (texts, owners, segments set by hand, plans) is shown as it is recorded now; the
brief goes further and asks the journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from kam.core.vocabulary import CommitmentStatus, ComplaintStage, InteractionKind, InteractionStatus
from kam.models import Commitment, CommitmentShift, Complaint, Interaction, StageChange
from kam.models.complaint import ENDED_STAGES

GATHERINGS = (
    InteractionKind.MEETING,
    InteractionKind.CALL,
    InteractionKind.SITE_VISIT,
    InteractionKind.EVENT,
    InteractionKind.BUSINESS_REVIEW,
)


@dataclass(frozen=True, slots=True)
class PromiseThen:
    """How a promise stood on a day."""

    status: CommitmentStatus
    due_on: date | None
    closed_on: date | None

    def is_late(self, day: date) -> bool:
        """Due on the day is not yet late; one without a date never is."""
        return self.status is CommitmentStatus.OPEN and self.due_on is not None and self.due_on < day


def promises_then(
    session: Session, promises: Iterable[Commitment], day: date, account_id: UUID | None = None
) -> dict[UUID, PromiseThen]:
    """Those that were made by a day: closed later is still open, moved later has the date it had before."""
    moved = select(CommitmentShift.commitment_id, CommitmentShift.from_due_on).where(CommitmentShift.on > day)
    if account_id is not None:
        ours = Commitment.account_id == account_id
        moved = moved.join(Commitment, Commitment.id == CommitmentShift.commitment_id).where(ours)
    latest_first = moved.order_by(CommitmentShift.on.desc(), CommitmentShift.id.desc())
    due_before = {row.commitment_id: row.from_due_on for row in session.execute(latest_first)}
    found: dict[UUID, PromiseThen] = {}
    for each in promises:
        if each.made_on > day:
            continue
        closed = each.closed_on if each.closed_on is not None and each.closed_on <= day else None
        status = CommitmentStatus.OPEN if closed is None else each.status
        found[each.id] = PromiseThen(status, due_before.get(each.id, each.due_on), closed)
    return found


def stages_then(
    session: Session, as_of: datetime, account_id: UUID | None = None
) -> dict[UUID, ComplaintStage]:
    """The stage that a complaint had reached by a moment, for those alone that have moved since.

    All others stand where their record says. One without an earlier change had only been received.
    """
    moved = _moved_since(as_of, account_id)
    found = dict.fromkeys(session.scalars(moved), ComplaintStage.RECEIVED)
    reached = (
        select(StageChange.complaint_id, StageChange.stage)
        .where(StageChange.complaint_id.in_(moved), StageChange.at <= as_of)
        .order_by(StageChange.at, StageChange.id)
    )
    if found:
        found |= {row.complaint_id: row.stage for row in session.execute(reached)}
    return found


def _moved_since(as_of: datetime, account_id: UUID | None) -> Select[UUID]:
    query = select(StageChange.complaint_id).where(StageChange.at > as_of)
    if account_id is None:
        return query
    of_account = Complaint.account_id == account_id
    return query.join(Complaint, Complaint.id == StageChange.complaint_id).where(of_account)


def open_complaints(
    session: Session, as_of: datetime, account_id: UUID | None = None
) -> list[tuple[Complaint, ComplaintStage]]:
    """Those received by a moment and not ended by then, with their stage then; latest first."""
    stages = stages_then(session, as_of, account_id)
    query = select(Complaint).where(*were_open(as_of, account_id))
    rows = session.scalars(query.order_by(Complaint.received_at.desc(), Complaint.id))
    standing = ((each, stages.get(each.id, each.stage)) for each in rows)
    return [(each, stage) for each, stage in standing if stage not in ENDED_STAGES]


def were_open(as_of: datetime, account_id: UUID | None = None) -> tuple[ColumnElement[bool], ...]:
    """Conditions on complaints that may have been open at a moment: their stage then says whether they were.

    The few open ones among many are found in the index of stages, without passing by all records.
    """
    if account_id is not None:
        moved = Complaint.id.in_(_moved_since(as_of, account_id))
        still = or_(Complaint.stage.not_in(ENDED_STAGES), moved)
        return (Complaint.account_id == account_id, Complaint.received_at <= as_of, still)
    row: ColumnElement[int] = literal_column("complaint.rowid", Integer)
    inside: ColumnElement[int] = literal_column("rowid", Integer)
    table = Complaint.__table__
    open_now = select(inside).select_from(table).where(table.c.stage.not_in(ENDED_STAGES))
    moved_since = select(inside).select_from(table).where(table.c.id.in_(_moved_since(as_of, None)))
    return (row.in_(union_all(open_now, moved_since)), Complaint.received_at <= as_of)


def status_then(status: InteractionStatus, starts_at: datetime, as_of: datetime) -> InteractionStatus:
    """What lay ahead was planned, whatever came of it.

    When something was called off is not recorded with it, so that it was stays known at any moment.
    """
    ahead = starts_at > as_of and status is not InteractionStatus.CANCELLED
    return InteractionStatus.PLANNED if ahead else status


def lay_ahead(as_of: datetime, since: datetime) -> ColumnElement[bool]:
    """Interactions that were planned at a moment; those planned still count from ``since`` on.

    Of what has happened meanwhile meetings, calls, visits, events and reviews count: a letter is not planned.
    """
    happened = (InteractionStatus.DONE, InteractionStatus.MISSED)
    return or_(
        and_(Interaction.status == InteractionStatus.PLANNED, Interaction.starts_at >= since),
        and_(
            Interaction.status.in_(happened),
            Interaction.starts_at > as_of,
            Interaction.kind.in_(GATHERINGS),
        ),
    )
