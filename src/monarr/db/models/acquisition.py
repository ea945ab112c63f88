"""Profiles and formats, sources, the ledger, downloads, blocklist."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, new_public_id, outlives, owned


def _shared_name(table: str) -> tuple[Any, ...]:
    """Names are unique within a library, and among the shared ones."""
    return (
        UniqueConstraint("library_id", "name"),
        Index(f"uq_{table}_shared_name", "name", unique=True, sqlite_where=text("library_id IS NULL"),
              postgresql_where=text("library_id IS NULL")),
    )  # fmt: skip


class QualityDefinition(Base):
    """Size limits of a quality, in megabytes per minute."""

    __tablename__ = "quality_definition"
    __table_args__ = (
        UniqueConstraint("library_id", "quality"),
        Index("uq_quality_definition_shared", "quality", unique=True, sqlite_where=text("library_id IS NULL"),
              postgresql_where=text("library_id IS NULL")),
        CheckConstraint("minimum >= 0 AND (maximum IS NULL OR maximum >= minimum)", name="limits"),
    )  # fmt: skip
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    quality: Mapped[str]
    title: Mapped[str]
    minimum: Mapped[float] = mapped_column(default=0.0)
    preferred: Mapped[float | None]
    maximum: Mapped[float | None]


class QualityProfileRow(Stamped, Base):
    """`content_type` null: fits films and series alike. Steps are `profile_item`, scores `profile_format`."""

    __tablename__ = "quality_profile"
    __table_args__ = (
        UniqueConstraint("library_id", "name", "content_type"),
        Index("uq_quality_profile_shared_name", "name", text("coalesce(content_type, '')"), unique=True,
              sqlite_where=text("library_id IS NULL"), postgresql_where=text("library_id IS NULL")),
    )  # fmt: skip
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    name: Mapped[str]
    content_type: Mapped[str | None]
    cutoff: Mapped[str]
    upgrade_allowed: Mapped[bool] = mapped_column(default=True)
    minimum_format_score: Mapped[int] = mapped_column(default=0)
    cutoff_format_score: Mapped[int] = mapped_column(default=10_000)
    minimum_score_increment: Mapped[int] = mapped_column(default=1)
    reputation_weight: Mapped[float] = mapped_column(default=0.0)
    sizes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # quality -> {minimum, preferred, maximum}
    languages: Mapped[list[Any]] = mapped_column(default=list)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ProfileItemRow(Base):
    """A step of a profile, worst first: one quality, or a named group of equals."""

    __tablename__ = "profile_item"
    profile_id: Mapped[int] = owned("quality_profile.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    qualities: Mapped[list[Any]]
    allowed: Mapped[bool] = mapped_column(default=True)


class CustomFormatRow(Stamped, Base):
    """Conditions as Sonarr and Radarr write them; the profile decides the score. `kind` says for which titles it is,
    and whose numbers stand in it: `series` (Sonarr's) or `movie` (Radarr's); null: for both, in words."""

    __tablename__ = "custom_format"
    __table_args__ = (
        Index("uq_custom_format_own_name", "library_id", "name", text("coalesce(kind, '')"), unique=True),
        Index(
            "uq_custom_format_shared_name",
            "name",
            text("coalesce(kind, '')"),
            unique=True,
            sqlite_where=text("library_id IS NULL"),
            postgresql_where=text("library_id IS NULL"),
        ),
        CheckConstraint("kind IN ('series', 'movie')", name="kind"),
    )
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    conditions: Mapped[list[Any]] = mapped_column(default=list)
    include_when_renaming: Mapped[bool] = mapped_column(default=False)
    suggested_score: Mapped[int] = mapped_column(default=0)
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)  # where it came from: trash_id, version, pin


class ProfileFormat(Base):
    __tablename__ = "profile_format"
    profile_id: Mapped[int] = owned("quality_profile.id", primary_key=True)
    format_id: Mapped[int] = owned("custom_format.id", primary_key=True, index=True)
    score: Mapped[int]


class DelayProfile(Base):
    """Waits for something better. The first by `position` whose tags fit applies; one without tags fits all."""

    __tablename__ = "delay_profile"
    __table_args__ = (
        *_shared_name("delay_profile"),
        CheckConstraint("torrent_minutes >= 0 AND usenet_minutes >= 0", name="minutes"),
    )
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    enable_torrent: Mapped[bool] = mapped_column(default=True)
    enable_usenet: Mapped[bool] = mapped_column(default=True)
    preferred_protocol: Mapped[str | None]
    torrent_minutes: Mapped[int] = mapped_column(default=0)
    usenet_minutes: Mapped[int] = mapped_column(default=0)
    bypass_if_highest_quality: Mapped[bool] = mapped_column(default=False)
    bypass_above_score: Mapped[int | None]


class ReleaseProfile(Base):
    """Words that must or must not be in a release's name, and how long before its date a release is believed. Without
    tags it holds for every title, without indexers for every release."""

    __tablename__ = "release_profile"
    __table_args__ = (
        *_shared_name("release_profile"),
        CheckConstraint("grace_days >= 0", name="grace"),
    )
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    name: Mapped[str]
    enabled: Mapped[bool] = mapped_column(default=True)
    required: Mapped[list[Any]] = mapped_column(default=list)
    forbidden: Mapped[list[Any]] = mapped_column(default=list)
    refuse_before_air: Mapped[bool] = mapped_column(default=False)
    grace_days: Mapped[int] = mapped_column(default=0)


class ReleaseProfileIndexer(Base):
    __tablename__ = "release_profile_indexer"
    release_profile_id: Mapped[int] = owned("release_profile.id", primary_key=True)
    indexer_id: Mapped[int] = owned("indexer.id", primary_key=True, index=True)


class IndexerRow(Stamped, Base):
    """`settings` without secrets; `secrets` is one AES-GCM text of the secret settings. Priority 1 is preferred."""

    __tablename__ = "indexer"
    __table_args__ = (
        *_shared_name("indexer"),
        CheckConstraint("priority BETWEEN 1 AND 50", name="priority"),
        CheckConstraint("protocol IN ('torrent', 'usenet')", name="protocol"),
    )
    id: Mapped[Id]
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    name: Mapped[str]
    implementation: Mapped[str]
    protocol: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    enable_rss: Mapped[bool] = mapped_column(default=True)
    enable_search: Mapped[bool] = mapped_column(default=True)
    enable_interactive: Mapped[bool] = mapped_column(default=True)
    priority: Mapped[int] = mapped_column(default=25)
    download_client_id: Mapped[int | None] = outlives("download_client.id")
    query_limit: Mapped[int | None]  # per day
    grab_limit: Mapped[int | None]  # per day


class DownloadClientRow(Stamped, Base):
    """`import_mode` is automatic (hardlink, else reflink, copy or move as PRODUCT.md 6 says), hardlink, copy or move."""

    __tablename__ = "download_client"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("priority BETWEEN 1 AND 50", name="priority"),
        CheckConstraint("protocol IN ('torrent', 'usenet')", name="protocol"),
        CheckConstraint("import_mode IN ('automatic', 'hardlink', 'copy', 'move')", name="import_mode"),
    )
    id: Mapped[Id]
    name: Mapped[str]
    implementation: Mapped[str]
    protocol: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    priority: Mapped[int] = mapped_column(default=1)
    import_mode: Mapped[str] = mapped_column(default="automatic")
    remove_completed: Mapped[bool] = mapped_column(default=True)
    remove_failed: Mapped[bool] = mapped_column(default=True)


class Release(Base):
    """The ledger, first half: a release as an indexer offered it, with its parsed facts. Kept 30 days."""

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("indexer_id", "guid"),
        Index("ix_release_seen", "last_seen_at"),
        Index("ix_release_hash", "info_hash"),
        CheckConstraint("protocol IN ('torrent', 'usenet')", name="protocol"),
    )
    id: Mapped[Id]
    indexer_id: Mapped[int | None] = outlives("indexer.id")
    indexer_name: Mapped[str] = mapped_column(default="")
    guid: Mapped[str]
    title: Mapped[str]
    protocol: Mapped[str]
    download_url: Mapped[str | None]
    magnet_url: Mapped[str | None]
    info_url: Mapped[str | None]
    info_hash: Mapped[str | None]
    size_bytes: Mapped[int | None]
    seeders: Mapped[int | None]
    peers: Mapped[int | None]
    published_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # core.releases.ParsedRelease, flags, categories, ids


class ReleaseVerdict(Base):
    """The ledger, second half: how a release was judged for a version of a title. The newest judgement replaces the
    one before; `verdicts` holds every rule's answer with its figures, compactly."""

    __tablename__ = "release_verdict"
    __table_args__ = (
        UniqueConstraint("release_id", "version_id", "item_id"),
        Index("ix_release_verdict_item", "item_id", "judged_at"),
        CheckConstraint("outcome IN ('accepted', 'waiting', 'refused')", name="outcome"),
    )
    id: Mapped[Id]
    release_id: Mapped[int] = owned("release.id")
    item_id: Mapped[int] = owned("media_item.id")  # film, or episode; the series for a pack
    title_id: Mapped[int] = owned("media_item.id", index=True)
    version_id: Mapped[int] = owned("version.id", index=True)
    origin: Mapped[str]
    outcome: Mapped[str]
    quality: Mapped[str]
    score: Mapped[int] = mapped_column(default=0)
    formats: Mapped[list[Any]] = mapped_column(default=list)  # [name, points]
    verdicts: Mapped[list[Any]] = mapped_column(default=list)  # [code, outcome, figures, temporary, fix]
    refusal: Mapped[str | None]  # code of the first refusal
    distance: Mapped[float] = mapped_column(default=0.0)  # how far from acceptance: for the nearest
    judged_at: Mapped[datetime]


