"""Whatever a timeline shows is found by when it was: a page reads the newest few of each kind of record.

What an interaction's index says suffices for counting months and for picking a page.
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"

_STEPS = (
    "DROP INDEX ix_interaction_when",
    "CREATE INDEX ix_interaction_when ON interaction (starts_at, id, kind, account_id)",
    "CREATE INDEX ix_commitment_closed ON commitment (closed_on)",
    'CREATE INDEX ix_rating_when ON rating ("on")',
    "CREATE INDEX ix_stage_change_when ON stage_change (at)",
    "CREATE INDEX ix_stakeholder_since ON stakeholder (since)",
    "CREATE INDEX ix_stakeholder_left ON stakeholder (left_on)",
)


def upgrade() -> None:
    """Make the indexes; no row changes."""
    for statement in _STEPS:
        op.get_bind().exec_driver_sql(statement)
