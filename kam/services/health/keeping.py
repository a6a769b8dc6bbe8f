"""Keeping health at the ends of months, so that other settings change no past (domain.md §9).

A month that ended is judged as of its last day and kept for good. Until a client has been in the file over
the end of a month, its past still comes in, sales after people after contracts; so nothing of it is kept
unless that is asked for, and its trend is reckoned whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.periods import Month, months_before
from kam.models.types import stored_id, stored_moment
from kam.services.health.account_facts import AccountFacts
from kam.services.health.book import month_ends, read_measures
from kam.services.health.facts import read_facts
from kam.services.health.judging import AHEAD, Judge, Measures
from kam.services.health.snapshots import Row, kept_months, snapshot_of, write_snapshots
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

_ARRIVED: Final = """
SELECT a.id, (SELECT s.at FROM change AS c JOIN step AS s ON s.seq = c.step_seq
              WHERE c.record_id = a.id ORDER BY c.step_seq LIMIT 1)
FROM account AS a
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """The ends of months that are to be kept of some accounts, and all that they are judged by."""

    accounts: Sequence[tuple[AccountFacts, tuple[date, ...]]]
    measures: Measures

    def judged(self, first: int, count: int) -> list[Row]:
        """The snapshots of ``count`` accounts from the ``first`` on. It reads nothing any more."""
        return [row for facts, ends in self.accounts[first : first + count] for row in self._of(facts, ends)]

    def _of(self, facts: AccountFacts, ends: Sequence[date]) -> Iterator[Row]:
        judge = Judge(facts, self.measures)
        for day in ends:
            yield snapshot_of(facts.account_id, day, judge.on(day))


def keep_snapshots(workspace: Workspace, *, as_of: datetime) -> int:
    """Keep what is not kept yet of the last twelve whole months, of everybody; how many that were.

    Of a file that is open for reading only nothing is kept.
    """
    pending = pending_snapshots(workspace, as_of=as_of, newcomers=True)
    return 0 if pending is None else write_snapshots(workspace, pending.judged(0, len(pending.accounts)))


def pending_snapshots(workspace: Workspace, *, as_of: datetime, newcomers: bool = False) -> Pending | None:
    """What is to be kept at a moment; None where there is nothing, which takes no reading of facts.

    ``newcomers``: also of clients who came into the file within the month that is running.
    """
    if workspace.read_only:
        return None
    with workspace.reading() as session:
        profile = read_profile(session)
        ends = month_ends(profile.today(as_of))
        missing = _missing(session, profile, ends, newcomers=newcomers)
        if not missing:
            return None
        since = months_before(min(days[0] for days in missing.values()), AHEAD)
        facts = read_facts(session, profile, as_of=as_of, since=since)
        accounts = [(facts[each], days) for each, days in missing.items() if each in facts]
        return Pending(accounts, read_measures(session, profile, as_of, since))


def _missing(
    session: Session, profile: Profile, ends: Sequence[date], *, newcomers: bool
) -> dict[UUID, tuple[date, ...]]:
    """The ends of months that are not kept, by account."""
    kept = kept_months(session, Month.of(ends[0]))
    begun = (Month.of(ends[-1]) + 1).first_day
    found: dict[UUID, tuple[date, ...]] = {}
    for id_, at in session.connection().exec_driver_sql(_ARRIVED):
        account = stored_id(id_)
        is_new = at is not None and stored_moment(at).astimezone(profile.zone).date() >= begun
        days = tuple(day for day in ends if (account, Month.of(day)) not in kept)
        if days and (newcomers or not is_new):
            found[account] = days
    return found
