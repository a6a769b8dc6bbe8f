"""Health as it was at the end of each month, and retention cases."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kam.store.migrations.scripts import run_script

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add their tables."""
    run_script(op.get_bind(), Path(__file__))
