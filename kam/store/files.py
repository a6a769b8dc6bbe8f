"""What a file is, found out before anything touches it: whoever is refused keeps it byte for byte.

A workspace says in its SQLite header that it is ours (``application_id``) and how old its schema is
(``user_version``, the number of the last migration). While it is closed it is one plain file. A log
(``-wal``) or a rollback journal beside it means that somebody has it open, or died having it open.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kam.core.errors import UserError
from kam.store.engine import asks_for_log, connect
from kam.store.faults import explained, fault_of
from kam.store.keys import HEADER, MAGIC, header_of, needed_key
from kam.store.migrations import HEAD, revision_name

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

APPLICATION_ID: Final = 0x2E6B616D
"""``.kam``, in the header of every workspace."""

_ID_AT: Final = slice(68, 72)
_WAL, _SHM, _JOURNAL = "-wal", "-shm", "-journal"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file that is a workspace: its real path, its schema's number, and whether it was left open."""

    path: Path
    schema: int
    left_open: bool


def real_path(path: Path) -> Path:
    """The file itself, whatever links lead to it.

    Raises:
        UserError: ``store.cannot_open`` when it is no path at all, ``store.is_a_folder`` when it is the root
            of a file system: nothing stands beside that.

    """
    try:
        real = Path(os.path.realpath(path))
    except (OSError, ValueError) as error:  # a loop of links, a zero character
        raise UserError("store.cannot_open", path=str(path)) from error
    if not real.name:
        raise UserError("store.is_a_folder", path=str(path))
    return real


def sidecar(path: Path, suffix: str) -> Path:
    """A file that SQLite keeps beside another."""
    return path.with_name(path.name + suffix)


def left_open(path: Path) -> bool:
    """Whether a log or journal with content stands beside the file."""
    return left_journal(path) or _size(sidecar(path, _WAL)) > 0


def has_log(path: Path) -> bool:
    """Whether a log stands beside the file, be it empty: it is open, or was not left as one plain file."""
    return sidecar(path, _WAL).exists()


def left_journal(path: Path) -> bool:
    """Whether a rollback journal stands beside the file that SQLite heeds; one that begins with 0 is over."""
    journal = sidecar(path, _JOURNAL)
    if _size(journal) <= 0:
        return False
    try:
        with journal.open("rb") as file:
            return file.read(1) != b"\0"
    except OSError:
        return True


def must_have_room(path: Path) -> None:
    """Raise when something stands beside the file where its log or journal would have to.

    Raises:
        UserError: ``store.no_room`` naming what is ``beside`` it: a folder, a link, a device.

    """
    for suffix in (_WAL, _SHM, _JOURNAL):
        beside = sidecar(path, suffix)
        if not is_plain_or_absent(beside):
            raise UserError("store.no_room", path=str(path), beside=str(beside))


