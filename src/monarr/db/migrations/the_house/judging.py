"""Libraries, and what judges and names their files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = (
    "library",
    "library_slug_alias",
    "root_folder",
    "tag",
    "quality_definition",
    "quality_profile",
    "profile_item",
    "custom_format",
    "profile_format",
    "library_default",
    "naming_config",
    "delay_profile",
    "delay_profile_tag",
    "api_key",
    "user_permission",
)


def create() -> None:
    _library()
    _library_slug_alias()
    _root_folder()
    _tag()
    _quality_definition()
    _quality_profile()
    _profile_item()
    _custom_format()
    _profile_format()
    _library_default()
    _naming_config()
    _delay_profile()
    _delay_profile_tag()
    _api_key()
    _user_permission()


def _library() -> None:
    op.create_table(
        "library",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=True),
        sa.Column("content_type", TEXT, nullable=False),
        sa.Column("is_default", FLAG, nullable=False),
        sa.Column("is_enabled", FLAG, nullable=False),
        sa.Column("icon", TEXT, nullable=True),
        sa.Column("color", TEXT, nullable=True),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("last_scanned_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "content_type IN ('movie', 'series', 'anime', 'music', 'video')", name=op.f("ck_library_content_type")
        ),
        sa.CheckConstraint("created_at <= updated_at", name=op.f("ck_library_stamps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library")),
        sa.UniqueConstraint("name", name=op.f("uq_library_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_library_slug")),
    )
    op.create_index("uq_library_default", "library", ["content_type"], unique=True, **only("is_default"))


def _library_slug_alias() -> None:
    op.create_table(
        "library_slug_alias",
        sa.Column("slug", TEXT, nullable=False),
        sa.Column("library_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_library_slug_alias_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_library_slug_alias")),
    )
    op.create_index(op.f("ix_library_slug_alias_library_id"), "library_slug_alias", ["library_id"])


def _root_folder() -> None:
    op.create_table(
        "root_folder",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=False),
        sa.Column("path", TEXT, nullable=False),
        sa.Column("is_default", FLAG, nullable=False),
        sa.Column("accessible", FLAG, nullable=False),
        sa.Column("problem", TEXT, nullable=True),
        sa.Column("free_bytes", NUMBER, nullable=True),
        sa.Column("total_bytes", NUMBER, nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_root_folder_library_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_root_folder")),
        sa.UniqueConstraint("path", name=op.f("uq_root_folder_path")),
    )
    op.create_index(op.f("ix_root_folder_library_id"), "root_folder", ["library_id"])


def _tag() -> None:
    op.create_table(
        "tag",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("label", name=op.f("uq_tag_label")),
    )


def _quality_definition() -> None:
    op.create_table(
        "quality_definition",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("minimum", sa.Double(), nullable=False),
        sa.Column("preferred", sa.Double(), nullable=True),
        sa.Column("maximum", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "minimum >= 0 AND (maximum IS NULL OR maximum >= minimum)", name=op.f("ck_quality_definition_limits")
        ),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_quality_definition_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_definition")),
        sa.UniqueConstraint("library_id", "quality", name=op.f("uq_quality_definition_library_id_quality")),
    )
    op.create_index(
        "uq_quality_definition_shared", "quality_definition", ["quality"], unique=True, **only("library_id IS NULL")
    )


def _quality_profile() -> None:
    op.create_table(
        "quality_profile",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("content_type", TEXT, nullable=True),
        sa.Column("cutoff", TEXT, nullable=False),
        sa.Column("upgrade_allowed", FLAG, nullable=False),
        sa.Column("minimum_format_score", NUMBER, nullable=False),
        sa.Column("cutoff_format_score", NUMBER, nullable=False),
        sa.Column("minimum_score_increment", NUMBER, nullable=False),
        sa.Column("reputation_weight", sa.Double(), nullable=False),
        sa.Column("sizes", JSON, nullable=False),
        sa.Column("languages", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_quality_profile_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_profile")),
        sa.UniqueConstraint(
            "library_id", "name", "content_type", name=op.f("uq_quality_profile_library_id_name_content_type")
        ),
    )
    op.create_index(
        "uq_quality_profile_shared_name",
        "quality_profile",
        ["name", sa.literal_column("coalesce(content_type, '')")],
        unique=True,
        **only("library_id IS NULL"),
    )


def _profile_item() -> None:
    op.create_table(
        "profile_item",
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=True),
        sa.Column("qualities", JSON, nullable=False),
        sa.Column("allowed", FLAG, nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["quality_profile.id"], name=op.f("fk_profile_item_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "position", name=op.f("pk_profile_item")),
    )


def _custom_format() -> None:
    op.create_table(
        "custom_format",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("conditions", JSON, nullable=False),
        sa.Column("include_when_renaming", FLAG, nullable=False),
        sa.Column("suggested_score", NUMBER, nullable=False),
        sa.Column("source", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_custom_format_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_format")),
        sa.UniqueConstraint("library_id", "name", name=op.f("uq_custom_format_library_id_name")),
    )
    op.create_index(
        "uq_custom_format_shared_name", "custom_format", ["name"], unique=True, **only("library_id IS NULL")
    )


def _profile_format() -> None:
    op.create_table(
        "profile_format",
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("format_id", NUMBER, nullable=False),
        sa.Column("score", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["format_id"], ["custom_format.id"], name=op.f("fk_profile_format_format_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["quality_profile.id"], name=op.f("fk_profile_format_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "format_id", name=op.f("pk_profile_format")),
    )
    op.create_index(op.f("ix_profile_format_format_id"), "profile_format", ["format_id"])


def _library_default() -> None:
    op.create_table(
        "library_default",
        sa.Column("library_id", NUMBER, nullable=False),
        sa.Column("quality_profile_id", NUMBER, nullable=True),
        sa.Column("root_folder_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_library_default_library_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["quality_profile_id"],
            ["quality_profile.id"],
            name=op.f("fk_library_default_quality_profile_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["root_folder_id"], ["root_folder.id"], name=op.f("fk_library_default_root_folder_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("library_id", name=op.f("pk_library_default")),
    )


def _naming_config() -> None:
    op.create_table(
        "naming_config",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("config", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_naming_config_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naming_config")),
        sa.UniqueConstraint("library_id", name=op.f("uq_naming_config_library_id")),
    )
    op.create_index(
        "uq_naming_config_shared",
        "naming_config",
        [sa.literal_column("(1)")],
        unique=True,
        **only("library_id IS NULL"),
    )


def _delay_profile() -> None:
    op.create_table(
        "delay_profile",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("enable_torrent", FLAG, nullable=False),
        sa.Column("enable_usenet", FLAG, nullable=False),
        sa.Column("preferred_protocol", TEXT, nullable=True),
        sa.Column("torrent_minutes", NUMBER, nullable=False),
        sa.Column("usenet_minutes", NUMBER, nullable=False),
        sa.Column("bypass_if_highest_quality", FLAG, nullable=False),
        sa.Column("bypass_above_score", NUMBER, nullable=True),
        sa.CheckConstraint("torrent_minutes >= 0 AND usenet_minutes >= 0", name=op.f("ck_delay_profile_minutes")),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_delay_profile_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delay_profile")),
    )


def _delay_profile_tag() -> None:
    op.create_table(
        "delay_profile_tag",
        sa.Column("delay_profile_id", NUMBER, nullable=False),
        sa.Column("tag_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["delay_profile_id"],
            ["delay_profile.id"],
            name=op.f("fk_delay_profile_tag_delay_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_delay_profile_tag_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("delay_profile_id", "tag_id", name=op.f("pk_delay_profile_tag")),
    )
    op.create_index(op.f("ix_delay_profile_tag_tag_id"), "delay_profile_tag", ["tag_id"])


def _api_key() -> None:
    op.create_table(
        "api_key",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("prefix", TEXT, nullable=False),
        sa.Column("key_hash", TEXT, nullable=False),
        sa.Column("permissions", JSON, nullable=True),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("uses", NUMBER, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"], name=op.f("fk_api_key_library_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_api_key_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_api_key_key_hash")),
    )
    op.create_index(op.f("ix_api_key_user_id"), "api_key", ["user_id"])


def _user_permission() -> None:
    op.create_table(
        "user_permission",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("permission", TEXT, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("allowed", FLAG, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_user_permission_library_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["permission"], ["permission.name"], name=op.f("fk_user_permission_permission"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_permission_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_permission")),
        sa.UniqueConstraint(
            "user_id", "permission", "library_id", name=op.f("uq_user_permission_user_id_permission_library_id")
        ),
    )