class PendingRelease(Base):
    """An accepted release that waits for something better until `grab_at`."""

    __tablename__ = "pending_release"
    __table_args__ = (UniqueConstraint("release_id", "version_id"),)
    id: Mapped[Id]
    release_id: Mapped[int] = owned("release.id")
    title_id: Mapped[int] = owned("media_item.id", index=True)
    version_id: Mapped[int] = owned("version.id", index=True)
    item_ids: Mapped[list[Any]]
    reason: Mapped[str]
    added_at: Mapped[datetime]
    grab_at: Mapped[datetime] = mapped_column(index=True)


class Download(Stamped, Base):
    """A release on its way. `state`: grabbing, queued, downloading, stalled, paused, completed, importing, blocked,
    imported, failed, ignored, removed. Bytes are stored, percent is derived."""

    __tablename__ = "download"
    __table_args__ = (
        Index("uq_download_ref", "client_id", "client_ref", unique=True, sqlite_where=text("client_ref IS NOT NULL"),
              postgresql_where=text("client_ref IS NOT NULL")),
        Index("ix_download_open", "state", "id"),
        CheckConstraint(
            "state IN ('grabbing', 'queued', 'downloading', 'stalled', 'paused', 'completed', 'importing', 'blocked',"
            " 'imported', 'failed', 'ignored', 'removed')",
            name="state",
        ),
        CheckConstraint("left_bytes IS NULL OR left_bytes >= 0", name="left"),
        CheckConstraint("created_at <= updated_at", name="stamps"),
    )  # fmt: skip
    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    client_id: Mapped[int | None] = outlives("download_client.id")
    client_name: Mapped[str] = mapped_column(default="")
    client_ref: Mapped[str | None]
    protocol: Mapped[str] = mapped_column(default="torrent")
    release_id: Mapped[int | None] = outlives("release.id", index=True)
    indexer_id: Mapped[int | None] = outlives("indexer.id")
    indexer_name: Mapped[str] = mapped_column(default="")
    info_hash: Mapped[str | None] = mapped_column(index=True)
    release_title: Mapped[str]
    title_id: Mapped[int | None] = outlives("media_item.id", index=True)
    version_id: Mapped[int | None] = outlives("version.id")
    origin: Mapped[str] = mapped_column(default="search")
    quality: Mapped[str] = mapped_column(default="Unknown")
    score: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # parsed release, formats, languages at the grab
    state: Mapped[str] = mapped_column(default="grabbing")
    size_bytes: Mapped[int | None]
    left_bytes: Mapped[int | None]
    rate_bytes: Mapped[int] = mapped_column(default=0)
    eta_seconds: Mapped[int | None]
    seeders: Mapped[int | None]
    peers: Mapped[int | None]
    output_path: Mapped[str | None]
    may_remove: Mapped[bool] = mapped_column(default=False)
    problem: Mapped[dict[str, Any] | None]  # core.text.Text of what is wrong
    problem_code: Mapped[str | None]
    strikes: Mapped[int] = mapped_column(default=0)
    grabbed_at: Mapped[datetime]
    progressed_at: Mapped[datetime | None]  # when bytes last moved
    completed_at: Mapped[datetime | None]
    imported_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)  # of imports


