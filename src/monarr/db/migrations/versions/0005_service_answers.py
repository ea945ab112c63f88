"""How services have answered, by half hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import MOMENT, NUMBER, TEXT

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_answer",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("slot_at", MOMENT, nullable=False),
        sa.Column("answers", NUMBER, nullable=False),
        sa.Column("failures", NUMBER, nullable=False),
        sa.Column("timed", NUMBER, nullable=False),
        sa.Column("response_ms", NUMBER, nullable=False),
        sa.CheckConstraint("failures BETWEEN 0 AND answers", name=op.f("ck_service_answer_failures")),
        sa.PrimaryKeyConstraint("subject", "slot_at", name=op.f("pk_service_answer")),
    )
    op.create_index(op.f("ix_service_answer_slot_at"), "service_answer", ["slot_at"])


def downgrade() -> None:
    op.drop_table("service_answer")
