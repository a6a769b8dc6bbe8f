"""The workspace file's life as commands see it: made whole, refused untouched, mended after a crash."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.services.demo import ensure_demo, write_demo, writing
from kam.store.atomic import PARTIAL
from kam.store.files import left_journal
from kam.store.lock import take_lock
from tests.builders import NOW
from tests.store.kit import fingerprint, names, start

Kam = Callable[..., Any]

CLOCK = FixedClock(NOW)
NEW = ("--company", "Acme Packaging", "--me", "Mary Smith", "--lang", "en", "--zone", "Europe/Moscow")
SCHEDULE = ("--when", "2026-11-24T10:00", "--subject", "Prices")

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals, pipes and names of POSIX")


def with_account(kam: Kam, file: Path, name: str = "Alfreds") -> Path:
    """The workspace with one account in it, and no backups."""
    table = file.with_name("accounts.csv")
    table.write_text(f"Name\n{name}\n", "utf-8")
    done = kam("import", file, table, "--kind", "accounts")
    assert done.code == 0, done.errors
    table.unlink()
    shutil.rmtree(file.with_name(f"{file.name}.backups"))
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("undo",),
        ("redo",),
        ("undo", "99"),
        ("schedule", "--account", "nobody", *SCHEDULE),
        ("schedule", "--account", "Alfreds", *SCHEDULE, "--with", "Nobody"),
    ],
    ids=str,
)
def test_a_refused_command_leaves_every_byte_and_the_time_of_change(
    kam: Kam, file: Path, command: tuple[str, ...]
) -> None:
    with_account(kam, file)
    if command == ("undo",):
        assert kam("undo", file).code == 0
    before = fingerprint(file)
    name, *options = command
    refused = kam(name, file, *options)
    assert refused.code != 0
    assert refused.errors.strip()
    assert fingerprint(file) == before


def test_a_damaged_file_is_not_touched_by_a_command_that_would_write(kam: Kam, file: Path) -> None:
    """The damage lies where opening does not look: in the page of the table that is to be written."""
    with_account(kam, file)
    with closing(sqlite3.connect(file)) as stock:
        (root,) = stock.execute("SELECT rootpage FROM sqlite_master WHERE name = 'interaction'").fetchone()
    content = bytearray(file.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 8] = b"\xff" * 8
    file.write_bytes(content)
    before = fingerprint(file)
    refused = kam("schedule", file, "--account", "Alfreds", *SCHEDULE)
    assert refused.code != 0
    assert "damaged" in refused.errors
    assert fingerprint(file) == before
    assert not {f"{file.name}-wal", f"{file.name}-journal"} & names(file.parent)


def killed(*arguments: object, after: float) -> None:
    """Run a command in a process of its own and kill it after so many seconds."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kam", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.kill()
    process.wait(timeout=60)


_DIES_WHILE_MAKING = """
import os, signal
from kam.services import workspaces
from kam.store import {module} as module
def die(*arguments, **named):
    os.kill(os.getpid(), signal.SIGKILL)
module.{function} = die
begin = workspaces.NewWorkspace(company="Acme", me="Mary", language="en", zone="Europe/Moscow")
workspaces.create_workspace(path, begin, clock).close()
"""


@posix_only
@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("workspace", "build_schema"),
        ("unit_of_work", "reindex"),
        ("workspace", "put_in_free_place"),
        ("atomic", "_moved_to_free"),
    ],
)
def test_a_new_workspace_whose_maker_dies_never_was(
    kam: Kam, tmp_path: Path, module: str, function: str
) -> None:
    path = tmp_path / "office.kam"
    start(_DIES_WHILE_MAKING.format(module=module, function=function), path).communicate(timeout=60)
    assert not path.exists()
    assert any(name.startswith(PARTIAL) for name in names(tmp_path))
    assert kam("new", path, *NEW).code == 0
    assert kam("check", path).code == 0
    assert names(tmp_path) == {"office.kam", "office.kam.backups"}


@posix_only
@pytest.mark.slow
@pytest.mark.parametrize("command", ["new", "demo"])
def test_whenever_it_is_killed_the_next_try_succeeds(kam: Kam, tmp_path: Path, command: str) -> None:
    options = NEW if command == "new" else ("--lang", "en")
    for number in range(12):
        path = tmp_path / str(number) / "office.kam"
        path.parent.mkdir()
        killed(command, path, *options, after=0.3 + 0.12 * number)
        if path.exists():
            assert kam("check", path).code == 0
        else:
            assert kam(command, path, *options).code == 0
            assert kam("check", path).code == 0
        assert not any(name.startswith(PARTIAL) for name in names(path.parent)) or path.exists()


