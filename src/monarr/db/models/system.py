"""Players, notifications, providers and health; events; jobs and schedules; settings; errors."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from monarr.db.models.base import Base, Id, Stamped, outlives, owned


class PlayerGroup(Stamped, Base):
    """Players that share one library database: the change is told to one member that answers."""

    __tablename__ = "player_group"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    implementation: Mapped[str]
    enabled: Mapped[bool] = mapped_column(default=True)
    skip_while_playing: Mapped[bool] = mapped_column(default=False)


class PlayerRow(Stamped, Base):
    __tablename__ = "player"
    id: Mapped[Id]
    group_id: Mapped[int] = owned("player_group.id", index=True)
    name: Mapped[str] = mapped_column(unique=True)
    implementation: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    told_at: Mapped[datetime | None]


class NotificationTarget(Stamped, Base):
    """Who hears of which events. `events` holds patterns of event types (`file.*`); empty: all."""

    __tablename__ = "notification_target"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    implementation: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    events: Mapped[list[Any]] = mapped_column(default=list)
    library_id: Mapped[int | None] = owned("library.id", nullable=True)
    last_event_id: Mapped[int] = mapped_column(default=0)  # delivered up to here


class ProviderRow(Stamped, Base):
    """A metadata source. `position` is its priority, lowest first."""

    __tablename__ = "provider"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    implementation: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    secrets: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class ServiceHealth(Base):
    """One mechanism for indexers, download clients, providers, players, notifications and checks of the house.
    `subject` is such as `indexer:3` or `check:disk`."""

    __tablename__ = "service_health"
    __table_args__ = (CheckConstraint("level >= 0", name="level"),)
    subject: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="ok")  # ok, warning, error
    level: Mapped[int] = mapped_column(default=0)  # failures in a row
    first_failure_at: Mapped[datetime | None]
    last_failure_at: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    disabled_until: Mapped[datetime | None]
    until_edited: Mapped[bool] = mapped_column(default=False)  # 401, 403: off until somebody changes the settings
    message: Mapped[dict[str, Any] | None]  # core.text.Text
    fix: Mapped[str | None]  # where to go
    sample: Mapped[str | None]
    response_ms: Mapped[int | None]
    checks_total: Mapped[int] = mapped_column(default=0)
    checks_failed: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None]  # RSS: newest guid seen
    checked_at: Mapped[datetime | None]


class ServiceAnswer(Base):
    """How often a service was asked in the half hour that begins at `slot_at`, and how often in vain. `response_ms` is the
    sum over the `timed` answers."""

    __tablename__ = "service_answer"
    __table_args__ = (CheckConstraint("failures BETWEEN 0 AND answers", name="failures"),)
    subject: Mapped[str] = mapped_column(primary_key=True)
    slot_at: Mapped[datetime] = mapped_column(primary_key=True, index=True)
    answers: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    timed: Mapped[int] = mapped_column(default=0)
    response_ms: Mapped[int] = mapped_column(default=0)


class EventRow(Base):
    """Something that happened, written in the transaction of the change. `title` is a snapshot: history outlives what
    it tells of. `title_id` is the film or series, `item_id` the episode where there is one."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_title", "title_id", "occurred_at", "id"),
        Index("ix_event_item", "item_id", "occurred_at", "id"),
        Index("ix_event_time", "occurred_at", "id"),
        Index("ix_event_type", "type", "occurred_at", "id"),
        # So that a purged version or file does not read all of history to be forgotten in it.
        Index("ix_event_version", "version_id", sqlite_where=text("version_id IS NOT NULL"),
              postgresql_where=text("version_id IS NOT NULL")),
        Index("ix_event_file", "file_id", sqlite_where=text("file_id IS NOT NULL"),
              postgresql_where=text("file_id IS NOT NULL")),
    )  # fmt: skip
    id: Mapped[Id]
    type: Mapped[str]
    occurred_at: Mapped[datetime]
    item_id: Mapped[int | None] = outlives("media_item.id")
    title_id: Mapped[int | None] = outlives("media_item.id")
    version_id: Mapped[int | None] = outlives("version.id")
    library_id: Mapped[int | None] = outlives("library.id")
    download_id: Mapped[int | None] = outlives("download.id", index=True)
    file_id: Mapped[int | None] = outlives("media_file.id")
    user_id: Mapped[int | None] = outlives("user.id")
    title: Mapped[str | None]
    actor: Mapped[str] = mapped_column(default="monarr")  # monarr, or the name of a user
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    correlation_id: Mapped[str | None]


