"""The schema of today: how it is made in an empty file, how it is compared, and its stamp."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sqlalchemy import Connection, create_mock_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import ExecutableDDLElement

from kam.models import metadata
from kam.models.schema_rules import complete
from kam.store import search
from kam.store.files import APPLICATION_ID
from kam.store.migrations import HEAD, revision_name

VERSION_TABLE: Final = "CREATE TABLE alembic_version (version_num TEXT NOT NULL PRIMARY KEY) STRICT"
_SPACE = re.compile(r"\s+")
_AROUND_SIGNS = re.compile(r"\s*([(),])\s*")


def build_schema(connection: Connection) -> None:
    """Make every table, index and trigger of the entities in an empty file, and stamp it."""
    for statement in _statements():
        connection.exec_driver_sql(statement)
    search.ensure_schema(connection)
    connection.exec_driver_sql(VERSION_TABLE)
    stamp(connection, HEAD)


@cache
def _statements() -> tuple[str, ...]:
    """The tables and indexes of the entities as SQL, laid out once: the entities do not change any more."""
    complete(metadata)
    found: list[str] = []
    dialect = sqlite.dialect()

    def lay_out(element: ExecutableDDLElement, *_: object, **__: object) -> None:
        found.append(str(element.compile(dialect=dialect)))

    metadata.create_all(create_mock_engine("sqlite://", lay_out), checkfirst=False)
    return tuple(found)


def stamp(connection: Connection, number: int) -> None:
    """Say in the file which schema it has: for Alembic in its table, for whoever opens it in the header."""
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision_name(number),))
    connection.exec_driver_sql(f"PRAGMA user_version = {number}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def schema_of(connection: Connection) -> dict[tuple[str, str], str]:
    """Every table, index, trigger and view by kind and name, as SQL without its accidents of writing."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): _plain(sql) for kind, name, sql in rows if not name.startswith("sqlite_")}


def _plain(sql: str) -> str:
    spaced = _SPACE.sub(" ", sql.replace('"', "").replace("`", ""))
    return _AROUND_SIGNS.sub(r"\1", spaced).strip()
