"""Upgrading an older file: Alembic steps in one transaction, with a verified backup before.

Before the commit everything is compared that SQLite's way of altering tables can lose in silence: rows,
references, STRICT, constraints, indexes, triggers. Alembic is imported only when there is something to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store.backup import Backup, backup_now
from kam.store.engine import sole_engine
from kam.store.migrations import FOLDER, HEAD, revision_name
from kam.store.schema import VERSION_TABLE, stamp

if TYPE_CHECKING:
    from alembic.script import Script


_CONSTRAINT: Final = re.compile(r'\bCONSTRAINT "?(\w+)')


class UpgradeLossError(Exception):
    """A step lost something it had not declared; the upgrade is taken back. A bug of that step."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What an upgrade must not lose: rows, STRICT, and the named parts of each table.

    Parts are constraints, indexes and triggers; rebuilding a table drops them without a word.
    """

    rows: dict[str, int]
    strict: frozenset[str]
    parts: frozenset[tuple[str, str]]


def upgrade(path: Path, clock: Clock, *, folder: Path = FOLDER, head: int = HEAD) -> Backup:
    """Bring a file that nobody has open to the newest schema, or leave it as it was.

    Returns the backup made before.

    Raises:
        UserError: ``store.upgrade_failed`` naming that ``backup``, when a step failed or lost something;
            ``store.disk`` and the like.

    """
    backup = backup_now(path, clock)
    engine = sole_engine(path)
    try:
        with engine.begin() as connection:
            current = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            before = _content(connection)
            steps = run_steps(connection, range(current + 1, head + 1), folder=folder)
            _compare(connection, before, steps)
    except UserError:
        raise
    except Exception as error:
        raise UserError("store.upgrade_failed", path=str(path), backup=str(backup.path)) from error
    finally:
        engine.dispose()
    return backup


def run_steps(connection: Connection, numbers: Iterable[int], *, folder: Path = FOLDER) -> list[Script]:
    """Take steps one after the other inside the caller's transaction; from 1 they fill an empty file."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(folder))
    taken: list[Script] = []
    with Operations.context(MigrationContext.configure(connection)):
        for number in numbers:
            script = scripts.get_revision(revision_name(number))
            if number == 1:
                connection.exec_driver_sql(VERSION_TABLE)
            script.module.upgrade()
            stamp(connection, number)
            taken.append(script)
    return taken


def _content(connection: Connection) -> _Content:
    listed = connection.exec_driver_sql(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    tables = {name: bool(strict) for name, strict in listed if not name.startswith("sqlite_")}
    rows = {name: _count(connection, name) for name in tables}
    parts: set[tuple[str, str]] = set()
    for kind, name, table, sql in connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
    ):
        if kind == "table":
            parts.update((table, constraint) for constraint in _CONSTRAINT.findall(sql))
        elif sql is not None:
            parts.add((table, name))
    return _Content(rows, frozenset(name for name, strict in tables.items() if strict), frozenset(parts))


def _count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one())


def _compare(connection: Connection, before: _Content, steps: Iterable[Script]) -> None:
    after = _content(connection)
    dropped = _declared(steps, "DROPS")
    changed = _declared(steps, "CHANGES_ROWS") | dropped
    left = after.rows.keys()
    losses = [
        f"table {name}: {count} rows became {after.rows.get(name, 'none')}"
        for name, count in before.rows.items()
        if name not in changed and after.rows.get(name) != count
    ]
    losses += [
        f"{part} of table {table} is gone"
        for table, part in before.parts - after.parts
        if table in left and part not in dropped
    ]
    losses += [f"table {name} is no longer STRICT" for name in (before.strict & left) - after.strict]
    losses += [f"table {name} is not STRICT" for name in left - before.rows.keys() - after.strict]
    stray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if stray is not None:
        losses.append(f"table {stray[0]} refers to what is not there in {stray[2]}")
    if losses:
        raise UpgradeLossError("; ".join(sorted(losses)))


def _declared(steps: Iterable[Script], name: str) -> frozenset[str]:
    found: set[str] = set()
    for step in steps:
        values: Any = getattr(step.module, name, ())
        found.update(values)
    return frozenset(found)