class Job(Base):
    """Work that survives a crash. Lower priority numbers run first: 1 critical, 2 user, 5 normal, 10 background."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("priority IN (1, 2, 5, 10)", name="priority"),
        CheckConstraint("state IN ('pending', 'running', 'completed', 'failed', 'cancelled')", name="state"),
        CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),
        Index("ix_job_ready", "priority", "id", sqlite_where=text("state = 'pending' AND blocked_by = 0"),
              postgresql_where=text("state = 'pending' AND blocked_by = 0")),
        Index("ix_job_running", "lease_until", sqlite_where=text("state = 'running'"),
              postgresql_where=text("state = 'running'")),
        Index("uq_job_unique_key", "unique_key", unique=True,
              sqlite_where=text("state = 'pending' AND unique_key IS NOT NULL"),
              postgresql_where=text("state = 'pending' AND unique_key IS NOT NULL")),
        Index("ix_job_finished", "finished_at"),
    )  # fmt: skip
    id: Mapped[Id]
    type: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    priority: Mapped[int] = mapped_column(default=5)
    state: Mapped[str] = mapped_column(default="pending")
    progress: Mapped[float] = mapped_column(default=0.0)
    message: Mapped[dict[str, Any] | None]  # core.text.Text: what it is doing
    attempts: Mapped[int] = mapped_column(default=0)
    max_retries: Mapped[int] = mapped_column(default=3)
    run_at: Mapped[datetime]  # not before
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None]
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    blocked_by: Mapped[int] = mapped_column(default=0)  # unfinished prerequisites
    unique_key: Mapped[str | None]
    user_id: Mapped[int | None] = outlives("user.id")
    title_id: Mapped[int | None] = outlives("media_item.id", index=True)
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None]
    correlation_id: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobDependency(Base):
    """`job_id` waits for `needs_id`. A failed or cancelled prerequisite cancels what waits for it."""

    __tablename__ = "job_dependency"
    __table_args__ = (CheckConstraint("job_id <> needs_id", name="self"),)
    job_id: Mapped[int] = owned("job.id", primary_key=True)
    needs_id: Mapped[int] = owned("job.id", primary_key=True, index=True)


class Schedule(Base):
    """A job that comes back: every `interval_seconds`, or by `cron` in the house's zone."""

    __tablename__ = "schedule"
    __table_args__ = (CheckConstraint("(interval_seconds IS NULL) <> (cron IS NULL)", name="rhythm"),)
    name: Mapped[str] = mapped_column(primary_key=True)
    job_type: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    interval_seconds: Mapped[int | None]
    cron: Mapped[str | None]
    enabled: Mapped[bool] = mapped_column(default=True)
    next_run_at: Mapped[datetime] = mapped_column(index=True)
    last_run_at: Mapped[datetime | None]
    last_job_id: Mapped[int | None] = outlives("job.id")


class Lease(Base):
    """Who alone may do something: the built-in torrent session, the scheduler."""

    __tablename__ = "lease"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


class SyncCursor(Base):
    """How far a source of changes has been read."""

    __tablename__ = "sync_cursor"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    updated_at: Mapped[datetime]


class SettingRow(Base):
    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any] | None]  # any JSON value
    updated_at: Mapped[datetime]


class ErrorEvent(Base):
    """An error with its correlation id. Kept 6 months; users may be unknown. Those of one `code` and `place` are one trouble."""

    __tablename__ = "error_event"
    __table_args__ = (Index("ix_error_event_place", "code", "place", "id"),)
    id: Mapped[Id]
    occurred_at: Mapped[datetime] = mapped_column(index=True)
    correlation_id: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    message: Mapped[str]
    path: Mapped[str | None]
    method: Mapped[str | None]
    status: Mapped[int | None]
    stack: Mapped[str | None]
    place: Mapped[str] = mapped_column(default="", server_default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_id: Mapped[int | None] = outlives("user.id")
