"""The job queue's tables: enqueue inside the transaction of the change, claim, renew, finish.

Lower priority numbers run first, then lower ids. A job with a `unique_key` is not queued twice while one like it waits,
and does not run beside one of the same key. `blocked_by` counts prerequisites that are not finished. A worker holds
what it runs by a lease that it renews; whose lease is over goes back into the queue, so every job is safe to run twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from random import random
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, case, exists, func, insert, or_, select, update
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from monarr.core.kinds import JobPriority
from monarr.core.text import Text
from monarr.db.engine import notice
from monarr.db.models import Job, JobDependency
from monarr.db.within import within

RETRY_BASE = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
_LONGEST_WAIT = timedelta(hours=25)  # a rest that another side asked for lasts a day at most
_CLAIM_LOCK = 0x6D6F6E61  # any number, the same in every process

_JOB: Any = Job.__table__
_NEED: Any = JobDependency.__table__
_ADD_NEED = insert(_NEED)
_QUEUED_HERE = "monarr.queued"  # in the connection's notes
_OTHER = aliased(Job)

_FIND_WAITING = select(Job.id, Job.priority, Job.run_at).where(
    Job.unique_key == bindparam("key"), Job.state == "pending"
)
# Shared locks: a prerequisite that ends just now waits until its dependent is written, and then frees it.
_OPEN_AMONG = (
    select(_JOB.c.id)
    .where(within(_JOB.c.id, "ids"), or_(_JOB.c.state == "pending", _JOB.c.state == "running"))
    .with_for_update(read=True)
)
_WAITS_WITH_KEY = sql("state = 'pending' AND unique_key IS NOT NULL")
_INSERT = insert(Job).returning(Job.id, sort_by_parameter_order=True)
_INSERT_KEYED = {
    name: dialect.insert(Job)
    .on_conflict_do_nothing(index_elements=["unique_key"], index_where=_WAITS_WITH_KEY)
    .returning(Job.unique_key, Job.id)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
_RUNNING_BY_TYPE = select(Job.type, func.count()).where(Job.state == "running").group_by(Job.type)
_CLAIMED = ("id", "type", "payload", "priority", "attempts", "max_retries", "title_id", "user_id", "correlation_id")
_READY = (
    select(Job.id)
    .where(
        Job.state == "pending",
        Job.blocked_by == 0,
        Job.run_at <= bindparam("now"),
        Job.type.in_(bindparam("types", expanding=True)),
        Job.type.not_in(bindparam("full", expanding=True)),
        or_(
            Job.unique_key.is_(None),
            ~exists().where(_OTHER.state == "running", _OTHER.unique_key == Job.unique_key),
        ),
    )
    .order_by(Job.priority, Job.id)
    .limit(1)
)
_CLAIM_VALUES = {
    "state": "running", "worker": bindparam("by"), "lease_until": bindparam("until"), "started_at": bindparam("now"),
    "attempts": Job.attempts + 1, "progress": 0.0, "message": None, "error": None,
}  # fmt: skip
_RETURNED = [_JOB.c[name] for name in _CLAIMED]
_CLAIM = {
    dialect: update(_JOB)
    .where(_JOB.c.id.in_(_READY.with_for_update(skip_locked=True) if dialect == "postgresql" else _READY))
    .values(_CLAIM_VALUES)
    .returning(*_RETURNED)
    for dialect in ("sqlite", "postgresql")
}
_NEXT_DUE = select(func.min(Job.run_at)).where(Job.state == "pending", Job.blocked_by == 0)
_DEPENDENTS = select(JobDependency.job_id).where(JobDependency.needs_id == bindparam("done"))


class ClaimedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job that this worker holds. `attempts` counts this run too."""

    id: int
    type: str
    payload: dict[str, Any]
    priority: int
    attempts: int
    max_retries: int
    title_id: int | None = None
    user_id: int | None = None
    correlation_id: str | None = None


def unique_key_of(type: str, payload: Mapping[str, Any] | None = None) -> str:  # noqa: A002
    """The key under which the same work for the same things is one job: `refresh_title:12`; with several things in
    the payload each by its name."""
    given = {name: value for name, value in sorted((payload or {}).items()) if value not in (None, [], ())}
    if len(given) == 1:
        return f"{type}:{next(iter(given.values()))}"
    return ":".join([type, *(f"{name}={value}" for name, value in given.items())])


