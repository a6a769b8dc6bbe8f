"""Whom we were in contact with, and when, is told by indexes alone: health asks it of everybody at once."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

_STEPS = (
    "DROP INDEX ix_interaction_when",
    "CREATE INDEX ix_interaction_when ON interaction (starts_at, id, kind, account_id, status)",
    "DROP INDEX ix_participant_interaction_id",
    "CREATE INDEX ix_participant_interaction_id ON participant (interaction_id, stakeholder_id)",
    "DROP INDEX ix_participant_stakeholder_id",
    "CREATE INDEX ix_participant_stakeholder_id ON participant (stakeholder_id, interaction_id)",
)


def upgrade() -> None:
    """Make the indexes anew with what they lacked; no row changes."""
    for statement in _STEPS:
        op.get_bind().exec_driver_sql(statement)
