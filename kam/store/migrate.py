"""Upgrading an older file: Alembic steps in one transaction, with a verified backup before.

Before the commit everything is compared that SQLite's way of altering tables can lose in silence: rows,
references, STRICT, triggers. Alembic is imported only when there is something to upgrade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.store.backup import Backup, backup_now
from kam.store.engine import sole_engine
from kam.store.migrations import FOLDER, HEAD, revision_name
from kam.store.schema import VERSION_TABLE, stamp

if TYPE_CHECKING:
    from alembic.script import Script


class UpgradeLossError(Exception):
    """A step lost something it had not declared; the upgrade is taken back. A bug of that step."""


@dataclass(frozen=True, slots=True)
class _Content:
    """What an upgrade must not lose."""

    rows: dict[str, int]
    strict: frozenset[str]
    triggers: frozenset[str]


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
        "SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'"
    )
    tables = [(name, strict) for name, kind, strict in listed if kind == "table" and name != "sqlite_schema"]
    rows = {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
        for name, _ in tables
    }
    triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return _Content(
        rows, frozenset(name for name, strict in tables if strict), frozenset(r[0] for r in triggers)
    )


def _compare(connection: Connection, before: _Content, steps: Iterable[Script]) -> None:
    after = _content(connection)
    dropped = _declared(steps, "DROPS")
    changed = _declared(steps, "CHANGES_ROWS") | dropped
    losses = [
        f"table {name}: {count} rows became {after.rows.get(name, 'none')}"
        for name, count in before.rows.items()
        if name not in changed and after.rows.get(name) != count
    ]
    losses += [f"trigger {name} is gone" for name in before.triggers - after.triggers - dropped]
    losses += [f"table {name} is no longer STRICT" for name in before.strict - after.strict - dropped]
    losses += [
        f"table {name} is not STRICT" for name in after.rows.keys() - before.rows.keys() - after.strict
    ]
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
