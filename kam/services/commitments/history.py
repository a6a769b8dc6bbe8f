"""What became of one promise: made, moved, handed over, reminded of, its date passed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import CommitmentStatus, InteractionKind
from kam.models import Change, Commitment, CommitmentReminder, CommitmentShift, Stakeholder, Step
from kam.services.commitments.facts import of_ids, read_rows
from kam.services.commitments.records import commitment_of
from kam.services.commitments.rows import PromiseRow
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.profile import read_profile
from kam.store.journal import Liveness, unpack_change
from kam.store.workspace import Workspace


class Event(Enum):
    """What happened to a promise."""

    MADE = "made"
    MOVED = "moved"
    REMINDED = "reminded"
    HANDED = "handed"
    PASSED = "passed"
    KEPT = "kept"
    BROKEN = "broken"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """Something that happened on a day. ``to`` is the date it was promised for or moved to.

    ``agreed`` says of a shift whether the other side said yes, and of keeping whether it was in time.
    """

    on: date
    event: Event
    to: date | None = None
    was: date | None = None
    agreed: bool = False
    channel: InteractionKind | None = None
    words: str | None = None
    owner: str = ""
    """Who answers since then; empty for nobody."""


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """A promise with its history, the earliest first, and what was written about it."""

    row: PromiseRow
    lines: tuple[HistoryLine, ...]
    proof: str | None
    notes: str | None


_OWNERS = ("owner_colleague_id", "owner_stakeholder_id")
_CLOSED = {
    CommitmentStatus.KEPT: Event.KEPT,
    CommitmentStatus.BROKEN: Event.BROKEN,
    CommitmentStatus.CANCELLED: Event.CANCELLED,
}


def promise_story(workspace: Workspace, commitment_id: UUID, *, as_of: datetime) -> PromiseStory:
    """A promise and its history; raises NotFoundError ``commitment.gone``."""
    with workspace.reading() as session:
        one = commitment_of(session, commitment_id)
        profile = read_profile(session)
        at = as_of.astimezone(profile.zone)
        row = next(row for which in of_ids([one.id]) for row in read_rows(session, which, at, profile.zone))
        shift, reminder = CommitmentShift, CommitmentReminder
        shifts = session.scalars(
            select(shift).where(shift.commitment_id == one.id).order_by(shift.on, shift.id)
        ).all()
        reminders = session.scalars(select(reminder).where(reminder.commitment_id == one.id)).all()
        first = shifts[0].from_due_on if shifts else one.due_on
        lines = [HistoryLine(one.made_on, Event.MADE, to=first)]
        lines += [
            HistoryLine(
                each.on, Event.MOVED, each.to_due_on, each.from_due_on, each.agreed, words=each.reason
            )
            for each in shifts
        ]
        lines += [HistoryLine(each.on, Event.REMINDED, channel=each.channel) for each in reminders]
        lines += _handed(session, one, profile.zone)
        lines += _passed(one, row, list(shifts))
        if one.closed_on is not None:
            lines.append(HistoryLine(one.closed_on, _CLOSED[one.status], agreed=row.in_time, words=one.proof))
        lines.sort(key=lambda line: line.on)
        return PromiseStory(row, tuple(lines), one.proof, one.notes)


def _handed(session: Session, one: Commitment, zone: ZoneInfo) -> list[HistoryLine]:
    """When somebody else was to answer for it, as the steps tell that still hold."""
    query = (
        select(Step.at, Change.step_seq, Change.table_name, Change.record_id, Change.kind, Change.image)
        .join(Step, Step.seq == Change.step_seq)
        .where(Change.record_id == one.id, Change.table_name == Commitment.__tablename__)
        .order_by(Change.step_seq)
    )
    liveness = Liveness(session.connection())
    found: list[tuple[date, bytes | None]] = []
    for at, seq, table, record, kind, image in session.execute(query):
        if liveness.root_of(seq) != seq or not liveness.holds(seq):
            continue
        change = unpack_change(seq, table, record.bytes, kind, image)
        owners = [name for name in _OWNERS if name in change.after and name in change.before]
        if owners:
            after = next((change.after[name] for name in owners if change.after[name] is not None), None)
            found.append((at.astimezone(zone).date(), after))
    ids = [UUID(bytes=owner) for _, owner in found if owner is not None]
    names = colleague_names(session) | stakeholder_names(session, Stakeholder.id.in_(ids)) if ids else {}
    return [
        HistoryLine(on, Event.HANDED, owner="" if owner is None else names.get(UUID(bytes=owner), ""))
        for on, owner in found
    ]


def _passed(one: Commitment, row: PromiseRow, shifts: list[CommitmentShift]) -> list[HistoryLine]:
    """The days on which a date went by before it was moved, or before it was closed."""
    found = [
        HistoryLine(each.from_due_on, Event.PASSED)
        for each in shifts
        if each.from_due_on is not None and each.from_due_on < each.on
    ]
    ended = one.closed_on is not None and one.due_on is not None and one.due_on < one.closed_on
    if one.due_on is not None and (row.is_late or ended):
        found.append(HistoryLine(one.due_on, Event.PASSED))
    return found
