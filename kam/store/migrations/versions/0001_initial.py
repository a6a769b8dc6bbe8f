"""The first schema: every table, index and virtual table of ``0001_initial.sql``."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from kam.store.migrations.scripts import run_script

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Fill an empty file."""
    run_script(op.get_bind(), Path(__file__))
