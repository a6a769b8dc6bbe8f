"""Backups at the command line: of what is no workspace, under hard names, after a step, on a busy day."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kam.core.clock import FixedClock
from kam.store.migrations import HEAD
from kam.store.retention import KEPT
from tests.builders import NOW

if TYPE_CHECKING:
    from tests.e2e.conftest import Kam

ROOT = Path(__file__).parents[2]
NEW = ("--company", "Acme", "--me", "Mary", "--currency", "USD", "--zone", "Europe/Moscow")


@pytest.fixture
def client(kam: Kam, file: Path) -> Path:
    """The workspace with one account."""
    table = file.with_name("clients.csv")
    table.write_text("Name\nAlfreds Futterkiste\n", "utf-8")
    assert kam("import", file, table, "--kind", "accounts").code == 0
    return file


def schedule(kam: Kam, file: Path, clock: FixedClock) -> None:
    when = (clock.moment + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    done = kam("schedule", file, "--account", "alfreds", "--when", when, now=clock)
    assert done.code == 0, done.errors


def backup_names(kam: Kam, file: Path) -> list[str]:
    return [line.split()[-1] for line in kam("restore", file).out.splitlines()]


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("CREATE TABLE t (x)")
        stock.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("PRAGMA application_id = 778789229")
        stock.execute(f"PRAGMA user_version = {HEAD + 1}")
        stock.commit()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: None, "There is no file"),
        (Path.mkdir, "is a folder, not a workspace"),
        (Path.touch, "is empty"),
        (lambda path: path.write_text("Dear Ann", "utf-8"), "is not a kam workspace"),
        (foreign, "a database of another program"),
        (newer, "written by a newer kam"),
    ],
    ids=["nothing", "folder", "empty", "letter", "foreign", "newer"],
)
def test_what_is_no_workspace_is_refused_in_its_own_words(
    kam: Kam, tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / "thing.kam"
    make(path)
    beside = sorted(tmp_path.iterdir())
    done = kam("backup", path)
    assert (done.code, done.out) == (1, "")
    assert says in done.errors
    assert str(path) in done.errors
    assert sorted(tmp_path.iterdir()) == beside


@pytest.mark.slow
def test_a_busy_afternoon_keeps_what_stood_yesterday_evening(kam: Kam, client: Path) -> None:
    clock = FixedClock(NOW)
    schedule(kam, client, clock)
    (yesterday, *_) = backup_names(kam, client)
    clock.moment += timedelta(days=1)
    for _ in range(KEPT + 2):
        schedule(kam, client, clock)
        clock.moment += timedelta(minutes=5)
    assert backup_names(kam, client)[KEPT:] == [yesterday]
    assert kam("restore", client, "--backup", yesterday).code == 0


def test_a_clock_that_was_ahead_does_not_cost_the_next_backup(kam: Kam, client: Path) -> None:
    ahead = FixedClock(NOW + timedelta(days=365))
    for _ in range(KEPT):
        assert kam("backup", client, now=ahead).code == 0
    done = kam("backup", client)
    assert done.code == 0, done.errors
    assert done.out.split(backup_names(kam, client)[0])[1] == ".\n"


def test_after_a_step_in_a_damaged_file_it_says_that_the_step_is_saved(kam: Kam, client: Path) -> None:
    content = bytearray(client.read_bytes())
    at = content.rindex(b"Acme Packaging")
    content[at - 10 : at] = bytes(10)
    client.write_bytes(content)
    earlier = backup_names(kam, client)
    done = kam("schedule", client, "--account", "alfreds", "--when", "2026-11-24T10:00")
    assert (done.code, done.out) == (1, "")
    assert done.errors.startswith("Your changes to “")
    assert "are saved, but there is no backup of them: the file is damaged" in done.errors
    assert len(done.errors.splitlines()) == 1
    assert backup_names(kam, client) == earlier
    with closing(sqlite3.connect(client)) as stock:
        assert stock.execute("SELECT count(*) FROM interaction").fetchone() == (1,)


def run(*arguments: str | bytes | Path, **environment: str) -> str:
    """``kam`` in a process of its own, so that the system hands it the name; what it said, having done it."""
    done = subprocess.run(
        [sys.executable, "-m", "kam", *arguments],
        cwd=ROOT,
        env={**os.environ, "KAM_LANG": "en", "KAM_DEBUG": "1", **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="names there are text, not bytes")
@pytest.mark.parametrize(
    ("name", "environment"),
    [
        (b"\xca\xeb\xe8\xe5\xed\xf2\xfb.kam", {}),
        ("Клиенты.kam".encode(), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
    ids=["a name in another encoding", "a locale that knows no Russian"],
)
def test_any_name_can_be_backed_up_and_restored(
    tmp_path: Path, name: bytes, environment: dict[str, str]
) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    run("new", path, *NEW, **environment)
    assert "The backup is in" in run("backup", path, **environment)
    first = min(Path(os.fsdecode(path + b".backups")).glob("*.kam")).name
    assert "is restored" in run("restore", path, "--backup", first, **environment)
    assert "is sound" in run("check", path, **environment)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.timeout(20)
def test_a_pipe_is_neither_backup_nor_seal(kam: Kam, client: Path) -> None:
    before = client.read_bytes()
    (made, *_) = backup_names(kam, client)
    pipe = client.with_name("pipe.kam")
    os.mkfifo(pipe)
    assert "is not a kam workspace" in kam("restore", client, "--backup", pipe).errors
    seal = client.with_name(f"{client.name}.backups") / f"{made}.sha256"
    seal.unlink()
    os.mkfifo(seal)
    assert "seal" in kam("restore", client, "--backup", made).errors
    assert client.read_bytes() == before
