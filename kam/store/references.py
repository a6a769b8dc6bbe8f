"""Who refers to whom: the foreign keys of the entities as plain facts, for deleting and undoing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection

from kam.models import Record, metadata
from kam.models.columns import OnDelete
from kam.store.journal import Key


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that points to another table, and what deleting the target does."""

    table: str
    column: str
    target: str
    rule: OnDelete
    nullable: bool


@cache
def all_references() -> tuple[Reference, ...]:
    """Every reference between journaled tables."""
    return tuple(
        Reference(
            table.name, column.name, key.column.table.name, column.info["on_delete"], bool(column.nullable)
        )
        for table in metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
    )


@cache
def references_to(table: str) -> tuple[Reference, ...]:
    """The references that point to a table."""
    return tuple(reference for reference in all_references() if reference.target == table)


@cache
def references_of(table: str) -> tuple[Reference, ...]:
    """The references that a table's records carry."""
    return tuple(reference for reference in all_references() if reference.table == table)


@cache
def journaled_tables() -> frozenset[str]:
    """The tables whose changes the journal keeps."""
    return frozenset(str(mapper.local_table.name) for mapper in _mappers())  # type: ignore[attr-defined]


def _mappers() -> Iterator[object]:
    return (mapper for mapper in Record.registry.mappers if issubclass(mapper.class_, Record))


class Gathering:
    """A set of records in a temporary table, to ask questions of many thousands at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        connection.exec_driver_sql(
            "CREATE TEMP TABLE IF NOT EXISTS gathering"
            " (record BLOB PRIMARY KEY, tbl TEXT NOT NULL, wave INTEGER NOT NULL) WITHOUT ROWID"
        )
        connection.exec_driver_sql("DELETE FROM temp.gathering")
        self._wave = 0

    def add(self, keys: Iterable[Key]) -> None:
        """Add records."""
        rows = [(record, table, self._wave) for table, record in keys]
        if rows:
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO temp.gathering VALUES (?, ?, ?)", rows)

    def spread(self) -> None:
        """Add everything that the gathered records own, and what that owns, to the last."""
        while True:
            tables = self._tables_of_wave()
            if not tables:
                return
            self._wave += 1
            for table in tables:
                for reference in references_to(table):
                    if reference.rule is OnDelete.OWNED:
                        self._connection.exec_driver_sql(
                            "INSERT OR IGNORE INTO temp.gathering"
                            f' SELECT child.id, ?, ? FROM temp.gathering g JOIN "{reference.table}" child'
                            f' ON child."{reference.column}" = g.record WHERE g.tbl = ? AND g.wave = ?',
                            (reference.table, self._wave, table, self._wave - 1),
                        )

    def _tables_of_wave(self) -> list[str]:
        rows = self._connection.exec_driver_sql(
            "SELECT DISTINCT tbl FROM temp.gathering WHERE wave = ?", (self._wave,)
        )
        return [row[0] for row in rows]

    def keys(self) -> list[Key]:
        """All gathered records."""
        rows = self._connection.exec_driver_sql("SELECT tbl, record FROM temp.gathering")
        return [(row[0], row[1]) for row in rows]

    def tables(self) -> list[str]:
        """The tables the gathered records stand in."""
        rows = self._connection.exec_driver_sql("SELECT DISTINCT tbl FROM temp.gathering")
        return [row[0] for row in rows]

    def outside_referrers(self, reference: Reference) -> list[bytes]:
        """Records of a referring table that are not gathered but point at one that is."""
        rows = self._connection.exec_driver_sql(
            f'SELECT child.id FROM temp.gathering g JOIN "{reference.table}" child'
            f' ON child."{reference.column}" = g.record'
            " WHERE g.tbl = ? AND NOT EXISTS (SELECT 1 FROM temp.gathering o WHERE o.record = child.id)",
            (reference.target,),
        )
        return [row[0] for row in rows]

    def clear(self) -> None:
        """Forget them."""
        self._connection.exec_driver_sql("DELETE FROM temp.gathering")
