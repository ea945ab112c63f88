"""Tidying up: what is kept for a time only goes, in small transactions; the database stays quick.

Ledger and answers of services 30 days, audit 90 days, errors 6 months; completed jobs 30 days, failed and cancelled ones 90; sessions and
one-time tokens when they are over; people who are in no title; artwork that nothing uses after 90 days; logs 14 days. Counts that were kept wrongly are mended.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, delete, exists, select

from monarr.db.models import (
    AuditEvent,
    BlocklistEntry,
    CreditRow,
    ErrorEvent,
    Job,
    OneTimeToken,
    Person,
    Release,
    SessionRow,
)
from monarr.db.service_answers import remove_old_answers
from monarr.logging import KEPT_DAYS
from monarr.services.artwork import sweep_pictures
from monarr.services.backup import back_up, prune_backups
from monarr.services.context import House
from monarr.services.previews import sweep_previews
from monarr.services.upkeep import mend_counts

log = logging.getLogger(__name__)
BATCH = 1000
LEDGER, AUDIT, ERRORS = timedelta(days=30), timedelta(days=90), timedelta(days=183)
COMPLETED_JOBS, FAILED_JOBS = timedelta(days=30), timedelta(days=90)


class Tidied(msgspec.Struct, frozen=True):
    """How many rows of each table, and how many files, went."""

    rows: dict[str, int]
    files: int


class BackedUp(msgspec.Struct, frozen=True):
    path: str
    size_bytes: int
    removed: int  # older backups that are no longer kept


async def keep_house(house: House) -> Tidied:
    """Removes all that has had its time."""
    now = house.clock.now()
    rows = {}
    for table, over in _over(now):
        rows[table.name] = await _remove(house, table, over)
    await mend_counts(house)
    rows["service_answer"] = await house.db.write(remove_old_answers, now)
    files = await sweep_pictures(house) + await sweep_previews(house)
    files += await asyncio.to_thread(_old_logs, house.paths.logs, now)
    if house.db.is_sqlite:
        await house.db.read(lambda connection: connection.exec_driver_sql("PRAGMA optimize").close())
    return Tidied({name: count for name, count in rows.items() if count}, files)


async def back_up_house(house: House) -> BackedUp:
    """Writes a backup into the folder for them; keeps 7 daily, 4 weekly, 12 monthly."""
    folder, now = house.paths.backups, house.clock.now()
    path = await asyncio.to_thread(back_up, house.db.url, folder, now=now, key_id=house.key_id)
    removed = await asyncio.to_thread(prune_backups, folder)
    return BackedUp(str(path), path.stat().st_size, len(removed))


def _over(now: datetime) -> list[tuple[Any, ColumnElement[bool]]]:
    """Tables, and which of their rows have had their time."""
    release, job, session, token = Release.__table__, Job.__table__, SessionRow.__table__, OneTimeToken.__table__
    person, credit = Person.__table__, CreditRow.__table__
    audit, error, blocked = AuditEvent.__table__, ErrorEvent.__table__, BlocklistEntry.__table__
    return [
        (release, release.c.last_seen_at < now - LEDGER),
        (audit, audit.c.occurred_at < now - AUDIT),
        (error, error.c.occurred_at < now - ERRORS),
        (job, (job.c.state == "completed") & (job.c.finished_at < now - COMPLETED_JOBS)),
        (job, job.c.state.in_(("failed", "cancelled")) & (job.c.finished_at < now - FAILED_JOBS)),
        (session, session.c.expires_at < now),
        (token, token.c.expires_at < now),
        (blocked, blocked.c.expires_at < now),
        (person, ~exists().where(credit.c.person_id == person.c.id)),
    ]


async def _remove(house: House, table: Any, over: ColumnElement[bool]) -> int:
    batch = delete(table).where(table.c.id.in_(select(table.c.id).where(over).limit(BATCH)))
    total = 0
    while True:
        count = await house.db.write(lambda connection: connection.execute(batch).rowcount)
        total += count
        if count < BATCH:
            return total


def _old_logs(folder: Path, now: datetime) -> int:
    """Logs that the handler no longer knows, as after a long rest."""
    oldest = (now - timedelta(days=KEPT_DAYS)).timestamp()
    return _remove_files([path for path in folder.glob("monarr.log.*") if path.stat().st_mtime < oldest])


def _remove_files(paths: list[Path]) -> int:
    removed = 0
    for path in paths:
        try:
            path.unlink()
            removed += 1
        except FileNotFoundError:
            continue
        except OSError as error:
            log.warning("file_not_removed", extra={"path": str(path), "reason": error.strerror})
    return removed
