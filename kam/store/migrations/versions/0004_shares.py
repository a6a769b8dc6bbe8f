"""A supplier's part of a client's spend is not negative.

The schema did not say so before. No kam ever wrote such a part, and nothing can be made of one, so the rare
file that has it is not refused: there the part counts as nothing, and the backup that every upgrade makes
first keeps what stood there.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_STEPS = (
    """
CREATE TABLE supplier_share_anew (
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    spend_id BLOB NOT NULL,
    served_by TEXT NOT NULL,
    competitor_id BLOB,
    amount_minor INTEGER NOT NULL,
    CONSTRAINT pk_supplier_share PRIMARY KEY (id),
    CONSTRAINT ck_supplier_share_competitor_named CHECK (competitor_id IS NULL OR served_by = 'competitor'),
    CONSTRAINT fk_supplier_share_spend_id FOREIGN KEY(spend_id)
        REFERENCES client_spend (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_supplier_share_competitor_id FOREIGN KEY(competitor_id)
        REFERENCES competitor (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_supplier_share_id_bytes CHECK (length("id") = 16),
    CONSTRAINT ck_supplier_share_spend_id_bytes CHECK (length("spend_id") = 16),
    CONSTRAINT ck_supplier_share_served_by_term
        CHECK ("served_by" IN ('us', 'competitor', 'in_house', 'not_needed', 'unknown')),
    CONSTRAINT ck_supplier_share_competitor_id_bytes
        CHECK ("competitor_id" IS NULL OR length("competitor_id") = 16),
    CONSTRAINT ck_supplier_share_amount_minor_not_negative CHECK ("amount_minor" >= 0)
) STRICT
""",
    """
INSERT INTO supplier_share_anew (id, version, spend_id, served_by, competitor_id, amount_minor)
SELECT id, version, spend_id, served_by, competitor_id, max(amount_minor, 0) FROM supplier_share
""",
    "DROP TABLE supplier_share",
    "ALTER TABLE supplier_share_anew RENAME TO supplier_share",
    "CREATE INDEX ix_supplier_share_spend_id ON supplier_share (spend_id)",
    "CREATE INDEX ix_supplier_share_competitor_id ON supplier_share (competitor_id)",
)


def upgrade() -> None:
    """Make the table anew with the rule, row for row."""
    for statement in _STEPS:
        op.get_bind().exec_driver_sql(statement)
