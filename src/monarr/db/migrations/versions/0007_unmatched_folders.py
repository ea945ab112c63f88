"""Folders that belong to no title."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmatched_folder",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=False),
        sa.Column("root_folder_id", NUMBER, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("file_count", NUMBER, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("words", TEXT, nullable=False),
        sa.Column("year", NUMBER, nullable=True),
        sa.Column("reason", JSON, nullable=False),
        sa.Column("guesses", JSON, nullable=False),
        sa.Column("left_alone", FLAG, nullable=False),
        sa.Column("title_id", NUMBER, nullable=True),
        sa.Column("found_at", MOMENT, nullable=False),
        sa.CheckConstraint("file_count >= 0 AND size_bytes >= 0", name=op.f("ck_unmatched_folder_counts")),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_unmatched_folder_library_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["root_folder_id"], ["root_folder.id"], name=op.f("fk_unmatched_folder_root_folder_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_unmatched_folder_title_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmatched_folder")),
        sa.UniqueConstraint("path", name=op.f("uq_unmatched_folder_path")),
    )
    op.create_index(op.f("ix_unmatched_folder_library_id"), "unmatched_folder", ["library_id"])
    op.create_index(op.f("ix_unmatched_folder_root_folder_id"), "unmatched_folder", ["root_folder_id"])
    op.create_index(op.f("ix_unmatched_folder_title_id"), "unmatched_folder", ["title_id"])


def downgrade() -> None:
    op.drop_table("unmatched_folder")
