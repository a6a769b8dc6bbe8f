"""Snapshots of health: what was kept at the ends of months, read and written once.

They lie outside the journal, like drafts: keeping them is no step, makes no backup and cannot be undone. They
name no account by a key, so that one which is deleted and comes back has its trend.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from kam.analysis.health.score import Health, HealthBand
from kam.core.errors import UserError
from kam.core.periods import Month
from kam.models.types import stored_id
from kam.services.health.judging import Judged
from kam.services.health.rows import HealthMoment
from kam.store.workspace import Workspace

T = TypeVar("T")

_ROWS: Final = 4000
_MOST: Final = 1000
_KEPT: Final = "SELECT account_id, month FROM health_snapshot WHERE month >= ?"
_MOMENTS: Final = "SELECT account_id, taken_on, score, band FROM health_snapshot"
_COUNT: Final = "SELECT count(*) FROM health_snapshot"
_WRITE: Final = """
INSERT OR IGNORE INTO health_snapshot
    (account_id, month, taken_on, score, band, known_permille, risk, factors) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

Row: TypeAlias = tuple[Any, ...]
"""A snapshot as the driver takes it."""


def snapshot_of(account_id: UUID, day: date, judged: Judged) -> Row:
    """What is kept of the end of a month."""
    health = judged.health
    return (
        account_id.bytes,
        str(Month.of(day)),
        day.isoformat(),
        None if health is None else health.score,
        None if health is None else health.band.value,
        0 if health is None else int(health.known * _MOST),
        judged.churn.risk.value,
        _factors_text(health),
    )


def write_snapshots(workspace: Workspace, rows: Sequence[Row]) -> int:
    """Keep snapshots; one that is kept already stays as it is. How many came in."""
    with workspace.writer_engine.begin() as connection:
        before = _count(connection)
        for at in range(0, len(rows), _ROWS):
            connection.exec_driver_sql(_WRITE, list(rows[at : at + _ROWS]))
        return _count(connection) - before


def kept_moments(
    session: Session, *, since: date | None = None, account_id: UUID | None = None
) -> Mapping[UUID, Mapping[date, HealthMoment]]:
    """What is kept of each account by its day, of all months or those from a day on."""
    where, values = [], list[str | bytes]()
    if since is not None:
        where.append("taken_on >= ?")
        values.append(since.isoformat())
    if account_id is not None:
        where.append("account_id = ?")
        values.append(account_id.bytes)
    query = _MOMENTS + (f" WHERE {' AND '.join(where)}" if where else "")
    found: dict[bytes, dict[date, HealthMoment]] = {}
    for id_, on, score, band in session.connection().exec_driver_sql(query, tuple(values)):
        day = _read(date.fromisoformat, on)
        moment = HealthMoment(day, score, None if band is None else HealthBand.of(band))
        found.setdefault(id_, {})[day] = moment
    return {stored_id(each): moments for each, moments in found.items()}


def kept_months(session: Session, first: Month) -> set[tuple[UUID, Month]]:
    """Which months from a first one on are kept of whom."""
    rows = session.connection().exec_driver_sql(_KEPT, (str(first),))
    return {(stored_id(account), _read(Month.parse, month)) for account, month in rows}


def read_factors(text: str) -> Mapping[str, tuple[int, int]]:
    """Of each factor of a snapshot its own score and its points of health.

    Raises:
        ValueError: it is no such text.

    """
    found = json.loads(text)
    return {str(factor): (int(score), int(points)) for factor, (score, points) in found.items()}


def _read(read: Callable[[str], T], text: str) -> T:
    """A stored value; one that no kam ever wrote means that the file is damaged."""
    try:
        return read(text)
    except ValueError as error:
        raise UserError("store.damaged_value") from error


def _factors_text(health: Health | None) -> str:
    factors = () if health is None else health.factors
    points = {each.factor.value: [each.found.score, each.points] for each in factors}
    return json.dumps(points, separators=(",", ":"))


def _count(connection: Connection) -> int:
    found: int = connection.exec_driver_sql(_COUNT).scalar_one()
    return found