class NewJob(msgspec.Struct, frozen=True):
    """A job that is to be queued, as `enqueue` takes it."""

    type: str
    payload: Mapping[str, Any] | None = None
    priority: int = JobPriority.NORMAL
    unique_key: str | None = None
    run_at: datetime | None = None
    needs: Sequence[int] = ()
    title_id: int | None = None
    user_id: int | None = None
    max_retries: int = 3
    correlation_id: str | None = None


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
    """Queues a job and returns its id; with a `unique_key` that waits already, the id of the waiting one, which then
    runs as early and as urgently as either asked, and after `needs` too. `needs` are jobs that must be completed
    first."""
    job = NewJob(
        type, payload, priority, unique_key, run_at, needs, title_id, user_id, max_retries, correlation_id
    )  # fmt: skip
    return enqueue_all(connection, (job,), now=now)[0]


def enqueue_all(connection: Connection, jobs: Sequence[NewJob], *, now: datetime) -> list[int]:
    """As `enqueue` for each, in order; takes as many statements as for one, where none of them waits already."""
    if not jobs:
        return []
    fresh = _queued_here(connection)
    asked = {need for job in jobs for need in job.needs}
    others = sorted(asked - fresh)
    is_open = (asked & fresh) | set(connection.execute(_OPEN_AMONG, {"ids": others}).scalars() if others else ())
    blockers = [[need for need in job.needs if need in is_open] for job in jobs]
    rows = [_row(job, len(mine), now) for job, mine in zip(jobs, blockers, strict=True)]
    found = _insert(connection, rows)
    added = []
    for place, (job, mine) in enumerate(zip(jobs, blockers, strict=True)):
        if (job_id := found[place]) is None:  # the like of it waits
            waiting = connection.execute(_FIND_WAITING, {"key": job.unique_key}).one()
            _hasten(connection, waiting, job.priority, job.run_at or now)
            _add_needs(connection, waiting.id, mine)
            found[place] = waiting.id
        else:
            added += [{"job_id": job_id, "needs_id": need} for need in mine]
            fresh.add(job_id)
            notice(connection, "jobs")
    if added:
        connection.execute(_ADD_NEED, added)
    return [int(job_id) for job_id in found if job_id is not None]


def _row(job: NewJob, blocked_by: int, now: datetime) -> dict[str, Any]:
    return {
        "type": job.type,
        "payload": dict(job.payload or {}),
        "priority": job.priority,
        "unique_key": job.unique_key,
        "run_at": job.run_at or now,
        "blocked_by": blocked_by,
        "title_id": job.title_id,
        "user_id": job.user_id,
        "max_retries": job.max_retries,
        "correlation_id": job.correlation_id,
        "created_at": now,
    }


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> list[int | None]:
    """The new jobs' ids, in order; None for those of which the like waits."""
    keyless = [row for row in rows if row["unique_key"] is None]
    keyed = {row["unique_key"]: row for row in reversed(rows) if row["unique_key"] is not None}  # of two the first
    ids = iter(connection.execute(_INSERT, keyless).scalars().all() if keyless else ())
    statement = _INSERT_KEYED[connection.dialect.name]
    by_key = dict(connection.execute(statement, list(keyed.values())).all()) if keyed else {}
    return [next(ids) if row["unique_key"] is None else by_key.pop(row["unique_key"], None) for row in rows]


def _queued_here(connection: Connection) -> set[int]:
    """Jobs that this very transaction has queued: nobody else sees them yet, so that nobody can have begun them."""
    transaction = connection.get_transaction()
    if transaction is None:  # not begun yet: nothing was queued in it
        return set()
    of, ids = connection.info.get(_QUEUED_HERE, (None, frozenset()))
    if of is transaction and isinstance(ids, set):
        return ids
    new: set[int] = set()
    connection.info[_QUEUED_HERE] = (transaction, new)
    return new


def _hasten(connection: Connection, waiting: Any, priority: int, run_at: datetime) -> None:
    if priority < waiting.priority or run_at < waiting.run_at:
        values = {"priority": min(priority, waiting.priority), "run_at": min(run_at, waiting.run_at)}
        connection.execute(update(_JOB).where(_JOB.c.id == waiting.id).values(values))
        notice(connection, "jobs")


def _add_needs(connection: Connection, job_id: int, blockers: Sequence[int]) -> None:
    known = set(connection.execute(select(_NEED.c.needs_id).where(_NEED.c.job_id == job_id)).scalars())
    fresh = [need for need in blockers if need not in known and need != job_id]
    if fresh:
        connection.execute(insert(_NEED), [{"job_id": job_id, "needs_id": need} for need in fresh])
        connection.execute(update(_JOB).where(_JOB.c.id == job_id).values(blocked_by=_JOB.c.blocked_by + len(fresh)))


