"""Schedules: work that comes back, as rows. A due schedule queues its job (once: a job that still waits is enough), and
gets its next moment from its interval, or from its cron expression in the house's zone.

A clock that jumps forward makes things due once, not once for each time missed; one that jumps back must not leave a
schedule waiting for hours that have passed already, so a next moment that lies too far ahead is set anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from croniter import croniter
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.leases import take_lease
from monarr.db.models import Schedule

LEASE = "scheduler"
LEASE_LASTS = timedelta(seconds=60)
_TABLE: Any = Schedule.__table__
_DUE = select(_TABLE).where(_TABLE.c.enabled, _TABLE.c.next_run_at <= bindparam("now")).order_by(_TABLE.c.next_run_at)
_AHEAD = select(_TABLE).where(_TABLE.c.enabled, _TABLE.c.next_run_at > bindparam("now"))
_NEXT = select(func.min(_TABLE.c.next_run_at)).where(_TABLE.c.enabled)
_SOON = timedelta(seconds=1)


class Rhythm(msgspec.Struct, frozen=True):
    """A schedule that every house has. `first_minutes`: how long after the very first start it begins."""

    name: str
    every_seconds: int | None = None
    cron: str | None = None
    first_minutes: float = 0
    shortest_seconds: int = 5


RHYTHMS = (
    Rhythm("follow_downloads", 60),
    Rhythm("rss_sync", 15 * 60, first_minutes=1, shortest_seconds=10 * 60),
    Rhythm("grab_pending", 60, first_minutes=1),
    Rhythm("refresh_due", 12 * 3600, first_minutes=10, shortest_seconds=3600),
    Rhythm("missing_search", 6 * 3600, first_minutes=30, shortest_seconds=3600),
    Rhythm("cutoff_search", 12 * 3600, first_minutes=60, shortest_seconds=3600),
    Rhythm("recount", 5 * 60, first_minutes=1, shortest_seconds=60),
    Rhythm("weigh_groups", 3600, first_minutes=20, shortest_seconds=600),
    # Changes queue it by themselves; this one is for what a new version reads otherwise.
    Rhythm("rescore_files", 7 * 24 * 3600, first_minutes=15, shortest_seconds=3600),
    # Only what an older reader has read; mostly nothing.
    Rhythm("reread_files", 7 * 24 * 3600, first_minutes=45, shortest_seconds=3600),
    Rhythm("health_check", 5 * 60, shortest_seconds=60),
    Rhythm("send_notifications", 5 * 60, first_minutes=5, shortest_seconds=60),
    Rhythm("housekeeping", cron="0 2 * * *"),
    Rhythm("purge_recycle", cron="15 2 * * *"),
    Rhythm("backup", cron="30 3 * * *"),
)
_BACKGROUND = {"rss_sync", "refresh_due", "missing_search", "cutoff_search", "housekeeping", "purge_recycle", "backup",
               "weigh_groups", "rescore_files", "reread_files"}  # fmt: skip


def ensure_schedules(connection: Connection, now: datetime, zone: ZoneInfo) -> None:
    """Adds the schedules that are not there yet; those that are keep what people made of them."""
    known = set(connection.execute(select(Schedule.name)).scalars())
    for rhythm in RHYTHMS:
        if rhythm.name in known:
            continue
        first = now + timedelta(minutes=rhythm.first_minutes)
        if rhythm.cron is not None:
            first = next_by_cron(rhythm.cron, now, zone)
        values: dict[str, Any] = {"name": rhythm.name, "job_type": rhythm.name, "payload": {}, "interval_seconds": rhythm.every_seconds,
                  "cron": rhythm.cron, "enabled": True, "next_run_at": first}  # fmt: skip
        connection.execute(insert(_TABLE), values)


def next_by_cron(expression: str, after: datetime, zone: ZoneInfo) -> datetime:
    """The next moment of a cron expression in a zone, as UTC."""
    local = croniter(expression, after.astimezone(zone)).get_next(datetime)
    return local.astimezone(after.tzinfo)


def next_run(row: Row[Any], now: datetime, zone: ZoneInfo) -> datetime:
    """When a schedule that runs now runs again."""
    if row.cron is not None:
        return next_by_cron(row.cron, now, zone)
    return now + timedelta(seconds=row.interval_seconds)


def queue_due(connection: Connection, holder: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Queues the jobs of all due schedules, if `holder` is or becomes the one scheduler. Gives the next moment
    something is due; None when another process is the scheduler."""
    if not take_lease(connection, LEASE, holder, now=now, lasts=LEASE_LASTS):
        return None
    for row in connection.execute(_DUE, {"now": now}).all():
        _queue(connection, row, now, JobPriority.BACKGROUND if row.name in _BACKGROUND else JobPriority.NORMAL)
        _set_next(connection, row.name, next_run(row, now, zone))
    for row in connection.execute(_AHEAD, {"now": now}).all():
        latest = next_run(row, now, zone)
        if row.next_run_at > latest + _SOON:
            _set_next(connection, row.name, latest)
    return connection.execute(_NEXT).scalar() or now + timedelta(hours=1)


