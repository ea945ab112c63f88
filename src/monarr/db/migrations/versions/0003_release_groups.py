"""Release groups with their reputation, and its history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import JSON, MOMENT, NUMBER, TEXT

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "release_group",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("confidence", NUMBER, nullable=False),
        sa.Column("release_count", NUMBER, nullable=False),
        sa.Column("imported_count", NUMBER, nullable=False),
        sa.Column("failed_count", NUMBER, nullable=False),
        sa.Column("fake_count", NUMBER, nullable=False),
        sa.Column("upgraded_count", NUMBER, nullable=False),
        sa.Column("first_seen_at", MOMENT, nullable=True),
        sa.Column("last_seen_at", MOMENT, nullable=True),
        sa.Column("tally", JSON, nullable=False),
        sa.Column("analysis", JSON, nullable=False),
        sa.Column("analysed_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_release_group_score")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_release_group_confidence")),
        sa.CheckConstraint("release_count >= 0", name=op.f("ck_release_group_releases")),
        sa.CheckConstraint("created_at <= updated_at", name=op.f("ck_release_group_stamps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_group")),
        sa.UniqueConstraint("key", name=op.f("uq_release_group_key")),
    )
    op.create_index("ix_release_group_score", "release_group", ["score", "id"])
    op.create_table(
        "release_group_snapshot",
        sa.Column("group_id", NUMBER, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("confidence", NUMBER, nullable=False),
        sa.Column("release_count", NUMBER, nullable=False),
        sa.Column("imported_count", NUMBER, nullable=False),
        sa.Column("ended_count", NUMBER, nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_release_group_snapshot_score")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_release_group_snapshot_confidence")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["release_group.id"], name=op.f("fk_release_group_snapshot_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "taken_on", name=op.f("pk_release_group_snapshot")),
    )


def downgrade() -> None:
    op.drop_table("release_group_snapshot")
    op.drop_index("ix_release_group_score", "release_group")
    op.drop_table("release_group")
