"""The titles of a library by state, with their sizes, for the head of the wall."""

from __future__ import annotations

from alembic import op

from monarr.db.migrations.columns import only

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COLUMNS = ["library_id", "kind", "state", "size_bytes", "deleted_at", "parent_id"]


def upgrade() -> None:
    condition = "deleted_at IS NULL AND parent_id IS NULL AND size_bytes >= 0"
    op.create_index("ix_media_item_counts", "media_item", _COLUMNS, **only(condition))


def downgrade() -> None:
    op.drop_index("ix_media_item_counts", "media_item")
