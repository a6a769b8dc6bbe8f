"""Health: one account as one opens it, everybody the first time, with the trends, and after a change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from benchmarks import floors
from benchmarks.measuring import Line, Times, timed, timed_each
from benchmarks.scale import NOW
from kam.core.clock import FixedClock
from kam.core.vocabulary import RatingKind
from kam.models import Rating, Stakeholder
from kam.services.health.book import read_health, read_health_book
from kam.store.workspace import Workspace

_OPENED = 5


def lines(workspace: Workspace, path: Path, accounts: Sequence[UUID]) -> Iterator[Line]:
    """The lines of the table; each first reading is of somebody who has just opened the file."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    everybody = timed(floors.read_relations(connection, None), runs=3)
    with Workspace.open(path, FixedClock(NOW), read_only=True) as fresh:
        alone = timed_each([partial(read_health, fresh, account, as_of=NOW) for account in accounts])
        floor = timed_each([floors.read_relations(connection, account.bytes) for account in accounts])
        yield Line("health: one account, with its trend", alone, floor, "<= 30 ms")
        yield Line("health: everybody, the first time", _first_times(path), everybody, "<= 2000 ms")
        trends = timed(partial(_book, fresh, NOW, trends=True), runs=1, warm_up=0)
        yield Line("health: everybody with the year's trends", trends, everybody, "")
        hours = [NOW + timedelta(minutes=number) for number in range(20)]
        later = timed_each([partial(_book, fresh, at) for at in hours])
        yield Line("health: everybody, minute by minute", later, everybody, "<= 50 ms")
    connection.close()
    yield Line(
        "health: everybody after a change", _after_changes(workspace, accounts), everybody, "<= 100 ms"
    )


def _first_times(path: Path) -> Times:
    """Each reading is the first one of a workspace that was just opened."""
    seconds: list[float] = []
    for _ in range(_OPENED):
        with Workspace.open(path, FixedClock(NOW), read_only=True) as opened:
            seconds += timed(partial(_book, opened, NOW), runs=1, warm_up=0).seconds
    return Times(tuple(seconds))


def _book(workspace: Workspace, as_of: datetime, *, trends: bool = False) -> None:
    with workspace.reading() as session:
        read_health_book(workspace, session, as_of, trends=trends)


def _after_changes(workspace: Workspace, accounts: Sequence[UUID]) -> Times:
    """Reading on after a rating was written down, which is not measured."""
    _book(workspace, NOW)
    minutes = count(1)

    def rate_and_read(account: UUID) -> Times:
        with workspace.writing("benchmark.rated") as unit:
            place = unit.scalars(select(Stakeholder.id).where(Stakeholder.account_id == account)).first()
            assert place is not None
            unit.add(Rating(stakeholder_id=place, kind=RatingKind.ATTITUDE, value=1, on=NOW.date()))
        at = NOW + timedelta(minutes=next(minutes))
        return timed(partial(_book, workspace, at), runs=1, warm_up=0)

    return Times(tuple(rate_and_read(account).seconds[0] for account in accounts[:20]))
