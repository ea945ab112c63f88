"""Files by the day of their import, for the forecast of the disks."""

from __future__ import annotations

from alembic import op

from monarr.db.migrations.columns import only

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_media_file_imported", "media_file", ["imported_at"], **only("origin_path IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("ix_media_file_imported", "media_file")
