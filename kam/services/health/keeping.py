"""Keeping health at the ends of months, so that other settings change no past (domain.md §9).

A month that ended is judged as of its last day and kept for good. Until a client has been in the file over
the end of a month, its past still comes in, sales after people after contracts; so nothing of it is kept
unless that is asked for, and its trend is reckoned whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.periods import Month, months_before
from kam.models.types import stored_id, stored_moment
from kam.services.health.book import month_ends, read_measures
from kam.services.health.facts import read_facts
from kam.services.health.judging import AHEAD, Judge
from kam.services.health.snapshots import Row, kept_months, snapshot_of, write_snapshots
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

Ends: TypeAlias = tuple[date, ...]
"""Last days of months, the oldest first."""

_ARRIVED: Final = """
SELECT a.id, (SELECT s.at FROM change AS c JOIN step AS s ON s.seq = c.step_seq
              WHERE c.record_id = a.id ORDER BY c.step_seq LIMIT 1)
FROM account AS a
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """The ends of months that are to be kept, by account, as of a moment."""

    workspace: Workspace
    as_of: datetime
    accounts: Sequence[tuple[UUID, Ends]]

    def judged(self, first: int, count: int) -> list[Row]:
        """The snapshots of ``count`` accounts from the ``first`` on, each read by itself.

        Who works meanwhile, or closes, waits for these few alone.
        """
        part = dict(self.accounts[first : first + count])
        if not part:
            return []
        with self.workspace.reading() as session:
            return _judged(session, self.as_of, part, list(part))


def keep_snapshots(workspace: Workspace, *, as_of: datetime) -> int:
    """Keep what is not kept yet of the last twelve whole months, of everybody; how many that were.

    Of a file that is open for reading only nothing is kept.
    """
    pending = pending_snapshots(workspace, as_of=as_of, newcomers=True)
    if pending is None:
        return 0
    with workspace.reading() as session:
        rows = _judged(session, as_of, dict(pending.accounts), [None])
    return write_snapshots(workspace, rows)


def pending_snapshots(workspace: Workspace, *, as_of: datetime, newcomers: bool = False) -> Pending | None:
    """What is to be kept at a moment; None where there is nothing.

    ``newcomers``: also of clients who came into the file within the month that is running.
    """
    if workspace.read_only:
        return None
    with workspace.reading() as session:
        profile = read_profile(session)
        missing = _missing(session, profile, month_ends(profile.today(as_of)), newcomers=newcomers)
    return Pending(workspace, as_of, tuple(missing.items())) if missing else None


def _judged(
    session: Session, as_of: datetime, missing: Mapping[UUID, Ends], accounts: Iterable[UUID | None]
) -> list[Row]:
    """What is missing, from the facts of one account after the other, or of everybody at once for None."""
    profile = read_profile(session)
    since = months_before(min(ends[0] for ends in missing.values()), AHEAD)
    measures = read_measures(session, profile, as_of, since)
    rows: list[Row] = []
    for each in accounts:
        for account, facts in read_facts(session, profile, as_of=as_of, since=since, account_id=each).items():
            judge = Judge(facts, measures)
            rows += [snapshot_of(account, day, judge.on(day)) for day in missing.get(account, ())]
    return rows


def _missing(
    session: Session, profile: Profile, ends: Sequence[date], *, newcomers: bool
) -> dict[UUID, Ends]:
    """The ends of months that are not kept, by account."""
    kept = kept_months(session, Month.of(ends[0]))
    begun = (Month.of(ends[-1]) + 1).first_day
    found: dict[UUID, Ends] = {}
    for id_, at in session.connection().exec_driver_sql(_ARRIVED):
        account = stored_id(id_)
        is_new = at is not None and stored_moment(at).astimezone(profile.zone).date() >= begun
        days = tuple(day for day in ends if (account, Month.of(day)) not in kept)
        if days and (newcomers or not is_new):
            found[account] = days
    return found
