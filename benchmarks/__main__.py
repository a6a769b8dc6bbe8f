"""``python -m benchmarks``: build the scale workspace and a tenth of it, measure, print the table.

``--scale 0.1`` measures a smaller one, ``--folder DIR`` keeps and reuses the built files.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from benchmarks import capturing, complaining, floors, judging, window
from benchmarks.measuring import Line, Times, table, timed, timed_each
from benchmarks.scale import NOW, YEARS, Scale, build
from kam.core.clock import FixedClock
from kam.core.ids import new_id
from kam.core.periods import last_full_month
from kam.core.vocabulary import Side
from kam.core.words import words_for
from kam.models import Account, Commitment, Interaction
from kam.services.briefs import collect_brief
from kam.services.overview import account_overview
from kam.services.searching import search
from kam.services.timeline import Scope, TimelineFilters, read_page
from kam.services.today import read_today
from kam.store.workspace import Workspace

QUERIES = ("годовой контракт", "отгрузка плёнки", "иванов12", "K-2026-0001", "заказ 123", "индексация цен")
IMPORT_ROWS = 100_000


class Bench:
    """One built workspace under measurement."""

    def __init__(self, path: Path, scale: Scale) -> None:
        if not path.exists():
            started = time.perf_counter()
            build(path, scale).close()
            size = path.stat().st_size / 2**20
            print(
                f"built {path.name}: {time.perf_counter() - started:.0f} s, {size:.0f} MiB", file=sys.stderr
            )
        self.path = path
        self.workspace = Workspace.open(path, FixedClock(NOW))
        with self.workspace.reading() as session:
            accounts = list(session.scalars(select(Account.id).order_by(Account.id)))
        self.accounts = random.Random(3).sample(accounts, min(100, len(accounts)))

    def overview(self) -> Times:
        """Opening accounts, one after the other."""
        return timed_each([partial(account_overview, self.workspace, a, as_of=NOW) for a in self.accounts])

    def overview_floor(self) -> Times:
        """The same rows by plain SQL."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        times = timed_each([floors.read_account(connection, account.bytes) for account in self.accounts])
        connection.close()
        return times

    def today(self) -> Times:
        """Today minute by minute, as a window that stands open reads it."""
        minutes = [NOW + timedelta(minutes=number) for number in range(20)]
        return timed_each([partial(read_today, self.workspace, as_of=minute) for minute in minutes])

    def today_floor(self) -> Times:
        """What is planned and what is late, by plain SQL."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        times = timed(floors.read_day(connection, NOW.date()), runs=20)
        connection.close()
        return times

    def timeline(self) -> Times:
        """Pages of everybody's timeline all through its years, each begun in a month and gone on by key."""
        runs = []
        for back in range(0, YEARS * 12, 2):
            month = last_full_month(NOW.date()) - back
            page = read_page(self.workspace, Scope(), TimelineFilters(), as_of=NOW, month=month)
            after = page[-1].key if page else None
            runs += [
                partial(read_page, self.workspace, Scope(), TimelineFilters(), as_of=NOW, month=month),
                partial(read_page, self.workspace, Scope(), TimelineFilters(), as_of=NOW, after=after),
            ]
        return timed_each(runs)

    def timeline_floor(self) -> Times:
        """A hundred interactions from a month on with their accounts, by plain SQL."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        months = [last_full_month(NOW.date()) - back for back in range(0, YEARS * 12, 2)]
        times = timed_each([floors.read_page(connection, month.first_day) for month in months])
        connection.close()
        return times

    def search(self) -> Times:
        """Every key of some queries."""
        keys = [query[:length] for query in QUERIES for length in range(1, len(query) + 1)]
        return timed_each([partial(search, self.workspace, key) for key in keys])

    def search_floor(self) -> Times:
        """A plain FTS5 prefix query for each key, newest first."""
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE word USING fts5(text, prefix='1 2 3')")
        with self.workspace.reading() as session:
            rows = session.connection().exec_driver_sql(
                "SELECT subject || ' ' || coalesce(notes, '') FROM interaction"
            )
            connection.executemany("INSERT INTO word VALUES (?)", ((row[0],) for row in rows))
        words = [
            word[:length] for query in QUERIES for word in query.split() for length in range(1, len(word) + 1)
        ]
        ask = "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT 50"
        return timed_each([partial(_ask, connection, ask, f'"{word}"*') for word in words])

    def write(self) -> Times:
        """A promise noted: one use case, one step, indexed and committed."""

        def note() -> None:
            with self.workspace.writing("benchmark.promised") as unit:
                unit.add(
                    Commitment(
                        account_id=self.accounts[0],
                        side=Side.OURS,
                        text="Прислать протокол испытаний",
                        made_on=date(2026, 11, 20),
                        due_on=date(2026, 12, 1),
                    )
                )

        return timed(note, runs=100)

    def meetings(self, count: int) -> list[UUID]:
        """Planned meetings to collect briefs for."""
        with self.workspace.reading() as session:
            query = select(Interaction.id).where(Interaction.status == "planned").limit(count)
            return list(session.scalars(query))

    def collect(self) -> Times:
        """Collecting briefs."""
        return timed_each([partial(self._content, meeting) for meeting in self.meetings(30)])

    def _content(self, meeting: UUID) -> Any:
        return collect_brief(self.workspace, meeting, as_of=NOW, printed_at=NOW, language="ru")

    def draw(self) -> tuple[Times, Times]:
        """Drawing one brief, and the floor with as many lines of text."""
        from kam.reports.brief import draw_brief

        content = self._content(self.meetings(1)[0])
        ours = timed(partial(draw_brief, content, words=words_for("ru"), pages="auto"), runs=20)
        return ours, timed(partial(floors.draw_text, ["The quick brown fox jumps over it"] * 150), runs=20)


def _ask(connection: sqlite3.Connection, sql: str, words: str) -> None:
    connection.execute(sql, (words,)).fetchall()


def _command(*arguments: str) -> Callable[[], None]:
    def run() -> None:
        environment = os.environ | {"KAM_LANG": "ru"}
        subprocess.run(
            [sys.executable, "-P", "-m", "kam", *arguments], check=True, capture_output=True, env=environment
        )

    return run


def import_lines(folder: Path) -> Iterator[Line]:
    """100,000 monthly sales rows from CSV, against csv and sqlite3 alone."""
    from kam.exchange.fields import Kind
    from kam.services.imports import import_file

    scale = Scale(accounts=200, people=200, interactions=200, complaints=20)
    source = folder / "sales.csv"
    with source.open("w", encoding="utf-8", newline="") as text:
        text.write("account;month;product_line;revenue\n")
        for number in range(IMPORT_ROWS):
            account, month = number % 200, number // 200 % 60
            when = f"{1990 + month // 12}-{month % 12 + 1:02}"
            text.write(f"C{account:05};{when};Линия {number // 12000};{number}.50\n")
    path = folder / f"import-{new_id()}.kam"
    workspace = build(path, scale)
    started = time.perf_counter()
    report = import_file(workspace, source, Kind.SALES)
    ours = Times((time.perf_counter() - started,))
    workspace.close()
    started = time.perf_counter()
    comma = folder / f"floor-{new_id()}.csv"
    comma.write_text(source.read_text("utf-8").replace(";", ","), "utf-8")
    floor = timed(partial(floors.plain_import, comma, folder / f"floor-{new_id()}.db"), runs=1, warm_up=0)
    rate = report.added / ours.seconds[0]
    yield Line(f"import of {report.added:,} sales rows, {rate:,.0f}/s", ours, floor, ">= 15,000 rows/s")


def measure(large: Bench, small: Bench, folder: Path) -> Iterator[Line]:
    """Every line of the table."""
    yield Line(
        "a promise through the unit of work",
        large.write(),
        timed(floors.one_insert(folder / f"one-{new_id()}.db"), runs=100),
        "",
    )
    yield from import_lines(folder)
    ours, tenth = large.overview(), small.overview()
    yield Line(
        "account overview", ours, large.overview_floor(), "p95 <= 20 ms, flat <= 1.3", ours.p95 / tenth.p95
    )
    ours, tenth = large.search(), small.search()
    yield Line(
        "search at each key", ours, large.search_floor(), "p95 <= 30 ms, flat <= 1.3", ours.p95 / tenth.p95
    )
    yield Line("today: every column", large.today(), large.today_floor(), "<= 100 ms")
    ours, tenth = large.timeline(), small.timeline()
    aim = "p95 <= 50 ms at 50,000, flat <= 1.3"
    yield Line("timeline: 100 entries", ours, large.timeline_floor(), aim, ours.p95 / tenth.p95)
    yield from complaining.lines(large.workspace, large.path)
    yield from judging.lines(large.workspace, large.path, large.accounts)
    ours, tenth = large.collect(), small.collect()
    yield Line(
        "collecting a brief",
        ours,
        large.overview_floor(),
        "with drawing <= 150 ms",
        ours.median / tenth.median,
    )
    yield Line("drawing a brief", *large.draw(), "with collecting <= 150 ms")
    one_row = timed(floors.one_insert(folder / f"one-{new_id()}.db"), runs=100)
    yield from capturing.lines(large.workspace, large.accounts, one_row)
    bare = timed(floors.bare_python, runs=5)
    yield Line("start: kam --version", timed(_command("--version"), runs=5), bare, "")
    meeting = str(large.meetings(1)[0])
    target = str(folder / "brief.pdf")
    large.workspace.close()
    cold = timed(_command("brief", str(large.path), "--meeting", meeting, "-o", target), runs=5)
    yield Line("kam brief, cold", cold, bare, "<= 1200 ms")
    yield from window.lines(large.path)


def main() -> int:
    """Build, measure, print."""
    gc.set_threshold(100_000, 50, 100)  # as the program does
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full scale; default: 1")
    parser.add_argument("--folder", type=Path, help="where the built files are kept")
    given = parser.parse_args()
    full = Scale()
    factor = given.scale
    scale = Scale(
        *(round(count * factor) for count in (full.accounts, full.people, full.interactions, full.complaints))
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        large = Bench(folder / f"scale-{factor:g}.kam", scale)
        small = Bench(folder / f"scale-{factor / 10:g}.kam", scale.tenth())
        print(table(measure(large, small, folder)))
        small.workspace.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
