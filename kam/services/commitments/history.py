"""What became of one promise: made, moved, reminded of, its date passed, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import select

from kam.core.vocabulary import CommitmentStatus, InteractionKind
from kam.models import Commitment, CommitmentReminder, CommitmentShift
from kam.services.commitments.facts import of_ids, read_rows
from kam.services.commitments.records import commitment_of
from kam.services.commitments.rows import PromiseRow
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


class Event(Enum):
    """What happened to a promise."""

    MADE = "made"
    MOVED = "moved"
    REMINDED = "reminded"
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


@dataclass(frozen=True, slots=True)
class PromiseStory:
    """A promise with its history, the earliest first, and what was written about it."""

    row: PromiseRow
    lines: tuple[HistoryLine, ...]
    proof: str | None
    notes: str | None


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
        lines += _passed(one, row, list(shifts))
        if one.closed_on is not None:
            lines.append(HistoryLine(one.closed_on, _CLOSED[one.status], agreed=row.in_time, words=one.proof))
        lines.sort(key=lambda line: line.on)
        return PromiseStory(row, tuple(lines), one.proof, one.notes)


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