def claim(
    connection: Connection,
    worker: str,
    *,
    now: datetime,
    lease: timedelta,
    room: Mapping[str, int],
    limit: int = 1,
) -> list[ClaimedJob]:
    """Takes up to `limit` due jobs, most urgent first. `room` says which types the worker knows and how many of each
    may run at once in the whole house."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        # One claims at a time, so that the room of a type and the keys hold over all workers.
        connection.execute(sql("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CLAIM_LOCK})
    running: dict[str, int] = {row[0]: row[1] for row in connection.execute(_RUNNING_BY_TYPE)}
    claimed: list[ClaimedJob] = []
    while len(claimed) < limit:
        full = [kind for kind, most in room.items() if running.get(kind, 0) >= most]
        values = {"by": worker, "until": now + lease, "now": now, "types": list(room), "full": full}
        row = connection.execute(_CLAIM[dialect], values).first()
        if row is None:
            break
        claimed.append(ClaimedJob(**row._mapping))
        running[row.type] = running.get(row.type, 0) + 1
    if claimed:
        notice(connection, "progress")
    return claimed


def next_due(connection: Connection) -> datetime | None:
    """When the next waiting job may run; None when nothing waits."""
    return connection.execute(_NEXT_DUE).scalar()


def renew(connection: Connection, worker: str, job_ids: Collection[int], until: datetime) -> set[int]:
    """Holds on to running jobs; gives those still held. The others were taken away, and are to be let go."""
    held = update(_JOB).where(_JOB.c.id.in_(job_ids), _JOB.c.worker == worker, _JOB.c.state == "running")
    return set(connection.execute(held.values(lease_until=until).returning(_JOB.c.id)).scalars())


def asked_to_stop(connection: Connection, job_ids: Collection[int]) -> set[int]:
    """Those among running jobs that somebody cancelled."""
    asked = select(Job.id).where(Job.id.in_(job_ids), Job.cancel_asked)
    return set(connection.execute(asked).scalars())


def report_progress(connection: Connection, job_id: int, worker: str, progress: float, message: Text | None) -> None:
    """How far a running job is, 0 to 1, and what it is doing."""
    values = {
        "progress": min(max(progress, 0.0), 1.0),
        "message": None if message is None else msgspec.to_builtins(message),
    }
    connection.execute(_mine(job_id, worker).values(values))
    notice(connection, "progress")


def complete(
    connection: Connection,
    job_id: int,
    worker: str,
    *,
    now: datetime,
    result: Mapping[str, Any] | None = None,
    keep: bool = True,
) -> bool:
    """Ends a job well and frees what waited for it, in one transaction. False when it was no longer this worker's.
    A job that is not to be kept leaves no row."""
    values = {
        "state": "completed", "finished_at": now, "progress": 1.0, "lease_until": None,
        "result": None if result is None else dict(result),
    }  # fmt: skip
    if not connection.execute(_mine(job_id, worker).values(values)).rowcount:
        return False
    waiting = connection.execute(_DEPENDENTS, {"done": job_id}).scalars().all()
    if waiting:
        freed = update(_JOB).where(_JOB.c.id.in_(waiting), _JOB.c.state == "pending", _JOB.c.blocked_by > 0)
        connection.execute(freed.values(blocked_by=_JOB.c.blocked_by - 1))
    if not keep:
        connection.execute(_JOB.delete().where(_JOB.c.id == job_id))
    notice(connection, "jobs")
    return True


def fail(
    connection: Connection,
    job: ClaimedJob,
    worker: str,
    error: str,
    *,
    now: datetime,
    retry: bool = True,
    wait: timedelta | None = None,
) -> datetime | None:
    """Notes a failure. Gives when it is tried again; None when it has failed for good, which cancels what needs it.
    `wait` is how long to rest when that is known."""
    if retry and job.attempts <= job.max_retries:
        run_at = now + (wait if wait is not None else retry_wait(job.attempts))
        again = _mine(job.id, worker).values(
            state="pending", run_at=run_at, error=error, worker=None, lease_until=None, unique_key=_free_key(job.id)
        )
        if not connection.execute(again).rowcount:
            return None
        notice(connection, "jobs")
        return run_at
    values = {"state": "failed", "finished_at": now, "error": error, "lease_until": None}
    if connection.execute(_mine(job.id, worker).values(values)).rowcount:
        _cancel_dependents(connection, job.id, now)
        notice(connection, "jobs")
    return None


def retry_wait(attempts: int) -> timedelta:
    """The rest before try `attempts` + 1: 30 s, 60 s, 120 s … up to 6 h, a quarter of it by chance, so that what
    failed together does not come back together."""
    rest = min(RETRY_BASE * 2 ** min(max(attempts - 1, 0), 12), LONGEST_RETRY)
    return timedelta(seconds=rest.total_seconds() * (0.875 + random() * 0.25))


def cancel(connection: Connection, job_id: int, now: datetime) -> str | None:
    """Cancels a waiting job at once, and asks a running one to stop. Gives the state it was in; None when there is no
    such job."""
    state = connection.execute(select(Job.state).where(Job.id == job_id)).scalar()
    if state == "pending":
        end_cancelled(connection, job_id, now)
    elif state == "running":
        connection.execute(update(_JOB).where(_JOB.c.id == job_id).values(cancel_asked=True))
        notice(connection, "jobs")
    return state


def end_cancelled(connection: Connection, job_id: int, now: datetime, worker: str | None = None) -> None:
    """Ends a job as cancelled, and all that needs it; with `worker` only a running one that is still its."""
    if worker is None:
        mine = update(_JOB).where(_JOB.c.id == job_id, _JOB.c.state == "pending")
    else:
        mine = _mine(job_id, worker)
    values = {"state": "cancelled", "finished_at": now, "lease_until": None, "cancel_asked": True}
    if connection.execute(mine.values(values)).rowcount:
        _cancel_dependents(connection, job_id, now)
        notice(connection, "jobs")


def requeue(connection: Connection, job_ids: Collection[int], worker: str) -> None:
    """Gives running jobs back as if they had not been begun: the worker stops."""
    for job_id in job_ids:
        given_back = _mine(job_id, worker).values(
            state="pending", worker=None, lease_until=None, attempts=_JOB.c.attempts - 1, unique_key=_free_key(job_id)
        )
        connection.execute(given_back)
    notice(connection, "jobs")


def running_workers(connection: Connection) -> set[str]:
    """The workers that hold jobs by the table's word."""
    held = select(Job.worker).where(Job.state == "running").distinct()
    return {worker for worker in connection.execute(held).scalars() if worker is not None}


