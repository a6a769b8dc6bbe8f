"""Writes the newest migration's SQL from the entities, while its schema is in nobody's hands yet.

    .venv/bin/python scripts/freeze_schema.py            writes versions/0001_initial.sql
    .venv/bin/python scripts/freeze_schema.py --sample   also writes tests/data/schema_0001.kam

Once a version of kam with a schema is released, that schema is never frozen again: what changes from then
on is a migration of its own (raise HEAD in kam/store/migrations, write versions/0002_….py by hand).
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kam.core.clock import FixedClock  # noqa: E402
from kam.store.migrations import FOLDER, HEAD  # noqa: E402
from kam.store.workspace import Workspace  # noqa: E402
from tests.builders import Office  # noqa: E402 - the path comes first

RELEASED = 0
"""The newest schema that is out in the world."""

CLOCK = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


def statements(path: Path) -> list[str]:
    """The schema of a file, statement by statement in the order in which it can be made again."""
    with closing(sqlite3.connect(path)) as stock:
        virtual = [
            row[0] for row in stock.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
        ]
        rows = stock.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
    made_by_itself = ("sqlite_", "alembic_version", *(f"{name}_" for name in virtual))
    return [tidy(sql) for name, sql in rows if not name.startswith(made_by_itself)]


def tidy(sql: str) -> str:
    """The same statement without blanks at line ends and without empty lines."""
    lines = [line.rstrip().replace("\t", "    ") for line in sql.splitlines()]
    return (
        "\n".join(line for line in lines if line)
        .replace("\n STRICT", " STRICT")
        .replace("\n WITHOUT", " WITHOUT")
    )


def write_sample(target: Path) -> None:
    """A workspace of this schema with a little of everything that the builders know."""
    with tempfile.TemporaryDirectory() as folder:
        office = Office.at(Path(folder), name=target.name, now=CLOCK.now())
        account = office.account("Северогорский метизный завод")
        person = office.stakeholder(account)
        office.meeting(account, None, person)
        office.promise(account, "Send the rollout plan")
        office.workspace.close()
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(office.workspace.path.read_bytes())


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description="Write the newest migration's SQL from the entities.")
    parser.add_argument("--sample", action="store_true", help="also write the sample file of this schema")
    arguments = parser.parse_args()
    if HEAD <= RELEASED:
        parser.error(f"schema {HEAD} is released: write a migration instead")
    target = FOLDER / "versions" / f"{HEAD:04}_initial.sql"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.kam"
        Workspace.create(path, CLOCK).close()
        target.write_text(";\n".join(statements(path)) + ";\n", "utf-8", newline="\n")
    print(target.relative_to(ROOT))
    if arguments.sample:
        sample = ROOT / "tests" / "data" / f"schema_{HEAD:04}.kam"
        write_sample(sample)
        print(sample.relative_to(ROOT))


if __name__ == "__main__":
    main()
