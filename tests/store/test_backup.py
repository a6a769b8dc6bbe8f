"""Backups: whole, checked, sealed, the last twelve; restoring never loses what it replaces."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

import pytest
from sqlalchemy import select

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.models import Account
from kam.store import backup as backups
from kam.store.atomic import PARTIAL
from kam.store.backup import backup_folder, backup_now, list_backups, restore, verify_seal
from kam.store.retention import KEPT
from kam.store.workspace import Workspace
from tests.store.kit import fingerprint, holding, names, spoil

NOW = datetime(2026, 3, 9, 11, 0, 0, 250, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("every_kind")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    made = tmp_path / "Клиенты.kam"
    Workspace.create(made, clock).close()
    return made


@pytest.fixture
def write(path: Path, clock: FixedClock) -> Callable[[str], Path]:
    """Open, add an account, close: the backup made by that."""

    def add(name: str) -> Path:
        workspace = Workspace.open(path, clock)
        with workspace.writing("test.added") as unit:
            unit.add(Account(name=name))
        made = workspace.close()
        assert made is not None
        clock.moment += timedelta(hours=1)
        return made.path

    return add


def accounts(path: Path, clock: FixedClock) -> list[str]:
    with Workspace.open(path, clock, read_only=True) as workspace, workspace.reading() as session:
        return list(session.scalars(select(Account.name).order_by(Account.id)))


def refusal(call: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        call()
    return caught.value


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_closing_after_changes_makes_a_sealed_backup_named_by_the_moment(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    made = write("Альфа")
    assert made == path.parent / "Клиенты.kam.backups" / "Клиенты-0001-20260309T110000.000250Z.kam"
    (listed,) = list_backups(path)
    assert (listed.path, listed.made_at, listed.sealed) == (made, NOW, True)
    assert listed.size == made.stat().st_size
    assert accounts(made, clock) == ["Альфа"]
    assert names(made.parent) == {made.name, f"{made.name}.sha256"}


@pytest.mark.skipif(which("sha256sum") is None, reason="needs sha256sum")
def test_the_seal_is_one_that_sha256sum_can_check(write: Callable[[str], Path]) -> None:
    made = write("Альфа")
    done = subprocess.run(["sha256sum", "-c", f"{made.name}.sha256"], cwd=made.parent, check=False)
    assert done.returncode == 0


def test_the_last_twelve_are_kept_newest_first(path: Path, write: Callable[[str], Path]) -> None:
    made = [write(f"Client {number}") for number in range(KEPT + 3)]
    assert [found.path for found in list_backups(path)] == made[: -KEPT - 1 : -1]
    assert len(names(backup_folder(path))) == 2 * KEPT, "no seal outlives its backup"


def test_backups_of_one_moment_all_stand(path: Path, clock: FixedClock) -> None:
    made = [backup_now(path, clock) for _ in range(3)]
    assert list_backups(path) == made[::-1]


def test_what_the_owner_put_beside_the_backups_stays(path: Path, write: Callable[[str], Path]) -> None:
    folder = backup_folder(path)
    folder.mkdir()
    own = {
        "notes.txt",
        "Клиенты copy.kam",
        "Клиенты-20269999T999999.999999Z.kam",
        "x-20260309T110000.000000Z.kam~",
    }
    for name in own:
        (folder / name).write_text("mine", "utf-8")
    for number in range(KEPT + 1):
        write(f"Client {number}")
    assert own <= names(folder)
    assert len(list_backups(path)) == KEPT


def test_an_open_workspace_is_backed_up_with_everything_committed(path: Path, clock: FixedClock) -> None:
    with Workspace.open(path, clock) as workspace:
        with workspace.writing("test.added") as unit:
            unit.add(Account(name="Committed"))
        with workspace.writing("test.added") as unit:
            unit.add(Account(name="Not yet"))
            unit.flush()
            made = backup_now(path, clock)
    assert accounts(made.path, clock) == ["Committed"]


def test_what_another_program_holds_can_be_backed_up(path: Path, clock: FixedClock) -> None:
    with holding(path):
        made = backup_now(path, clock)
    assert accounts(made.path, clock) == []


@pytest.mark.slow
def test_a_copy_that_does_not_pass_its_check_costs_no_earlier_backup(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    for number in range(KEPT):
        write(f"Client {number}")
    kept = list_backups(path)
    spoil(path)
    assert refusal(lambda: backup_now(path, clock)).code == "store.backup_unsound"
    assert list_backups(path) == kept
    assert len(names(backup_folder(path))) == 2 * KEPT


def test_unfinished_copies_of_a_crash_are_swept_away_but_not_those_being_made(
    path: Path, clock: FixedClock
) -> None:
    backup_now(path, clock)
    folder = backup_folder(path)
    made = folder / f"{PARTIAL}abc"
    made.touch()
    clock.moment = datetime.fromtimestamp(made.stat().st_mtime, UTC) + timedelta(hours=1)
    backup_now(path, clock)
    assert made.exists()
    clock.moment += timedelta(days=1)
    backup_now(path, clock)
    assert not made.exists()


def test_a_backup_comes_back_in_the_place_of_the_workspace(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    first = write("Альфа")
    write("Бета")
    done = restore(first, path, clock)
    assert done.path == path
    assert accounts(path, clock) == ["Альфа"]
    assert done.replaced is not None
    assert accounts(done.replaced, clock) == ["Альфа", "Бета"]
    verify_seal(done.replaced)
    assert names(path.parent) == {path.name, f"{path.name}.backups"}


@pytest.mark.slow
def test_restoring_the_oldest_of_twelve_does_not_lose_it(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    oldest, *_ = [write(f"Client {number}") for number in range(KEPT)]
    restore(oldest, path, clock)
    assert accounts(path, clock) == ["Client 0"]
    assert oldest.exists()


def test_a_backup_comes_back_as_a_new_file(
    tmp_path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    new = tmp_path / "new.kam"
    assert restore(write("Альфа"), new, clock).replaced is None
    assert accounts(new, clock) == ["Альфа"]


def test_a_log_beside_the_replaced_file_does_not_leak_into_the_restored_one(
    tmp_path: Path, path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    made = write("Альфа")
    workspace = Workspace.open(path, clock)
    with workspace.writing("test.added") as unit:
        unit.add(Account(name="Crashed"))
    crashed = tmp_path / "crashed.kam"
    for suffix in ("", "-wal"):
        crashed.with_name(crashed.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    workspace.close()
    done = restore(made, crashed, clock)
    assert accounts(crashed, clock) == ["Альфа"]
    assert done.replaced is not None
    assert accounts(done.replaced, clock) == ["Альфа", "Crashed"]


@pytest.mark.parametrize("damage", ["garbage", "truncated", "empty"])
def test_a_damaged_workspace_is_replaced_and_its_bytes_are_kept(
    path: Path, write: Callable[[str], Path], clock: FixedClock, damage: str
) -> None:
    made = write("Альфа")
    whole = path.read_bytes()
    broken = {"garbage": b"?" * 5000, "truncated": whole[:9000], "empty": b""}[damage]
    path.write_bytes(broken)
    done = restore(made, path, clock)
    assert accounts(path, clock) == ["Альфа"]
    if damage == "empty":
        assert done.replaced is None
    else:
        assert done.replaced is not None
        assert done.replaced.read_bytes() == broken
        assert [found.path for found in list_backups(path)] == [made]


def test_a_file_of_another_kind_is_not_replaced(
    tmp_path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    made = write("Альфа")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ann", "utf-8")
    before = fingerprint(letter)
    assert refusal(lambda: restore(made, letter, clock)).code == "store.not_a_workspace"
    assert refusal(lambda: restore(made, tmp_path, clock)).code == "store.is_a_folder"
    assert fingerprint(letter) == before


def test_an_open_workspace_is_not_replaced(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    made = write("Альфа")
    before = fingerprint(path)
    workspace = Workspace.open(path, clock)
    assert refusal(lambda: restore(made, path, clock)).code == "store.locked"
    workspace.close()
    assert accounts(path, clock) == ["Альфа"]
    assert fingerprint(path)[1] == before[1]


def test_a_backup_cannot_replace_itself(write: Callable[[str], Path], clock: FixedClock) -> None:
    made = write("Альфа")
    before = fingerprint(made)
    assert refusal(lambda: restore(made, made, clock)).code == "store.same_file"
    assert fingerprint(made) == before


@pytest.mark.parametrize("at", [0, 40, 4096, 50_000, -1])
def test_one_flipped_bit_breaks_the_seal_and_nothing_is_restored(
    path: Path, write: Callable[[str], Path], clock: FixedClock, at: int
) -> None:
    made = write("Альфа")
    flip(made, at)
    before = fingerprint(path)
    error = refusal(lambda: restore(made, path, clock))
    assert (error.code, error.details["path"]) == ("store.seal_broken", str(made))
    assert fingerprint(path) == before


def test_a_backup_without_a_seal_is_listed_as_such_and_not_restored(
    path: Path, write: Callable[[str], Path], clock: FixedClock
) -> None:
    made = write("Альфа")
    made.with_name(f"{made.name}.sha256").unlink()
    assert [found.sealed for found in list_backups(path)] == [False]
    assert refusal(lambda: restore(made, path, clock)).code == "store.seal_missing"
    assert refusal(lambda: restore(made.with_name("none.kam"), path, clock)).code == "store.missing"


def test_an_interrupted_restore_leaves_the_workspace_as_it_was(
    path: Path, write: Callable[[str], Path], clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write("Альфа")
    write("Бета")

    def power_fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "put_in_place", power_fails)
    with pytest.raises((UserError, OSError)):
        restore(first, path, clock)
    monkeypatch.undo()
    assert accounts(path, clock) == ["Альфа", "Бета"]
    assert names(path.parent) == {path.name, f"{path.name}.backups"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_nobody_else_may_read_a_workspace_or_its_backups(path: Path, write: Callable[[str], Path]) -> None:
    made = write("Альфа")
    assert [file.stat().st_mode & 0o077 for file in (path, made, made.parent)] == [0, 0, 0]
