"""Promises read from the file: their rows as the ledger shows them, and their dates as the rates need them.

A ledger of many thousands is read at every change, so the driver's own values are turned into ours here, by
hand: several times as fast as through the entities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kam.analysis.promises import Ageing, Promise, Shift, ageing
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, Side
from kam.models.types import stored_id
from kam.services.commitments.named import NOBODY, Named, identity, read_named
from kam.services.commitments.rows import PromiseRow

_ROWS: Final = """
    SELECT c.id, c.account_id, c.side, c.status, c.promised_to_client, c.made_on, c.due_on, c.due_at, c.zone,
           c.first_due_on, c.closed_on, c.kind, c.text, c.owner_colleague_id, c.owner_stakeholder_id,
           c.complaint_id, c.objective_id, c.scenario_run_id, c.interaction_id
    FROM commitment AS c
    WHERE {which}
"""
_DATES: Final = """
    SELECT c.id, c.account_id, c.side, c.status, c.promised_to_client, c.made_on, c.due_on, c.due_at, c.zone,
           c.first_due_on, c.closed_on, coalesce(c.owner_colleague_id, c.owner_stakeholder_id)
    FROM commitment AS c
    WHERE {which}
"""
_SHIFTS: Final = """
    SELECT s.commitment_id, s.to_due_on, s.agreed, s."on", s.from_due_on
    FROM commitment_shift AS s {join} commitment AS c ON c.id = s.commitment_id
    WHERE {which}
    ORDER BY s."on", s.id
"""
_REMINDERS: Final = """
    SELECT r.commitment_id, max(r."on")
    FROM commitment_reminder AS r JOIN commitment AS c ON c.id = r.commitment_id
    WHERE {which}
    GROUP BY r.commitment_id
"""
_SIDES: Final = {each.value: each for each in Side}
_STATUSES: Final = {each.value: each for each in CommitmentStatus}
_KINDS: Final = {each.value: each for each in CommitmentKind}
_AT_ONCE: Final = 500
_NOWHERE: Final = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class Which:
    """Which promises are read: a condition on the table ``c``, and its values.

    Of ``most`` of the ledger the shifts are gone through; of a few promises they are looked up.
    """

    sql: str
    values: tuple[Any, ...] = ()
    most: bool = False


OPEN: Final = Which("c.status = 'open'")


def of_ids(ids: Sequence[UUID]) -> Iterator[Which]:
    """Promises by their ids, so many at once as the database takes."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield Which(f"c.id IN ({', '.join('?' * len(part))})", tuple(each.bytes for each in part))


def read_rows(session: Session, which: Which, at: datetime, zone: ZoneInfo) -> list[PromiseRow]:
    """The promises that fit, as of a moment where we work; in no order."""
    connection = session.connection()
    shifts = read_shifts(session, which)
    reminders = connection.exec_driver_sql(_REMINDERS.format(which=which.sql), which.values)
    reminded: dict[bytes, str] = {row[0]: row[1] for row in reminders}
    found = connection.exec_driver_sql(_ROWS.format(which=which.sql), which.values).fetchall()
    named = read_named(connection, found)
    return [
        _row(
            row,
            _promise(row, identity(row[0]), shifts.get(row[0], ()), zone),
            named,
            reminded.get(row[0]),
            at,
        )
        for row in found
    ]


def read_dates(session: Session, which: Which, zone: ZoneInfo) -> Iterator[tuple[Any, Promise]]:
    """The dates of the promises that fit, each after its line (…, 1 account, 2 side, 11 who answers)."""
    connection = session.connection()
    shifts = read_shifts(session, which)
    found = connection.exec_driver_sql(_DATES.format(which=which.sql), which.values).cursor
    assert found is not None  # noqa: S101 - every query has rows
    while rows := found.fetchmany(_AT_ONCE):  # all lines at once would fill the memory
        for row in rows:
            # not by ``identity``: none of these ids comes twice, and it would remember them all
            yield row, _promise(row, stored_id(row[0]), shifts.get(row[0], ()), zone)


def read_shifts(session: Session, which: Which) -> Mapping[bytes, list[Shift]]:
    """The shifts of the promises that fit, the oldest first, by the promise's id as it is stored."""
    found: dict[bytes, list[Shift]] = defaultdict(list)
    query = _SHIFTS.format(join="CROSS JOIN" if which.most else "JOIN", which=which.sql)
    for row in session.connection().exec_driver_sql(query, which.values):
        found[row[0]].append(
            Shift(date.fromisoformat(row[1]), bool(row[2]), date.fromisoformat(row[3]), _day(row[4]))
        )
    return found


def _promise(row: Any, id_: UUID, shifts: Sequence[Shift], zone: ZoneInfo) -> Promise:
    _, _, side, status, to_client, made_on, due_on, due_at, own_zone, first_due_on, closed_on, *_ = row
    due = None
    if due_at is not None:
        due = datetime.fromisoformat(due_at).replace(tzinfo=ZoneInfo(own_zone) if own_zone else zone)
    return Promise(
        id_,
        _SIDES[side],
        _STATUSES[status],
        _day(due_on),
        _day(first_due_on),
        _day(closed_on),
        due,
        tuple(shifts) if shifts else (),
        bool(to_client),
        _day(made_on),
    )


def _row(row: Any, promise: Promise, named: Named, reminded: str | None, at: datetime) -> PromiseRow:
    is_open = promise.status is CommitmentStatus.OPEN
    age = ageing(promise, at) if is_open else Ageing.UNDATED
    origins = row[15:19]
    owner = named.colleagues[row[13]] if row[13] else named.places[row[14]] if row[14] else NOBODY
    return PromiseRow(
        id=promise.id,
        account_id=identity(row[1]),
        account=named.accounts[row[1]],
        side=promise.side,
        kind=_KINDS[row[11]],
        text=row[12],
        promised_to_client=promise.promised_to_client,
        status=promise.status,
        owner_id=owner.id,
        owner=owner.short,
        owner_full=owner.full,
        owner_left=is_open and owner.left_on is not None and owner.left_on < at.date(),
        made_on=date.fromisoformat(row[5]),
        due_on=promise.due_on,
        due_at=None if promise.due_at is None else promise.due_at.astimezone(at.tzinfo),
        first_due_on=promise.first_due_on,
        shifts=len(promise.shifts),
        agreed_shifts=sum(each.agreed for each in promise.shifts) if promise.shifts else 0,
        reminded_on=_day(reminded),
        ageing=age,
        days_late=promise.days_late(at) if age.is_late else 0,
        closed_on=promise.closed_on,
        in_time=not is_open and promise.kept_in_time,
        origin=None if origins == _NOWHERE else named.origin(origins),
    )


@lru_cache(maxsize=4_096)
def _day(text: str | None) -> date | None:
    """A date, made once: many promises fall on the same few days."""
    return None if text is None else date.fromisoformat(text)
