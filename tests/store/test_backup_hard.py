"""Backups of what is no workspace, by clocks that are wrong, under names that are hard to write."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

import pytest
from sqlalchemy import select

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.models import Account
from kam.store.atomic import PARTIAL
from kam.store.backup import backup_folder, backup_now, list_backups, restore, verify_seal
from kam.store.migrations import HEAD
from kam.store.retention import KEPT
from kam.store.workspace import Workspace
from tests.store.kit import fingerprint, names, spoil

NOW = datetime(2026, 3, 9, 11, 0, tzinfo=UTC)

pipes_only = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
any_bytes = pytest.mark.skipif(sys.platform != "linux", reason="names there are text, not bytes")
no_waiting = pytest.mark.timeout(20, method="thread")  # SQLite waits on through signals


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    made = tmp_path / "a.kam"
    Workspace.create(made, clock).close()
    return made


def add(path: Path, clock: FixedClock, name: str) -> Path:
    """Open, add an account, close: the backup made by that."""
    workspace = Workspace.open(path, clock)
    with workspace.writing("test.added") as unit:
        unit.add(Account(name=name))
    made = workspace.close()
    assert made is not None
    return made.path


def accounts(path: Path, clock: FixedClock) -> list[str]:
    with Workspace.open(path, clock, read_only=True) as workspace, workspace.reading() as session:
        return list(session.scalars(select(Account.name).order_by(Account.name)))


def refusal(call: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


# What is no workspace


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stock:
        stock.execute("CREATE TABLE t (x)")
        stock.commit()


def newer(path: Path) -> None:
    Workspace.create(path, FixedClock(NOW)).close()
    with closing(sqlite3.connect(path)) as stock:
        stock.execute(f"PRAGMA user_version = {HEAD + 1}")
        stock.commit()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda _: None, "store.missing"),
        (Path.mkdir, "store.is_a_folder"),
        (Path.touch, "store.empty"),
        (lambda path: path.write_text("Dear Ann", "utf-8"), "store.not_a_workspace"),
        (foreign, "store.foreign"),
        (newer, "store.newer"),
        pytest.param(os.mkfifo, "store.not_a_workspace", marks=[pipes_only, no_waiting]),
    ],
    ids=["nothing", "folder", "empty", "letter", "foreign", "newer", "pipe"],
)
def test_only_a_workspace_is_backed_up_and_who_is_refused_gets_no_folder(
    tmp_path: Path, clock: FixedClock, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "thing.kam"
    make(path)
    beside = names(tmp_path)
    error = refusal(lambda: backup_now(path, clock))
    assert (error.code, error.details["path"]) == (code, str(path))
    assert names(tmp_path) == beside


@pytest.mark.usefixtures("every_kind")
def test_a_copy_that_does_not_pass_leaves_nothing_behind(path: Path, clock: FixedClock) -> None:
    folder = add(path, clock, "Spoiled").parent
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    spoil(path)
    assert refusal(lambda: backup_now(path, clock)).code == "store.backup_unsound"
    assert names(path.parent) == {path.name}


# Clocks


def test_the_backup_just_made_stays_among_many_from_the_future(path: Path, clock: FixedClock) -> None:
    clock.moment = NOW + timedelta(days=365)
    ahead = [backup_now(path, clock).path for _ in range(KEPT)]
    clock.moment = NOW
    made = backup_now(path, clock)
    assert made.path.exists()
    assert made.size == made.path.stat().st_size
    assert [found.path for found in list_backups(path)] == [made.path, *ahead[:0:-1]]


@pytest.mark.slow
def test_the_last_twelve_are_the_last_made_whatever_the_clock_said(path: Path, clock: FixedClock) -> None:
    """One step back of some hours, as when a computer with two systems finds the right time again."""
    made = []
    for number in range(2 * KEPT):
        clock.moment = NOW + timedelta(minutes=number, hours=3 if number % 5 == 0 else 0)
        made.append(backup_now(path, clock).path)
    assert [found.path for found in list_backups(path)] == made[: -KEPT - 1 : -1]


@pytest.mark.slow
def test_yesterdays_last_backup_outlives_a_busy_afternoon(path: Path, clock: FixedClock) -> None:
    _, yesterday = backup_now(path, clock), backup_now(path, clock)
    clock.moment += timedelta(days=1)
    today = [backup_now(path, clock).path for _ in range(2 * KEPT)]
    assert [found.path for found in list_backups(path)] == [*today[: -KEPT - 1 : -1], yesterday.path]
    verify_seal(yesterday.path)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones of POSIX")
def test_a_day_is_one_of_the_owners_calendar(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """21:30 and 23:30 in Vladivostok on 9 March are both on 9 March, 9:30 next morning is another day."""
    monkeypatch.setenv("TZ", "Asia/Vladivostok")
    time.tzset()
    try:
        for hour in (11, 13):
            clock.moment = datetime(2026, 3, 9, hour, 30, tzinfo=UTC)
            evening = backup_now(path, clock)
        clock.moment = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
        for _ in range(KEPT):
            backup_now(path, clock)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert list_backups(path)[-1].path == evening.path
    assert len(list_backups(path)) == KEPT + 1


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones of POSIX")
@pytest.mark.parametrize(
    ("zone", "moment"),
    [("America/New_York", "00010101T000000.000000Z"), ("Asia/Vladivostok", "99991231T235959.999999Z")],
)
def test_years_that_only_a_broken_clock_knows_stop_nothing(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, zone: str, moment: str
) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    (folder / f"a-{moment}.kam").touch()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        made = [backup_now(path, clock) for _ in range(KEPT)]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert list_backups(path)[:KEPT] == made[::-1]


# Names


HARD_NAMES = [
    pytest.param(b"\xff\xfe\xcf\xf0\xe8\xe2\xe5\xf2.kam", marks=any_bytes, id="not text"),
    pytest.param("Клиенты\n\\2026\r.kam".encode(), marks=any_bytes, id="line break"),
    pytest.param(("я" * 121 + ".kam").encode(), id="as long as it may be"),
]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_any_name_that_a_file_may_have_can_be_backed_up_and_restored(
    tmp_path: Path, clock: FixedClock, name: bytes
) -> None:
    path = tmp_path / os.fsdecode(name)
    Workspace.create(path, clock).close()
    made = add(path, clock, "Альфа")
    add(path, clock, "Бета")
    verify_seal(made)
    assert [found.sealed for found in list_backups(path)] == [True, True]
    assert restore(made, path, clock).replaced is not None
    assert accounts(path, clock) == ["Альфа"]


@pytest.mark.skipif(which("sha256sum") is None, reason="needs sha256sum")
@pytest.mark.parametrize("name", HARD_NAMES)
def test_the_seal_of_a_hard_name_is_one_that_sha256sum_can_check(
    tmp_path: Path, clock: FixedClock, name: bytes
) -> None:
    path = tmp_path / os.fsdecode(name)
    Workspace.create(path, clock).close()
    made = backup_now(path, clock).path
    done = subprocess.run(
        [b"sha256sum", b"-c", os.fsencode(made) + b".sha256"], cwd=made.parent, check=False, env={}
    )
    assert done.returncode == 0


# Pipes and other files that are none


@pipes_only
@no_waiting
def test_a_pipe_in_the_place_of_the_seal_is_not_waited_for(path: Path, clock: FixedClock) -> None:
    made = add(path, clock, "Альфа")
    seal = made.with_name(f"{made.name}.sha256")
    seal.unlink()
    os.mkfifo(seal)
    assert [found.sealed for found in list_backups(path)] == [False]
    assert refusal(lambda: restore(made, path, clock)).code == "store.seal_broken"


@pipes_only
@no_waiting
def test_a_pipe_is_no_backup(path: Path, clock: FixedClock) -> None:
    folder = add(path, clock, "Альфа").parent
    pipe = folder / "a-0002-20260309T110000.000000Z.kam"
    os.mkfifo(pipe)
    (folder / "a-0003-20260309T110000.000000Z.kam").mkdir()
    (folder / "a-0004-20260309T110000.000000Z.kam").symlink_to("nowhere")
    assert [found.number for found in list_backups(path)] == [1]
    before = fingerprint(path)
    assert refusal(lambda: restore(pipe, path, clock)).code == "store.not_a_workspace"
    assert fingerprint(path) == before


@pipes_only
@no_waiting
@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_what_lies_beside_a_backup_has_no_say_in_what_comes_back(
    path: Path, clock: FixedClock, suffix: str
) -> None:
    made = add(path, clock, "Альфа")
    add(path, clock, "Бета")
    os.mkfifo(made.with_name(made.name + suffix))
    restore(made, path, clock)
    assert accounts(path, clock) == ["Альфа"]


@pipes_only
@no_waiting
@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_pipe_beside_what_is_to_be_replaced_is_not_waited_for(
    path: Path, clock: FixedClock, suffix: str
) -> None:
    made = add(path, clock, "Альфа")
    os.mkfifo(path.with_name(path.name + suffix))
    before = fingerprint(path), names(path.parent)
    assert refusal(lambda: restore(made, path, clock)).code == "store.no_room"
    assert (fingerprint(path), names(path.parent)) == before


def test_a_sealed_file_that_is_no_workspace_does_not_come_back(
    tmp_path: Path, path: Path, clock: FixedClock
) -> None:
    other = tmp_path / "other.kam"
    foreign(other)
    digest = hashlib.sha256(other.read_bytes()).hexdigest()
    other.with_name("other.kam.sha256").write_text(f"{digest} *{other.name}\n", "utf-8")
    before = fingerprint(path), names(tmp_path)
    error = refusal(lambda: restore(other, path, clock))
    assert (error.code, error.details["path"]) == ("store.foreign", str(other))
    assert (fingerprint(path), names(tmp_path)) == before


# After a step


def written(path: Path, clock: FixedClock) -> Workspace:
    workspace = Workspace.open(path, clock)
    with workspace.writing("test.added") as unit:
        unit.add(Account(name="Saved"))
    return workspace


@pytest.mark.usefixtures("every_kind")
def test_a_step_in_a_damaged_file_is_said_to_be_saved(path: Path, clock: FixedClock) -> None:
    kept = add(path, clock, "Spoiled")
    spoil(path)
    workspace = written(path, clock)
    error = refusal(workspace.close)
    assert error.code == "store.backup_failed_damaged"
    assert [found.path for found in list_backups(path)] == [kept]
    assert "Saved" in accounts(path, clock)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_step_before_the_disk_was_full_is_said_to_be_saved(path: Path, clock: FixedClock) -> None:
    import resource
    import signal

    workspace = written(path, clock)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        error = refusal(workspace.close)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert error.code == "store.backup_failed_disk"
    assert error.details == {"path": str(path), "folder": str(backup_folder(path))}
    assert not backup_folder(path).exists() or not any(
        name.startswith(PARTIAL) or name.endswith(".kam") for name in names(backup_folder(path))
    )
    assert accounts(path, clock) == ["Saved"]
