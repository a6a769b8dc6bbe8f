"""The search index: SQLite FTS5 over the tokens of documents, newest first, any text a legal query.

A *document* is what one hit stands for: a record with the texts of what belongs to it. Its row holds the
tokens that the index was given, because FTS5 needs the old ones to forget them; the texts themselves stay
where they are. The number of the row orders the hits: a rank (accounts, then people, then the rest), and
within it the moment in steps of ten seconds, so that "newest first, 50 of them" reads 50 entries and not all.
Everything here is derived: it is not journaled, and ``rebuild`` of ``search_sources`` makes it anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlcipher3.dbapi2 as driver
import Stemmer
from sqlalchemy import Connection

from kam.models.types import stored_id, stored_moment
from kam.store.journal import chunks, marks
from kam.store.search_query import match_expression
from kam.store.search_tokens import account_mark, document_tokens, kind_mark

SEARCH_DDL: Final[tuple[str, ...]] = (
    """
CREATE TABLE search_document (
    rowid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id BLOB NOT NULL CHECK (length(record_id) = 16),
    account_id BLOB CHECK (length(account_id) = 16),
    moment INTEGER NOT NULL,
    tokens TEXT NOT NULL
) STRICT
""".strip(),
    "CREATE UNIQUE INDEX uq_search_document_record_id ON search_document (record_id)",
    """
CREATE TABLE search_part (
    record_id BLOB PRIMARY KEY CHECK (length(record_id) = 16),
    document_id BLOB NOT NULL CHECK (length(document_id) = 16)
) STRICT, WITHOUT ROWID
""".strip(),
    "CREATE TABLE search_state (recipe TEXT NOT NULL) STRICT",
    """
CREATE VIRTUAL TABLE search_word USING fts5 (
    tokens, content = 'search_document', content_rowid = 'rowid',
    tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8', detail = 'none', columnsize = 0
)
""".strip(),
)
"""The schema, readable by stock SQLite from 3.37 on. Tokens come apart at spaces: ``ascii`` splits at nothing
else that is in them. Prefix indexes make each key of a query cheap; positions and sizes are not needed."""

TABLES: Final = ("search_document", "search_part", "search_state", "search_word")

RECIPE: Final = f"1 {Stemmer.version()}"
"""How tokens are made. A file whose index was made by another recipe is rebuilt when it is opened."""

_BATCH: Final = 20_000
_STEP_MICROS: Final = 10_000_000
_STEPS_BEFORE_1970: Final = 62_135_596_800 // 10
_RANK_BITS: Final = 36
_WIDEST: Final = 8

_COLUMNS = "rowid, kind, record_id, account_id, moment, tokens"
_INSERT_ROW = f"INSERT INTO search_document ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_WORDS = "INSERT INTO search_word (rowid, tokens) VALUES (?, ?)"
_DELETE_WORDS = "INSERT INTO search_word (search_word, rowid, tokens) VALUES ('delete', ?, ?)"
_CHECKED: Final = ("search_document", "search_word_data", "search_word_idx", "search_word_config")
_DELETE_ROW = "DELETE FROM search_document WHERE rowid = ?"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What one hit stands for. ``moment`` is microseconds from 1970 UTC; a higher ``rank`` comes first.

    The first of the accounts is the one that the hit names; a search within any of them finds it.
    """

    kind: str
    record_id: bytes
    moment: int
    title: str
    texts: Sequence[str | None]
    accounts: Sequence[bytes] = ()
    rank: int = 0
    parts: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that has all the words asked for."""

    kind: str
    record_id: UUID
    account_id: UUID | None
    moment: datetime


class Differences(NamedTuple):
    """How many documents the index lacks, holds in an older state, and holds as they are."""

    missing: int
    outdated: int
    agreeing: int


class _Row(NamedTuple):
    rowid: int
    kind: str
    record_id: bytes
    account_id: bytes | None
    moment: int
    tokens: str


def ensure_schema(connection: Connection) -> None:
    """Create the index's tables where they are missing."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'search_word'").first()
    if found is None:
        for statement in SEARCH_DDL:
            connection.exec_driver_sql(statement)


