"""The ledger of the portfolio, of a client or of a person: both sides, their ageing, their kept rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.core.text import fold, sort_key
from kam.core.vocabulary import CommitmentStatus, Side
from kam.models import Account, Colleague, Commitment, Stakeholder
from kam.services.commitments.facts import OPEN, Which, read_dates, read_rows
from kam.services.commitments.named import identity
from kam.services.commitments.query import PromiseQuery, PromiseSort
from kam.services.commitments.rates import Cell, Cells, Tally, kept_cells, summed, total
from kam.services.commitments.rows import (
    AccountRates,
    Ledger,
    PersonRate,
    PromiseRow,
    Rates,
    SideLedger,
)
from kam.services.lists.shared import account_names, colleague_names, stakeholder_names
from kam.services.people.names import colleague_short
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_FEW: Final = 500
"""More names than these are read all together."""


@dataclass(frozen=True, slots=True)
class PromiseChoices:
    """What promises can be filtered by: clients with promises, and those of us who answer for some."""

    accounts: tuple[tuple[UUID, str], ...]
    colleagues: tuple[tuple[UUID, str], ...]


def read_ledger(workspace: Workspace, query: PromiseQuery, *, as_of: datetime) -> Ledger:
    """The open promises that fit, by side, the longest late first."""
    with workspace.reading() as session:
        profile = read_profile(session)
        at = as_of.astimezone(profile.zone)
        rows = read_rows(session, OPEN, at, profile.zone)
        chooser = _Chooser(query, _led(session), profile.me)
    fitting = [row for row in rows if chooser.belongs(row)]
    ours, theirs = (_side(fitting, chooser, side) for side in Side)
    return Ledger(at.date(), ours, theirs, len(rows), MappingProxyType(chooser.counts(fitting)))


def read_rates(workspace: Workspace, query: PromiseQuery, *, as_of: datetime) -> Rates:
    """How well everybody keeps their word, of the clients and people asked for.

    What is typed and the switches choose rows, never who is counted in a rate.
    """
    with workspace.reading() as session:
        profile = read_profile(session)
        cells = kept_cells(workspace, session, profile, as_of)
        chooser = _Chooser(query, _led(session), profile.me)
        owed = _owed(session, chooser, as_of.astimezone(profile.zone), profile.zone)
        accounts = account_names(session)
        colleagues = colleague_names(session)
        people = _people(session, cells, chooser)
    return Rates(
        ours=total(cells, Side.OURS, chooser.fits).row,
        theirs=total(cells, Side.THEIRS, chooser.fits).row,
        by_account=_by_account(cells, chooser, accounts),
        by_colleague=_by_owner(cells, chooser, Side.OURS, colleagues, owed),
        by_person=_by_owner(cells, chooser, Side.THEIRS, people, owed),
    )


def read_open(workspace: Workspace, query: PromiseQuery, *, as_of: datetime) -> tuple[PromiseRow, ...]:
    """The open promises that fit as one list, in the order of the query."""
    with workspace.reading() as session:
        profile = read_profile(session)
        rows = read_rows(session, OPEN, as_of.astimezone(profile.zone), profile.zone)
        chooser = _Chooser(query, _led(session), profile.me)
    found = [row for row in rows if chooser.takes(row)]
    return in_order(found, query.sort, descending=query.descending)


def promise_choices(workspace: Workspace) -> PromiseChoices:
    """What promises can be filtered by, by name."""
    with workspace.reading() as session:
        account_ids = select(Commitment.account_id).distinct()
        owner_ids = select(Commitment.owner_colleague_id).distinct()
        accounts = session.execute(select(Account.id, Account.name).where(Account.id.in_(account_ids)))
        leads = select(Account.owner_id).where(Account.id.in_(account_ids))
        who = Colleague.id.in_(owner_ids) | Colleague.id.in_(leads)
        colleagues = session.execute(select(Colleague.id, Colleague.name).where(who))
        return PromiseChoices(
            _named((row.id, row.name) for row in accounts), _named((row.id, row.name) for row in colleagues)
        )


def late_count(workspace: Workspace, *, as_of: datetime) -> int:
    """How many promises of both sides are late: for the side of the window.

    Where a day was promised the database counts; where an hour was, it is asked of the promise.
    """
    with workspace.reading() as session:
        profile = read_profile(session)
        at = as_of.astimezone(profile.zone)
        today = at.date().isoformat()
        by_day = select(func.count()).where(
            Commitment.status == CommitmentStatus.OPEN,
            Commitment.due_at.is_(None),
            Commitment.due_on < at.date(),
        )
        by_hour = Which(f"{OPEN.sql} AND c.due_at IS NOT NULL AND c.due_on <= ?", (today,))
        late = sum(promise.is_late(at) for _, promise in read_dates(session, by_hour, profile.zone))
        return (session.scalar(by_day) or 0) + late


def _led(session: Session) -> dict[UUID, UUID | None]:
    """Who of us leads each client."""
    return {row.id: row.owner_id for row in session.execute(select(Account.id, Account.owner_id))}


def _owed(session: Session, chooser: _Chooser, at: datetime, zone: ZoneInfo) -> dict[UUID | None, int]:
    """How many late promises each of us and of them owes."""
    found: dict[UUID | None, int] = {}
    which = Which(f"{OPEN.sql} AND c.promised_to_client AND c.due_on <= ?", (at.date().isoformat(),))
    for row, promise in read_dates(session, which, zone):
        owner = None if row[11] is None else identity(row[11])
        if promise.is_late(at) and chooser.counts_for(promise.side, identity(row[1]), owner):
            found[owner] = found.get(owner, 0) + 1
    return found


@dataclass(frozen=True)
class _Chooser:
    """Decides which rows and which cells of the rates a query takes."""

    query: PromiseQuery
    led: dict[UUID, UUID | None]
    me: UUID | None

    def takes(self, row: PromiseRow) -> bool:
        """Whether a row fits all conditions."""
        return self.belongs(row) and all(_ON[name](row) for name in self.switches)

    @cached_property
    def switches(self) -> tuple[str, ...]:
        """The switches that are on, of those that choose rows."""
        return tuple(name for name in _ON if getattr(self.query, name))

    def belongs(self, row: PromiseRow) -> bool:
        """Whether a row fits all conditions but the switches."""
        query = self.query
        return (
            self.counts_for(row.side, row.account_id, row.owner_id)
            and (not query.kinds or row.kind in query.kinds)
            and (not query.sides or row.side in query.sides)
            and (not query.statuses or row.is_open or row.status in query.statuses)
            and (not query.text or self._has_text(row))
        )

    def fits(self, cell: Cell) -> bool:
        """Whether a cell belongs to the clients and people asked for."""
        if self.takes_all:
            return True
        owner = None if cell.owner is None else identity(cell.owner)
        return self.counts_for(cell.side, identity(cell.account), owner)

    @cached_property
    def takes_all(self) -> bool:
        """Whether every client and everybody is asked for."""
        query = self.query
        return not (query.accounts or query.owners or query.people or query.mine)

    def counts_for(self, side: Side, account: UUID, owner: UUID | None) -> bool:
        """Whether the clients and people asked for are these."""
        query = self.query
        if query.accounts and account not in query.accounts:
            return False
        if query.mine and self.led.get(account) != self.me:
            return False
        if query.owners:
            answers = owner if side is Side.OURS else self.led.get(account)
            if answers not in query.owners:
                return False
        return not query.people or (side is Side.THEIRS and owner in query.people)

    def counts(self, rows: Iterable[PromiseRow]) -> dict[str, int]:
        """How many rows each switch would show beside the other conditions; the rows fit all but switches."""
        switches = [_ON[name] for name in self.switches]
        shown = [row for row in rows if all(fits(row) for fits in switches)]
        return {name: sum(map(fits, shown)) for name, fits in _ON.items()}

    def _has_text(self, row: PromiseRow) -> bool:
        origin = row.origin.name if row.origin else ""
        where = fold(f"{row.text} {row.account} {row.owner_full} {origin}")
        return all(word in where for word in fold(self.query.text).split())


def _side(rows: Iterable[PromiseRow], chooser: _Chooser, side: Side) -> SideLedger:
    """The rows of a side, of those that fit; and how many tasks only the wish for promises leaves out."""
    found, hidden = [], 0
    others = [name for name in chooser.switches if name != "promised"]
    for row in rows:
        if row.side is not side or not all(_ON[name](row) for name in others):
            continue
        if row.promised_to_client or not chooser.query.promised:
            found.append(row)
        else:
            hidden += 1
    return SideLedger(in_order(found, PromiseSort.DUE), hidden_tasks=hidden)


def _by_account(cells: Cells, chooser: _Chooser, names: dict[UUID, str]) -> tuple[AccountRates, ...]:
    """Clients with anything to count, those with most of it first."""
    sums = summed(cells, lambda cell: (cell.account, cell.side), chooser.fits)
    found = []
    for stored in {stored for stored, _ in sums}:
        ours, theirs = (sums.get((stored, side), Tally()).now for side in Side)
        if ours.counted or theirs.counted:
            account = identity(stored)
            found.append(AccountRates(account, names.get(account, ""), ours, theirs))
    found.sort(key=lambda each: (-(each.ours.counted + each.theirs.counted), sort_key(each.name)))
    return tuple(found)


def _by_owner(
    cells: Cells, chooser: _Chooser, side: Side, names: dict[UUID, str], owed: dict[UUID | None, int]
) -> tuple[PersonRate, ...]:
    """Whose word is counted, those who owe something late first, then by how much is counted."""
    sums = summed(cells, lambda cell: cell.owner, lambda cell: cell.side is side and chooser.fits(cell))
    found = [
        PersonRate(owner, names[owner], tally.now, owed.get(owner, 0))
        for stored, tally in sums.items()
        if stored is not None and tally.counted and (owner := identity(stored)) in names
    ]
    found.sort(key=lambda each: (-each.late, -each.rate.counted, sort_key(colleague_short(each.name))))
    return tuple(found)


def _people(session: Session, cells: Cells, chooser: _Chooser) -> dict[UUID, str]:
    """The names of those of the client's people whose word is counted."""
    theirs = (cell for cell in cells if cell.side is Side.THEIRS and chooser.fits(cell))
    wanted = {identity(cell.owner) for cell in theirs if cell.owner is not None}
    if not wanted:
        return {}
    return (
        stakeholder_names(session)
        if len(wanted) > _FEW
        else stakeholder_names(session, Stakeholder.id.in_(wanted))
    )


