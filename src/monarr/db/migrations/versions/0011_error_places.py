"""Where in the program an error came up, so that errors of one place count as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import TEXT

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("error_event", sa.Column("place", TEXT, nullable=False, server_default=""))
    op.execute("UPDATE error_event SET place = path WHERE path IS NOT NULL")  # older errors: what was asked for
    op.create_index("ix_error_event_place", "error_event", ["code", "place", "id"])


def downgrade() -> None:
    op.drop_index("ix_error_event_place", "error_event")
    op.drop_column("error_event", "place")
