"""Backups: whole copies made by SQLite's online backup, opened again, checked, and sealed.

They stand in ``NAME.kam.backups`` beside the workspace, where its owner finds them, named by a number and
the moment in UTC: ``NAME-0007-20260309T110000.000250Z.kam``. The number is one above the highest there, and
it alone tells which is newer: clocks go wrong, and what a clock that was ahead has dated would pass for the
newest until that date, while what is made meanwhile is let go. The seal is the file's SHA-256 in
``….kam.sha256``, as ``sha256sum -c`` reads it. A plain SQLite file does not notice most single flipped bytes;
the seal notices all.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.interruptions import held
from kam.store.atomic import PARTIAL, flush, put_in_free_place, put_in_place, sweep, written_aside
from kam.store.engine import connect_to_check, connect_with
from kam.store.faults import explained
from kam.store.files import (
    carries_our_mark,
    drop_sidecars,
    looking_at,
    must_be_file,
    must_have_room,
    real_path,
    recognise,
    sidecar,
)
from kam.store.keys import needed_key
from kam.store.lock import take_lock
from kam.store.retention import KEPT, staying

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

_MOMENT: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"-(?:(?P<number>[0-9]+)-)?(?P<moment>[0-9]{8}T[0-9]{6}\.[0-9]{6}Z)\.kam\Z")
_SEAL = re.compile(rb"\\?(?P<digest>[0-9a-f]{64}) [ *]")
_SEAL_HEAD: Final = 100
_ESCAPES: Final = ((b"\\", b"\\\\"), (b"\n", b"\\n"), (b"\r", b"\\r"))  # of sha256sum, in a file's name
_LONGEST_STEM: Final = 180  # bytes: number, moment and endings need their part of the 255 of a file's name
_KEPT_FILE: Final = "kept.txt"
_KEPT_LENGTH: Final = 8
MOST_KEPT: Final = 500
"""More of the last backups than this never stay."""
_FORGOTTEN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there. ``size`` in bytes; without a seal it cannot be restored.

    The higher ``number`` is the newer one; ``made_at`` is what the computer's clock said. A backup whose name
    has no number has 0.
    """

    path: Path
    number: int
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
    """Back up a workspace, open or closed, and let go of those that ``retention`` has no place for.

    The one just made stays in any case, ``sparing`` too. Whoever is refused gets no folder of backups.

    Raises:
        UserError: what ``recognise`` raises: only a workspace is backed up; ``store.backup_unsound`` when
            the copy does not pass its check: then the workspace itself is damaged, and no earlier backup
            was given up for it.

    """
    path = real_path(path)
    recognise(path)
    with _ready(backup_folder(path), clock) as folder, written_aside(folder) as partial:
        with looking_at(path) as source:
            _copy(source, partial, path)
        if not is_sound(partial):
            raise UserError("store.backup_unsound", path=str(path))
        made = _put_away(partial, path, clock)
    rotate(backup_folder(path), {made.path, sparing}, last_kept(path))
    return made


def last_kept(path: Path) -> int:
    """How many of the last backups of a workspace stay: what ``keep_last`` wrote down, else ``KEPT``."""
    try:
        with (backup_folder(path) / _KEPT_FILE).open("rb") as handle:
            return min(max(int(handle.read(_KEPT_LENGTH)), KEPT), MOST_KEPT)
    except (OSError, ValueError):
        return KEPT


