"""There is a backup of the last days."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from monarr.core.text import text
from monarr.db.models import EventRow
from monarr.health.model import Check, Finding
from monarr.messages.human import days
from monarr.services.backup import list_backups
from monarr.services.context import House

OLDEST = timedelta(days=3)
_FIRST_EVENT = select(func.min(EventRow.occurred_at))


async def run(house: House) -> Finding | None:
    now = house.clock.now()
    newest = await asyncio.to_thread(_newest, house.paths.backups)
    if newest is not None:
        age = now - newest
        if age <= OLDEST:
            return None
        sentence = text("The newest backup is {age} old. Look into the backup job.", age=days(age.days))
        return Finding(sentence, "/tasks", "warning")
    since = await house.db.read(lambda c: c.execute(_FIRST_EVENT).scalar())
    if since is None or now - since <= OLDEST:
        return None  # a new house
    return Finding(text("There is no backup. Look into the backup job."), "/tasks", "warning")


def _newest(folder: Path) -> datetime | None:
    times = [path.stat().st_mtime for path in list_backups(folder)]
    return datetime.fromtimestamp(max(times), UTC) if times else None


CHECK = Check("backup_age", text("Backups"), run)
