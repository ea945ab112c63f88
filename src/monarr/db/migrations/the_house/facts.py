"""Artwork; collections, people, genres, studios and ratings of titles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT

TABLES = (
    "asset_blob",
    "asset_candidate",
    "asset_slot",
    "collection",
    "collection_item",
    "person",
    "person_external_id",
    "credit",
    "genre",
    "genre_translation",
    "item_genre",
    "genre_stats",
    "studio",
    "item_studio",
    "rating",
)


def create() -> None:
    _asset_blob()
    _asset_candidate()
    _asset_slot()
    _collection()
    _collection_item()
    _person()
    _person_external_id()
    _credit()
    _genre()
    _genre_translation()
    _item_genre()
    _genre_stats()
    _studio()
    _item_studio()
    _rating()


def _asset_blob() -> None:
    op.create_table(
        "asset_blob",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("extension", TEXT, nullable=False),
        sa.Column("mime", TEXT, nullable=False),
        sa.Column("size_bytes", NUMBER, nullable=False),
        sa.Column("width", NUMBER, nullable=True),
        sa.Column("height", NUMBER, nullable=True),
        sa.Column("phash", TEXT, nullable=True),
        sa.Column("dhash", TEXT, nullable=True),
        sa.Column("dominant_color", TEXT, nullable=True),
        sa.Column("source_kind", TEXT, nullable=False),
        sa.Column("source_url", TEXT, nullable=True),
        sa.Column("provider", TEXT, nullable=True),
        sa.Column("reference_count", NUMBER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT, nullable=False),
        sa.CheckConstraint("source_kind IN ('provider', 'local', 'user')", name=op.f("ck_asset_blob_source_kind")),
        sa.CheckConstraint("reference_count >= 0", name=op.f("ck_asset_blob_references")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_blob")),
        sa.UniqueConstraint("sha256", name=op.f("uq_asset_blob_sha256")),
    )
    op.create_index("ix_asset_blob_unused", "asset_blob", ["reference_count", "last_used_at"])


def _asset_candidate() -> None:
    op.create_table(
        "asset_candidate",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("slot", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("width", NUMBER, nullable=True),
        sa.Column("height", NUMBER, nullable=True),
        sa.Column("vote_average", sa.Double(), nullable=True),
        sa.Column("vote_count", NUMBER, nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("contributions", JSON, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("problem", TEXT, nullable=True),
        sa.Column("blob_id", NUMBER, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "slot IN ('poster', 'fanart', 'banner', 'clearlogo', 'clearart', 'landscape', 'thumb', 'discart', 'keyart', 'characterart')",
            name=op.f("ck_asset_candidate_slot"),
        ),
        sa.ForeignKeyConstraint(
            ["blob_id"], ["asset_blob.id"], name=op.f("fk_asset_candidate_blob_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_asset_candidate_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_candidate")),
        sa.UniqueConstraint("item_id", "slot", "url", name=op.f("uq_asset_candidate_item_id_slot_url")),
    )
    op.create_index(op.f("ix_asset_candidate_blob_id"), "asset_candidate", ["blob_id"])


def _asset_slot() -> None:
    op.create_table(
        "asset_slot",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("slot", TEXT, nullable=False),
        sa.Column("rank", NUMBER, nullable=False),
        sa.Column("blob_id", NUMBER, nullable=False),
        sa.Column("candidate_id", NUMBER, nullable=True),
        sa.Column("locked", FLAG, nullable=False),
        sa.Column("selected_by", TEXT, nullable=False),
        sa.Column("trace", JSON, nullable=False),
        sa.Column("selected_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "slot IN ('poster', 'fanart', 'banner', 'clearlogo', 'clearart', 'landscape', 'thumb', 'discart', 'keyart', 'characterart')",
            name=op.f("ck_asset_slot_slot"),
        ),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_asset_slot_rank")),
        sa.ForeignKeyConstraint(
            ["blob_id"], ["asset_blob.id"], name=op.f("fk_asset_slot_blob_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["asset_candidate.id"], name=op.f("fk_asset_slot_candidate_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_asset_slot_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_slot")),
        sa.UniqueConstraint("item_id", "slot", "rank", name=op.f("uq_asset_slot_item_id_slot_rank")),
    )
    op.create_index(op.f("ix_asset_slot_blob_id"), "asset_slot", ["blob_id"])


def _collection() -> None:
    op.create_table(
        "collection",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("overview", TEXT, nullable=True),
        sa.Column("provider", TEXT, nullable=True),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("monitored", FLAG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
        sa.UniqueConstraint("provider", "value", name=op.f("uq_collection_provider_value")),
    )


def _collection_item() -> None:
    op.create_table(
        "collection_item",
        sa.Column("collection_id", NUMBER, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_collection_item_collection_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_collection_item_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "item_id", name=op.f("pk_collection_item")),
    )
    op.create_index(op.f("ix_collection_item_item_id"), "collection_item", ["item_id"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("image_url", TEXT, nullable=True),
        sa.Column("image_blob_id", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(
            ["image_blob_id"], ["asset_blob.id"], name=op.f("fk_person_image_blob_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_name"), "person", ["name"])


def _person_external_id() -> None:
    op.create_table(
        "person_external_id",
        sa.Column("provider", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_external_id_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("provider", "value", name=op.f("pk_person_external_id")),
    )
    op.create_index(op.f("ix_person_external_id_person_id"), "person_external_id", ["person_id"])


def _credit() -> None:
    op.create_table(
        "credit",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("person_id", NUMBER, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("character", TEXT, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("locked", FLAG, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_credit_item_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_credit_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit")),
        sa.UniqueConstraint(
            "item_id", "person_id", "role", "character", name=op.f("uq_credit_item_id_person_id_role_character")
        ),
    )
    op.create_index(op.f("ix_credit_person_id"), "credit", ["person_id"])


def _genre() -> None:
    op.create_table(
        "genre",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("media_kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("tmdb_id", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_genre")),
        sa.UniqueConstraint("media_kind", "name", name=op.f("uq_genre_media_kind_name")),
    )


def _genre_translation() -> None:
    op.create_table(
        "genre_translation",
        sa.Column("genre_id", NUMBER, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["genre_id"], ["genre.id"], name=op.f("fk_genre_translation_genre_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("genre_id", "language", name=op.f("pk_genre_translation")),
    )


def _item_genre() -> None:
    op.create_table(
        "item_genre",
        sa.Column("genre_id", NUMBER, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["genre_id"], ["genre.id"], name=op.f("fk_item_genre_genre_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_item_genre_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("genre_id", "added_at", "item_id", name=op.f("pk_item_genre")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_item_genre_item_id"), "item_genre", ["item_id"])


def _genre_stats() -> None:
    op.create_table(
        "genre_stats",
        sa.Column("genre_id", NUMBER, nullable=False),
        sa.Column("title_count", NUMBER, nullable=False),
        sa.Column("rated_count", NUMBER, nullable=False),
        sa.Column("rating_sum", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["genre_id"], ["genre.id"], name=op.f("fk_genre_stats_genre_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("genre_id", name=op.f("pk_genre_stats")),
    )


def _studio() -> None:
    op.create_table(
        "studio",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_studio")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_studio_kind_name")),
    )


def _item_studio() -> None:
    op.create_table(
        "item_studio",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("studio_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"], ["media_item.id"], name=op.f("fk_item_studio_item_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["studio_id"], ["studio.id"], name=op.f("fk_item_studio_studio_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("item_id", "studio_id", name=op.f("pk_item_studio")),
    )
    op.create_index(op.f("ix_item_studio_studio_id"), "item_studio", ["studio_id"])


def _rating() -> None:
    op.create_table(
        "rating",
        sa.Column("item_id", NUMBER, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.Column("votes", NUMBER, nullable=True),
        sa.CheckConstraint("value >= 0 AND value <= scale", name=op.f("ck_rating_scale")),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_rating_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "source", name=op.f("pk_rating")),
    )
