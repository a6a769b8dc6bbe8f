"""Encrypting a workspace, giving it another passphrase, and decrypting it again.

To seal is to encrypt here; the seal of a backup, its digest, is another matter. All three are one: the file
is written anew under another key, or none, compared with what it was, row by row, and put in its place whole
or not at all. It must be closed. Backups made before stay as they were, readable with what opened them then;
``earlier_copies`` names them for whoever wants them gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kam.core.clock import Clock
from kam.core.errors import RuleError, UserError
from kam.core.interruptions import held
from kam.core.passphrases import Strength, judged
from kam.store.atomic import put_in_place, sweep, written_aside
from kam.store.backup import (
    Backup,
    backup_folder,
    backup_now,
    changes_are_saved,
    is_sound,
    list_backups,
    list_in,
    seal_path,
)
from kam.store.engine import connect_with, file_uri
from kam.store.faults import explained
from kam.store.files import drop_sidecars, real_path, sidecar
from kam.store.interrupted import finish
from kam.store.keys import Key, drop, is_sealed, needed_key, new_key, opens_with_salt_of, same_key
from kam.store.lock import take_lock
from kam.store.second_place import folder_in

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

_STAMPS: Final = ("user_version", "application_id")
_LEFT: Final = ("*.before-recovery", "*.replaced")
_BESIDE: Final = ("-wal", "-journal")


class CopyLossError(Exception):
    """The file written anew is not what it was; it was thrown away. A bug of ours or SQLite's."""


def seal(path: Path, clock: Clock, passphrase: str) -> Backup:
    """Encrypt a closed, plain workspace; the backup made after it, encrypted as well.

    Raises:
        UserError: ``store.passphrase_too_short``, ``store.sealed_already``, what ``Workspace.open`` raises
            of a file that is open or damaged; what ``changes_are_saved`` raises when it is encrypted and
            the backup after it could not be made.

    """
    _must_do(passphrase)
    if is_sealed(path):
        raise UserError("store.sealed_already", path=str(path))
    return _written_anew(path, clock, new_key(passphrase))


def reseal(path: Path, clock: Clock, passphrase: str) -> Backup:
    """Give an encrypted, closed workspace that was unlocked another passphrase; raises as ``seal``.

    Raises:
        UserError: ``store.not_sealed``, ``store.shut``.

    """
    _must_do(passphrase)
    _must_be_sealed(path)
    return _written_anew(path, clock, new_key(passphrase))


def unseal(path: Path, clock: Clock) -> Backup:
    """Make an encrypted, closed workspace that was unlocked a plain one; raises as ``reseal``."""
    _must_be_sealed(path)
    return _written_anew(path, clock, None)


def earlier_copies(path: Path, places: Iterable[Path] = ()) -> list[Path]:
    """The copies of a workspace that another key opens than its own, or none: backups and what crashes left.

    ``places``: the second places in which to look, too.
    """
    path = real_path(path)
    folders = [backup_folder(path), *(folder_in(place, path) for place in places)]
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError, UserError):  # a stick that is not there now
            found += (backup.path for backup in list_in(folder))
            for pattern in _LEFT:
                found += (file for file in sorted(folder.glob(pattern)) if file.is_file())
    return [file for file in found if not same_key(file, path)]


def delete_earlier_copies(path: Path, places: Iterable[Path] = ()) -> list[Path]:
    """Delete what ``earlier_copies`` names, with what lies beside it; those that could not be deleted."""
    left: list[Path] = []
    for copy in earlier_copies(path, places):
        try:
            for beside in (*(sidecar(copy, ending) for ending in _BESIDE), copy, seal_path(copy)):
                beside.unlink(missing_ok=True)
        except OSError:
            left.append(copy)
    return left


def has_lost_its_salt(path: Path, passphrase: str) -> bool:
    """Whether a passphrase is right, as the newest backup shows, and a file's first bytes are spoiled."""
    with suppress(UserError):
        for newest in list_backups(path)[:1]:
            return not same_key(path, newest.path) and opens_with_salt_of(newest.path, path, passphrase)
    return False


def _must_do(passphrase: str) -> None:
    if judged(passphrase) is Strength.TOO_SHORT:
        raise RuleError("store.passphrase_too_short")


def _must_be_sealed(path: Path) -> None:
    if not is_sealed(path):
        raise UserError("store.not_sealed", path=str(path))
    needed_key(path)


def _written_anew(path: Path, clock: Clock, key: Key | None) -> Backup:
    path = real_path(path)
    try:
        lock = take_lock(path, clock)
        try:
            sweep(path)
            finish(path, clock)
            backup_now(path, clock)
            with written_aside(path.parent, path) as partial:
                _copy(path, partial, key)
                if not is_sound(partial):
                    raise UserError("store.backup_unsound", path=str(path))
                with held():
                    drop_sidecars(path)
                    put_in_place(partial, path)
            with changes_are_saved(path):
                return backup_now(path, clock)
        finally:
            lock.release()
    except BaseException:
        if key is not None and not same_key(path, key):
            drop(key)
        raise


def _copy(source: Path, target: Path, key: Key | None) -> None:
    """Write a file anew under another key, and make sure that nothing is lost or different."""
    own = needed_key(source)
    with closing(connect_with(key, target, "rw")) as connection, explained(source):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA synchronous = OFF")  # flushed once, when it is put in place
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute(
            "ATTACH ? AS source KEY ?",
            (file_uri(source.absolute(), mode="ro"), "" if own is None else own.as_text()),
        )
        _export(connection)
        _must_be_equal(connection)


def _export(connection: DriverConnection) -> None:
    connection.execute("SELECT sqlcipher_export('main', 'source')").fetchone()
    for stamp in _STAMPS:
        number = connection.execute(f"PRAGMA source.{stamp}").fetchone()[0]
        connection.execute(f"PRAGMA main.{stamp} = {number}")


def _must_be_equal(connection: DriverConnection) -> None:
    if dict(_content(connection, "main")) != dict(_content(connection, "source")):
        raise CopyLossError


def _content(connection: DriverConnection, schema: str) -> Iterator[tuple[str, object]]:
    """All that a file holds: its stamps, its tables and what belongs to them as SQL, each table's rows."""
    for stamp in _STAMPS:
        yield stamp, connection.execute(f"PRAGMA {schema}.{stamp}").fetchone()
    made = f"SELECT type, name, tbl_name, sql FROM {schema}.sqlite_schema"
    yield "schema", frozenset(connection.execute(made).fetchall())
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = ? AND type IN ('table', 'shadow')"
        " AND name <> 'sqlite_schema'",
        (schema,),
    ).fetchall()
    for name, without_rowid in tables:
        columns = "*" if without_rowid else "rowid, *"
        rows = connection.execute(f'SELECT {columns} FROM {schema}."{name}"')
        yield name, _digest(rows)


def _digest(rows: Iterable[tuple[object, ...]]) -> tuple[int, bytes]:
    """How many rows there are, and a digest of every value with its type, in their order."""
    count, digest = 0, hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        count += 1
    return count, digest.digest()
