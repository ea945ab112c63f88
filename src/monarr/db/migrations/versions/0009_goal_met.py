"""Whether the profile is content with a file: its cutoff, and the languages that must be heard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, only

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNKNOWN = "goal_met IS NULL AND deleted_at IS NULL"


def upgrade() -> None:
    op.add_column("media_file", sa.Column("goal_met", FLAG))
    op.create_index("ix_media_file_goal_unknown", "media_file", ["title_id"], **only(UNKNOWN))


def downgrade() -> None:
    op.drop_index("ix_media_file_goal_unknown", "media_file")
    op.drop_column("media_file", "goal_met")
