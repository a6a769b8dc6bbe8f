"""Finishing what a crash interrupted: nothing is believed of it before it was tried on a copy.

A log (``-wal``) or a rollback journal beside a file that nobody has open was left by a crash. SQLite would
apply it at once, whatever it is: a journal of another file bears the right name, too. So it is looked at and
tried, and the bytes as the crash left them are kept with the backups before the file is touched.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store.atomic import put_in_place, written_aside
from kam.store.backup import backup_folder
from kam.store.engine import asks_for_log, connect
from kam.store.faults import explained
from kam.store.files import (
    Recognised,
    carries_our_mark,
    has_log,
    left_journal,
    left_open,
    looking_at,
    must_be_file,
    must_have_one_name,
    must_have_room,
    recognise,
    sidecar,
)
from kam.store.lock import take_lock
from kam.store.recovery import check, settle
from kam.store.rollback_journal import Belongs, belongs_to

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

KEPT: Final = 3
"""How many files are kept as crashes left them."""

_ENDING: Final = ".before-recovery"
_MOMENT: Final = "%Y%m%dT%H%M%S.%fZ"
_LOG: Final = "-wal"
_JOURNAL: Final = "-journal"
_BYTES: Final = (_LOG, _JOURNAL, "")  # the file itself last: a copy that is there is complete


def finish(path: Path, clock: Clock) -> Recognised:
    """Under the lock: make one plain, sound file of what a crash left; a refused one stays as it was.

    Raises:
        UserError: ``store.two_names``, ``store.no_room``, ``store.foreign_journal`` naming the ``journal``
            that is not of this file; what ``recognise`` raises.

    """
    must_have_one_name(path)
    must_have_room(path)
    if left_journal(path) and carries_our_mark(path):
        _try(path)
        _keep(path, clock)
        _roll_back(path)
    found = recognise(path, alone=True)
    if found.left_open:
        _must_be_of_this_file(path)
        _keep(path, clock)
    if has_log(path) or asks_for_log(path):
        settle(path)
    return found


def finish_if_left(path: Path, clock: Clock) -> None:
    """Before reading: finish what a crash left, unless somebody has the file open and it is theirs.

    Raises:
        UserError: what ``must_be_file`` and ``finish`` raise; ``store.unfinished`` when it has to be finished
            before it can be read and nothing can be written there; ``store.busy`` when somebody is about it.

    """
    must_be_file(path)
    must_have_room(path)
    if not left_open(path) or not carries_our_mark(path):
        return
    try:
        lock = take_lock(path, clock)
    except UserError as error:
        if _can_be_read(path):
            return
        if error.code == "store.folder_closed":
            raise UserError("store.unfinished", path=str(path), folder=str(path.parent)) from error
        raise UserError("store.busy", path=str(path)) from error
    try:
        finish(path, clock)
    finally:
        lock.release()


def _can_be_read(path: Path) -> bool:
    """Whether SQLite can show the file together with what lies beside it, without writing anything."""
    try:
        with closing(connect(path, "ro")) as connection, explained(path):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UserError as error:
        return error.code not in {"store.read_only", "store.cannot_open"}
    return True


def _try(path: Path) -> None:
    """Let SQLite roll back a copy; raise unless that gives a sound file.

    A file that is sound without the journal but not with it has met a journal of another file. Where file and
    journal do not tell whether they belong together, what comes of them has to be sound in every respect.
    """
    journal = sidecar(path, _JOURNAL)
    foreign = UserError("store.foreign_journal", path=str(path), journal=str(journal))
    belongs = belongs_to(journal, path)
    if belongs is Belongs.NO:
        raise foreign
    with written_aside(path.parent, path) as copy, explained(path):
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(journal, sidecar(copy, _JOURNAL))
            fault = _fault_of(copy)
            if fault is None and not _agree(_beginning(path), _beginning(copy)):
                raise foreign
            if fault is None and belongs is Belongs.PERHAPS and not _is_a_step_back(path, copy):
                raise foreign
            if fault is None:
                return
            sidecar(copy, _JOURNAL).unlink(missing_ok=True)
            shutil.copyfile(path, copy)
            if fault.code == "store.damaged" and _fault_of(copy) is None:
                raise foreign
            raise UserError(fault.code, **{**fault.details, "path": str(path)})
        finally:
            sidecar(copy, _JOURNAL).unlink(missing_ok=True)


def _is_a_step_back(file: Path, copy: Path) -> bool:
    """Whether a file rolled back is sound in every respect, and has the same steps or lacks the last one."""
    steps = _last_steps(file)
    last = next(iter(_last_steps(copy)), None)
    return check(copy).is_sound and (not steps or last in steps)


def _last_steps(path: Path) -> list[tuple[int, bytes]]:
    """The last two steps in a file alone, newest first; none where it is torn."""
    try:
        with closing(connect(path, "ro", immutable=True)) as connection, explained(path):
            return connection.execute("SELECT seq, id FROM step ORDER BY seq DESC LIMIT 2").fetchall()
    except (UserError, driver.DatabaseError):
        return []


def _must_be_of_this_file(path: Path) -> None:
    """Refuse the log of another workspace: it does not know where the file began."""
    alone = _beginning(path)
    with looking_at(path, alone=True) as connection:
        together = _first_step(connection)
    if not _agree(alone, together):
        log = str(sidecar(path, _LOG))
        raise UserError("store.foreign_journal", path=str(path), journal=log)


def _beginning(path: Path) -> bytes | None:
    """The identity of a workspace's first step, as the file alone tells it; None when it does not."""
    try:
        with closing(connect(path, "ro", immutable=True)) as connection, explained(path):
            return _first_step(connection)
    except (UserError, driver.DatabaseError):
        return None  # torn by the crash just there


