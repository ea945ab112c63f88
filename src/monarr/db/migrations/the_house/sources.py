"""Indexers, download clients, providers, players and notifications, and their health."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = (
    "download_client",
    "download_client_tag",
    "indexer",
    "indexer_tag",
    "release_profile",
    "player_group",
    "player",
    "path_mapping",
    "provider",
    "notification_target",
    "notification_target_tag",
    "service_health",
)


def create() -> None:
    _download_client()
    _download_client_tag()
    _indexer()
    _indexer_tag()
    _release_profile()
    _player_group()
    _player()
    _path_mapping()
    _provider()
    _notification_target()
    _notification_target_tag()
    _service_health()


def _download_client() -> None:
    op.create_table(
        "download_client",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("protocol", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("secrets", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("priority", NUMBER, nullable=False),
        sa.Column("import_mode", TEXT, nullable=False),
        sa.Column("remove_completed", FLAG, nullable=False),
        sa.Column("remove_failed", FLAG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "import_mode IN ('automatic', 'hardlink', 'copy', 'move')", name=op.f("ck_download_client_import_mode")
        ),
        sa.CheckConstraint("protocol IN ('torrent', 'usenet')", name=op.f("ck_download_client_protocol")),
        sa.CheckConstraint("priority BETWEEN 1 AND 50", name=op.f("ck_download_client_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_download_client")),
        sa.UniqueConstraint("name", name=op.f("uq_download_client_name")),
    )


def _download_client_tag() -> None:
    op.create_table(
        "download_client_tag",
        sa.Column("download_client_id", NUMBER, nullable=False),
        sa.Column("tag_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["download_client_id"],
            ["download_client.id"],
            name=op.f("fk_download_client_tag_download_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_download_client_tag_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("download_client_id", "tag_id", name=op.f("pk_download_client_tag")),
    )
    op.create_index(op.f("ix_download_client_tag_tag_id"), "download_client_tag", ["tag_id"])


def _indexer() -> None:
    op.create_table(
        "indexer",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("protocol", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("secrets", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("enable_rss", FLAG, nullable=False),
        sa.Column("enable_search", FLAG, nullable=False),
        sa.Column("enable_interactive", FLAG, nullable=False),
        sa.Column("priority", NUMBER, nullable=False),
        sa.Column("download_client_id", NUMBER, nullable=True),
        sa.Column("query_limit", NUMBER, nullable=True),
        sa.Column("grab_limit", NUMBER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("protocol IN ('torrent', 'usenet')", name=op.f("ck_indexer_protocol")),
        sa.CheckConstraint("priority BETWEEN 1 AND 50", name=op.f("ck_indexer_priority")),
        sa.ForeignKeyConstraint(
            ["download_client_id"],
            ["download_client.id"],
            name=op.f("fk_indexer_download_client_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"], name=op.f("fk_indexer_library_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indexer")),
        sa.UniqueConstraint("library_id", "name", name=op.f("uq_indexer_library_id_name")),
    )
    op.create_index("uq_indexer_shared_name", "indexer", ["name"], unique=True, **only("library_id IS NULL"))


def _indexer_tag() -> None:
    op.create_table(
        "indexer_tag",
        sa.Column("indexer_id", NUMBER, nullable=False),
        sa.Column("tag_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["indexer_id"], ["indexer.id"], name=op.f("fk_indexer_tag_indexer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_indexer_tag_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("indexer_id", "tag_id", name=op.f("pk_indexer_tag")),
    )
    op.create_index(op.f("ix_indexer_tag_tag_id"), "indexer_tag", ["tag_id"])


def _release_profile() -> None:
    op.create_table(
        "release_profile",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("required", JSON, nullable=False),
        sa.Column("forbidden", JSON, nullable=False),
        sa.Column("indexer_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["indexer_id"], ["indexer.id"], name=op.f("fk_release_profile_indexer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_release_profile_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_profile")),
    )


def _player_group() -> None:
    op.create_table(
        "player_group",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("skip_while_playing", FLAG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player_group")),
        sa.UniqueConstraint("name", name=op.f("uq_player_group_name")),
    )


def _player() -> None:
    op.create_table(
        "player",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("group_id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("secrets", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["player_group.id"], name=op.f("fk_player_group_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player")),
        sa.UniqueConstraint("name", name=op.f("uq_player_name")),
    )
    op.create_index(op.f("ix_player_group_id"), "player", ["group_id"])


def _path_mapping() -> None:
    op.create_table(
        "path_mapping",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("download_client_id", NUMBER, nullable=True),
        sa.Column("player_group_id", NUMBER, nullable=True),
        sa.Column("remote_path", TEXT, nullable=False),
        sa.Column("local_path", TEXT, nullable=False),
        sa.CheckConstraint(
            "(download_client_id IS NULL) <> (player_group_id IS NULL)", name=op.f("ck_path_mapping_subject")
        ),
        sa.ForeignKeyConstraint(
            ["download_client_id"],
            ["download_client.id"],
            name=op.f("fk_path_mapping_download_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["player_group_id"], ["player_group.id"], name=op.f("fk_path_mapping_player_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_path_mapping")),
        sa.UniqueConstraint(
            "download_client_id",
            "player_group_id",
            "remote_path",
            name=op.f("uq_path_mapping_download_client_id_player_group_id_remote_path"),
        ),
    )
    op.create_index(op.f("ix_path_mapping_download_client_id"), "path_mapping", ["download_client_id"])
    op.create_index(op.f("ix_path_mapping_player_group_id"), "path_mapping", ["player_group_id"])


def _provider() -> None:
    op.create_table(
        "provider",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("secrets", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("name", name=op.f("uq_provider_name")),
    )


def _notification_target() -> None:
    op.create_table(
        "notification_target",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("implementation", TEXT, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("secrets", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("events", JSON, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("last_event_id", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_notification_target_library_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_target")),
        sa.UniqueConstraint("name", name=op.f("uq_notification_target_name")),
    )


def _notification_target_tag() -> None:
    op.create_table(
        "notification_target_tag",
        sa.Column("notification_target_id", NUMBER, nullable=False),
        sa.Column("tag_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["notification_target_id"],
            ["notification_target.id"],
            name=op.f("fk_notification_target_tag_notification_target_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_notification_target_tag_tag_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notification_target_id", "tag_id", name=op.f("pk_notification_target_tag")),
    )
    op.create_index(op.f("ix_notification_target_tag_tag_id"), "notification_target_tag", ["tag_id"])


def _service_health() -> None:
    op.create_table(
        "service_health",
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("level", NUMBER, nullable=False),
        sa.Column("first_failure_at", MOMENT, nullable=True),
        sa.Column("last_failure_at", MOMENT, nullable=True),
        sa.Column("last_success_at", MOMENT, nullable=True),
        sa.Column("disabled_until", MOMENT, nullable=True),
        sa.Column("until_edited", FLAG, nullable=False),
        sa.Column("message", JSON, nullable=True),
        sa.Column("fix", TEXT, nullable=True),
        sa.Column("sample", TEXT, nullable=True),
        sa.Column("response_ms", NUMBER, nullable=True),
        sa.Column("checks_total", NUMBER, nullable=False),
        sa.Column("checks_failed", NUMBER, nullable=False),
        sa.Column("cursor", TEXT, nullable=True),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.CheckConstraint("level >= 0", name=op.f("ck_service_health_level")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_service_health")),
    )
