"""Guides: where custom formats, profiles, sizes and naming were taken from, and what each has become here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, outlives, owned


class GuideSource(Stamped, Base):
    """A guide. `location` is its folder, address or file name; `version` and `dated_at` tell what was taken up last,
    `found_version` and `found_dated_at` what was seen last. Pinned: it stays at its version."""

    __tablename__ = "guide_source"
    __table_args__ = (
        UniqueConstraint("kind", "name"),
        CheckConstraint("kind IN ('series', 'movie')", name="kind"),
        CheckConstraint("origin IN ('folder', 'archive', 'address')", name="origin"),
    )
    id: Mapped[Id]
    name: Mapped[str]
    kind: Mapped[str]
    origin: Mapped[str]
    location: Mapped[str]
    pinned: Mapped[bool] = mapped_column(default=False)
    version: Mapped[str] = mapped_column(default="")
    dated_at: Mapped[datetime | None]
    found_version: Mapped[str] = mapped_column(default="")
    found_dated_at: Mapped[datetime | None]
    looked_at: Mapped[datetime]
    problems: Mapped[list[Any]] = mapped_column(default=list)  # of the last look: path and sentence


class GuideEntryRow(Base):
    """One thing of a guide. `taken` is its document as it was taken up, null while it is only offered; `found` as it was
    seen last, null when it is gone. Forked: what it became here is the user's own now."""

    __tablename__ = "guide_entry"
    __table_args__ = (
        UniqueConstraint("source_id", "type", "key"),
        Index("ix_guide_entry_format", "format_id"),
        Index("ix_guide_entry_profile", "profile_id"),
        CheckConstraint(
            "type IN ('custom_format', 'quality_profile', 'quality_size', 'format_group', 'naming')", name="type"
        ),
    )
    id: Mapped[Id]
    source_id: Mapped[int] = owned("guide_source.id")
    type: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    path: Mapped[str]
    taken: Mapped[dict[str, Any] | None]
    taken_hash: Mapped[str | None]
    found: Mapped[dict[str, Any] | None]
    found_hash: Mapped[str | None]
    format_id: Mapped[int | None] = outlives("custom_format.id")
    profile_id: Mapped[int | None] = outlives("quality_profile.id")
    pinned: Mapped[bool] = mapped_column(default=False)
    forked: Mapped[bool] = mapped_column(default=False)
    taken_at: Mapped[datetime | None]
