"""The first schema: every table, index and virtual table of ``0001_initial.sql``."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import complete_statement

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Fill an empty file."""
    statement = ""
    for line in Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            op.get_bind().exec_driver_sql(statement)
            statement = ""
