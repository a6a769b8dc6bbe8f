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
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, InteractionKind, Side
from kam.services.commitments.rows import Origin, OriginKind, PromiseRow
from kam.services.people.names import NameParts, colleague_short

_ROWS: Final = """
    SELECT c.id, c.account_id, c.side, c.status, c.promised_to_client, c.made_on, c.due_on, c.due_at, c.zone,
           c.first_due_on, c.closed_on, c.kind, c.text, c.owner_colleague_id, c.owner_stakeholder_id,
           account.name, colleague.name, colleague.left_on,
           stakeholder.left_on, stakeholder.placeholder,
           person.family_name, person.given_name, person.patronymic,
           c.complaint_id, complaint.number, c.objective_id, objective.title,
           c.scenario_run_id, scenario_run.name,
           c.interaction_id, interaction.subject, interaction.kind, interaction.starts_local
    FROM commitment AS c
    JOIN account ON account.id = c.account_id
    LEFT JOIN colleague ON colleague.id = c.owner_colleague_id
    LEFT JOIN stakeholder ON stakeholder.id = c.owner_stakeholder_id
    LEFT JOIN person ON person.id = stakeholder.person_id
    LEFT JOIN complaint ON complaint.id = c.complaint_id
    LEFT JOIN objective ON objective.id = c.objective_id
    LEFT JOIN scenario_run ON scenario_run.id = c.scenario_run_id
    LEFT JOIN interaction ON interaction.id = c.interaction_id
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
    FROM commitment_shift AS s JOIN commitment AS c ON c.id = s.commitment_id
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
_CONTACTS: Final = {each.value: each for each in InteractionKind}
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Which:
    """Which promises are read: a condition on the table ``c``, and its values."""

    sql: str
    values: tuple[Any, ...] = ()


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
    return [_row(row, shifts.get(row[0], ()), reminded.get(row[0]), at, zone) for row in found]


def read_dates(session: Session, which: Which, zone: ZoneInfo) -> Iterator[tuple[Any, Promise]]:
    """The dates of the promises that fit, each after its line (…, 1 account, 2 side, 11 who answers)."""
    connection = session.connection()
    shifts = read_shifts(session, which)
    for row in connection.exec_driver_sql(_DATES.format(which=which.sql), which.values).fetchall():
        yield row, _promise(row, shifts.get(row[0], ()), zone)


def read_shifts(session: Session, which: Which) -> Mapping[bytes, list[Shift]]:
    """The shifts of the promises that fit, the oldest first, by the promise's id as it is stored."""
    found: dict[bytes, list[Shift]] = defaultdict(list)
    for row in session.connection().exec_driver_sql(_SHIFTS.format(which=which.sql), which.values):
        found[row[0]].append(
            Shift(date.fromisoformat(row[1]), bool(row[2]), date.fromisoformat(row[3]), _day(row[4]))
        )
    return found


@lru_cache(maxsize=50_000)
def identity(stored: bytes) -> UUID:
    """An id of ours, made once: the same few clients and people come again and again."""
    return UUID(bytes=stored)


def _promise(row: Any, shifts: Sequence[Shift], zone: ZoneInfo) -> Promise:
    due_at = None
    if row[7] is not None:
        due_at = datetime.fromisoformat(row[7]).replace(tzinfo=ZoneInfo(row[8]) if row[8] else zone)
    return Promise(
        id=identity(row[0]),
        side=_SIDES[row[2]],
        status=_STATUSES[row[3]],
        promised_to_client=bool(row[4]),
        made_on=_day(row[5]),
        due_on=_day(row[6]),
        due_at=due_at,
        first_due_on=_day(row[9]),
        closed_on=_day(row[10]),
        shifts=tuple(shifts),
    )


def _row(row: Any, shifts: Sequence[Shift], reminded: str | None, at: datetime, zone: ZoneInfo) -> PromiseRow:
    promise = _promise(row, shifts, zone)
    is_open = promise.status is CommitmentStatus.OPEN
    short, full = _owner(row)
    left = _day(row[17] or row[18])
    owner = row[13] or row[14]
    return PromiseRow(
        id=promise.id,
        account_id=identity(row[1]),
        account=row[15],
        side=promise.side,
        kind=_KINDS[row[11]],
        text=row[12],
        promised_to_client=promise.promised_to_client,
        status=promise.status,
        owner_id=identity(owner) if owner else None,
        owner=short,
        owner_full=full,
        owner_left=is_open and left is not None and left < at.date(),
        made_on=date.fromisoformat(row[5]),
        due_on=promise.due_on,
        due_at=None if promise.due_at is None else promise.due_at.astimezone(zone),
        first_due_on=promise.first_due_on,
        shifts=len(shifts),
        agreed_shifts=sum(each.agreed for each in shifts),
        reminded_on=_day(reminded),
        ageing=ageing(promise, at) if is_open else Ageing.UNDATED,
        days_late=promise.days_late(at),
        closed_on=promise.closed_on,
        in_time=promise.kept_in_time,
        origin=_origin(row),
    )


def _owner(row: Any) -> tuple[str, str]:
    """Who answers: by family name, and whole."""
    if row[16] is not None:
        return colleague_short(row[16]), row[16]
    if row[14] is None:
        return "", ""
    name = NameParts.of(row[20], row[21], row[22])
    return (name.brief, name.full) if name else (row[19] or "", row[19] or "")


def _origin(row: Any) -> Origin | None:
    """Where it comes from; of several what says most: the complaint, the objective, the scenario."""
    if row[23] is not None:
        return Origin(OriginKind.COMPLAINT, identity(row[23]), row[24])
    if row[25] is not None:
        return Origin(OriginKind.OBJECTIVE, identity(row[25]), row[26])
    if row[27] is not None:
        return Origin(OriginKind.SCENARIO, identity(row[27]), row[28])
    if row[29] is not None:
        day = date.fromisoformat(row[32][:10])
        return Origin(OriginKind.INTERACTION, identity(row[29]), row[30], day, _CONTACTS[row[31]])
    return None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
