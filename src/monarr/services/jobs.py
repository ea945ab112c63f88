"""What people do with jobs: look, run, cancel, retry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from monarr.core.errors import Conflict, NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import text
from monarr.db.job_queue import cancel, enqueue, unique_key_of
from monarr.db.models import Job, JobDependency, MediaItem
from monarr.services.context import Actor, House

_TABLE: Any = Job.__table__
_TITLE = select(MediaItem.id).where(MediaItem.id == bindparam("title_id"))
_FIND = select(_TABLE).where(_TABLE.c.id == bindparam("job_id"))
_NEEDING = select(JobDependency.job_id).where(JobDependency.needs_id == bindparam("job_id"))


async def queue_job(
    house: House,
    type: str,  # noqa: A002 - the word of the field
    payload: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> int:
    """Queues a job that a person asked for, ahead of the routine; gives its id, or that of one like it that waits.
    Raises NotFound for a title that is not there."""
    return await house.db.write(_queue, type, payload, actor.user_id, house.clock.now())


def _queue(
    connection: Connection,
    type: str,  # noqa: A002
    payload: Mapping[str, Any] | None,
    user_id: int | None,
    now: datetime,
) -> int:
    title_id = (payload or {}).get("title_id")
    if title_id is not None and connection.execute(_TITLE, {"title_id": title_id}).first() is None:
        raise NotFound(text("There is no title {id}.", id=title_id), subject=f"item:{title_id}")
    return enqueue(
        connection, type, payload, now=now, priority=JobPriority.USER, unique_key=unique_key_of(type, payload),
        title_id=title_id, user_id=user_id,
    )  # fmt: skip


async def get_job(house: House, job_id: int) -> Row[Any]:
    """A job's row. Raises NotFound."""
    row = await house.db.read(find_job, job_id)
    if row is None:
        raise _not_found(job_id)
    return row


def find_job(connection: Connection, job_id: int) -> Row[Any] | None:
    return connection.execute(_FIND, {"job_id": job_id}).first()


def list_jobs(
    connection: Connection, *, state: str | None = None, type: str | None = None, before_id: int | None = None,  # noqa: A002
    limit: int = 50,
) -> list[Row[Any]]:  # fmt: skip
    """Jobs, newest first; `before_id` for the next page."""
    query = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(_TABLE.c.state == state)
    if type is not None:
        query = query.where(_TABLE.c.type == type)
    if before_id is not None:
        query = query.where(_TABLE.c.id < before_id)
    return list(connection.execute(query).all())


def count_jobs(connection: Connection) -> dict[str, int]:
    """How many jobs there are in each state."""
    counts = select(Job.state, func.count()).group_by(Job.state)
    return {row[0]: row[1] for row in connection.execute(counts)}


def chain_of(connection: Connection, job_id: int) -> set[int]:
    """A job and all that waits for it, however far."""
    found, frontier = {job_id}, [job_id]
    while frontier:
        after = set(connection.execute(_NEEDING, {"job_id": frontier.pop()}).scalars()) - found
        found |= after
        frontier.extend(after)
    return found


async def cancel_job(house: House, job_id: int) -> None:
    """Cancels a waiting job and what needs it; a running one is asked to stop. Raises NotFound; Conflict for one that
    has ended."""
    state = await house.db.write(cancel, job_id, house.clock.now())
    if state is None:
        raise _not_found(job_id)
    if state not in ("pending", "running"):
        raise Conflict(text("Job {id} has ended already.", id=job_id), subject=f"job:{job_id}")


async def retry_job(house: House, job_id: int, *, actor: Actor) -> int:
    """Queues anew what failed or was cancelled; gives the new job's id. Raises NotFound; Conflict for others."""
    row = await get_job(house, job_id)
    if row.state not in ("failed", "cancelled"):
        raise Conflict(
            text("Job {id} did not fail; there is nothing to try again.", id=job_id), subject=f"job:{job_id}"
        )
    return await queue_job(house, row.type, row.payload, actor=actor)


def jobs_of_title(connection: Connection, title_id: int, type: str) -> list[int]:  # noqa: A002
    """The open jobs of a type about a title, newest first."""
    found = select(Job.id).where(Job.title_id == title_id, Job.type == type, Job.state.in_(("pending", "running")))
    return list(connection.execute(found.order_by(Job.id.desc())).scalars())


def _not_found(job_id: int) -> NotFound:
    return NotFound(text("There is no job {id}; it may have been tidied away.", id=job_id), subject=f"job:{job_id}")
