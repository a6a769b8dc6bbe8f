"""Promises of both sides as a brief shows them (domain.md §5). Internal tasks are no promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, true

from kam.analysis.promises import Promise, Shift, kept_rate
from kam.core.vocabulary import CommitmentStatus, Side
from kam.models import Commitment, CommitmentShift
from kam.reports.content import CommitmentLine, KeptRate
from kam.services.briefs.people import People
from kam.services.briefs.scene import Scene

_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The promises to and by the client that are open or were closed within a year, as of the data."""

    promises: tuple[Promise, ...]
    records: dict[UUID, Commitment]
    shifts: tuple[CommitmentShift, ...]

    def open(self, side: Side) -> list[Promise]:
        """Those of a side that were not closed."""
        return [
            promise
            for promise in self.promises
            if promise.side is side and promise.status is CommitmentStatus.OPEN
        ]


def collect_promises(scene: Scene) -> Ledger:
    """What was promised by the moment of the data, with the due dates that were then in force."""
    since = min(scene.day, scene.known_on) - _YEAR
    known = scene.records(
        Commitment,
        Commitment.promised_to_client == true(),
        Commitment.made_on <= scene.known_on,
        or_(Commitment.closed_on.is_(None), Commitment.closed_on > since),
    )
    records = {one.id: one for one in known if one.promised_to_client and one.made_on <= scene.known_on}
    moved = list(
        scene.session.scalars(
            select(CommitmentShift)
            .join(Commitment, Commitment.id == CommitmentShift.commitment_id)
            .where(
                Commitment.account_id == scene.account.id,
                or_(Commitment.closed_on.is_(None), Commitment.closed_on > since),
            )
            .order_by(CommitmentShift.on, CommitmentShift.id)
        )
    )
    shifts: dict[UUID, list[CommitmentShift]] = {}
    for shift in moved:
        shifts.setdefault(shift.commitment_id, []).append(shift)
    promises = (_promise(scene, one, shifts.get(one.id, [])) for one in records.values())
    return Ledger(tuple(promises), records, tuple(moved))


def _promise(scene: Scene, one: Commitment, shifts: Sequence[CommitmentShift]) -> Promise:
    """A promise as it stood: closed later is open yet, moved later has the date it had before."""
    done = [shift for shift in shifts if shift.on <= scene.known_on]
    later = [shift for shift in shifts if shift.on > scene.known_on]
    closed = one.closed_on if one.closed_on and one.closed_on <= scene.known_on else None
    return Promise(
        id=one.id,
        side=one.side,
        status=one.status if closed else CommitmentStatus.OPEN,
        due_on=later[0].from_due_on if later else one.due_on,
        first_due_on=one.first_due_on,
        closed_on=closed,
        due_at=None if later else due_moment(scene, one),
        shifts=tuple(Shift(shift.to_due_on, shift.agreed) for shift in done),
    )


def due_moment(scene: Scene, one: Commitment) -> datetime | None:
    """The moment by which an hour was promised, in its own zone or the workspace's."""
    zone = ZoneInfo(one.zone) if one.zone else scene.profile.zone
    return None if one.due_at is None else one.due_at.replace(tzinfo=zone)


def commitment_lines(scene: Scene, ledger: Ledger, side: Side, people: People) -> tuple[CommitmentLine, ...]:
    """The open promises of a side: late first and longest first, then by due date, undated last."""
    lines = [_line(scene, promise, ledger.records[promise.id], people) for promise in ledger.open(side)]
    return tuple(
        sorted(lines, key=lambda line: (-line.days_late, line.due_on or date.max, str(line.due_at or "")))
    )


def _line(scene: Scene, promise: Promise, record: Commitment, people: People) -> CommitmentLine:
    due_on = promise.due_on
    return CommitmentLine(
        text=record.text,
        owner=owner_label(scene, record, people),
        due_on=due_on,
        due_at=promise.due_at.astimezone(scene.zone) if promise.due_at else None,
        days_late=max((scene.day - due_on).days, 0) if due_on else 0,
        due_today=due_on == scene.day,
    )


def owner_label(scene: Scene, record: Commitment, people: People) -> str:
    """Who answers for it, by family name."""
    if record.owner_colleague_id is not None:
        return scene.colleague_label(record.owner_colleague_id)
    return people.label_of(record.owner_stakeholder_id)


def side_kept_rate(scene: Scene, ledger: Ledger, side: Side) -> KeptRate:
    """Kept in time over 12 months of those that came due, counted to the start of the meeting."""
    rate = kept_rate(ledger.promises, side, scene.starts_at)
    return KeptRate(rate.kept, rate.counted)
