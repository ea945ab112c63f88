"""Queues that stored scores are worked out anew, in the very unit that changes what they are made from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.kinds import JobPriority
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.models import Job

JOB = "rescore_files"
SCORED_BY = frozenset({"original_language", "year"})  # of a title: formats ask them
_JOB: Any = Job.__table__
# Locked, so that one of them does not begin before this unit's change can be read.
_WAITING = (
    select(_JOB.c.id, _JOB.c.unique_key)
    .where(_JOB.c.type == JOB, _JOB.c.state == "pending")
    .order_by(_JOB.c.id)
    .with_for_update()
)
_OPEN = select(_JOB.c.id).where(_JOB.c.type == JOB, _JOB.c.state.in_(("pending", "running")))


def queue_rescoring(
    connection: Connection,
    now: datetime,
    *,
    profile_id: int | None = None,
    title_id: int | None = None,
    priority: int = JobPriority.NORMAL,
    user_id: int | None = None,
) -> int:
    """Queues it for all files, or for those of a profile or title, and returns the id of the job; one that waits for all
    is enough for each."""
    waiting = {row.unique_key: int(row.id) for row in connection.execute(_WAITING)}
    whole = unique_key_of(JOB)
    if whole in waiting and priority >= JobPriority.NORMAL:
        return waiting[whole]
    # Each scope has a key of its own: a profile may have the number of a title.
    scope = {"profile_id": profile_id} if profile_id is not None else {"title_id": title_id} if title_id else {}
    key = ":".join([JOB, *(f"{name}={value}" for name, value in scope.items())])
    return enqueue(
        connection, JOB, scope, now=now, priority=priority, unique_key=key, title_id=title_id, user_id=user_id
    )  # fmt: skip


def open_rescorings(connection: Connection) -> list[int]:
    """Ids of those that wait or run: who judges by stored scores waits for them."""
    return list(connection.execute(_OPEN).scalars())
