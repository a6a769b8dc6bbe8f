"""Leaving one plain file, and on suspicion checking it whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from kam.core.errors import UserError
from kam.store import search_sources
from kam.store.engine import connect, connect_to_check, reader_engine
from kam.store.faults import explained
from kam.store.files import Recognised, real_path, recognise
from kam.store.journal import unpack
from kam.store.lacking import lacks
from kam.store.migrations import HEAD
from kam.store.search import is_sound
from kam.store.search_sources import SearchFaults

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection

_MOST_LINES: Final = 100
_PATIENCE_MS: Final = 300  # a window that closes does not wait long for a reader


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a workspace: a code of ``kam.core.sentences`` and its details."""

    code: str
    details: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What checking found. ``size`` in bytes."""

    path: Path
    schema: int
    size: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def settle(path: Path) -> bool:
    """Under the lock: bring the log into the file and take it away, leaving one plain file.

    False when somebody else is reading just now; the log then stays until the next one closes.
    """
    try:
        with closing(connect(path, "rw")) as connection, explained(path):
            connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except UserError as error:
        if error.code != "store.busy":
            raise
        return False
    return bool(mode == ("delete",))


def check(path: Path) -> CheckReport:
    """Check everything that can be checked in a workspace, open or closed, without changing what it says.

    Only a log that a crash left is brought into the file, as any opening does. Where the file cannot be
    written, SQLite does not read the constraints of its tables: values that break a rule pass there.

    Raises:
        UserError: what ``recognise`` raises; then there is no workspace to check.

    """
    found = recognise(real_path(path))
    try:
        with closing(connect_to_check(found.path)) as connection, explained(found.path):
            findings = tuple(_missing(connection)) if found.schema == HEAD else ()
            findings = findings or tuple(_findings(connection)) or tuple(_search(found))
    except UserError as error:
        if error.code not in {"store.damaged", "store.damaged_value"}:
            raise
        findings = (Finding("check.unreadable"),)
    except (driver.DatabaseError, DBAPIError) as error:  # the schema's own text is spoiled
        findings = (Finding("check.page", {"what": str(error.__cause__ or error)}),)
    return CheckReport(found.path, found.schema, found.path.stat().st_size, findings)


def _missing(connection: DriverConnection) -> Iterator[Finding]:
    """Where a table or a column lacks, nothing more can be asked."""
    for lack in lacks(connection):
        if lack.columns:
            yield Finding("check.columns", {"table": lack.table, "columns": ", ".join(lack.columns)})
        else:
            yield Finding("check.table", {"table": lack.table})


def _findings(connection: DriverConnection) -> Iterator[Finding]:
    pages = list(_pages(connection))
    yield from pages
    if pages:
        return  # on broken pages the questions below have no sensible answer
    yield from _references(connection)
    yield from _journal(connection)
    yield from _blobs(connection)


def _pages(connection: DriverConnection) -> Iterator[Finding]:
    """Pages, indexes, constraints, types of STRICT tables and the inner order of the search index.

    Of an encrypted file first whether each page is as it was written; of a plain one that asks nothing. It
    is asked past SQLite's locks, so what somebody is just writing counts when it is found twice.
    """
    altered, again = (
        [line for (line,) in connection.execute("PRAGMA cipher_integrity_check")] for _ in range(2)
    )
    for line in altered[:_MOST_LINES]:
        if line in again:
            yield Finding("check.page", {"what": line})
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST_LINES})"):
        if line != "ok":
            yield Finding("check.page", {"what": line})


def _references(connection: DriverConnection) -> Iterator[Finding]:
    counted: dict[tuple[str, str], int] = {}
    for table, _row, target, _key in connection.execute("PRAGMA foreign_key_check"):
        counted[table, target] = counted.get((table, target), 0) + 1
    for (table, target), count in counted.items():
        yield Finding("check.reference", {"table": table, "target": target, "count": count})


def _journal(connection: DriverConnection) -> Iterator[Finding]:
    """Each change belongs to a step, each undo to a step that is there, each image can be unpacked."""
    stray = connection.execute(
        "SELECT count(*) FROM change WHERE step_seq NOT IN (SELECT seq FROM step)"
    ).fetchone()[0]
    lost = connection.execute(
        "SELECT count(*) FROM step WHERE reverses IS NOT NULL AND reverses NOT IN (SELECT seq FROM step)"
    ).fetchone()[0]
    if stray or lost:
        yield Finding("check.journal", {"count": stray + lost})
    images = connection.execute(
        "SELECT image FROM change WHERE image IS NOT NULL"
        " UNION ALL SELECT details FROM step WHERE details IS NOT NULL"
    )
    if unreadable := sum(not _unpacks(image) for (image,) in images):
        yield Finding("check.image", {"count": unreadable})


def _search(found: Recognised) -> Iterator[Finding]:
    """The search index holds what the records say, and finds what it holds.

    An older schema lacks records that are searched today; there only the index itself is looked at.
    """
    engine = reader_engine(found.path)
    try:
        with engine.connect() as connection:
            if found.schema == HEAD:
                faults = search_sources.check(connection)
            else:
                faults = SearchFaults(0, 0, 0, torn=not is_sound(connection))
    finally:
        engine.dispose()
    if count := faults.missing + faults.outdated + faults.surplus:
        yield Finding("check.search", {"count": count})
    if faults.torn:
        yield Finding("check.search_torn")


def _unpacks(image: bytes) -> bool:
    try:
        return isinstance(unpack(image), dict)
    except Exception:  # noqa: BLE001 - whatever unpacking damaged bytes raises
        return False


def _blobs(connection: DriverConnection) -> Iterator[Finding]:
    """Each kept file has the bytes that its name, their SHA-256, promises."""
    for digest, name in connection.execute(
        "SELECT sha256, min(name) FROM document GROUP BY sha256"
    ).fetchall():
        pieces = connection.execute(
            "SELECT bytes FROM blob_piece WHERE sha256 = ? ORDER BY number", (digest,)
        )
        whole = hashlib.sha256()
        for (piece,) in pieces:
            whole.update(piece)
        if whole.digest() != digest:
            yield Finding("check.document", {"name": name})