def keep_last(path: Path, count: int) -> None:
    """Let so many of the last backups stay from the next one on, whoever makes it.

    It is written down among the backups, so that window and command line keep to it alike.
    """
    folder = backup_folder(path)
    with explained(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        with written_aside(folder) as partial:
            partial.write_text(f"{min(max(count, KEPT), MOST_KEPT)}\n", "ascii")
            put_in_place(partial, folder / _KEPT_FILE)


@contextmanager
def changes_are_saved(path: Path) -> Iterator[None]:
    """Backing up after changes: a failure in the block says that they are saved and only the backup is not.

    Raises:
        UserError: ``store.backup_failed``, ``store.backup_failed_disk`` (full or failing),
            ``store.backup_failed_damaged`` (the workspace, as its copy showed).

    """
    try:
        yield
    except UserError as error:
        code = _AFTER_CHANGES.get(error.code, "store.backup_failed")
        raise UserError(code, path=str(path), folder=str(backup_folder(path))) from error


_AFTER_CHANGES: Final = {
    "store.disk": "store.backup_failed_disk",
    "store.damaged": "store.backup_failed_damaged",
    "store.backup_unsound": "store.backup_failed_damaged",
}


def list_backups(path: Path) -> list[Backup]:
    """The backups of a workspace, newest first: in the order in which they were made."""
    return list_in(backup_folder(path))


def list_in(folder: Path) -> list[Backup]:
    """The backups that lie in a folder, newest first; none where there is no folder."""
    if not folder.is_dir():
        return []
    with explained(folder):
        found = [_backup(file, match) for file in folder.iterdir() if (match := _NAME.search(file.name))]
    return sorted(
        (backup for backup in found if backup is not None),
        key=lambda backup: (backup.number, backup.made_at),
        reverse=True,
    )


def verify_seal(backup: Path) -> None:
    """Raise unless a backup is byte for byte what was sealed.

    Raises:
        UserError: ``store.seal_missing``, ``store.seal_broken``.

    """
    must_be_file(backup)
    seal = seal_path(backup)
    try:
        head = _head(seal)
    except OSError as error:
        raise UserError("store.seal_missing", path=str(backup), seal=str(seal)) from error
    match = None if head is None else _SEAL.match(head)
    if match is None or match["digest"].decode() != digest(backup):
        raise UserError("store.seal_broken", path=str(backup))


def restore(backup: Path, target: Path, clock: Clock) -> Restored:
    """Put a sealed backup in the place of a workspace, or where nothing is.

    What it replaces becomes a backup itself; if it is too damaged for that, its bytes are kept as they are
    beside the backups (``….replaced``). The target appears whole or stays as it was.

    Raises:
        UserError: the seal is missing or broken, the backup cannot be read by this program, the target is
            open (``store.locked``), is a file of another kind or has no room beside it (``store.no_room``).

    """
    backup, target = real_path(backup), real_path(target)
    verify_seal(backup)
    if backup == target:
        raise UserError("store.same_file", path=str(target))
    lock = take_lock(target, clock)
    try:
        must_have_room(target)
        sweep(target)
        with written_aside(target.parent, target) as partial, explained(target):
            shutil.copyfile(backup, partial)
            if digest(partial) != digest(backup):
                raise UserError("store.disk", path=str(target))
            _must_be_workspace(partial, backup)
            flush(partial)
            kept = _keep_replaced(target, clock, sparing=backup)
            with held():  # without its log, what is to be replaced would have lost what was saved last
                drop_sidecars(target)
                put_in_place(partial, target)
    finally:
        lock.release()
    return Restored(target, kept)


def _must_be_workspace(copy: Path, backup: Path) -> None:
    """Look at what was sealed alone: nothing that lies beside the backup has a say in what comes back."""
    try:
        recognise(copy, alone=True)
    except UserError as error:
        raise UserError(error.code, **{**error.details, "path": str(backup)}) from error


@contextmanager
def _ready(folder: Path, clock: Clock) -> Iterator[Path]:
    """The folder of backups, made and swept; one that was made for nothing goes again."""
    with explained(folder):
        is_new = not folder.exists()
        folder.mkdir(mode=0o700, exist_ok=True)
        _sweep(folder, clock)
    try:
        yield folder
    except BaseException:
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


def _copy(source: DriverConnection, partial: Path, path: Path) -> None:
    with closing(connect_with(needed_key(path), partial, "rw")) as copy, explained(path):
        copy.execute("PRAGMA synchronous = OFF")  # flushed once, when it is put in place
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # a copy of an open file says that it has a log


def is_sound(file: Path) -> bool:
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


def _put_away(partial: Path, path: Path, clock: Clock) -> Backup:
    number, made_at, place = _free_name(path, clock, ".kam")
    with explained(partial):
        size = partial.stat().st_size
    _seal(partial, place)
    try:
        put_in_free_place(partial, place)
    except BaseException:
        with suppress(OSError):
            seal_path(place).unlink()
        raise
    return Backup(place, number, made_at, size, sealed=True)


def _free_name(path: Path, clock: Clock, ending: str) -> tuple[int, datetime, Path]:
    """A number, the moment, and a place among the backups of a workspace where nothing is."""
    number = 1 + max((backup.number for backup in list_backups(path)), default=0)
    made_at = clock.now()
    stem, moment = _short_stem(path), made_at.strftime(_MOMENT)
    while (place := backup_folder(path) / f"{stem}-{number:04}-{moment}{ending}").exists():
        number += 1
    return number, made_at, place


def _short_stem(path: Path) -> str:
    """The workspace's name without its ending, or as much of it as leaves room for the rest."""
    stem = path.stem
    while len(os.fsencode(stem)) > _LONGEST_STEM:
        stem = stem[:-1]
    return stem


def seal_path(backup: Path) -> Path:
    """Where the seal of a backup lies."""
    return sidecar(backup, ".sha256")


def _seal(partial: Path, place: Path) -> None:
    """The seal comes first: a backup that is there is sealed, whenever the power fails.

    The name stands in it as the system has it, be it legible or not, and as ``sha256sum`` escapes it.
    """
    name = os.fsencode(place.name)
    for character, escaped in _ESCAPES:
        name = name.replace(character, escaped)
    mark = b"\\" if name != os.fsencode(place.name) else b""
    with written_aside(place.parent) as seal, explained(place):
        seal.write_bytes(b"%b%b *%b\n" % (mark, digest(partial).encode(), name))
        put_in_place(seal, seal_path(place))


def _head(file: Path) -> bytes | None:
    """The first bytes of a file; None when it is of a kind that might keep us waiting."""
    if not stat.S_ISREG(file.stat().st_mode):
        return None
    with file.open("rb") as handle:
        return handle.read(_SEAL_HEAD)


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    with explained(file), file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _backup(file: Path, match: re.Match[str]) -> Backup | None:
    try:
        made_at = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC)
        found = file.stat()
    except (ValueError, OSError):
        return None  # digits that are no date: not a name of ours; or gone since the folder was read
    if not stat.S_ISREG(found.st_mode):
        return None
    return Backup(file, int(match["number"] or 0), made_at, found.st_size, seal_path(file).is_file())


def rotate(folder: Path, sparing: Collection[Path | None], last: int = KEPT) -> None:
    """Let go of the backups in a folder that have no place there any more."""
    backups = list_in(folder)
    kept = staying([_day(backup.made_at) for backup in backups], last)
    for place, old in enumerate(backups):
        if place in kept or old.path in sparing:
            continue
        with suppress(OSError):  # one that cannot go now goes next time
            old.path.unlink()
            seal_path(old.path).unlink(missing_ok=True)


def _day(moment: datetime) -> date:
    """The day as the owner's computer counts days: by UTC a day in Vladivostok ends at ten in the morning."""
    try:
        return moment.astimezone().date()
    except (OverflowError, ValueError, OSError):  # years that only a broken clock knows
        return moment.date()


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
    with _ready(backup_folder(target), clock) as folder:
        _, _, place = _free_name(target, clock, ".replaced")
        for suffix in ("-wal", "-journal", ""):
            if (source := sidecar(target, suffix)).is_file():
                with written_aside(folder) as partial:
                    shutil.copy2(source, partial)
                    put_in_free_place(partial, sidecar(place, suffix))
    return place
