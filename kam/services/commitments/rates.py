"""How well everybody keeps their word over 12 months, by client and by who answers (domain.md §5).

The formula is ``kam.analysis.promises.verdict``. It is asked of every promise that was open or closed within
two years; what it says of closed ones is remembered for the day, and asked again of those alone that the
journal names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final, NamedTuple, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.promises import KeptRate, a_year_before, verdict, verdict_then, year_before
from kam.core.vocabulary import Side
from kam.models import Change, Commitment, CommitmentShift
from kam.services.commitments.facts import OPEN, Which, of_ids, read_dates
from kam.services.commitments.rows import RateRow
from kam.services.profile import Profile
from kam.services.remembering import newest_step
from kam.store.workspace import Workspace

K = TypeVar("K", bound=Hashable)


class Cell(NamedTuple):
    """Whose promises are counted together: a side, a client, who answers; ids as they are stored."""

    side: Side
    account: bytes
    owner: bytes | None


class Tally(NamedTuple):
    """Kept and counted, over 12 months up to now and up to a year ago."""

    kept: int = 0
    counted: int = 0
    kept_before: int = 0
    counted_before: int = 0

    @property
    def now(self) -> KeptRate:
        """The rate of the last 12 months."""
        return KeptRate(self.kept, self.counted)

    @property
    def row(self) -> RateRow:
        """The rate and the one of a year before."""
        return RateRow(self.now, KeptRate(self.kept_before, self.counted_before))


Cells = Mapping[Cell, Tally]
_Told = tuple[Cell, Tally]


@dataclass(frozen=True, slots=True)
class _Settled:
    """What is said of each closed promise on a day, known up to a step of the journal."""

    day: date
    step: int
    told: dict[bytes, _Told]
    """By the promise's id as it is stored."""
    cells: Cells


_memories: WeakKeyDictionary[Workspace, _Settled] = WeakKeyDictionary()
_SOURCES: Final = (Commitment.__tablename__, CommitmentShift.__tablename__)
_CLOSED: Final = "c.status <> 'open' AND c.status <> 'cancelled' AND c.promised_to_client AND c.closed_on > ?"
_OWED: Final = Which(f"{OPEN.sql} AND c.promised_to_client")


def kept_cells(workspace: Workspace, session: Session, profile: Profile, as_of: datetime) -> Cells:
    """All cells as of a moment. The session must be reading."""
    at = as_of.astimezone(profile.zone)
    settled = _settled(workspace, session, profile, at).cells
    owed = _told(session, _OWED, profile, at)
    return _added(chain(settled.items(), owed.values()))


def total(cells: Cells, side: Side, fits: Callable[[Cell], bool]) -> Tally:
    """The sum of the cells of a side that fit."""
    return summed(cells, lambda cell: cell.side, fits).get(side, Tally())


def summed(cells: Cells, by: Callable[[Cell], K], fits: Callable[[Cell], bool]) -> dict[K, Tally]:
    """The cells that fit, added up by something of theirs."""
    return _added((by(cell), tally) for cell, tally in cells.items() if fits(cell))


def _added(told: Iterable[tuple[K, Tally]]) -> dict[K, Tally]:
    sums: dict[K, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for key, (kept, counted, kept_before, counted_before) in told:
        of = sums[key]
        of[0] += kept
        of[1] += counted
        of[2] += kept_before
        of[3] += counted_before
    return {key: Tally(*of) for key, of in sums.items()}


def _settled(workspace: Workspace, session: Session, profile: Profile, at: datetime) -> _Settled:
    """What is remembered, with what changed since; read whole on another day."""
    day, now = at.date(), newest_step(session)
    known = _memories.get(workspace)
    since = year_before(year_before(day)).isoformat()
    if known is None or known.day != day or known.step > now:
        told = _told(session, Which(_CLOSED, (since,)), profile, at)
        known = _Settled(day, now, told, _added(told.values()))
    elif known.step < now:
        touched = _touched(session, known.step)
        gone = {each.bytes for each in touched}
        told = {each: said for each, said in known.told.items() if each not in gone}
        for which in of_ids(list(touched)):
            told |= _told(session, Which(f"{_CLOSED} AND {which.sql}", (since, *which.values)), profile, at)
        known = _Settled(day, now, told, _added(told.values()))
    _memories[workspace] = known
    return known


def _touched(session: Session, step: int) -> set[UUID]:
    """The promises that steps after one changed, or whose shifts they did.

    A shift that is gone had its promise changed with it: the date went back.
    """
    changed = select(Change.table_name, Change.record_id).where(
        Change.step_seq > step, Change.table_name.in_(_SOURCES)
    )
    found: set[UUID] = set()
    shifts: list[UUID] = []
    for row in session.execute(changed):
        if row.table_name == Commitment.__tablename__:
            found.add(row.record_id)
        else:
            shifts.append(row.record_id)
    if shifts:
        of = select(CommitmentShift.commitment_id).where(CommitmentShift.id.in_(shifts))
        found.update(session.scalars(of))
    return found


def _told(session: Session, which: Which, profile: Profile, at: datetime) -> dict[bytes, _Told]:
    """What the formula says of promises, where it says anything; what is said of many is kept once."""
    before = a_year_before(at)
    found: dict[bytes, _Told] = {}
    same: dict[_Told, _Told] = {}
    for row, promise in read_dates(session, which, profile.zone):
        now, then = verdict(promise, at), verdict_then(promise, before)
        if now is None and then is None:
            continue
        tally = Tally(now is True, now is not None, then is True, then is not None)
        told = Cell(promise.side, row[1], row[11]), tally
        found[row[0]] = same.setdefault(told, told)
    return found
