"""Release groups, what is known of them, and how their reputation went."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, owned


class ReleaseGroup(Stamped, Base):
    """A release group with its reputation. `key` is the name in lower case; `tally` holds running sums of what was seen,
    so that the ledger may forget; `analysis` the eight factors with their contributions. Tier and confidence label are
    derived."""

    __tablename__ = "release_group"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence"),
        CheckConstraint("release_count >= 0", name="releases"),
        CheckConstraint("created_at <= updated_at", name="stamps"),
        Index("ix_release_group_score", "score", "id"),
    )
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    score: Mapped[float] = mapped_column(default=50.0)
    confidence: Mapped[int] = mapped_column(default=0)
    release_count: Mapped[int] = mapped_column(default=0)
    imported_count: Mapped[int] = mapped_column(default=0)
    failed_count: Mapped[int] = mapped_column(default=0)
    fake_count: Mapped[int] = mapped_column(default=0)
    upgraded_count: Mapped[int] = mapped_column(default=0)
    first_seen_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    tally: Mapped[dict[str, Any]] = mapped_column(default=dict)
    analysis: Mapped[dict[str, Any]] = mapped_column(default=dict)
    analysed_at: Mapped[datetime]


class ReleaseGroupSnapshot(Base):
    """The reputation of a group as it stood at the end of a day on which it had changed."""

    __tablename__ = "release_group_snapshot"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("confidence BETWEEN 0 AND 100", name="confidence"),
    )
    group_id: Mapped[int] = owned("release_group.id", primary_key=True)
    taken_on: Mapped[date] = mapped_column(primary_key=True)
    score: Mapped[float]
    confidence: Mapped[int]
    release_count: Mapped[int]
    imported_count: Mapped[int]
    ended_count: Mapped[int]
