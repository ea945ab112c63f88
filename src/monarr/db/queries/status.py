"""Is the house well: how full the folders are, what runs and what runs next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import Job, Library, RootFolder, Schedule

_ROOT: Any = RootFolder.__table__
_LIBRARY: Any = Library.__table__
_JOB: Any = Job.__table__
_SCHEDULE: Any = Schedule.__table__


class FolderRow(msgspec.Struct, frozen=True):
    id: int
    library_id: int
    library: str
    path: str
    accessible: bool
    problem: str | None
    free_bytes: int | None
    total_bytes: int | None
    checked_at: datetime | None


class JobRow(msgspec.Struct, frozen=True):
    """`message` is a `core.text.Text` as stored."""

    id: int
    type: str
    payload: dict[str, Any]
    priority: int
    state: str
    progress: float
    message: dict[str, Any] | None
    attempts: int
    max_retries: int
    run_at: datetime
    blocked_by: int
    title_id: int | None
    error: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ScheduleRow(msgspec.Struct, frozen=True):
    name: str
    job_type: str
    interval_seconds: int | None
    cron: str | None
    enabled: bool
    next_run_at: datetime
    last_run_at: datetime | None
    last_job_id: int | None


_FOLDERS = (
    select(_ROOT.c.id, _ROOT.c.library_id, _LIBRARY.c.name, _ROOT.c.path, _ROOT.c.accessible, _ROOT.c.problem,
           _ROOT.c.free_bytes, _ROOT.c.total_bytes, _ROOT.c.checked_at)
    .join(_LIBRARY, _LIBRARY.c.id == _ROOT.c.library_id)
    .order_by(_LIBRARY.c.position, _LIBRARY.c.id, _ROOT.c.path)
)  # fmt: skip
_JOB_ROWS = select(*(_JOB.c[name] for name in JobRow.__struct_fields__))
_RUNNING = _JOB_ROWS.where(_JOB.c.state == "running").order_by(_JOB.c.started_at, _JOB.c.id)
_WAITING = (
    _JOB_ROWS.where(_JOB.c.state == "pending", _JOB.c.blocked_by == 0)
    .order_by(_JOB.c.priority, _JOB.c.id)
    .limit(bindparam("most"))
)
_FINISHED = (
    _JOB_ROWS.where(_JOB.c.finished_at.is_not(None))
    .order_by(_JOB.c.finished_at.desc(), _JOB.c.id.desc())
    .limit(bindparam("most"))
)
_SCHEDULES = select(*(_SCHEDULE.c[name] for name in ScheduleRow.__struct_fields__)).order_by(_SCHEDULE.c.name)


def list_folders(connection: Connection) -> list[FolderRow]:
    """Root folders by library."""
    return [FolderRow(*row) for row in connection.execute(_FOLDERS)]


def list_jobs(connection: Connection, *, limit: int = 50) -> tuple[list[JobRow], list[JobRow], list[JobRow]]:
    """Running jobs, the next to run, and the last that finished (newest first); three statements."""
    most = {"most": limit}
    return (
        [JobRow(*row) for row in connection.execute(_RUNNING)],
        [JobRow(*row) for row in connection.execute(_WAITING, most)],
        [JobRow(*row) for row in connection.execute(_FINISHED, most)],
    )


def list_schedules(connection: Connection) -> list[ScheduleRow]:
    """Schedules by name."""
    return [ScheduleRow(*row) for row in connection.execute(_SCHEDULES)]
