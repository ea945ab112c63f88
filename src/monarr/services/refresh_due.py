"""Which titles are described anew by themselves: what still changes every half day, what is settled every two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from monarr.core.kinds import JobPriority
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.models import MediaItem
from monarr.services.context import House

CHANGING, SETTLED = timedelta(hours=12), timedelta(days=14)
_SETTLED_STATES = ("released", "ended")
_ITEM: Any = MediaItem.__table__
_MARGIN = timedelta(minutes=5)  # the schedule's own rhythm must not skip a turn by seconds


async def refresh_due(house: House) -> int:
    """Queues the descriptions that are due; gives how many."""
    return await house.db.write(_queue, house.clock.now())


def _queue(connection: Connection, now: datetime) -> int:
    before = now + _MARGIN
    due = select(_ITEM.c.id).where(
        _ITEM.c.library_id.is_not(None),
        _ITEM.c.parent_id.is_(None),
        _ITEM.c.deleted_at.is_(None),
        or_(
            _ITEM.c.refreshed_at.is_(None),
            _ITEM.c.refreshed_at < before - SETTLED,
            (_ITEM.c.refreshed_at < before - CHANGING)
            & (_ITEM.c.status.is_(None) | _ITEM.c.status.not_in(_SETTLED_STATES)),
        ),
    )
    ids = list(connection.execute(due.order_by(_ITEM.c.refreshed_at)).scalars())
    for title_id in ids:
        payload = {"title_id": title_id}
        enqueue(
            connection, "refresh_title", payload, now=now, priority=JobPriority.BACKGROUND, title_id=title_id,
            unique_key=unique_key_of("refresh_title", payload),
        )  # fmt: skip
    return len(ids)
