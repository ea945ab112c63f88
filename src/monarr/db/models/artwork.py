"""Artwork: stored once by content, offered by sources, chosen per slot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, needs, outlives, owned

SLOTS = (
    "'poster', 'fanart', 'banner', 'clearlogo', 'clearart', 'landscape', 'thumb', 'discart', 'keyart', 'characterart'"
)


class AssetBlob(Base):
    """A file in the asset store: `assets/ab/cd/<sha256>.<extension>`. Unreferenced blobs are swept after 90 days."""

    __tablename__ = "asset_blob"
    __table_args__ = (
        CheckConstraint("source_kind IN ('provider', 'local', 'user')", name="source_kind"),
        CheckConstraint("reference_count >= 0", name="references"),
        Index("ix_asset_blob_unused", "reference_count", "last_used_at"),
    )
    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(unique=True)
    extension: Mapped[str]
    mime: Mapped[str]
    size_bytes: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    phash: Mapped[str | None]  # 64 bits as hex
    dhash: Mapped[str | None]
    dominant_color: Mapped[str | None]  # #rrggbb
    source_kind: Mapped[str] = mapped_column(default="provider")
    source_url: Mapped[str | None]
    provider: Mapped[str | None]
    reference_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class AssetCandidate(Base):
    """A picture that a source offers for an item. `season_number` binds it to a season of a series."""

    __tablename__ = "asset_candidate"
    __table_args__ = (
        UniqueConstraint("item_id", "slot", "url"),
        CheckConstraint(f"slot IN ({SLOTS})", name="slot"),
    )
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id")
    slot: Mapped[str]
    url: Mapped[str]
    provider: Mapped[str]
    language: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    vote_average: Mapped[float | None]
    vote_count: Mapped[int | None]
    score: Mapped[float | None]
    contributions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(default="offered")  # offered, chosen, duplicate, failed, absent
    problem: Mapped[str | None]
    blob_id: Mapped[int | None] = outlives("asset_blob.id", index=True)
    seen_at: Mapped[datetime]


class AssetSlot(Base):
    """The chosen picture. Rank 1 is the best; a locked slot is never touched by automation."""

    __tablename__ = "asset_slot"
    __table_args__ = (
        UniqueConstraint("item_id", "slot", "rank"),
        CheckConstraint(f"slot IN ({SLOTS})", name="slot"),
        CheckConstraint("rank >= 1", name="rank"),
    )
    id: Mapped[Id]
    item_id: Mapped[int] = owned("media_item.id")
    slot: Mapped[str]
    rank: Mapped[int] = mapped_column(default=1)
    blob_id: Mapped[int] = needs("asset_blob.id", index=True)
    candidate_id: Mapped[int | None] = outlives("asset_candidate.id")
    locked: Mapped[bool] = mapped_column(default=False)
    selected_by: Mapped[str] = mapped_column(default="monarr")  # monarr, user
    trace: Mapped[list[Any]] = mapped_column(default=list)
    selected_at: Mapped[datetime]
