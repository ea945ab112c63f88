"""Titles and their parts: one supertype, a table per kind, versions, names, ids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, SortKey, Stamped, needs, new_public_id, outlives, owned

KINDS = "'movie', 'series', 'season', 'episode', 'artist', 'album', 'track', 'video'"
ALIVE = "deleted_at IS NULL"
TITLES = f"{ALIVE} AND parent_id IS NULL"
COUNTED = f"{TITLES} AND size_bytes >= 0"


class MediaItem(Stamped, Base):
    """Anything that files, downloads, history, artwork and requests can point at.

    `parent_id` leads from season to series and from episode to season. `library_id` null: known, but in no library.
    Parts carry their title's library. `locked_fields` names the fields a person has edited: automation never writes
    them. `document` is for display only; whatever is filtered or sorted by has a column.
    """

    __tablename__ = "media_item"
    __table_args__ = (
        CheckConstraint(f"kind IN ({KINDS})", name="kind"),
        CheckConstraint("year IS NULL OR year BETWEEN 1870 AND 2200", name="year"),
        CheckConstraint("runtime_seconds IS NULL OR runtime_seconds >= 0", name="runtime"),
        CheckConstraint("identity IN ('unidentified', 'identified', 'enriched')", name="identity"),
        CheckConstraint("enrichment_priority BETWEEN 1 AND 10", name="enrichment_priority"),
        CheckConstraint("created_at <= updated_at", name="stamps"),
        CheckConstraint("(kind IN ('season', 'episode', 'album', 'track')) = (parent_id IS NOT NULL)", name="parent"),
        Index("uq_media_item_path", "path", unique=True, sqlite_where=text(f"{ALIVE} AND path IS NOT NULL"),
              postgresql_where=text(f"{ALIVE} AND path IS NOT NULL")),
        # Titles only: their parts, of which there are far more, are reached through them. All that the wall of a library
        # filters and counts by lies in its index, so that 50,000 titles are counted without reading one of them.
        Index("ix_media_item_wall", "library_id", "kind", "sort_title", "id", "state", "monitored", "year", "rating",
              "size_bytes", "added_at", "deleted_at", "parent_id", sqlite_where=text(TITLES), postgresql_where=text(TITLES)),
        # Titles by state with their sizes. What is always true of a size keeps every other statement away from it.
        Index("ix_media_item_counts", "library_id", "kind", "state", "size_bytes", "deleted_at", "parent_id",
              sqlite_where=text(COUNTED), postgresql_where=text(COUNTED)),
        Index("ix_media_item_added", "library_id", "kind", "added_at", "id", sqlite_where=text(TITLES),
              postgresql_where=text(TITLES)),
        Index("ix_media_item_year", "kind", "year", "sort_title", sqlite_where=text(TITLES),
              postgresql_where=text(TITLES)),
        Index("ix_media_item_rating", "kind", "rating", sqlite_where=text(TITLES), postgresql_where=text(TITLES)),
        Index("ix_media_item_newest", "kind", "added_at", "id", sqlite_where=text(TITLES),
              postgresql_where=text(TITLES)),
        # Partial, so that “has no parent” is never looked up in it.
        Index("ix_media_item_parent", "parent_id", sqlite_where=text("parent_id IS NOT NULL"),
              postgresql_where=text("parent_id IS NOT NULL")),
        Index("ix_media_item_clean", "clean_title", "kind", "year"),
        Index("ix_media_item_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL"),
              postgresql_where=text("deleted_at IS NOT NULL")),
    )  # fmt: skip
    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    kind: Mapped[str]
    library_id: Mapped[int | None] = needs("library.id", nullable=True)
    parent_id: Mapped[int | None] = owned("media_item.id", nullable=True)
    title: Mapped[str]
    sort_title: Mapped[str] = mapped_column(SortKey)
    clean_title: Mapped[str]
    original_title: Mapped[str | None]
    original_language: Mapped[str | None]  # ISO 639-1
    year: Mapped[int | None]
    overview: Mapped[str | None]
    status: Mapped[str | None]
    runtime_seconds: Mapped[int | None]
    monitored: Mapped[bool] = mapped_column(default=True)
    path: Mapped[str | None]  # folder of the title
    identity: Mapped[str] = mapped_column(default="unidentified")
    enrichment_priority: Mapped[int] = mapped_column(default=5)
    locked_fields: Mapped[list[Any]] = mapped_column(default=list)
    rating: Mapped[float | None]  # promoted: 0 to 10
    primary_genre: Mapped[str | None]  # promoted
    state: Mapped[str] = mapped_column(default="missing")  # promoted cue: here, partly, missing, better, unreleased …
    file_count: Mapped[int] = mapped_column(default=0)  # promoted
    size_bytes: Mapped[int] = mapped_column(default=0)  # promoted
    added_at: Mapped[datetime]
    refreshed_at: Mapped[datetime | None]
    searched_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]  # the moment of deletion
    deleted_reason: Mapped[str | None]
    document: Mapped[dict[str, Any]] = mapped_column(default=dict)  # last: SQLite reads a row from its beginning


class Movie(Base):
    """What only films have."""

    __tablename__ = "movie"
    __table_args__ = (
        CheckConstraint("minimum_availability IN ('announced', 'in_cinemas', 'released')", name="availability"),
    )
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    minimum_availability: Mapped[str] = mapped_column(default="released")
    premiered_on: Mapped[date | None]
    in_cinemas_on: Mapped[date | None]
    digital_on: Mapped[date | None]
    physical_on: Mapped[date | None]
    available_at: Mapped[datetime | None] = mapped_column(index=True)  # maintained from the dates
    certification: Mapped[str | None]
    tagline: Mapped[str | None]
    popularity: Mapped[float | None]
    budget: Mapped[int | None]
    revenue: Mapped[int | None]
    website: Mapped[str | None]
    trailer_url: Mapped[str | None]


class Series(Base):
    """What only series have. Counts live in `season_stats`."""

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("series_type IN ('standard', 'daily', 'anime')", name="series_type"),)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    series_type: Mapped[str] = mapped_column(default="standard")
    season_folder: Mapped[bool] = mapped_column(default=True)
    monitor_new_seasons: Mapped[bool] = mapped_column(default=True)
    monitor_preset: Mapped[str] = mapped_column(default="all")
    episode_order: Mapped[str] = mapped_column(default="aired")
    network: Mapped[str | None]
    air_time: Mapped[str | None]
    time_zone: Mapped[str | None]
    premiered_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    certification: Mapped[str | None]
    tagline: Mapped[str | None]
    popularity: Mapped[float | None]
    website: Mapped[str | None]


class Season(Base):
    """Number 0 holds the specials."""

    __tablename__ = "season"
    __table_args__ = (
        UniqueConstraint("series_id", "season_number"),
        CheckConstraint("season_number >= 0", name="number"),
    )
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    series_id: Mapped[int] = owned("series.item_id")
    season_number: Mapped[int]


class SeasonStats(Base):
    """Maintained counts of a season; a series is the sum of its seasons. Written by `db.statistics` in the unit that
    changes files, episodes or monitoring."""

    __tablename__ = "season_stats"
    __table_args__ = (
        # All that the list of series sums up, so that it reads nothing but this.
        Index("ix_season_stats_series", "series_id", "season_number", "episode_count", "monitored_count", "file_count",
              "next_airing_at", "previous_airing_at"),
    )  # fmt: skip
    season_id: Mapped[int] = owned("season.item_id", primary_key=True)
    series_id: Mapped[int] = owned("series.item_id")
    season_number: Mapped[int]
    episode_count: Mapped[int] = mapped_column(default=0)
    aired_count: Mapped[int] = mapped_column(default=0)
    monitored_count: Mapped[int] = mapped_column(default=0)  # monitored and aired
    file_count: Mapped[int] = mapped_column(default=0)  # episodes with a file
    size_bytes: Mapped[int] = mapped_column(default=0)
    next_airing_at: Mapped[datetime | None]
    previous_airing_at: Mapped[datetime | None]


class Episode(Base):
    __tablename__ = "episode"
    __table_args__ = (
        UniqueConstraint("series_id", "season_number", "episode_number"),
        CheckConstraint("season_number >= 0 AND episode_number >= 0", name="numbers"),
        Index("ix_episode_absolute", "series_id", "absolute_number"),
        Index("ix_episode_air_date", "series_id", "air_date"),
        Index("ix_episode_aired_at", "aired_at"),
    )
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    series_id: Mapped[int] = owned("series.item_id")
    season_id: Mapped[int] = owned("season.item_id", index=True)
    season_number: Mapped[int]
    episode_number: Mapped[int]
    absolute_number: Mapped[int | None]
    air_date: Mapped[date | None]
    aired_at: Mapped[datetime | None]
    finale: Mapped[str | None]


class EpisodeNumbering(Base):
    """The same episode under another order: scene, dvd, absolute."""

    __tablename__ = "episode_numbering"
    episode_id: Mapped[int] = owned("episode.item_id", primary_key=True)
    scheme: Mapped[str] = mapped_column(primary_key=True)
    season_number: Mapped[int | None]
    episode_number: Mapped[int | None]
    absolute_number: Mapped[int | None]
    verified: Mapped[bool] = mapped_column(default=False)


class Version(Stamped, Base):
    """One wanted version of a title, with its own profile, folder and state. Every title in a library has a default."""

    __tablename__ = "version"
    __table_args__ = (
        UniqueConstraint("item_id", "name"),
        Index("uq_version_default", "item_id", unique=True, sqlite_where=text("is_default"),
              postgresql_where=text("is_default")),
        CheckConstraint("created_at <= updated_at", name="stamps"),
    )  # fmt: skip
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id")
    name: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    quality_profile_id: Mapped[int] = needs("quality_profile.id", index=True)
    root_folder_id: Mapped[int | None] = needs("root_folder.id", nullable=True, index=True)
    monitored: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(default="missing", index=True)
    position: Mapped[int] = mapped_column(default=0)
    searched_at: Mapped[datetime | None]


class ExternalId(Base):
    """A provider's id of an item. `library_id` and `kind` repeat the item's, and `is_live` falls when it is deleted,
    so that uniqueness can be an index."""

    __tablename__ = "external_id"
    __table_args__ = (
        Index("uq_external_id_library", "library_id", "kind", "provider", "value", unique=True,
              sqlite_where=text("is_live AND library_id IS NOT NULL"),
              postgresql_where=text("is_live AND library_id IS NOT NULL")),
        Index("uq_external_id_known", "kind", "provider", "value", unique=True,
              sqlite_where=text("is_live AND library_id IS NULL"),
              postgresql_where=text("is_live AND library_id IS NULL")),
        Index("ix_external_id_value", "provider", "value", "kind"),
    )  # fmt: skip
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    provider: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    kind: Mapped[str]
    library_id: Mapped[int | None]
    is_live: Mapped[bool] = mapped_column(default=True)


class TitleAlias(Base):
    """Another name of a title, used in matching."""

    __tablename__ = "title_alias"
    __table_args__ = (UniqueConstraint("item_id", "clean_title", "season_number", "source"),)
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id")
    title: Mapped[str]
    clean_title: Mapped[str] = mapped_column(index=True)
    season_number: Mapped[int | None]
    language: Mapped[str | None]
    source: Mapped[str] = mapped_column(default="provider")
    votes: Mapped[int | None]
    comment: Mapped[str | None]


class ItemTranslation(Base):
    __tablename__ = "item_translation"
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    overview: Mapped[str | None]
    tagline: Mapped[str | None]


class SearchTitle(Base):
    """Every searchable name of a title; the full-text index of each database stands beside it (`db.search`)."""

    __tablename__ = "search_title"
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id", index=True)
    text: Mapped[str]
    is_main: Mapped[bool] = mapped_column(default=True)


class TitleTerm(Base):
    """Vocabulary of all titles, for correcting typing mistakes. `uses` counts the names that hold the word."""

    __tablename__ = "title_term"
    id: Mapped[Id]
    term: Mapped[str] = mapped_column(unique=True)
    uses: Mapped[int] = mapped_column(default=1)


class TableCount(Base):
    """Maintained counts, since PostgreSQL counts rows one by one."""

    __tablename__ = "table_count"
    name: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class CollectionRow(Stamped, Base):
    """A film series. Name clash with collections of players: those are `player_collection`, later."""

    __tablename__ = "collection"
    id: Mapped[Id]
    name: Mapped[str]
    overview: Mapped[str | None]
    provider: Mapped[str | None]
    value: Mapped[str | None]
    monitored: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("provider", "value"),)


class CollectionItem(Base):
    __tablename__ = "collection_item"
    collection_id: Mapped[int] = owned("collection.id", primary_key=True)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class Person(Base):
    __tablename__ = "person"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(index=True)
    image_url: Mapped[str | None]
    image_blob_id: Mapped[int | None] = outlives("asset_blob.id")


class PersonExternalId(Base):
    __tablename__ = "person_external_id"
    provider: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = owned("person.id", index=True)


class CreditRow(Base):
    __tablename__ = "credit"
    __table_args__ = (UniqueConstraint("item_id", "person_id", "role", "character"),)
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id")
    person_id: Mapped[int] = owned("person.id", index=True)
    role: Mapped[str]
    character: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    locked: Mapped[bool] = mapped_column(default=False)


class Genre(Base):
    __tablename__ = "genre"
    __table_args__ = (UniqueConstraint("media_kind", "name"),)
    id: Mapped[Id]
    media_kind: Mapped[str]
    name: Mapped[str]
    tmdb_id: Mapped[int | None]


class GenreTranslation(Base):
    __tablename__ = "genre_translation"
    genre_id: Mapped[int] = owned("genre.id", primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class ItemGenre(Base):
    """Genre first: “newest of a genre” is one walk along the key."""

    __tablename__ = "item_genre"
    __table_args__ = ({"sqlite_with_rowid": False},)
    genre_id: Mapped[int] = owned("genre.id", primary_key=True)
    added_at: Mapped[datetime] = mapped_column(primary_key=True)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class GenreStats(Base):
    """Maintained count and sum of ratings by genre of titles that are not deleted."""

    __tablename__ = "genre_stats"
    genre_id: Mapped[int] = owned("genre.id", primary_key=True)
    title_count: Mapped[int] = mapped_column(default=0)
    rated_count: Mapped[int] = mapped_column(default=0)
    rating_sum: Mapped[float] = mapped_column(default=0.0)


class Studio(Base):
    """A production company, or a network (`kind`)."""

    __tablename__ = "studio"
    __table_args__ = (UniqueConstraint("kind", "name"),)
    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(default="studio")
    name: Mapped[str]


class ItemStudio(Base):
    __tablename__ = "item_studio"
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    studio_id: Mapped[int] = owned("studio.id", primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class RatingRow(Base):
    """A rating as its source gives it, with the scale it is on."""

    __tablename__ = "rating"
    __table_args__ = (CheckConstraint("value >= 0 AND value <= scale", name="scale"),)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]
    scale: Mapped[float] = mapped_column(default=10.0)
    votes: Mapped[int | None]