def reap(connection: Connection, now: datetime, dead: Collection[str] = (), own: Collection[int] = ()) -> list[int]:
    """Takes over jobs whose worker is `dead` or whose lease is over, `own` left out. They wait again; what went down
    with its worker on every try has failed. Moments further away than anything waits come from a clock that was wrong,
    and do not count."""
    absurd = now + _LONGEST_WAIT
    connection.execute(update(_JOB).where(_JOB.c.state == "pending", _JOB.c.run_at > absurd).values(run_at=now))
    over = select(Job.id, Job.attempts, Job.max_retries).where(
        Job.state == "running",
        or_(Job.lease_until < now, Job.lease_until.is_(None), Job.lease_until > absurd, Job.worker.in_(list(dead))),
        Job.id.not_in(list(own)),
    )
    rows = connection.execute(over.with_for_update(skip_locked=True)).all()
    for row in rows:
        if row.attempts > row.max_retries:
            values: dict[str, Any] = {
                "state": "failed",
                "finished_at": now,
                "error": "The worker ended while running it.",
            }
            _cancel_dependents(connection, row.id, now)
        else:
            values = {"state": "pending", "run_at": now, "unique_key": _free_key(row.id)}
        lost = update(_JOB).where(_JOB.c.id == row.id, _JOB.c.state == "running")
        connection.execute(lost.values(worker=None, lease_until=None, **values))
    if rows:
        notice(connection, "jobs")
    return [row.id for row in rows]


def _mine(job_id: int, worker: str) -> Any:
    return update(_JOB).where(_JOB.c.id == job_id, _JOB.c.worker == worker, _JOB.c.state == "running")


def _free_key(job_id: int) -> Any:
    """A job that goes back into the queue loses its key where one like it was queued meanwhile."""
    like_it = exists().where(_OTHER.state == "pending", _OTHER.unique_key == _JOB.c.unique_key, _OTHER.id != job_id)
    return case((like_it, None), else_=_JOB.c.unique_key)


def _cancel_dependents(connection: Connection, job_id: int, now: datetime) -> None:
    waiting = list(connection.execute(_DEPENDENTS, {"done": job_id}).scalars())
    while waiting:
        values = {"state": "cancelled", "finished_at": now, "error": "What it needs did not work out."}
        gone = update(_JOB).where(_JOB.c.id.in_(waiting), _JOB.c.state == "pending").values(values)
        ended = connection.execute(gone.returning(_JOB.c.id)).scalars().all()
        waiting = [after for one in ended for after in connection.execute(_DEPENDENTS, {"done": one}).scalars()]
