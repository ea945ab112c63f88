"""Titles and their parts, and what is known of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, SORT_KEY, TEXT, only

TABLES = (
    "media_item",
    "movie",
    "series",
    "season",
    "season_stats",
    "episode",
    "episode_numbering",
    "version",
    "external_id",
    "title_alias",
    "item_translation",
    "item_tag",
    "search_title",
    "title_term",
    "table_count",
)


def create() -> None:
    _media_item()
    _movie()
    _series()
    _season()
    _season_stats()
    _episode()
    _episode_numbering()
    _version()
    _external_id()
    _title_alias()
    _item_translation()
    _item_tag()
    _search_title()
    _title_term()
    _table_count()


def _media_item() -> None:
    op.create_table(
        "media_item",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("public_id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("parent_id", NUMBER, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("sort_title", SORT_KEY, nullable=False),
        sa.Column("clean_title", TEXT, nullable=False),
        sa.Column("original_title", TEXT, nullable=True),
        sa.Column("original_language", TEXT, nullable=True),
        sa.Column("year", NUMBER, nullable=True),
        sa.Column("overview", TEXT, nullable=True),
        sa.Column("status", TEXT, nullable=True),
        sa.Column("runtime_seconds", NUMBER, nullable=True),
        sa.Column("monitored", FLAG, nullable=False),
        sa.Column("path", TEXT, nullable=True),
        sa.Column("identity", TEXT, nullable=False),
        sa.Column("enrichment_priority", NUMBER, nullable=False),
        sa.Column("locked_fields", JSON, nullable=False),
        sa.Column("rating", sa.Double(), nullable=True),
        sa.Column("primary_genre", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("file_count", NUMBER, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("refreshed_at", MOMENT, nullable=True),
        sa.Column("searched_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_reason", TEXT, nullable=True),
        sa.Column("document", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "(kind IN ('season', 'episode', 'album', 'track')) = (parent_id IS NOT NULL)",
            name=op.f("ck_media_item_parent"),
        ),
        sa.CheckConstraint(
            "identity IN ('unidentified', 'identified', 'enriched')", name=op.f("ck_media_item_identity")
        ),
        sa.CheckConstraint(
            "kind IN ('movie', 'series', 'season', 'episode', 'artist', 'album', 'track', 'video')",
            name=op.f("ck_media_item_kind"),
        ),
        sa.CheckConstraint("created_at <= updated_at", name=op.f("ck_media_item_stamps")),
        sa.CheckConstraint("enrichment_priority BETWEEN 1 AND 10", name=op.f("ck_media_item_enrichment_priority")),
        sa.CheckConstraint("runtime_seconds IS NULL OR runtime_seconds >= 0", name=op.f("ck_media_item_runtime")),
        sa.CheckConstraint("year IS NULL OR year BETWEEN 1870 AND 2200", name=op.f("ck_media_item_year")),
        sa.ForeignKeyConstraint(
            ["library_id"], ["library.id"], name=op.f("fk_media_item_library_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["media_item.id"], name=op.f("fk_media_item_parent_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_item")),
        sa.UniqueConstraint("public_id", name=op.f("uq_media_item_public_id")),
    )
    op.create_index(
        "ix_media_item_added",
        "media_item",
        ["library_id", "kind", "added_at", "id"],
        **only("deleted_at IS NULL AND parent_id IS NULL"),
    )
    op.create_index("ix_media_item_clean", "media_item", ["clean_title", "kind", "year"])
    op.create_index("ix_media_item_deleted", "media_item", ["deleted_at"], **only("deleted_at IS NOT NULL"))
    op.create_index(
        "ix_media_item_newest",
        "media_item",
        ["kind", "added_at", "id"],
        **only("deleted_at IS NULL AND parent_id IS NULL"),
    )
    op.create_index("ix_media_item_parent", "media_item", ["parent_id"], **only("parent_id IS NOT NULL"))
    op.create_index(
        "ix_media_item_rating", "media_item", ["kind", "rating"], **only("deleted_at IS NULL AND parent_id IS NULL")
    )
    op.create_index(
        "ix_media_item_wall",
        "media_item",
        [
            "library_id",
            "kind",
            "sort_title",
            "id",
            "state",
            "monitored",
            "year",
            "rating",
            "size_bytes",
            "added_at",
            "deleted_at",
            "parent_id",
        ],
        **only("deleted_at IS NULL AND parent_id IS NULL"),
    )
    op.create_index(
        "ix_media_item_year",
        "media_item",
        ["kind", "year", "sort_title"],
        **only("deleted_at IS NULL AND parent_id IS NULL"),
    )
    op.create_index(
        "uq_media_item_path", "media_item", ["path"], unique=True, **only("deleted_at IS NULL AND path IS NOT NULL")
    )


def _movie() -> None:
    op.create_table(
        "movie",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("minimum_availability", TEXT, nullable=False),
        sa.Column("premiered_on", sa.Date(), nullable=True),
        sa.Column("in_cinemas_on", sa.Date(), nullable=True),
        sa.Column("digital_on", sa.Date(), nullable=True),
        sa.Column("physical_on", sa.Date(), nullable=True),
        sa.Column("available_at", MOMENT, nullable=True),
        sa.Column("certification", TEXT, nullable=True),
        sa.Column("tagline", TEXT, nullable=True),
        sa.Column("popularity", sa.Double(), nullable=True),
        sa.Column("budget", NUMBER, nullable=True),
        sa.Column("revenue", NUMBER, nullable=True),
        sa.Column("website", TEXT, nullable=True),
        sa.Column("trailer_url", TEXT, nullable=True),
        sa.CheckConstraint(
            "minimum_availability IN ('announced', 'in_cinemas', 'released')", name=op.f("ck_movie_availability")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_movie_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_movie")),
    )
    op.create_index(op.f("ix_movie_available_at"), "movie", ["available_at"])


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("series_type", TEXT, nullable=False),
        sa.Column("season_folder", FLAG, nullable=False),
        sa.Column("monitor_new_seasons", FLAG, nullable=False),
        sa.Column("monitor_preset", TEXT, nullable=False),
        sa.Column("episode_order", TEXT, nullable=False),
        sa.Column("network", TEXT, nullable=True),
        sa.Column("air_time", TEXT, nullable=True),
        sa.Column("time_zone", TEXT, nullable=True),
        sa.Column("premiered_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("certification", TEXT, nullable=True),
        sa.Column("tagline", TEXT, nullable=True),
        sa.Column("popularity", sa.Double(), nullable=True),
        sa.Column("website", TEXT, nullable=True),
        sa.CheckConstraint("series_type IN ('standard', 'daily', 'anime')", name=op.f("ck_series_series_type")),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_series_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_series")),
    )


def _season() -> None:
    op.create_table(
        "season",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("series_id", NUMBER, nullable=False),
        sa.Column("season_number", NUMBER, nullable=False),
        sa.CheckConstraint("season_number >= 0", name=op.f("ck_season_number")),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_season_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.item_id"], name=op.f("fk_season_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_season")),
        sa.UniqueConstraint("series_id", "season_number", name=op.f("uq_season_series_id_season_number")),
    )


def _season_stats() -> None:
    op.create_table(
        "season_stats",
        sa.Column("season_id", NUMBER, nullable=False),
        sa.Column("series_id", NUMBER, nullable=False),
        sa.Column("season_number", NUMBER, nullable=False),
        sa.Column("episode_count", NUMBER, nullable=False),
        sa.Column("aired_count", NUMBER, nullable=False),
        sa.Column("monitored_count", NUMBER, nullable=False),
        sa.Column("file_count", NUMBER, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("next_airing_at", MOMENT, nullable=True),
        sa.Column("previous_airing_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["season_id"], ["season.item_id"], name=op.f("fk_season_stats_season_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.item_id"], name=op.f("fk_season_stats_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("season_id", name=op.f("pk_season_stats")),
    )
    op.create_index(
        "ix_season_stats_series",
        "season_stats",
        [
            "series_id",
            "season_number",
            "episode_count",
            "monitored_count",
            "file_count",
            "next_airing_at",
            "previous_airing_at",
        ],
    )


def _episode() -> None:
    op.create_table(
        "episode",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("series_id", NUMBER, nullable=False),
        sa.Column("season_id", NUMBER, nullable=False),
        sa.Column("season_number", NUMBER, nullable=False),
        sa.Column("episode_number", NUMBER, nullable=False),
        sa.Column("absolute_number", NUMBER, nullable=True),
        sa.Column("air_date", sa.Date(), nullable=True),
        sa.Column("aired_at", MOMENT, nullable=True),
        sa.Column("finale", TEXT, nullable=True),
        sa.CheckConstraint("season_number >= 0 AND episode_number >= 0", name=op.f("ck_episode_numbers")),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_episode_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["season_id"], ["season.item_id"], name=op.f("fk_episode_season_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.item_id"], name=op.f("fk_episode_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_episode")),
        sa.UniqueConstraint(
            "series_id",
            "season_number",
            "episode_number",
            name=op.f("uq_episode_series_id_season_number_episode_number"),
        ),
    )
    op.create_index("ix_episode_absolute", "episode", ["series_id", "absolute_number"])
    op.create_index("ix_episode_air_date", "episode", ["series_id", "air_date"])
    op.create_index("ix_episode_aired_at", "episode", ["aired_at"])
    op.create_index(op.f("ix_episode_season_id"), "episode", ["season_id"])


def _episode_numbering() -> None:
    op.create_table(
        "episode_numbering",
        sa.Column("episode_id", NUMBER, nullable=False),
        sa.Column("scheme", TEXT, nullable=False),
        sa.Column("season_number", NUMBER, nullable=True),
        sa.Column("episode_number", NUMBER, nullable=True),
        sa.Column("absolute_number", NUMBER, nullable=True),
        sa.Column("verified", FLAG, nullable=False),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.item_id"], name=op.f("fk_episode_numbering_episode_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("episode_id", "scheme", name=op.f("pk_episode_numbering")),
    )


def _version() -> None:
    op.create_table(
        "version",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("is_default", FLAG, nullable=False),
        sa.Column("quality_profile_id", NUMBER, nullable=False),
        sa.Column("root_folder_id", NUMBER, nullable=True),
        sa.Column("monitored", FLAG, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("searched_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("created_at <= updated_at", name=op.f("ck_version_stamps")),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_version_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["quality_profile_id"],
            ["quality_profile.id"],
            name=op.f("fk_version_quality_profile_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["root_folder_id"], ["root_folder.id"], name=op.f("fk_version_root_folder_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("item_id", "name", name=op.f("uq_version_item_id_name")),
    )
    op.create_index(op.f("ix_version_quality_profile_id"), "version", ["quality_profile_id"])
    op.create_index(op.f("ix_version_root_folder_id"), "version", ["root_folder_id"])
    op.create_index(op.f("ix_version_state"), "version", ["state"])
    op.create_index("uq_version_default", "version", ["item_id"], unique=True, **only("is_default"))


def _external_id() -> None:
    op.create_table(
        "external_id",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("is_live", FLAG, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_external_id_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "provider", name=op.f("pk_external_id")),
    )
    op.create_index("ix_external_id_value", "external_id", ["provider", "value", "kind"])
    op.create_index(
        "uq_external_id_known",
        "external_id",
        ["kind", "provider", "value"],
        unique=True,
        **only("is_live AND library_id IS NULL"),
    )
    op.create_index(
        "uq_external_id_library",
        "external_id",
        ["library_id", "kind", "provider", "value"],
        unique=True,
        **only("is_live AND library_id IS NOT NULL"),
    )


def _title_alias() -> None:
    op.create_table(
        "title_alias",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("clean_title", TEXT, nullable=False),
        sa.Column("season_number", NUMBER, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("votes", NUMBER, nullable=True),
        sa.Column("comment", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_title_alias_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_alias")),
        sa.UniqueConstraint(
            "item_id",
            "clean_title",
            "season_number",
            "source",
            name=op.f("uq_title_alias_item_id_clean_title_season_number_source"),
        ),
    )
    op.create_index(op.f("ix_title_alias_clean_title"), "title_alias", ["clean_title"])


def _item_translation() -> None:
    op.create_table(
        "item_translation",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("overview", TEXT, nullable=True),
        sa.Column("tagline", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_item_translation_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "language", name=op.f("pk_item_translation")),
    )


def _item_tag() -> None:
    op.create_table(
        "item_tag",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("tag_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_item_tag_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_item_tag_tag_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "tag_id", name=op.f("pk_item_tag")),
    )
    op.create_index(op.f("ix_item_tag_tag_id"), "item_tag", ["tag_id"])


def _search_title() -> None:
    op.create_table(
        "search_title",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("is_main", FLAG, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_search_title_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_title")),
    )
    op.create_index(op.f("ix_search_title_item_id"), "search_title", ["item_id"])


def _title_term() -> None:
    op.create_table(
        "title_term",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("term", TEXT, nullable=False),
        sa.Column("uses", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_title_term")),
        sa.UniqueConstraint("term", name=op.f("uq_title_term_term")),
    )


def _table_count() -> None:
    op.create_table(
        "table_count",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_table_count")),
    )