def is_plain_or_absent(path: Path) -> bool:
    """Whether an ordinary file stands there, or nothing that can be seen: no folder, link, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True


def drop_sidecars(path: Path) -> None:
    """Take away what an earlier file of this name left: SQLite would apply it to the new one."""
    must_have_room(path)
    for suffix in (_WAL, _SHM, _JOURNAL):
        with explained(path):
            sidecar(path, suffix).unlink(missing_ok=True)


def must_be_file(path: Path) -> None:
    """Raise when there is no file with content at the path, without opening it."""
    try:
        found = path.stat()
    except ValueError as error:
        raise UserError("store.cannot_open", path=str(path)) from error
    except OSError as error:
        raise fault_of(error, path) or error from error
    if stat.S_ISDIR(found.st_mode):
        raise UserError("store.is_a_folder", path=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise UserError("store.not_a_workspace", path=str(path))
    if found.st_size == 0:
        raise UserError("store.empty", path=str(path))
    if not os.access(path, os.R_OK):
        raise UserError("store.no_permission", path=str(path))


def must_have_one_name(path: Path) -> None:
    """Refuse to write to a file that has a second name (a hard link): lock and log go by the name."""
    with explained(path):
        if path.stat().st_nlink > 1:
            raise UserError("store.two_names", path=str(path))


def recognise(path: Path, *, alone: bool = False) -> Recognised:
    """Find out that a file is a workspace of ours that this program can read, leaving it untouched.

    ``alone``: the caller holds the lock. Then a file that was left open was left by a crash, nothing about
    it is taken for granted and it is checked whole, with its log.

    Raises:
        UserError: ``store.missing``, ``is_a_folder``, ``empty``, ``no_permission``, ``not_a_workspace``,
            ``foreign`` (another program's database), ``damaged``, ``newer`` (than this program).

    """
    path = real_path(path)
    must_be_file(path)
    was_left = left_open(path)
    if not _is_ours(path, may_be_torn=was_left):
        raise _kind_of_refusal(path)
    with looking_at(path, alone=alone) as connection:
        schema = _schema_number(connection, path)
        if not was_left:
            _must_have_its_length(connection, path)
        elif alone:
            _must_be_whole(connection, path)
    return Recognised(path, schema, was_left)


@contextmanager
def looking_at(path: Path, *, alone: bool = False) -> Iterator[DriverConnection]:
    """A connection that cannot write and sees the file with its log if there is one.

    Nothing appears beside a closed file. One that asks for a log and has none is read without locks, since
    SQLite would make the log; any other under SQLite's lock, so that nobody commits half-way through. The
    index of a log that had none is taken away again, but only by one who is ``alone``: others may have begun
    to use it.
    """
    if not has_log(path) and not left_open(path):
        unlocked = asks_for_log(path)
        with closing(connect(path, "ro", immutable=unlocked)) as connection, explained(path):
            yield connection
        return
    made = [sidecar(path, _SHM)] if alone and not sidecar(path, _SHM).exists() else []
    try:
        with closing(connect(path, "ro")) as connection, explained(path):
            yield connection
    finally:
        for file in made:
            with suppress(OSError):
                file.unlink()


def _is_ours(path: Path, *, may_be_torn: bool) -> bool:
    """Whether the header carries our mark; a file torn by a crash is not yet damaged: its log mends it."""
    try:
        with closing(connect(path, "ro", immutable=True)) as connection, explained(path):
            return _header(connection, "application_id") == APPLICATION_ID
    except UserError as error:
        if error.code != "store.damaged":
            raise
        if may_be_torn:
            return carries_our_mark(path)
        raise _kind_of_refusal(path) from error


def carries_our_mark(path: Path) -> bool:
    """Whether the bytes of the header name us, however damaged the rest is.

    An encrypted file whose salt is known and whose first page is damaged can only be ours.

    Raises:
        UserError: ``store.shut``.

    """
    key = needed_key(path)
    head = header_of(path)
    return (key is not None and not head) or head[_ID_AT] == APPLICATION_ID.to_bytes(4, "big")


def _header(connection: DriverConnection, field: str) -> int:
    return int(connection.execute(f"PRAGMA {field}").fetchone()[0])


def _schema_number(connection: DriverConnection, path: Path) -> int:
    number = _header(connection, "user_version")
    if number > HEAD:
        raise UserError("store.newer", path=str(path), found=number, known=HEAD)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if number < 1 or "alembic_version" not in tables:
        raise UserError("store.damaged", path=str(path))
    revisions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if revisions != [(revision_name(number),)]:
        raise UserError("store.damaged", path=str(path))
    return number


def _must_have_its_length(connection: DriverConnection, path: Path) -> None:
    """SQLite itself forgives a last page that is not all there."""
    if _header(connection, "page_count") * _header(connection, "page_size") > _size(path):
        raise UserError("store.damaged", path=str(path))


def _must_be_whole(connection: DriverConnection, path: Path) -> None:
    """The indexes, too: a log that outlived its file does not fit them."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise UserError("store.damaged", path=str(path))


def _kind_of_refusal(path: Path) -> UserError:
    """Tell what is not SQLite, and another's database, from ours that is damaged, by the first bytes."""
    if carries_our_mark(path):
        return UserError("store.damaged", path=str(path))
    head = header_of(path)
    if not head.startswith(MAGIC[: len(head)]):
        return UserError("store.not_a_workspace", path=str(path))
    if len(head) < HEADER:
        return UserError("store.damaged", path=str(path))
    return UserError("store.foreign", path=str(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
