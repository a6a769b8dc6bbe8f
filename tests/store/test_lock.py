"""The lock: one writer, named to whoever comes second, and nobody when the holder is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.store import lock
from kam.store.lock import Holder, holder_of, lock_path, take_lock
from tests.store.kit import names, start

NOW = datetime(2026, 3, 9, 11, 0, tzinfo=UTC)
CLOCK = FixedClock(NOW)

_HOLD = """
from kam.store.lock import take_lock
held = take_lock(path, clock)
print('held', flush=True)
sys.stdin.read()
held.release()
"""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links and signals of POSIX")


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        take_lock(path, CLOCK)
    return caught.value


def held_elsewhere(path: Path) -> subprocess.Popen[str]:
    process = start(_HOLD, path)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_to_come_is_told_who_was_first(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    held = take_lock(path, CLOCK)
    error = refusal(path)
    held.release()
    assert error.code == "store.locked"
    assert error.details["pid"] == os.getpid()
    assert error.details["since"] == NOW
    assert "@" in str(error.details["holder"])


def test_the_holder_of_another_process_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    process = held_elsewhere(path)
    error = refusal(path)
    process.communicate(timeout=30)
    assert error.details["pid"] == process.pid


def test_releasing_leaves_nothing_behind_and_twice_is_once(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    held = take_lock(path, CLOCK)
    assert names(tmp_path) == {"a.kam.lock"}
    held.release()
    held.release()
    assert names(tmp_path) == set()


def test_releasing_twice_does_not_take_the_lock_of_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    first = take_lock(path, CLOCK)
    first.release()
    second = take_lock(path, CLOCK)
    first.release()
    assert refusal(path).code == "store.locked"
    second.release()


@posix_only
def test_it_is_free_again_when_the_holder_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    process = held_elsewhere(path)
    process.kill()
    process.communicate(timeout=30)
    assert names(tmp_path) == {"a.kam.lock"}
    take_lock(path, CLOCK).release()
    assert names(tmp_path) == set()


def test_a_forgotten_lock_file_of_an_earlier_day_locks_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    lock_path(path).write_text(Holder("ann@old", 1, NOW).text(), "utf-8")
    held = take_lock(path, CLOCK)
    holder = holder_of(path)
    held.release()
    assert holder is not None
    assert holder.pid == os.getpid()


@posix_only
def test_whoever_comes_by_a_link_or_another_spelling_meets_the_same_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    path.touch()
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.kam").symlink_to(path)
    (tmp_path / "door").symlink_to(tmp_path, target_is_directory=True)
    held = take_lock(path, CLOCK)
    ways = [tmp_path / "link.kam", tmp_path / "door" / "a.kam", tmp_path / "sub" / ".." / "a.kam"]
    codes = [refusal(way).code for way in ways]
    held.release()
    assert codes == ["store.locked"] * 3


@posix_only
def test_a_lock_on_a_file_that_was_taken_away_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening the lock file and locking it the last holder may delete it, and a third one come."""
    path = tmp_path / "a.kam"
    first = take_lock(path, CLOCK)
    really_open = lock._open

    def open_just_before_release(beside: Path, workspace: Path) -> int:
        handle = really_open(beside, workspace)
        first.release()
        return handle

    monkeypatch.setattr(lock, "_open", open_just_before_release)
    second = take_lock(path, CLOCK)
    monkeypatch.undo()
    assert refusal(path).code == "store.locked"
    second.release()


@posix_only
def test_the_lock_file_is_never_written_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.kam"
    treasure = tmp_path / "treasure.txt"
    treasure.write_text("mine", "utf-8")
    lock_path(path).symlink_to(treasure)
    with pytest.raises(UserError):
        take_lock(path, CLOCK)
    assert treasure.read_text("utf-8") == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere" / "a.kam")
    assert error.code == "store.folder_missing"
    assert error.details["folder"] == str(tmp_path / "nowhere")


@pytest.mark.parametrize("text", ["", "ann\n", "kam workspace lock\nann@x\nmany\n2026\n", "\n" * 4])
def test_a_lock_file_that_says_nothing_names_nobody(text: str) -> None:
    assert Holder.parse(text) is None


def test_what_a_holder_writes_is_what_the_next_one_reads() -> None:
    holder = Holder("Мария Кречетова@ноутбук", 4711, NOW)
    assert Holder.parse(holder.text()) == holder
