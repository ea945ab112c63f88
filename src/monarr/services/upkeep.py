"""Keeping the counts true: what time alone changes (episodes air, films come out), and what was forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from monarr.db.models import SyncCursor
from monarr.db.statistics import recount_aired, recount_uncounted, repair
from monarr.services.context import House

CURSOR = "recount"
_FIRST_LOOKS_BACK = timedelta(days=3)
_CURSOR: Any = SyncCursor.__table__
_SEEN = select(_CURSOR.c.value).where(_CURSOR.c.name == bindparam("key"))


async def recount_by_time(house: House) -> int:
    """Recounts titles of which something has come out since the last time, and those that were never counted; gives how
    many."""
    count = await house.db.write(_recount, house.clock.now())
    after = 0
    while ids := await house.db.write(recount_uncounted, after, house.clock.now()):
        count, after = count + len(ids), ids[-1]
    return count


async def mend_counts(house: House) -> int:
    """Compares all counts with what is there and mends the wrong ones; gives how many were wrong."""
    return await house.db.write(repair, house.clock.now())


def _recount(connection: Connection, now: datetime) -> int:
    seen = connection.execute(_SEEN, {"key": CURSOR}).scalar()
    since = datetime.fromisoformat(seen) if seen is not None else now - _FIRST_LOOKS_BACK
    count = recount_aired(connection, min(since, now), now)
    values = {"value": now.isoformat(), "updated_at": now}
    if connection.execute(update(_CURSOR).where(_CURSOR.c.name == CURSOR).values(values)).rowcount == 0:
        connection.execute(insert(_CURSOR), {"name": CURSOR, **values})
    return count