def _queue(connection: Connection, row: Row[Any], now: datetime, priority: int) -> int:
    key = unique_key_of(row.job_type, row.payload)
    job_id = enqueue(connection, row.job_type, row.payload, now=now, priority=priority, unique_key=key)
    values = {"last_run_at": now, "last_job_id": job_id}
    connection.execute(update(_TABLE).where(_TABLE.c.name == row.name).values(values))
    return job_id


def _set_next(connection: Connection, name: str, moment: datetime) -> None:
    connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(next_run_at=moment))


def hasten(connection: Connection, name: str, moment: datetime) -> None:
    """Brings a schedule's next run forward to `moment`."""
    sooner = update(_TABLE).where(_TABLE.c.name == name, _TABLE.c.enabled, _TABLE.c.next_run_at > moment)
    if connection.execute(sooner.values(next_run_at=moment)).rowcount:
        notice(connection, "schedules")


def run_schedule(connection: Connection, name: str, now: datetime) -> int:
    """Queues a schedule's job at once, as a person asked; gives the job's id. Raises NotFound."""
    return _queue(connection, get_schedule(connection, name), now, JobPriority.USER)


def get_schedule(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(_TABLE).where(_TABLE.c.name == name)).first()
    if row is None:
        raise NotFound(text("There is no schedule called {name}.", name=name))
    return row


def list_schedules(connection: Connection) -> list[Row[Any]]:
    """All schedules by name."""
    return list(connection.execute(select(_TABLE).order_by(_TABLE.c.name)).all())


def change_schedule(
    connection: Connection,
    name: str,
    now: datetime,
    zone: ZoneInfo,
    *,
    enabled: bool | None = None,
    interval_seconds: int | None = None,
    cron: str | None = None,
) -> None:
    """Changes a schedule's rhythm or switches it. Raises NotFound; InvalidInput for a rhythm that cannot be."""
    row = get_schedule(connection, name)
    values: dict[str, Any] = {} if enabled is None else {"enabled": enabled}
    if cron is not None:
        if not croniter.is_valid(cron):
            raise InvalidInput(text("“{cron}” is no cron expression such as 0 2 * * *.", cron=cron))
        values |= {"cron": cron, "interval_seconds": None, "next_run_at": next_by_cron(cron, now, zone)}
    elif interval_seconds is not None:
        least = next((rhythm.shortest_seconds for rhythm in RHYTHMS if rhythm.name == name), 5)
        if interval_seconds < least:
            raise InvalidInput(text("At most once every {seconds} seconds, please.", seconds=least))
        moment = (row.last_run_at or now) + timedelta(seconds=interval_seconds)
        values |= {"interval_seconds": interval_seconds, "cron": None, "next_run_at": max(moment, now)}
    if values:
        connection.execute(update(_TABLE).where(_TABLE.c.name == name).values(values))
        notice(connection, "schedules")