def in_order(
    rows: Sequence[PromiseRow], sort: PromiseSort, *, descending: bool = False
) -> tuple[PromiseRow, ...]:
    """Rows by something of theirs; what is not known comes last whichever way."""
    key = _KEYS[sort]
    told = sorted((row for row in rows if key(row) is not None), key=_tied(key), reverse=descending)
    return (*told, *(row for row in rows if key(row) is None))


def _tied(key: Callable[[PromiseRow], Any]) -> Callable[[PromiseRow], Any]:
    return lambda row: (key(row), _key_of(row.account), row.id)


@lru_cache(maxsize=4096)
def _key_of(name: str) -> str:
    """The key of a client's or a person's name, made once: many rows name the same."""
    return sort_key(name)


def _due(row: PromiseRow) -> tuple[date, str] | None:
    """By date; of one date those with an hour first, the earlier first."""
    if row.due_on is None:
        return None
    return row.due_on, row.due_at.strftime("%H:%M") if row.due_at else "~"


_KEYS: Final[dict[PromiseSort, Callable[[PromiseRow], Any]]] = {
    PromiseSort.TEXT: lambda row: sort_key(row.text),
    PromiseSort.ACCOUNT: lambda row: _key_of(row.account),
    PromiseSort.SIDE: lambda row: list(Side).index(row.side),
    PromiseSort.OWNER: lambda row: _key_of(row.owner_full) if row.owner_full else None,
    PromiseSort.DUE: _due,
    PromiseSort.LATE: lambda row: row.days_late,
    PromiseSort.SHIFTS: lambda row: row.shifts,
    PromiseSort.MADE: lambda row: row.made_on,
    PromiseSort.CLOSED: lambda row: row.closed_on,
    PromiseSort.STATUS: lambda row: list(CommitmentStatus).index(row.status),
}


_ON: Final[dict[str, Callable[[PromiseRow], bool]]] = {
    "promised": lambda row: row.promised_to_client,
    "shifted": lambda row: row.shifts > 0,
    "late": lambda row: row.is_late,
    "undated": lambda row: row.due_on is None,
    "orphaned": lambda row: row.owner_left,
}
"""What each switch asks of a row; "mine" asks for clients."""


def _named(pairs: Iterable[tuple[UUID, str]]) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: sort_key(pair[1])))
