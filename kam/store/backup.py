"""Backups: whole copies made by SQLite's online backup, opened again, checked, and sealed.

They stand in ``NAME.kam.backups`` beside the workspace, where its owner finds them, named by the moment
in UTC. The seal is the file's SHA-256 in ``….kam.sha256``, as ``sha256sum -c`` reads it. A plain SQLite
file does not notice most single flipped bytes; the seal notices all.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.interruptions import held
from kam.store.atomic import PARTIAL, flush, put_in_free_place, put_in_place, written_aside
from kam.store.engine import connect, connect_to_check
from kam.store.faults import explained
from kam.store.files import (
    carries_our_mark,
    drop_sidecars,
    looking_at,
    must_be_file,
    real_path,
    recognise,
    sidecar,
)
from kam.store.lock import take_lock

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

KEPT: Final = 12
"""How many backups of a workspace are kept."""

_MOMENT: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"-(?P<moment>\d{8}T\d{6}\.\d{6}Z)\.kam")
_SEAL = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *]")
_FORGOTTEN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there. ``size`` in bytes; without a seal it cannot be restored."""

    path: Path
    made_at: datetime
    size: int
    sealed: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: the workspace, and where the file that it replaced is kept now."""

    path: Path
    replaced: Path | None


def backup_folder(path: Path) -> Path:
    """Where the backups of a workspace stand."""
    real = real_path(path)
    return real.with_name(real.name + ".backups")


def backup_now(path: Path, clock: Clock, *, sparing: Path | None = None) -> Backup:
    """Back up a workspace, open or closed, and let the oldest beyond twelve go (``sparing`` one).

    Raises:
        UserError: ``store.backup_unsound`` when the copy does not pass its check: then the workspace
            itself is damaged, and no earlier backup was given up for it.

    """
    path = real_path(path)
    folder = backup_folder(path)
    with explained(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder, clock)
    with written_aside(folder) as partial:
        with looking_at(path) as source:
            _copy(source, partial)
        if not _is_sound(partial):
            raise UserError("store.backup_unsound", path=str(path))
        made_at, place = _free_name(folder, path, clock)
        _seal(partial, place)
        put_in_free_place(partial, place)
    _rotate(path, sparing)
    return Backup(place, made_at, place.stat().st_size, sealed=True)


def list_backups(path: Path) -> list[Backup]:
    """The backups of a workspace, newest first."""
    folder = backup_folder(path)
    if not folder.is_dir():
        return []
    with explained(folder):
        found = [_backup(file, match) for file in folder.iterdir() if (match := _NAME.search(file.name))]
    return sorted((b for b in found if b is not None), key=lambda backup: backup.made_at, reverse=True)


def verify_seal(backup: Path) -> None:
    """Raise unless a backup is byte for byte what was sealed.

    Raises:
        UserError: ``store.seal_missing``, ``store.seal_broken``.

    """
    must_be_file(backup)
    seal = _seal_path(backup)
    try:
        match = _SEAL.match(seal.read_text("utf-8", "replace"))
    except OSError as error:
        raise UserError("store.seal_missing", path=str(backup), seal=str(seal)) from error
    if match is None or match["digest"] != _digest(backup):
        raise UserError("store.seal_broken", path=str(backup))


def restore(backup: Path, target: Path, clock: Clock) -> Restored:
    """Put a sealed backup in the place of a workspace, or where nothing is.

    What it replaces becomes a backup itself; if it is too damaged for that, its bytes are kept as they are
    beside the backups (``….replaced``). The target appears whole or stays as it was.

    Raises:
        UserError: the seal is missing or broken, the backup cannot be read by this program, the target is
            open (``store.locked``) or is a file of another kind.

    """
    backup, target = real_path(backup), real_path(target)
    verify_seal(backup)
    recognise(backup, alone=True)
    if backup == target:
        raise UserError("store.same_file", path=str(target))
    lock = take_lock(target, clock)
    try:
        with written_aside(target.parent) as partial, explained(target):
            shutil.copyfile(backup, partial)
            if _digest(partial) != _digest(backup):
                raise UserError("store.disk", path=str(target))
            flush(partial)
            kept = _keep_replaced(target, clock, sparing=backup)
            with held():  # without its log, what is to be replaced would have lost what was saved last
                drop_sidecars(target)
                put_in_place(partial, target)
    finally:
        lock.release()
    return Restored(target, kept)


def _copy(source: DriverConnection, partial: Path) -> None:
    with closing(connect(partial, "rw")) as copy, explained(partial):
        copy.execute("PRAGMA synchronous = OFF")  # flushed once, when it is put in place
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # a copy of an open file says that it has a log


def _is_sound(file: Path) -> bool:
    """Open the copy anew, and check its pages, constraints, search index and references."""
    try:
        with closing(connect_to_check(file)) as connection, explained(file):
            pages = connection.execute("PRAGMA integrity_check(1)").fetchone()
            stray = connection.execute("PRAGMA foreign_key_check").fetchone()
    except UserError as error:
        if error.code != "store.damaged":
            raise
        return False
    except driver.DatabaseError:
        return False  # the schema's own text is spoiled
    return bool(pages == ("ok",) and stray is None)


def _free_name(folder: Path, path: Path, clock: Clock) -> tuple[datetime, Path]:
    made_at = clock.now()
    while (place := folder / f"{path.stem}-{made_at.strftime(_MOMENT)}.kam").exists():
        made_at += timedelta(microseconds=1)
    return made_at, place


def _seal_path(backup: Path) -> Path:
    return sidecar(backup, ".sha256")


def _seal(partial: Path, place: Path) -> None:
    """The seal comes first: a backup that is there is sealed, whenever the power fails."""
    with written_aside(place.parent) as seal, explained(place):
        seal.write_bytes(f"{_digest(partial)} *{place.name}\n".encode())
        put_in_place(seal, _seal_path(place))


def _digest(file: Path) -> str:
    with explained(file), file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _backup(file: Path, match: re.Match[str]) -> Backup | None:
    try:
        made_at = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None  # digits that are no date: not a name of ours
    if match.end() != len(file.name):
        return None
    return Backup(file, made_at, file.stat().st_size, _seal_path(file).exists())


def _rotate(path: Path, sparing: Path | None) -> None:
    for old in list_backups(path)[KEPT:]:
        if old.path == sparing:
            continue
        with suppress(OSError):  # one that cannot go now goes next time
            old.path.unlink()
            _seal_path(old.path).unlink(missing_ok=True)


def _sweep(folder: Path, clock: Clock) -> None:
    """Take away unfinished copies that a crash left."""
    for file in folder.glob(PARTIAL + "*"):
        with suppress(OSError):
            if clock.now() - datetime.fromtimestamp(file.stat().st_mtime, UTC) > _FORGOTTEN:
                file.unlink()


def _keep_replaced(target: Path, clock: Clock, *, sparing: Path) -> Path | None:
    try:
        must_be_file(target)
    except UserError as error:
        if error.code in {"store.missing", "store.empty"}:
            return None
        raise
    if target.suffix != ".kam" and not carries_our_mark(target):
        raise UserError("store.not_a_workspace", path=str(target))
    try:
        recognise(target, alone=True)
        return backup_now(target, clock, sparing=sparing).path
    except UserError as error:
        if error.code in {"store.disk", "store.no_permission"}:
            raise
        return _keep_bytes(target, clock)


def _keep_bytes(target: Path, clock: Clock) -> Path:
    folder = backup_folder(target)
    folder.mkdir(mode=0o700, exist_ok=True)
    _, place = _free_name(folder, target, clock)
    place = place.with_suffix(".replaced")
    for suffix in ("-wal", "-journal", ""):
        if (source := sidecar(target, suffix)).exists():
            shutil.copy2(source, sidecar(place, suffix))
            flush(sidecar(place, suffix))
    return place
