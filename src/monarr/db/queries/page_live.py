"""Which titles changed, for pages that are open."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select

from monarr.db.models import Download, EventRow
from monarr.db.queries.arriving import OPEN

_EVENT: Any = EventRow.__table__
_DOWNLOAD: Any = Download.__table__
_SINCE = (
    select(_EVENT.c.id, _EVENT.c.title_id, _EVENT.c.item_id)
    .where(_EVENT.c.id > bindparam("after"))
    .order_by(_EVENT.c.id)
    .limit(500)
)
_MOVING = select(_DOWNLOAD.c.title_id).where(_DOWNLOAD.c.state.in_(OPEN), _DOWNLOAD.c.title_id.is_not(None)).distinct()


def titles_since(connection: Connection, after: int) -> tuple[set[int], int]:
    """Titles and episodes that newer events tell of, and the id of the last of these events."""
    rows = connection.execute(_SINCE, {"after": after}).all()
    found = {number for row in rows for number in (row.title_id, row.item_id) if number is not None}
    return found, rows[-1].id if rows else after


def moving_titles(connection: Connection) -> set[int]:
    """Titles that something is on its way to."""
    return set(connection.execute(_MOVING).scalars())
