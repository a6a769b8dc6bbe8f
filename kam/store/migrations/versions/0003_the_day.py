"""What a day needs: touch scenarios, signals put off, papers as printed, layouts of briefs, reminders.

``interaction`` and ``commitment`` get columns with rules of their own, so they are made anew.
"""

from __future__ import annotations

from pathlib import Path
from sqlite3 import complete_statement

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables and rebuild the two, row for row."""
    statement = ""
    for line in Path(__file__).with_suffix(".sql").read_text("utf-8").splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            op.get_bind().exec_driver_sql(statement)
            statement = ""
