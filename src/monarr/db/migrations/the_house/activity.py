"""Events, jobs, schedules and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from monarr.db.migrations.columns import FLAG, JSON, MOMENT, NUMBER, TEXT, only

TABLES = ("event", "job", "job_dependency", "schedule", "lease", "sync_cursor", "setting")


def create() -> None:
    _event()
    _job()
    _job_dependency()
    _schedule()
    _lease()
    _sync_cursor()
    _setting()


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("occurred_at", MOMENT, nullable=False),
        sa.Column("item_id", NUMBER, nullable=True),
        sa.Column("title_id", NUMBER, nullable=True),
        sa.Column("version_id", NUMBER, nullable=True),
        sa.Column("library_id", NUMBER, nullable=True),
        sa.Column("download_id", NUMBER, nullable=True),
        sa.Column("file_id", NUMBER, nullable=True),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("actor", TEXT, nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("correlation_id", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["download_id"], ["download.id"], name=op.f("fk_event_download_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["media_file.id"], name=op.f("fk_event_file_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["item_id"], ["media_item.id"], name=op.f("fk_event_item_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["library_id"], ["library.id"], name=op.f("fk_event_library_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["title_id"], ["media_item.id"], name=op.f("fk_event_title_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_user_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_event_version_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_download_id"), "event", ["download_id"])
    op.create_index("ix_event_file", "event", ["file_id"], **only("file_id IS NOT NULL"))
    op.create_index("ix_event_item", "event", ["item_id", "occurred_at", "id"])
    op.create_index("ix_event_time", "event", ["occurred_at", "id"])
    op.create_index("ix_event_title", "event", ["title_id", "occurred_at", "id"])
    op.create_index("ix_event_type", "event", ["type", "occurred_at", "id"])
    op.create_index("ix_event_version", "event", ["version_id"], **only("version_id IS NOT NULL"))


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("priority", NUMBER, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("message", JSON, nullable=True),
        sa.Column("attempts", NUMBER, nullable=False),
        sa.Column("max_retries", NUMBER, nullable=False),
        sa.Column("run_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("worker", TEXT, nullable=True),
        sa.Column("cancel_asked", FLAG, nullable=False),
        sa.Column("blocked_by", NUMBER, nullable=False),
        sa.Column("unique_key", TEXT, nullable=True),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("title_id", NUMBER, nullable=True),
        sa.Column("result", JSON, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("correlation_id", TEXT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'running', 'completed', 'failed', 'cancelled')", name=op.f("ck_job_state")
        ),
        sa.CheckConstraint("priority IN (1, 2, 5, 10)", name=op.f("ck_job_priority")),
        sa.CheckConstraint("progress BETWEEN 0 AND 1", name=op.f("ck_job_progress")),
        sa.ForeignKeyConstraint(["title_id"], ["media_item.id"], name=op.f("fk_job_title_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_job_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_finished", "job", ["finished_at"])
    op.create_index("ix_job_ready", "job", ["priority", "id"], **only("state = 'pending' AND blocked_by = 0"))
    op.create_index("ix_job_running", "job", ["lease_until"], **only("state = 'running'"))
    op.create_index(op.f("ix_job_title_id"), "job", ["title_id"])
    op.create_index(
        "uq_job_unique_key", "job", ["unique_key"], unique=True, **only("state = 'pending' AND unique_key IS NOT NULL")
    )


def _job_dependency() -> None:
    op.create_table(
        "job_dependency",
        sa.Column("job_id", NUMBER, nullable=False),
        sa.Column("needs_id", NUMBER, nullable=False),
        sa.CheckConstraint("job_id <> needs_id", name=op.f("ck_job_dependency_self")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_dependency_job_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["needs_id"], ["job.id"], name=op.f("fk_job_dependency_needs_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "needs_id", name=op.f("pk_job_dependency")),
    )
    op.create_index(op.f("ix_job_dependency_needs_id"), "job_dependency", ["needs_id"])


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("job_type", TEXT, nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("interval_seconds", NUMBER, nullable=True),
        sa.Column("cron", TEXT, nullable=True),
        sa.Column("enabled", FLAG, nullable=False),
        sa.Column("next_run_at", MOMENT, nullable=False),
        sa.Column("last_run_at", MOMENT, nullable=True),
        sa.Column("last_job_id", NUMBER, nullable=True),
        sa.CheckConstraint("(interval_seconds IS NULL) <> (cron IS NULL)", name=op.f("ck_schedule_rhythm")),
        sa.ForeignKeyConstraint(["last_job_id"], ["job.id"], name=op.f("fk_schedule_last_job_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_schedule")),
    )
    op.create_index(op.f("ix_schedule_next_run_at"), "schedule", ["next_run_at"])


def _lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )


def _sync_cursor() -> None:
    op.create_table(
        "sync_cursor",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sync_cursor")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", JSON, nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
