"""What was typed and not saved yet: the drafts of forms."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add their table, unless the file has it: for a few hours new files of the first schema did."""
    op.get_bind().exec_driver_sql("""
        CREATE TABLE IF NOT EXISTS draft (
            "key" TEXT NOT NULL,
            content TEXT NOT NULL,
            saved_at INTEGER NOT NULL,
            CONSTRAINT pk_draft PRIMARY KEY ("key"),
            CONSTRAINT ck_draft_key_length CHECK (length("key") <= 100),
            CONSTRAINT ck_draft_content_length CHECK (length(content) <= 200000)
        ) STRICT
    """)