class DownloadItem(Base):
    """The film or episodes that a download was grabbed for."""

    __tablename__ = "download_item"
    download_id: Mapped[int] = owned("download.id", primary_key=True)
    item_id: Mapped[int] = owned("media_item.id", primary_key=True, index=True)


class BlocklistEntry(Base):
    """A release that is not to be grabbed again. Matched by hash where there is one, else by title and indexer."""

    __tablename__ = "blocklist_entry"
    id: Mapped[Id]
    title_id: Mapped[int | None] = outlives("media_item.id", index=True)
    release_title: Mapped[str] = mapped_column(index=True)
    info_hash: Mapped[str | None] = mapped_column(index=True)
    indexer_id: Mapped[int | None] = outlives("indexer.id")
    indexer_name: Mapped[str] = mapped_column(default="")
    protocol: Mapped[str] = mapped_column(default="torrent")
    quality: Mapped[str] = mapped_column(default="Unknown")
    size_bytes: Mapped[int | None]
    reason: Mapped[str]  # code
    message: Mapped[dict[str, Any] | None]  # core.text.Text
    tries: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int | None] = outlives("user.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class PathMapping(Base):
    """A folder that another program sees under another path. `subject` says whose view: a download client or a player
    group; the longest matching prefix wins."""

    __tablename__ = "path_mapping"
    __table_args__ = (
        CheckConstraint("(download_client_id IS NULL) <> (player_group_id IS NULL)", name="subject"),
        UniqueConstraint("download_client_id", "player_group_id", "remote_path"),
    )
    id: Mapped[Id]
    download_client_id: Mapped[int | None] = owned("download_client.id", nullable=True, index=True)
    player_group_id: Mapped[int | None] = owned("player_group.id", nullable=True, index=True)
    remote_path: Mapped[str]
    local_path: Mapped[str]
