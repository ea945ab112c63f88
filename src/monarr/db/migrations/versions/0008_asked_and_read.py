"""When the sources were asked about a folder without a title, and by which reader a file's streams were read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import MOMENT, NUMBER, TEXT

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unmatched_folder", sa.Column("asked_at", MOMENT, nullable=True))
    op.add_column("unmatched_folder", sa.Column("fingerprint", TEXT, nullable=True))
    op.add_column("media_file", sa.Column("reader_version", NUMBER, nullable=True))


def downgrade() -> None:
    op.drop_column("media_file", "reader_version")
    op.drop_column("unmatched_folder", "fingerprint")
    op.drop_column("unmatched_folder", "asked_at")
