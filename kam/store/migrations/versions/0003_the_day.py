"""What a day needs: touch scenarios, signals put off, papers as printed, layouts of briefs, reminders.

``interaction`` and ``commitment`` get columns with rules of their own, so they are made anew.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kam.store.migrations.scripts import run_script

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables and rebuild the two, row for row."""
    run_script(op.get_bind(), Path(__file__))
