"""What the page of tasks shows beside the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from monarr.db.models import MediaItem

_ITEM: Any = MediaItem.__table__
_NAMES = select(_ITEM.c.id, _ITEM.c.title).where(_ITEM.c.id.in_(bindparam("ids", expanding=True)))


def title_names(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """What titles are called, by id; none for those that have gone."""
    if not ids:
        return {}
    return {row.id: row.title for row in connection.execute(_NAMES, {"ids": list(ids)})}
