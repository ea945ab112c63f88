"""Files, their streams, what is published beside them, and the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = ("media_file", "media_file_item", "stream", "library_file", "file_operation")


def create() -> None:
    _media_file()
    _media_file_item()
    _stream()
    _library_file()
    _file_operation()


def _media_file() -> None:
    op.create_table(
        "media_file",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("title_id", NUMBER, nullable=False),
        sa.Column("root_folder_id", NUMBER, nullable=True),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("modified_ns", NUMBER, nullable=False),
        sa.Column("quick_hash", TEXT, nullable=True),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("revision_version", NUMBER, nullable=False),
        sa.Column("revision_real", NUMBER, nullable=False),
        sa.Column("is_repack", FLAG, nullable=False),
        sa.Column("edition", TEXT, nullable=True),
        sa.Column("release_group", TEXT, nullable=True),
        sa.Column("release_title", TEXT, nullable=True),
        sa.Column("info_hash", TEXT, nullable=True),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("formats", JSON, nullable=False),
        sa.Column("format_score", NUMBER, nullable=False),
        sa.Column("duration_seconds", sa.Double(), nullable=True),
        sa.Column("media", JSON, nullable=False),
        sa.Column("origin_path", TEXT, nullable=True),
        sa.Column("download_id", NUMBER, nullable=True),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("recycle_path", TEXT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_reason", TEXT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("size_bytes >= 0", name=op.f("ck_media_file_size")),
        sa.ForeignKeyConstraint(
            ["download_id"], ["download.id"], name=op.f("fk_media_file_download_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["root_folder_id"], ["root_folder.id"], name=op.f("fk_media_file_root_folder_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["title_id"], ["media_item.id"], name=op.f("fk_media_file_title_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_media_file_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_file")),
        sa.UniqueConstraint("public_id", name=op.f("uq_media_file_public_id")),
    )
    op.create_index("ix_media_file_deleted", "media_file", ["deleted_at"], **only("deleted_at IS NOT NULL"))
    op.create_index(op.f("ix_media_file_download_id"), "media_file", ["download_id"])
    op.create_index(
        "ix_media_file_quality", "media_file", ["quality", "size_bytes", "title_id"], **only("deleted_at IS NULL")
    )
    op.create_index("ix_media_file_size", "media_file", ["size_bytes", "title_id"], **only("deleted_at IS NULL"))
    op.create_index(op.f("ix_media_file_title_id"), "media_file", ["title_id"])
    op.create_index(op.f("ix_media_file_version_id"), "media_file", ["version_id"])
    op.create_index("uq_media_file_path", "media_file", ["path"], unique=True, **only("deleted_at IS NULL"))


def _media_file_item() -> None:
    op.create_table(
        "media_file_item",
        sa.Column("file_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["media_file.id"], name=op.f("fk_media_file_item_file_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_media_file_item_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", "item_id", name=op.f("pk_media_file_item")),
    )
    op.create_index(op.f("ix_media_file_item_item_id"), "media_file_item", ["item_id"])


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("file_id", NUMBER, nullable=False),
        sa.Column("stream_index", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("codec", TEXT, nullable=True),
        sa.Column("profile", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("is_default", FLAG, nullable=False),
        sa.Column("is_forced", FLAG, nullable=False),
        sa.Column("is_hearing_impaired", FLAG, nullable=False),
        sa.Column("width", NUMBER, nullable=True),
        sa.Column("height", NUMBER, nullable=True),
        sa.Column("frame_rate", sa.Double(), nullable=True),
        sa.Column("bit_depth", NUMBER, nullable=True),
        sa.Column("hdr", TEXT, nullable=True),
        sa.Column("channels", NUMBER, nullable=True),
        sa.Column("channel_layout", TEXT, nullable=True),
        sa.Column("bitrate_kbps", NUMBER, nullable=True),
        sa.Column("external_path", TEXT, nullable=True),
        sa.CheckConstraint("kind IN ('video', 'audio', 'subtitle', 'attachment')", name=op.f("ck_stream_kind")),
        sa.ForeignKeyConstraint(["file_id"], ["media_file.id"], name=op.f("fk_stream_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", "stream_index", name=op.f("pk_stream")),
    )


def _library_file() -> None:
    op.create_table(
        "library_file",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("file_id", NUMBER, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["media_file.id"], name=op.f("fk_library_file_file_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_library_file_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_file")),
        sa.UniqueConstraint("path", name=op.f("uq_library_file_path")),
    )
    op.create_index(op.f("ix_library_file_file_id"), "library_file", ["file_id"])
    op.create_index(op.f("ix_library_file_item_id"), "library_file", ["item_id"])


def _file_operation() -> None:
    op.create_table(
        "file_operation",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("act_id", TEXT, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("source_path", TEXT, nullable=True),
        sa.Column("target_path", TEXT, nullable=True),
        sa.Column("size_bytes", NUMBER, nullable=True),
        sa.Column("modified_ns", NUMBER, nullable=True),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("file_id", NUMBER, nullable=True),
        sa.Column("download_id", NUMBER, nullable=True),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("problem", TEXT, nullable=True),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "kind IN ('link', 'copy', 'reflink', 'move', 'recycle', 'restore', 'write', 'remove', 'mkdir', 'record')",
            name=op.f("ck_file_operation_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'done', 'reversed', 'undone', 'failed', 'purged')",
            name=op.f("ck_file_operation_state"),
        ),
        sa.ForeignKeyConstraint(
            ["download_id"], ["download.id"], name=op.f("fk_file_operation_download_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["media_file.id"], name=op.f("fk_file_operation_file_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_file_operation_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_file_operation_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_operation")),
        sa.UniqueConstraint("act_id", "position", name=op.f("uq_file_operation_act_id_position")),
    )
    op.create_index(op.f("ix_file_operation_download_id"), "file_operation", ["download_id"])
    op.create_index(op.f("ix_file_operation_file_id"), "file_operation", ["file_id"])
    op.create_index("ix_file_operation_item", "file_operation", ["item_id", "id"])
    op.create_index("ix_file_operation_open", "file_operation", ["act_id"], **only("state = 'planned'"))
