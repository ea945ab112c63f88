"""Guides and what was taken from them; custom formats for series or for films."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("uq_custom_format_shared_name", "custom_format")
    with op.batch_alter_table("custom_format") as table:
        table.add_column(sa.Column("kind", TEXT, nullable=True))
        table.drop_constraint(op.f("uq_custom_format_library_id_name"), type_="unique")
        table.create_check_constraint(op.f("ck_custom_format_kind"), "kind IN ('series', 'movie')")
    op.create_index(
        "uq_custom_format_own_name",
        "custom_format",
        ["library_id", "name", sa.text("coalesce(kind, '')")],
        unique=True,
    )
    op.create_index(
        "uq_custom_format_shared_name",
        "custom_format",
        ["name", sa.text("coalesce(kind, '')")],
        unique=True,
        **only("library_id IS NULL"),
    )
    _guide_source()
    _guide_entry()


def downgrade() -> None:
    op.drop_table("guide_entry")
    op.drop_table("guide_source")
    _tell_apart()
    op.drop_index("uq_custom_format_shared_name", "custom_format")
    op.drop_index("uq_custom_format_own_name", "custom_format")
    with op.batch_alter_table("custom_format") as table:
        table.drop_constraint(op.f("ck_custom_format_kind"), type_="check")
        table.create_unique_constraint(op.f("uq_custom_format_library_id_name"), ["library_id", "name"])
        table.drop_column("kind")
    op.create_index(
        "uq_custom_format_shared_name", "custom_format", ["name"], unique=True, **only("library_id IS NULL")
    )


def _tell_apart() -> None:
    """Formats of one name for series and for films get their kind behind it."""
    rows = sa.table("custom_format", sa.column("id"), sa.column("name"), sa.column("library_id"), sa.column("kind"))
    other = rows.alias("other")
    same_place = sa.func.coalesce(other.c.library_id, 0) == sa.func.coalesce(rows.c.library_id, 0)
    earlier = sa.exists().where(other.c.name == rows.c.name, other.c.id < rows.c.id, same_place)
    named = rows.c.name + sa.literal(" (") + sa.func.coalesce(rows.c.kind, "both") + sa.literal(")")
    op.execute(rows.update().where(earlier).values(name=named))


def _guide_source() -> None:
    op.create_table(
        "guide_source",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("location", TEXT, nullable=False),
        sa.Column("pinned", FLAG, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("dated_at", MOMENT, nullable=True),
        sa.Column("found_version", TEXT, nullable=False),
        sa.Column("found_dated_at", MOMENT, nullable=True),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("problems", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('series', 'movie')", name=op.f("ck_guide_source_kind")),
        sa.CheckConstraint("origin IN ('folder', 'archive', 'address')", name=op.f("ck_guide_source_origin")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_source")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_guide_source_kind_name")),
    )


def _guide_entry() -> None:
    op.create_table(
        "guide_entry",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("source_id", NUMBER, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("taken", JSON, nullable=True),
        sa.Column("taken_hash", TEXT, nullable=True),
        sa.Column("found", JSON, nullable=True),
        sa.Column("found_hash", TEXT, nullable=True),
        sa.Column("format_id", NUMBER, nullable=True),
        sa.Column("profile_id", NUMBER, nullable=True),
        sa.Column("pinned", FLAG, nullable=False),
        sa.Column("forked", FLAG, nullable=False),
        sa.Column("taken_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "type IN ('custom_format', 'quality_profile', 'quality_size', 'format_group', 'naming')",
            name=op.f("ck_guide_entry_type"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["guide_source.id"], name=op.f("fk_guide_entry_source_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["format_id"], ["custom_format.id"], name=op.f("fk_guide_entry_format_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["quality_profile.id"], name=op.f("fk_guide_entry_profile_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guide_entry")),
        sa.UniqueConstraint("source_id", "type", "key", name=op.f("uq_guide_entry_source_id_type_key")),
    )
    op.create_index("ix_guide_entry_format", "guide_entry", ["format_id"])
    op.create_index("ix_guide_entry_profile", "guide_entry", ["profile_id"])