def _first_step(connection: DriverConnection) -> bytes | None:
    row = connection.execute("SELECT id FROM step ORDER BY seq LIMIT 1").fetchone()
    return None if row is None else row[0]


def _agree(one: bytes | None, other: bytes | None) -> bool:
    """Two workspaces never begin with the same step; one that does not tell may be any."""
    return one is None or other is None or one == other


def _fault_of(copy: Path) -> UserError | None:
    """Why a file is refused after SQLite has applied what lies beside it."""
    try:
        _roll_back(copy)
        recognise(copy)
        with closing(connect(copy, "ro")) as connection, explained(copy):
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return UserError("store.damaged", path=str(copy))
    except UserError as error:
        return error
    return None


def _roll_back(path: Path) -> None:
    """SQLite does it at the first reading, and takes the journal away."""
    with closing(connect(path, "rw")) as connection, explained(path):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _keep(path: Path, clock: Clock) -> None:
    """Keep a copy of every byte with the backups, and of such copies the last few."""
    folder = backup_folder(path)
    with explained(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    place = _free_place(folder, clock)
    with explained(path):
        for suffix in _BYTES:
            if (source := sidecar(path, suffix)).exists():
                with written_aside(folder) as partial:
                    shutil.copyfile(source, partial)
                    put_in_place(partial, sidecar(place, suffix))
    _rotate(folder, place)


def _free_place(folder: Path, clock: Clock) -> Path:
    moment = clock.now()
    while (place := folder / f"{moment.strftime(_MOMENT)}{_ENDING}").exists():
        moment += timedelta(microseconds=1)
    return place


def _rotate(folder: Path, made: Path) -> None:
    """The copy just made stays in any case: a clock that was ahead may have dated the others later."""
    with suppress(OSError):
        others = [file for file in sorted(folder.glob(f"*{_ENDING}")) if file != made]
        for old in others[: 1 - KEPT]:
            for suffix in _BYTES:
                with suppress(OSError):
                    sidecar(old, suffix).unlink(missing_ok=True)
