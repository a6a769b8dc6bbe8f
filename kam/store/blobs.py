"""Files inside the workspace: bytes in pieces of a megabyte, addressed by the SHA-256 of the whole.

They stand outside the journal, but in the same transaction as the record that names them: after a crash there
is a file with its bytes, or neither. The same content is kept once. Bytes stay while any record, or any image
of the journal, names them: undoing a deletion finds the file again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Connection, LargeBinary
from sqlalchemy.orm import Session

from kam.core.errors import UserError
from kam.models import metadata
from kam.models.document import PIECE_BYTES
from kam.store.journal import chunks, marks, unpack
from kam.store.references import journaled_tables

_SUFFIX = "sha256"


def keep(connection: Connection, digest: bytes, size: int, pieces: Iterable[bytes]) -> bool:
    """Write the pieces of a file unless they are there; False when they were.

    Pieces that do not sum to the size are those of a damaged file: they are written anew.

    Raises:
        UserError: ``blob.changing`` when the pieces are not those of the digest: the file changed meanwhile.

    """
    there = connection.exec_driver_sql(
        "SELECT coalesce(sum(length(bytes)), -1) FROM blob_piece WHERE sha256 = ?", (digest,)
    ).scalar_one()
    if there == size:
        return False
    connection.exec_driver_sql("DELETE FROM blob_piece WHERE sha256 = ?", (digest,))
    whole, written = hashlib.sha256(), 0
    for number, piece in enumerate(pieces):
        whole.update(piece)
        written += len(piece)
        connection.exec_driver_sql(
            "INSERT INTO blob_piece (sha256, number, bytes) VALUES (?, ?, ?)", (digest, number, piece)
        )
    if whole.digest() != digest or written != size:
        raise UserError("blob.changing")
    return True


def in_pieces(content: bytes) -> Iterator[bytes]:
    """Bytes at hand, cut as they are kept."""
    return (content[start : start + PIECE_BYTES] for start in range(0, len(content), PIECE_BYTES))


def pieces_of(session: Session, digest: bytes) -> Iterator[bytes]:
    """The pieces of a file in their order, checked at the end.

    Raises:
        UserError: ``blob.damaged`` when they are not all there, or not as they were saved.

    """
    connection = session.connection()
    whole, number = hashlib.sha256(), 0
    while True:
        piece = connection.exec_driver_sql(
            "SELECT bytes FROM blob_piece WHERE sha256 = ? AND number = ?", (digest, number)
        ).scalar_one_or_none()
        if piece is None:
            break
        whole.update(piece)
        yield piece
        number += 1
    if whole.digest() != digest:
        raise UserError("blob.damaged")


def content_of(session: Session, digest: bytes) -> bytes:
    """A whole file; raises as ``pieces_of``."""
    return b"".join(pieces_of(session, digest))


def sweep(connection: Connection) -> int:
    """Remove the bytes that nothing names any more, neither a record nor an image of the journal.

    Returns how many files went. Their room in the workspace is used again.
    """
    kept = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM blob_piece")}
    for table, column in _naming_columns():
        kept -= {row[0] for row in connection.exec_driver_sql(f'SELECT "{column}" FROM "{table}"')}
    if kept:
        kept -= _named_in_journal(connection)
    for part in chunks(sorted(kept)):
        connection.exec_driver_sql(
            f"DELETE FROM blob_piece WHERE sha256 IN ({marks(len(part))})", tuple(part)
        )
    return len(kept)


@cache
def _naming_columns() -> tuple[tuple[str, str], ...]:
    """The columns that name a file by its digest, in every table of the journal."""
    return tuple(
        (table.name, column.name)
        for table in metadata.sorted_tables
        if table.name in journaled_tables()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name.endswith(_SUFFIX)
    )


def _named_in_journal(connection: Connection) -> set[bytes]:
    """Digests in images: of records that were deleted, and of what they were before they changed."""
    columns: dict[str, list[str]] = {}
    for table, column in _naming_columns():
        columns.setdefault(table, []).append(column)
    named: set[bytes] = set()
    for table, names in columns.items():
        images = connection.exec_driver_sql(
            "SELECT image FROM change WHERE table_name = ? AND image IS NOT NULL", (table,)
        )
        for (image,) in images:
            content = unpack(image)
            for value in (content[name] for name in names if name in content):
                named.update(part for part in (value if isinstance(value, list) else [value]) if part)
    return named
