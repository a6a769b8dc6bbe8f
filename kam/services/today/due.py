"""What is due within the hour: for whoever is told of it without asking.

Of the clients that I lead and of those that nobody does; what is put off is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.core.vocabulary import CommitmentStatus
from kam.models import Account, Commitment, Interaction
from kam.models.types import to_micros
from kam.services.profile import Profile, read_profile
from kam.services.today.clocks import ClockReader
from kam.services.today.meetings import PLANNED
from kam.services.today.putting_off import MEETING, PROMISE, Quiet
from kam.services.today.rows import ClockGroup
from kam.store.workspace import Workspace

HOUR: Final = timedelta(hours=1)
_LONGEST_WAY: Final = timedelta(days=1)


class DueKind(Enum):
    """What is due."""

    LEAVE = "leave"
    """It is time to leave for a meeting."""
    MEETING = "meeting"
    """A meeting without a way begins."""
    PROMISE = "promise"
    CLOCK = "clock"
    """The clock of a complaint runs out."""


@dataclass(frozen=True, slots=True)
class DueThing:
    """One thing, at a local moment; ``begins`` is when the meeting does that one has to leave for."""

    kind: DueKind
    id: UUID
    account_id: UUID
    account: str
    text: str
    at: datetime
    begins: datetime | None = None


def read_due(workspace: Workspace, *, as_of: datetime, within: timedelta = HOUR) -> tuple[DueThing, ...]:
    """What is due from a moment on until ``within`` later, the nearest first."""
    with workspace.reading() as session:
        profile = read_profile(session)
        mine = select(Account.id, Account.name).where(
            or_(Account.owner_id.is_(None), Account.owner_id == profile.me)
        )
        names = {row.id: row.name for row in session.execute(mine)}
        quiet = Quiet(session, as_of)
        reader = _Reader(session, profile, as_of, as_of + within, names)
        clocks = ClockReader(workspace, session, as_of, names, quiet)
        found = [
            *(each for each in reader.meetings() if not quiet.hides(MEETING, each.id)),
            *(each for each in reader.promises() if not quiet.hides(PROMISE, each.id)),
            *reader.clocks(clocks),
        ]
    return tuple(sorted(found, key=lambda each: (each.at, each.id)))


class _Reader:
    def __init__(
        self, session: Session, profile: Profile, since: datetime, until: datetime, names: dict[UUID, str]
    ) -> None:
        self._session = session
        self._zone = profile.zone
        self._since, self._until = since, until
        self._names = names

    def meetings(self) -> Iterator[DueThing]:
        """When to leave, where the way is known; else when it begins."""
        rows = self._session.connection().exec_driver_sql(
            PLANNED, (to_micros(self._since), to_micros(self._until + _LONGEST_WAY))
        )
        ids = [UUID(bytes=row[0]) for row in rows]
        for meeting in self._session.scalars(select(Interaction).where(Interaction.id.in_(ids))):
            leaves = meeting.leave_at if meeting.travel_minutes else None
            at = leaves or meeting.starts_at
            if meeting.account_id in self._names and self._since < at <= self._until:
                kind = DueKind.LEAVE if leaves else DueKind.MEETING
                begins = self._local(meeting.starts_at)
                yield DueThing(
                    kind,
                    meeting.id,
                    *self._whose(meeting.account_id),
                    meeting.subject,
                    self._local(at),
                    begins,
                )

    def promises(self) -> Iterator[DueThing]:
        """Those that an hour was promised for."""
        days: set[date] = {each.astimezone(self._zone).date() for each in (self._since, self._until)}
        first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=1)
        rows = self._session.scalars(
            select(Commitment).where(
                Commitment.status == CommitmentStatus.OPEN,
                Commitment.due_at.is_not(None),
                Commitment.due_on >= first,
                Commitment.due_on <= last,
            )
        )
        for promise in rows:
            if promise.due_at is None or promise.account_id not in self._names:
                continue
            zone = ZoneInfo(promise.zone) if promise.zone else self._zone
            at = promise.due_at.replace(tzinfo=zone).astimezone(UTC)
            if self._since < at <= self._until:
                whose = self._whose(promise.account_id)
                yield DueThing(DueKind.PROMISE, promise.id, *whose, promise.text, self._local(at))

    def clocks(self, reader: ClockReader) -> Iterator[DueThing]:
        """Pressing clocks that run out."""
        for group, items in reader.groups():
            if group not in {ClockGroup.AT_RISK, ClockGroup.ON_TRACK}:
                continue
            for item in items:
                at = None if item.due is None else item.due.replace(tzinfo=self._zone).astimezone(UTC)
                if at is not None and self._since < at <= self._until:
                    whose = self._whose(item.account_id)
                    yield DueThing(DueKind.CLOCK, item.id, *whose, item.number, self._local(at))

    def _whose(self, account: UUID) -> tuple[UUID, str]:
        return account, self._names[account]

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone).replace(tzinfo=None)