def is_current(connection: Connection) -> bool:
    """Whether the index was made by this program's recipe, or is empty."""
    recipe = connection.exec_driver_sql("SELECT recipe FROM search_state").scalar()
    if recipe is not None:
        return bool(recipe == RECIPE)
    return connection.exec_driver_sql("SELECT 1 FROM search_document LIMIT 1").first() is None


def find(
    connection: Connection,
    text: str,
    *,
    limit: int = 50,
    kinds: Collection[str] | None = None,
    account_id: UUID | None = None,
) -> list[Hit]:
    """The newest documents that have every word of a text, accounts and people before the rest.

    Any text is legal; one without a letter or digit finds nothing. ``kinds`` and ``account_id`` narrow.

    Raises:
        UserError: ``store.damaged_value`` for a row of the index that no kam wrote.

    """
    if limit <= 0 or (kinds is not None and not kinds):
        return []
    within: list[list[str]] = []
    if kinds is not None:
        within.append([kind_mark(kind) for kind in sorted(kinds)])
    if account_id is not None:
        within.append([account_mark(account_id.bytes)])
    expression = match_expression(text, within)
    if expression is None:
        return []
    rows = connection.exec_driver_sql(
        "SELECT d.kind, d.record_id, d.account_id, d.moment"
        " FROM search_word JOIN search_document d ON d.rowid = search_word.rowid"
        " WHERE search_word MATCH ? ORDER BY search_word.rowid DESC LIMIT ?",
        (expression, limit),
    )
    return [
        Hit(kind, stored_id(record), None if account is None else stored_id(account), stored_moment(moment))
        for kind, record, account, moment in rows
    ]


def index(connection: Connection, documents: Iterable[SearchDocument], *, fresh: bool = False) -> int:
    """Put documents into the index, in place of those of the same records; how many were written.

    A document that says what it said before is not written. ``fresh`` promises that none is there yet.
    """
    connection.exec_driver_sql(
        "INSERT INTO search_state SELECT ? WHERE NOT EXISTS (SELECT 1 FROM search_state)", (RECIPE,)
    )
    written = 0
    stream = iter(documents)
    while batch := {document.record_id: document for document in islice(stream, _BATCH)}:
        written += _index_batch(connection, batch, {} if fresh else _rows(connection, batch))
    return written


def remove(connection: Connection, records: Iterable[bytes]) -> int:
    """Take the documents of records out of the index; how many were there."""
    rows = list(_rows(connection, records).values())
    _forget(connection, rows)
    return len(rows)


def differences(connection: Connection, documents: Iterable[SearchDocument]) -> Differences:
    """Compare documents with what the index holds of them."""
    missing = outdated = agreeing = 0
    stream = iter(documents)
    while batch := list(islice(stream, _BATCH)):
        held = _rows(connection, [document.record_id for document in batch])
        for document in batch:
            row = held.get(document.record_id)
            if row is None:
                missing += 1
            elif row[1:] == _row_of(document)[1:]:
                agreeing += 1
            else:
                outdated += 1
    return Differences(missing, outdated, agreeing)


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("DROP TABLE search_word")
    connection.exec_driver_sql(SEARCH_DDL[-1])
    for table in ("search_document", "search_part", "search_state"):
        connection.exec_driver_sql(f"DELETE FROM {table}")


def optimize(connection: Connection) -> None:
    """Merge the index into one piece, so that nothing of removed documents stays in it (erasing a person)."""
    connection.exec_driver_sql("INSERT INTO search_word (search_word) VALUES ('optimize')")


