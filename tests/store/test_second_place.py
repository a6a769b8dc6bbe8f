"""Backups in a second place: the same bytes, the same seal, never mixed with those of another workspace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kam.core.clock import FixedClock
from kam.core.errors import UserError
from kam.store.atomic import PARTIAL
from kam.store.backup import (
    Backup,
    backup_folder,
    backup_now,
    keep_last,
    last_kept,
    list_backups,
    list_in,
    restore,
    seal_path,
    verify_seal,
)
from kam.store.retention import KEPT
from kam.store.second_place import copy_to, folder_in, newest_in
from kam.store.workspace import Workspace

NOW = datetime(2026, 3, 9, 11, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("every_kind")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    return made(tmp_path / "work" / "Клиенты.kam", clock)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def made(path: Path, clock: FixedClock) -> Path:
    path.parent.mkdir()
    Workspace.create(path, clock).close()
    return path


def backed_up(path: Path, clock: FixedClock) -> Backup:
    clock.moment += timedelta(minutes=1)
    return backup_now(path, clock)


def test_a_copy_is_the_sealed_backup_itself(path: Path, stick: Path, clock: FixedClock) -> None:
    backup = backed_up(path, clock)
    copy = copy_to(stick, backup, path, last=KEPT)
    assert copy.read_bytes() == backup.path.read_bytes()
    verify_seal(copy)
    newest = newest_in(stick, path)
    assert newest is not None
    assert (newest.path, newest.number, newest.sealed) == (copy, backup.number, True)


def test_a_copy_is_restored_like_any_backup(
    path: Path, stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    copy = copy_to(stick, backed_up(path, clock), path, last=KEPT)
    path.unlink()
    restored = restore(copy, tmp_path / "again.kam", clock)
    Workspace.open(restored.path, clock, read_only=True).close()


def test_workspaces_of_one_name_stay_apart(
    path: Path, stick: Path, clock: FixedClock, tmp_path: Path
) -> None:
    other = made(tmp_path / "other" / "Клиенты.kam", clock)
    for each in (path, other):
        for _ in range(2):
            copy_to(stick, backed_up(each, clock), each, last=KEPT)
    assert folder_in(stick, path) != folder_in(stick, other)
    assert [len(list_in(folder_in(stick, each))) for each in (path, other)] == [2, 2]


def test_what_is_damaged_is_not_copied(path: Path, stick: Path, clock: FixedClock) -> None:
    backup = backed_up(path, clock)
    content = bytearray(backup.path.read_bytes())
    content[5000] ^= 1
    backup.path.write_bytes(content)
    with pytest.raises(UserError, match=r"store\.seal_broken"):
        copy_to(stick, backup, path, last=KEPT)
    assert newest_in(stick, path) is None


def test_a_place_that_is_away_is_said_to_be_and_nothing_is_made_in_its_stead(
    path: Path, tmp_path: Path, clock: FixedClock
) -> None:
    away = tmp_path / "away"
    with pytest.raises(UserError, match=r"store\.second_place_away"):
        copy_to(away, backed_up(path, clock), path, last=KEPT)
    assert not away.exists()
    assert newest_in(away, path) is None


def test_copying_again_changes_nothing_and_leaves_nothing_half_written(
    path: Path, stick: Path, clock: FixedClock
) -> None:
    backup = backed_up(path, clock)
    copies = [copy_to(stick, backup, path, last=KEPT) for _ in range(2)]
    assert copies[0] == copies[1]
    names = {each.name for each in copies[0].parent.iterdir()}
    assert names == {copies[0].name, seal_path(copies[0]).name}
    assert not [name for name in names if name.startswith(PARTIAL)]


def test_the_usual_number_stays_until_another_one_is_chosen(
    path: Path, stick: Path, clock: FixedClock
) -> None:
    for _ in range(KEPT + 3):
        copy_to(stick, backed_up(path, clock), path, last=last_kept(path))
    assert len(list_backups(path)) == len(list_in(folder_in(stick, path))) == KEPT
    keep_last(path, 30)
    for _ in range(3):
        copy_to(stick, backed_up(path, clock), path, last=last_kept(path))
    assert len(list_backups(path)) == len(list_in(folder_in(stick, path))) == KEPT + 3


@pytest.mark.parametrize("written", ["", "seven", "-3", "4", "1e9", "99999999999"])
def test_fewer_than_usual_are_never_kept_whatever_stands_written(path: Path, written: str) -> None:
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    (folder / "kept.txt").write_text(written, "ascii")
    assert KEPT <= last_kept(path) <= 500
