"""Tables and columns of today's schema that a file has not: damage, which SQLite tells only by a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kam.models import metadata
from kam.store import search
from kam.store.migrations import HEAD

if TYPE_CHECKING:
    from sqlite3 import Connection as DriverConnection


class Lack(NamedTuple):
    """A table that is not there, or with ``columns`` what is not there of it."""

    table: str
    columns: tuple[str, ...] = ()


def lacks(connection: DriverConnection) -> Iterator[Lack]:
    """What a file of today's schema has not. What somebody added is no damage."""
    there: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'"
    ):
        there.setdefault(table, set()).add(column)
    for name, columns in _schema_columns().items():
        if name not in there:
            yield Lack(name)
        elif lost := tuple(column for column in columns if column not in there[name]):
            yield Lack(name, lost)


def explains_a_missing_name(connection: DriverConnection) -> bool:
    """Whether a query that asked for a table or column that is not there met a damaged file.

    If the file has all that today's schema has, the query is wrong. An older file is asked by its migrations
    alone, which every file of its number could answer. Any other is no workspace yet.
    """
    schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if schema == HEAD:
        return next(lacks(connection), None) is not None
    return 0 < schema < HEAD


@cache
def _schema_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns of every table of today's schema; of those that SQLite keeps beneath the index none."""
    found = {table.name: tuple(column.name for column in table.columns) for table in metadata.tables.values()}
    return found | dict.fromkeys(search.TABLES, ()) | {"alembic_version": ("version_num",)}