def is_sound(connection: Connection) -> bool:
    """Whether the index holds exactly the tokens of its documents.

    FTS5 tells that only in answer to a command that counts as writing, and a sound file on a disk that cannot
    be written is sound. So a copy in memory is asked, of the index alone: about a fifth of a file.
    """
    with connection.begin_nested():
        pass  # before a savepoint FTS5 writes down what it keeps in mind of this transaction
    with closing(driver.connect(":memory:", isolation_level=None)) as copy:
        try:
            for statement in SEARCH_DDL:
                copy.execute(statement)
            for table in _CHECKED:
                copy.execute(f"DELETE FROM {table}")
                rows = connection.exec_driver_sql(f"SELECT * FROM {table}")
                places = marks(len(rows.keys()))
                copy.executemany(f"INSERT INTO {table} VALUES ({places})", (tuple(row) for row in rows))
            copy.execute("INSERT INTO search_word (search_word, rank) VALUES ('integrity-check', 1)")
        except driver.DatabaseError:
            return False
    return True


def _index_batch(
    connection: Connection, documents: dict[bytes, SearchDocument], old: dict[bytes, _Row]
) -> int:
    stale: list[_Row] = []
    fresh: list[_Row] = []
    homeless: list[_Row] = []
    for record, document in documents.items():
        row = _row_of(document)
        before = old.get(record)
        if before is not None:
            if before[1:] == row[1:]:
                continue
            stale.append(before)
            if before.moment == row.moment and before.rowid >> _RANK_BITS == document.rank:
                fresh.append(row._replace(rowid=before.rowid))
                continue
        homeless.append(row)
    _forget(connection, stale)
    fresh += _housed(connection, homeless, {row.rowid for row in fresh})
    parts = [(part, record) for record, document in documents.items() for part in document.parts]
    _many(connection, "INSERT OR REPLACE INTO search_part VALUES (?, ?)", parts)
    fresh.sort()  # FTS5 writes rows that ascend in one go
    _many(connection, _INSERT_ROW, [tuple(row) for row in fresh])
    _many(connection, _INSERT_WORDS, [(row.rowid, row.tokens) for row in fresh])
    return len(fresh)


def _row_of(document: SearchDocument) -> _Row:
    """Its row, at the number that its rank and moment ask for."""
    signs = (kind_mark(document.kind), *(account_mark(account) for account in document.accounts))
    step = document.moment // _STEP_MICROS + _STEPS_BEFORE_1970
    return _Row(
        (document.rank << _RANK_BITS) + step,
        document.kind,
        document.record_id,
        document.accounts[0] if document.accounts else None,
        document.moment,
        document_tokens(document.texts, signs),
    )


def _housed(connection: Connection, rows: Sequence[_Row], taken: set[int]) -> list[_Row]:
    """The rows at numbers that are free: the one asked for, else one in an ever wider span above it."""
    housed: list[_Row] = []
    attempt = 0
    while rows:
        span = 8 ** min(attempt, _WIDEST)
        tried = [row.rowid + (int.from_bytes(row.record_id[8:], "big") >> attempt) % span for row in rows]
        taken |= _taken(connection, tried)
        left: list[_Row] = []
        for row, number in zip(rows, tried, strict=True):
            if number in taken:
                left.append(row)
            else:
                taken.add(number)
                housed.append(row._replace(rowid=number))
        rows = left
        attempt += 1
    return housed


def _taken(connection: Connection, numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for part in chunks(numbers):
        sql = f"SELECT rowid FROM search_document WHERE rowid IN ({marks(len(part))})"
        found.update(connection.exec_driver_sql(sql, tuple(part)).scalars())
    return found


def _rows(connection: Connection, records: Iterable[bytes]) -> dict[bytes, _Row]:
    rows: dict[bytes, _Row] = {}
    for part in chunks(records):
        sql = f"SELECT {_COLUMNS} FROM search_document WHERE record_id IN ({marks(len(part))})"
        for row in connection.exec_driver_sql(sql, tuple(part)):
            rows[row.record_id] = _Row(*row)
    return rows


def _forget(connection: Connection, rows: Iterable[_Row]) -> None:
    ascending = sorted(rows)
    _many(connection, _DELETE_WORDS, [(row.rowid, row.tokens) for row in ascending])
    _many(connection, _DELETE_ROW, [(row.rowid,) for row in ascending])


def _many(connection: Connection, sql: str, values: list[tuple[Any, ...]]) -> None:
    if values:
        connection.exec_driver_sql(sql, values)
