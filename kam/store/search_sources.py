"""Keeping the index with the records: reading documents from tables, following changes, making it anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from kam.core.errors import UserError
from kam.models import metadata
from kam.models.types import IsoDate
from kam.store.journal import chunks, marks
from kam.store.search import SearchDocument, clear, differences, index, is_current, is_sound, optimize, remove
from kam.store.search_registry import SOURCES, SearchPart, SearchSource, searched_columns

_MICROS_A_DAY: Final = 86_400_000_000
_DAYS_BEFORE_1970: Final = date(1970, 1, 1).toordinal()
_LAST_MICROS: Final = (date.max.toordinal() - _DAYS_BEFORE_1970) * _MICROS_A_DAY
_UUID7: Final = 7
_ID_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class SearchFaults:
    """What is wrong with the index: documents it lacks, holds outdated, or holds for nothing; torn words."""

    missing: int
    outdated: int
    surplus: int
    torn: bool

    def __bool__(self) -> bool:
        return bool(self.missing or self.outdated or self.surplus or self.torn)


@dataclass(slots=True)
class _Gathered:
    """What belongs to one document beside its own row."""

    texts: list[str] = field(default_factory=list)
    accounts: list[bytes] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)


_NOTHING: Final = _Gathered()


def reindex(connection: Connection, changed: Mapping[str, Collection[bytes]]) -> None:
    """Bring the index up to records that were made, changed or deleted, given by table.

    Called in their transaction, after they were written. Tables that search does not read cost nothing.
    """
    stale: dict[str, set[bytes]] = {}
    for table, records in changed.items():
        _find_documents(connection, table, records, stale)
    for source in SOURCES:
        if wanted := stale.get(source.table):
            present: set[bytes] = set()
            index(connection, _noted(documents(connection, source, sorted(wanted)), present))
            remove(connection, wanted - present)


def rebuild(connection: Connection) -> int:
    """Make the whole index anew from the records; how many documents it holds."""
    clear(connection)
    written = 0
    for source in SOURCES:
        written += index(
            connection, documents(connection, source, _all_records(connection, source)), fresh=True
        )
    optimize(connection)
    return written


def rebuild_if_outdated(connection: Connection) -> bool:
    """Rebuild an index that another version's recipe made; whether it was."""
    if is_current(connection):
        return False
    rebuild(connection)
    return True


def check(connection: Connection) -> SearchFaults:
    """Compare the index with the records, reading alone."""
    missing = outdated = agreeing = 0
    for source in SOURCES:
        found = differences(connection, documents(connection, source, _all_records(connection, source)))
        missing += found.missing
        outdated += found.outdated
        agreeing += found.agreeing
    held: int = connection.exec_driver_sql("SELECT count(*) FROM search_document").scalar_one()
    return SearchFaults(missing, outdated, held - outdated - agreeing, torn=not is_sound(connection))


def documents(
    connection: Connection, source: SearchSource, records: Iterable[bytes]
) -> Iterator[SearchDocument]:
    """The documents of some records of a source; none for a record that is gone or has no text.

    Raises:
        UserError: ``store.damaged_value`` for a value that its column cannot hold.

    """
    sql, titles = _own_sql(source)
    is_date = source.moment is not None and isinstance(
        metadata.tables[source.table].c[source.moment].type, IsoDate
    )
    for ids in chunks(records):
        belongings = _belongings(connection, source, ids)
        for row in connection.exec_driver_sql(sql.format(marks(len(ids))), tuple(ids)):
            record, account, moment, *texts = _sound(row, ids=2, others=1)
            more = belongings.get(record, _NOTHING)
            texts += more.texts
            if not any(texts):
                continue
            yield SearchDocument(
                kind=source.table,
                record_id=record,
                moment=_micros(moment, is_date=is_date) if moment is not None else made_at(record),
                title=" ".join(text for text in texts[:titles] if text),
                texts=texts,
                accounts=list(dict.fromkeys([*([account] if account else []), *more.accounts])),
                rank=source.rank,
                parts=more.parts,
            )


def made_at(record: bytes) -> int:
    """When a record was made, in microseconds from 1970: its UUIDv7 tells; 0 for another kind of id."""
    if record[6] >> 4 != _UUID7:
        return 0
    return min(int.from_bytes(record[:6], "big") * 1000, _LAST_MICROS)


def _micros(stored: int | str, *, is_date: bool) -> int:
    """Microseconds from 1970 of a stored moment, or of the midnight that a stored date begins with."""
    try:
        if not is_date:
            return int(stored)
        return (date.fromisoformat(str(stored)).toordinal() - _DAYS_BEFORE_1970) * _MICROS_A_DAY
    except ValueError as error:
        raise UserError("store.damaged_value") from error


def _sound(row: Sequence[Any], *, ids: int, others: int = 0) -> Sequence[Any]:
    """A row as it is: ids, other values, texts. Flipped bytes give a value a type that STRICT forbids."""
    is_sound = all(
        value is None or (isinstance(value, bytes) and len(value) == _ID_LENGTH) for value in row[:ids]
    ) and all(value is None or isinstance(value, str) for value in row[ids + others :])
    if not is_sound:
        raise UserError("store.damaged_value")
    return row


