"""Libraries, their folders, and tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, needs, outlives, owned

CONTENT_TYPES = "'movie', 'series', 'anime', 'music', 'video'"


class Library(Stamped, Base):
    """A set of titles of one content type. The seeds call it instance or library; never deleted while it holds titles
    (`media_item.library_id` restricts)."""

    __tablename__ = "library"
    __table_args__ = (
        CheckConstraint(f"content_type IN ({CONTENT_TYPES})", name="content_type"),
        CheckConstraint("created_at <= updated_at", name="stamps"),
        Index("uq_library_default", "content_type", unique=True, sqlite_where=text("is_default"),
              postgresql_where=text("is_default")),
    )  # fmt: skip
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    content_type: Mapped[str]
    is_default: Mapped[bool] = mapped_column(default=False)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    icon: Mapped[str | None]
    color: Mapped[str | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
    last_scanned_at: Mapped[datetime | None]


class LibraryDefault(Base):
    """What a new title of the library gets. Beside `library`, so that the two tables do not point at each other."""

    __tablename__ = "library_default"
    library_id: Mapped[int] = owned("library.id", primary_key=True)
    quality_profile_id: Mapped[int | None] = outlives("quality_profile.id")
    root_folder_id: Mapped[int | None] = outlives("root_folder.id")


class LibrarySlugAlias(Base):
    """A former slug that still answers."""

    __tablename__ = "library_slug_alias"
    slug: Mapped[str] = mapped_column(primary_key=True)
    library_id: Mapped[int] = owned("library.id", index=True)


class RootFolder(Stamped, Base):
    """A folder in which a library keeps its titles; `path` is absolute and normal, and belongs to one library."""

    __tablename__ = "root_folder"
    id: Mapped[Id]
    library_id: Mapped[int] = needs("library.id", index=True)
    path: Mapped[str] = mapped_column(unique=True)
    is_default: Mapped[bool] = mapped_column(default=False)
    accessible: Mapped[bool] = mapped_column(default=True)
    problem: Mapped[str | None]
    free_bytes: Mapped[int | None]
    total_bytes: Mapped[int | None]
    checked_at: Mapped[datetime | None]


class UnmatchedFolder(Base):
    """A folder with videos of which no scan could say whose it is. `words` and `year` are what its name was taken for;
    `guesses` titles that might fit, the likeliest first. Left alone: a person wants it as it is, and scans pass it over.
    `title_id`: a person has said whose it is, and the next scan takes its files up. `asked_at`: when all sources were last
    asked about it and answered; `fingerprint`: how it looked to them then."""

    __tablename__ = "unmatched_folder"
    __table_args__ = (CheckConstraint("file_count >= 0 AND size_bytes >= 0", name="counts"),)
    id: Mapped[Id]
    library_id: Mapped[int] = owned("library.id", index=True)
    root_folder_id: Mapped[int] = owned("root_folder.id", index=True)
    path: Mapped[str] = mapped_column(unique=True)
    file_count: Mapped[int]
    size_bytes: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    reason: Mapped[dict[str, Any]]  # core.text.Text
    guesses: Mapped[list[Any]] = mapped_column(default=list)
    left_alone: Mapped[bool] = mapped_column(default=False)
    title_id: Mapped[int | None] = outlives("media_item.id", index=True)
    found_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None]


class Tag(Base):
    """A label. Compared without case."""

    __tablename__ = "tag"
    id: Mapped[Id]
    label: Mapped[str] = mapped_column(unique=True)


class ItemTag(Base):
    __tablename__ = "item_tag"
    item_id: Mapped[int] = owned("media_item.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)


class IndexerTag(Base):
    __tablename__ = "indexer_tag"
    indexer_id: Mapped[int] = owned("indexer.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)


class DownloadClientTag(Base):
    __tablename__ = "download_client_tag"
    download_client_id: Mapped[int] = owned("download_client.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)


class DelayProfileTag(Base):
    __tablename__ = "delay_profile_tag"
    delay_profile_id: Mapped[int] = owned("delay_profile.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)


class ReleaseProfileTag(Base):
    """`excluded`: the profile does not hold for titles with the tag; else only for those with one of its tags."""

    __tablename__ = "release_profile_tag"
    release_profile_id: Mapped[int] = owned("release_profile.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)
    excluded: Mapped[bool] = mapped_column(default=False)


class NotificationTag(Base):
    __tablename__ = "notification_target_tag"
    notification_target_id: Mapped[int] = owned("notification_target.id", primary_key=True)
    tag_id: Mapped[int] = owned("tag.id", primary_key=True, index=True)


class NamingConfigRow(Stamped, Base):
    """How files and folders are named. `library_id` null: shared by all libraries without their own."""

    __tablename__ = "naming_config"
    __table_args__ = (
        UniqueConstraint("library_id"),
        Index("uq_naming_config_shared", text("(1)"), unique=True, sqlite_where=text("library_id IS NULL"),
              postgresql_where=text("library_id IS NULL")),
    )  # fmt: skip
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    config: Mapped[dict[str, Any]] = mapped_column(default=dict)
