"""Files of the library, their streams, what is published beside them, and the journal of file operations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, new_public_id, outlives, owned

ALIVE = "deleted_at IS NULL"


class MediaFile(Stamped, Base):
    """A video of a version. One file may hold several episodes (`media_file_item`). A deleted file lies in the recycle
    store at `recycle_path` until it is purged."""

    __tablename__ = "media_file"
    __table_args__ = (
        Index("uq_media_file_path", "path", unique=True, sqlite_where=text(ALIVE), postgresql_where=text(ALIVE)),
        Index("ix_media_file_quality", "quality", "size_bytes", "title_id", sqlite_where=text(ALIVE),
              postgresql_where=text(ALIVE)),
        Index("ix_media_file_size", "size_bytes", "title_id", sqlite_where=text(ALIVE), postgresql_where=text(ALIVE)),
        Index("ix_media_file_deleted", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL"),
              postgresql_where=text("deleted_at IS NOT NULL")),
        Index("ix_media_file_imported", "imported_at", sqlite_where=text("origin_path IS NOT NULL"),
              postgresql_where=text("origin_path IS NOT NULL")),
        # Those that an older Monarr wrote; the next recount finds them, and then there is none.
        Index("ix_media_file_goal_unknown", "title_id", sqlite_where=text(f"goal_met IS NULL AND {ALIVE}"),
              postgresql_where=text(f"goal_met IS NULL AND {ALIVE}")),
        CheckConstraint("size_bytes >= 0", name="size"),
    )  # fmt: skip
    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    version_id: Mapped[int] = owned("version.id", index=True)
    title_id: Mapped[int] = owned("media_item.id", index=True)  # the film or series
    root_folder_id: Mapped[int | None] = outlives("root_folder.id")
    path: Mapped[str]
    size_bytes: Mapped[int]
    modified_ns: Mapped[int] = mapped_column(default=0)  # of the file system, for quick re-scans
    quick_hash: Mapped[str | None]  # first and last 64 KiB and size
    quality: Mapped[str] = mapped_column(default="Unknown")
    revision_version: Mapped[int] = mapped_column(default=1)
    revision_real: Mapped[int] = mapped_column(default=0)
    is_repack: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[str | None]
    release_group: Mapped[str | None]
    release_title: Mapped[str | None]
    info_hash: Mapped[str | None]
    languages: Mapped[list[Any]] = mapped_column(default=list)
    formats: Mapped[list[Any]] = mapped_column(default=list)  # names of the custom formats that match
    format_score: Mapped[int] = mapped_column(default=0)
    goal_met: Mapped[bool | None]  # nothing better is looked for; kept by db.statistics, null until it first counts it
    duration_seconds: Mapped[float | None]
    media: Mapped[dict[str, Any]] = mapped_column(default=dict)  # core.media.MediaFacts, for display
    reader_version: Mapped[int | None]  # core.media.READER_VERSION that read `media`; null: before it was kept
    origin_path: Mapped[str | None]  # where it was imported from
    download_id: Mapped[int | None] = outlives("download.id", index=True)
    imported_at: Mapped[datetime]
    recycle_path: Mapped[str | None]
    deleted_at: Mapped[datetime | None]
    deleted_reason: Mapped[str | None]


class MediaFileItem(Base):
    """Which film or episodes a file holds."""

    __tablename__ = "media_file_item"
    file_id: Mapped[int] = owned("media_file.id", primary_key=True)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class StreamRow(Base):
    """A video, audio or subtitle stream of a file, or an external subtitle file."""

    __tablename__ = "stream"
    __table_args__ = (CheckConstraint("kind IN ('video', 'audio', 'subtitle', 'attachment')", name="kind"),)
    file_id: Mapped[int] = owned("media_file.id", primary_key=True)
    stream_index: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    codec: Mapped[str | None]
    profile: Mapped[str | None]
    language: Mapped[str | None]  # ISO 639-2 as in the file
    title: Mapped[str | None]
    is_default: Mapped[bool] = mapped_column(default=False)
    is_forced: Mapped[bool] = mapped_column(default=False)
    is_hearing_impaired: Mapped[bool] = mapped_column(default=False)
    width: Mapped[int | None]
    height: Mapped[int | None]
    frame_rate: Mapped[float | None]
    bit_depth: Mapped[int | None]
    hdr: Mapped[str | None]
    channels: Mapped[int | None]
    channel_layout: Mapped[str | None]
    bitrate_kbps: Mapped[int | None]
    external_path: Mapped[str | None]


class LibraryFile(Base):
    """What Monarr wrote beside the media: NFO and images. Disposable, re-published at any time."""

    __tablename__ = "library_file"
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id", index=True)
    file_id: Mapped[int | None] = owned("media_file.id", nullable=True, index=True)
    kind: Mapped[str]  # nfo, poster, fanart …
    path: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    published_at: Mapped[datetime]


class FileOperation(Base):
    """The journal: what will be done to files, written before it is done. One row is one step; the steps of one act
    (an import, an upgrade, a deletion) share `act_id` and run in order of `position`.

    States: planned (written, not begun or in doubt), done, reversed (taken back after a failure), undone (taken back
    by a person), failed, purged (the recycled file is gone for good). `plan` holds what the act will record.
    """

    __tablename__ = "file_operation"
    __table_args__ = (
        UniqueConstraint("act_id", "position"),
        CheckConstraint(
            "kind IN ('link', 'copy', 'reflink', 'move', 'recycle', 'restore', 'write', 'remove', 'mkdir', 'record')",
            name="kind",
        ),
        CheckConstraint("state IN ('planned', 'done', 'reversed', 'undone', 'failed', 'purged')", name="state"),
        Index("ix_file_operation_open", "act_id", sqlite_where=text("state = 'planned'"),
              postgresql_where=text("state = 'planned'")),
        Index("ix_file_operation_item", "item_id", "id"),
    )  # fmt: skip
    id: Mapped[Id]
    act_id: Mapped[str]  # random id of the act
    act: Mapped[str]  # import, upgrade, delete, rename, restore, undo
    position: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="planned")
    source_path: Mapped[str | None]
    target_path: Mapped[str | None]
    size_bytes: Mapped[int | None]
    modified_ns: Mapped[int | None]
    item_id: Mapped[int | None] = outlives("media_item.id")
    file_id: Mapped[int | None] = outlives("media_file.id", index=True)
    download_id: Mapped[int | None] = outlives("download.id", index=True)
    user_id: Mapped[int | None] = outlives("user.id")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    problem: Mapped[str | None]
    planned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