def test_only_what_was_written_beside_this_workspace_is_swept(kam: Kam, tmp_path: Path) -> None:
    """What another program writes beside another workspace just now stays."""
    from kam.store.atomic import written_aside

    path, other = tmp_path / "office.kam", tmp_path / "other.kam"
    with written_aside(tmp_path, other) as live, written_aside(tmp_path, path) as dead:
        assert kam("new", path, *NEW).code == 0
        assert live.exists()
        assert not dead.exists()


@pytest.mark.slow
def test_a_demo_that_cannot_be_written_anew_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "demo.kam"
    write_demo(path, language="en", clock=CLOCK)
    before = fingerprint(path)

    def fails(*_: object) -> None:
        raise UserError("store.disk", path=str(path))

    monkeypatch.setattr(writing, "_write", fails)
    with pytest.raises(UserError):
        ensure_demo(path, "en", FixedClock(NOW + timedelta(days=1)))
    assert fingerprint(path) == before
    assert names(tmp_path) == {"demo.kam", "demo.kam.backups"}


_COMMIT_CUT_SHORT = """
import os, signal
from kam.store.engine import connect
connection = connect(path, "rw")
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE account SET name = 'Half'")
connection.execute("UPDATE search_document SET tokens = tokens || ' half'")
connection.execute("CREATE TABLE half (x TEXT) STRICT")
connection.executemany("INSERT INTO half VALUES (?)", [("x" * 3000,)] * 50)
os.kill(os.getpid(), signal.SIGKILL)
"""


@posix_only
@pytest.mark.parametrize("command", ["check", "backup", "history", "undo"])
def test_the_first_command_after_a_crash_just_works(kam: Kam, file: Path, command: str) -> None:
    with_account(kam, file)
    before = file.read_bytes()
    start(_COMMIT_CUT_SHORT, file).communicate(timeout=60)
    assert left_journal(file)
    done = kam(command, file)
    assert done.code == 0, done.errors
    if command != "undo":
        assert file.read_bytes() == before
    assert kam("check", file).code == 0


@pytest.mark.parametrize(
    "command", [("new", *NEW), ("restore", "--backup"), ("check",), ("backup",), ("undo",), ("restore",)]
)
def test_the_root_of_the_disk_is_called_a_folder(kam: Kam, file: Path, command: tuple[str, ...]) -> None:
    backup = next(file.with_name(f"{file.name}.backups").glob("*.kam"))
    name, *options = command
    refused = kam(name, file.anchor, *options, *([backup] if options == ["--backup"] else []))
    assert refused.code != 0
    assert "is a folder" in refused.errors


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal", ".lock"])
def test_a_folder_in_the_place_of_our_own_files_is_named(kam: Kam, file: Path, suffix: str) -> None:
    with_account(kam, file)
    taken = file.with_name(file.name + suffix)
    taken.mkdir()
    before, beside = fingerprint(file), names(file.parent)
    refused = kam("schedule", file, "--account", "Alfreds", *SCHEDULE)
    assert refused.code != 0
    assert str(taken) in refused.errors
    assert fingerprint(file) == before
    made = kam("new", file.with_name("new.kam"), *NEW)
    assert made.code == 0
    taken.rename(file.with_name(f"new.kam{suffix}"))
    file.with_name("new.kam").unlink()
    refused = kam("new", file.with_name("new.kam"), *NEW)
    assert refused.code != 0
    assert f"new.kam{suffix}" in refused.errors
    assert names(file.parent) - {"new.kam.backups", f"new.kam{suffix}"} == beside - {taken.name}


@posix_only
@pytest.mark.parametrize("kind", ["pipe", "socket"])
@pytest.mark.parametrize(
    "command",
    [
        ("open",),
        ("check",),
        ("backup",),
        ("undo",),
        ("history",),
        ("new", *NEW),
        ("demo",),
        ("restore", "--backup"),
    ],
    ids=lambda command: str(command[0]),
)
def test_what_is_no_file_is_refused_at_once(
    kam: Kam, file: Path, kind: str, command: tuple[str, ...]
) -> None:
    backup = next(file.with_name(f"{file.name}.backups").glob("*.kam"))
    with tempfile.TemporaryDirectory(prefix="kam") as folder, socket.socket(socket.AF_UNIX) as bound:
        special = Path(folder) / "s.kam"
        if kind == "pipe":
            os.mkfifo(special)
        else:
            bound.bind(str(special))
        name, *options = command
        refused = kam(name, special, *options, *([backup] if options == ["--backup"] else []))
        assert refused.code != 0
        assert "is not a kam workspace" in refused.errors
        assert names(Path(folder)) == {"s.kam"}


def test_taking_the_lock_of_a_folder_or_a_pipe_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder.kam"
    folder.mkdir()
    with pytest.raises(UserError) as caught:
        take_lock(folder, CLOCK)
    assert caught.value.code == "store.is_a_folder"
    assert names(tmp_path) == {"folder.kam"}
