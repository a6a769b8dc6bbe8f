"""What the tests of the file share: looking at bytes, and other processes that open, hold and die."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

import sqlcipher3.dbapi2 as driver

from kam.store.engine import connect
from kam.store.keys import header_of, is_sealed

ROOT = Path(__file__).resolve().parents[2]

PASSPHRASE = "жёлтый чемодан у моря"  # noqa: S105 - of nothing but tests

_PREAMBLE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from kam.core.clock import FixedClock
from kam.store.keys import is_shut, unlock
from kam.store.workspace import Workspace
path = Path(sys.argv[1])
if is_shut(path):
    unlock(path, {passphrase!r})
clock = FixedClock(datetime(2026, 3, 9, 11, 0, tzinfo=UTC))
""".replace("{passphrase!r}", repr(PASSPHRASE))


def start(code: str, *arguments: object, bare: bool = False) -> subprocess.Popen[str]:
    """Another process that runs a piece of code about the workspace at its first argument.

    Unless it is ``bare``, ``path``, ``clock`` and ``Workspace`` are there.
    """
    return subprocess.Popen(
        [sys.executable, "-c", code if bare else _PREAMBLE + code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(code: str, *arguments: object, bare: bool = False) -> list[str]:
    """The lines that such a process printed."""
    process = start(code, *arguments, bare=bare)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.splitlines()


@contextmanager
def holding(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the workspace open for writing."""
    process = start(
        "w = Workspace.open(path, clock)\nprint('open', flush=True)\nsys.stdin.read()\nw.close()", path
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
    finally:
        process.communicate(timeout=60)


def fingerprint(path: Path) -> tuple[str, int, int]:
    """A file's bytes, length and time of change."""
    found = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_size, found.st_mtime_ns


def names(folder: Path) -> set[str]:
    """What stands in a folder."""
    return {found.name for found in folder.iterdir()}


@contextmanager
def foreign_hand(path: Path) -> Iterator[Connection]:
    """A connection that changes a workspace behind our back, be it encrypted or not."""
    connection = connect(path, "rw")
    try:
        yield connection
    finally:
        connection.close()


def another_tool(path: Path) -> Connection:
    """A workspace as other programs open it: stock SQLite, or SQLCipher with the passphrase."""
    if not is_sealed(path):
        return sqlite3.connect(path)
    tool: Connection = driver.connect(str(path))
    tool.execute(f"PRAGMA key = '{PASSPHRASE}'")
    return tool


def ask_for_a_log(path: Path) -> None:
    """Leave a closed workspace as programs do that keep it with a log, and without that log."""
    with foreign_hand(path) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    assert header_of(path)[18:20] == b"\x02\x02"


def spoil(path: Path, table: str = "phrase") -> None:
    """Break the first page of a table, one of which opening and writing accounts take no notice."""
    with foreign_hand(path) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : (root - 1) * 4096 + 24] = bytes(24)
    path.write_bytes(content)
