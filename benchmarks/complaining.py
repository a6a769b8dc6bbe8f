"""Complaints: the board minute by minute, the table in every order, what they teach of years."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks import floors
from benchmarks.measuring import Line, Times, timed, timed_each
from benchmarks.scale import NOW, YEARS
from kam.analysis.complaints.facts import Span
from kam.core.vocabulary import ComplaintKind
from kam.services.complaints.board import read_board
from kam.services.complaints.learning import read_learning, usual_span
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding
from kam.services.complaints.table import read_table
from kam.store.workspace import Workspace

_EVER = Span(NOW.date() - timedelta(days=YEARS * 366), NOW.date())

_STRETCH = 500
"""So many rows the table reads first."""


def lines(workspace: Workspace, path: Path) -> Iterator[Line]:
    """The lines of the table, for a workspace with complaints of some years."""
    minutes = [NOW + timedelta(minutes=number) for number in range(20)]
    board = timed_each([partial(read_board, workspace, ComplaintQuery(), as_of=at) for at in minutes])
    yield Line("complaints: the board", board, _floor(path, floors.read_open_complaints), "<= 100 ms")
    orders = [
        partial(read_table, workspace, ComplaintQuery(standing=ComplaintStanding.ALL, sort=sort), as_of=NOW,
                limit=_STRETCH)
        for sort in ComplaintSort
    ]  # fmt: skip
    all_rows = _floor(path, partial(floors.read_complaints, since=datetime(1970, 1, 1, tzinfo=UTC)))
    yield Line("complaints: the table of all", timed_each(orders, warm_up=0), all_rows, "<= 300 ms")
    # Whoever looks at the figures has seen the board. The first reading remembers what has ended.
    first = timed(partial(read_learning, workspace, as_of=NOW), runs=1, warm_up=0)
    beginning = usual_span(NOW.date()).since
    since = datetime(beginning.year, beginning.month, beginning.day, tzinfo=UTC)
    floor = _floor(path, partial(floors.read_complaints, since=since))
    yield Line("complaints: a year, the first time", first, floor, "<= 300 ms")
    year = timed_each([partial(read_learning, workspace, as_of=at) for at in minutes])
    yield Line("complaints: what a year teaches", year, floor, "<= 300 ms")
    kinds = [partial(read_learning, workspace, None, _of(kind), as_of=NOW) for kind in ComplaintKind]
    yield Line("complaints: the same of one kind", timed_each(kinds, warm_up=0), floor, "<= 300 ms")
    ever = timed_each([partial(read_learning, workspace, _EVER, as_of=at) for at in minutes[:5]])
    of_all = _floor(path, partial(floors.read_complaints, since=datetime(1970, 1, 1, tzinfo=UTC)))
    yield Line(f"complaints: what {YEARS} years teach", ever, of_all, "")


def _of(kind: ComplaintKind) -> ComplaintQuery:
    return ComplaintQuery(kinds=frozenset({kind}))


def _floor(path: Path, read: floors.Reading) -> Times:
    """The same rows by plain SQL."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    times = timed(read(connection), runs=10)
    connection.close()
    return times
