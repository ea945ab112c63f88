"""Events since a point, for those who follow live and come back after a break."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from monarr.db.models import EventRow

_EVENT: Any = EventRow.__table__
_AFTER = select(_EVENT).where(_EVENT.c.id > bindparam("after")).order_by(_EVENT.c.id).limit(bindparam("most"))
_NEWEST = select(func.max(_EVENT.c.id))


def events_after(connection: Connection, event_id: int, most: int = 200) -> list[Row[Any]]:
    """Events with a higher id, oldest first, at most so many."""
    return list(connection.execute(_AFTER, {"after": event_id, "most": most}))


def newest_event_id(connection: Connection) -> int:
    """0 when nothing has happened yet."""
    return int(connection.execute(_NEWEST).scalar() or 0)
