"""The job queue's tables: enqueue inside the transaction of the change, claim, renew, finish.

Lower priority numbers run first. A job with a `unique_key` is not queued twice while one like it still waits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from monarr.core.kinds import JobPriority
from monarr.db.engine import notice
from monarr.db.models import Job, JobDependency

_FIND_WAITING = select(Job.id).where(Job.unique_key == bindparam("key"), Job.state == "pending")
_COUNT_OPEN = select(func.count()).where(
    Job.id.in_(bindparam("ids", expanding=True)), Job.state.in_(("pending", "running"))
)


def enqueue(
    connection: Connection,
    type: str,  # noqa: A002 - the word of the field
    payload: Mapping[str, Any] | None = None,
    *,
    now: datetime,
    priority: int = JobPriority.NORMAL,
    unique_key: str | None = None,
    run_at: datetime | None = None,
    needs: Sequence[int] = (),
    title_id: int | None = None,
    user_id: int | None = None,
    max_retries: int = 3,
    correlation_id: str | None = None,
) -> int:
    """Queues a job and returns its id; with a `unique_key` that waits already, the id of the waiting one. `needs` are
    jobs that must be completed first."""
    if unique_key is not None:
        waiting = connection.execute(_FIND_WAITING, {"key": unique_key}).scalar()
        if waiting is not None:
            return int(waiting)
    blocked_by = 0
    if needs:
        blocked_by = connection.execute(_COUNT_OPEN, {"ids": list(needs)}).scalar_one()
    row = {
        "type": type,
        "payload": dict(payload or {}),
        "priority": priority,
        "unique_key": unique_key,
        "run_at": run_at or now,
        "blocked_by": blocked_by,
        "title_id": title_id,
        "user_id": user_id,
        "max_retries": max_retries,
        "correlation_id": correlation_id,
        "created_at": now,
    }
    job_id = int(connection.execute(insert(Job).returning(Job.id), row).scalar_one())
    if needs:
        connection.execute(insert(JobDependency), [{"job_id": job_id, "needs_id": need} for need in needs])
    notice(connection, "jobs")
    return job_id