def _noted(stream: Iterable[SearchDocument], present: set[bytes]) -> Iterator[SearchDocument]:
    for document in stream:
        present.add(document.record_id)
        yield document


def _all_records(connection: Connection, source: SearchSource) -> Sequence[bytes]:
    where = f" WHERE {source.only}" if source.only else ""
    return connection.exec_driver_sql(f'SELECT id FROM "{source.table}"{where} ORDER BY id').scalars().all()


def _find_documents(
    connection: Connection, table: str, records: Collection[bytes], stale: dict[str, set[bytes]]
) -> None:
    """Add the documents that records of a table belong to now, and those they belonged to."""
    places = _places_of(table)
    for source, part in places:
        found = stale.setdefault(source.table, set())
        if part is None:
            found.update(records)
            continue
        path, owner = _path(part)
        for ids in chunks(records):
            sql = f"SELECT DISTINCT {owner} FROM {path} WHERE p.id IN ({marks(len(ids))})"
            owners = connection.exec_driver_sql(sql, tuple(ids))
            found.update(owner for (owner,) in (_sound(row, ids=1) for row in owners) if owner is not None)
    if not any(part for _, part in places):
        return
    for ids in chunks(records):
        here = f"p.record_id IN ({marks(len(ids))})"
        sql = (
            "SELECT d.kind, d.record_id FROM search_part p"
            f" JOIN search_document d ON d.record_id = p.document_id WHERE {here}"
        )
        for kind, document in connection.exec_driver_sql(sql, tuple(ids)):
            stale.setdefault(kind, set()).add(document)
        connection.exec_driver_sql(f"DELETE FROM search_part AS p WHERE {here}", tuple(ids))


@cache
def _places_of(table: str) -> tuple[tuple[SearchSource, SearchPart | None], ...]:
    """Where the texts of a table's rows go: documents of their own, parts of others, or nowhere."""
    own = [(source, None) for source in SOURCES if source.table == table]
    parts = [(source, part) for source in SOURCES for part in _read_parts(source) if part.table == table]
    return (*own, *parts)


@cache
def _read_parts(source: SearchSource) -> tuple[SearchPart, ...]:
    """Its parts that have something to read."""
    return tuple(part for part in source.parts if searched_columns(part.table) or part.account)


@cache
def _own_sql(source: SearchSource) -> tuple[str, int]:
    """The query for rows of a source (id, account, moment, texts), and how many texts are its title."""
    columns = list(dict.fromkeys((*source.title, *searched_columns(source.table))))
    picked = ["id", _quoted(source.account), _quoted(source.moment), *map(_quoted, columns)]
    only = f" AND {source.only}" if source.only else ""
    sql = f'SELECT {", ".join(picked)} FROM "{source.table}" WHERE id IN ({{}}){only}'
    return sql, len(source.title)


@cache
def _part_sql(source: SearchSource, part: SearchPart) -> str:
    """The query for rows of a part by the documents they belong to: id, document, account, texts."""
    path, owner = _path(part)
    columns = [f"p.{_quoted(column)}" for column in searched_columns(part.table)]
    account = f"p.{_quoted(part.account)}" if part.account else "NULL"
    sql = f"SELECT {', '.join(['p.id', owner, account, *columns])} FROM {path} WHERE {owner} IN ({{}})"
    on_the_way = {table for other in source.parts for table, _ in other.through}
    if part.account is None and part.table not in on_the_way:
        sql += f" AND ({' OR '.join(f'{column} IS NOT NULL' for column in columns)})"
    return sql + " ORDER BY p.id"


def _path(part: SearchPart) -> tuple[str, str]:
    """The joined tables from a part (``p``) up to its document, and the column of the document's id."""
    joined = f'"{part.table}" p'
    owner = f"p.{_quoted(part.owner)}"
    for step, (table, column) in enumerate(part.through):
        joined += f' JOIN "{table}" s{step} ON s{step}.id = {owner}'
        owner = f"s{step}.{_quoted(column)}"
    return joined, owner


def _quoted(column: str | None) -> str:
    return "NULL" if column is None else f'"{column}"'


def _belongings(connection: Connection, source: SearchSource, ids: Sequence[bytes]) -> dict[bytes, _Gathered]:
    """What belongs to each of some documents beside its own row."""
    gathered: dict[bytes, _Gathered] = {}
    for part in _read_parts(source):
        sql = _part_sql(source, part).format(marks(len(ids)))
        for row in connection.exec_driver_sql(sql, tuple(ids)):
            record, document, account, *texts = _sound(row, ids=3)
            more = gathered.setdefault(document, _Gathered())
            more.parts.append(record)
            more.texts += [text for text in texts if text]
            if account is not None:
                more.accounts.append(account)
    return gathered
