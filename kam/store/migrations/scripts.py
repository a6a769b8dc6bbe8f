"""Running the SQL of a step: all that steps share, because a step stays as it was released."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import complete_statement

from sqlalchemy import Connection


def run_script(connection: Connection, step: Path) -> None:
    """Run the statements of the ``.sql`` file that stands beside a step, one by one."""
    for statement in _statements(step.with_suffix(".sql").read_text("utf-8")):
        connection.exec_driver_sql(statement)


def _statements(text: str) -> Iterator[str]:
    """Each with its comments and its semicolon; what follows the last semicolon is none."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
