"""The blocklist, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from monarr.core.text import Text, stored_text
from monarr.db.models import BlocklistEntry, MediaItem

_ENTRY: Any = BlocklistEntry.__table__
_ITEM: Any = MediaItem.__table__
_LISTED = (
    select(_ENTRY, _ITEM.c.title.label("title"), _ITEM.c.kind.label("kind"))
    .outerjoin(_ITEM, _ITEM.c.id == _ENTRY.c.title_id)
    .order_by(_ENTRY.c.id.desc())
)


class BlockedRelease(msgspec.Struct, frozen=True, kw_only=True):
    """`title` None: the film or series has gone."""

    id: int
    title_id: int | None
    title: str | None
    kind: str | None
    release_title: str
    indexer_name: str
    quality: str
    size_bytes: int | None
    reason: str
    message: Text | None
    tries: int
    created_at: datetime


def list_blocklist(
    connection: Connection, *, title_id: int | None = None, limit: int = 50, after_id: int | None = None
) -> list[BlockedRelease]:
    """A page of entries; `after_id` is the last one's id."""
    statement = _LISTED.limit(limit)
    if title_id is not None:
        statement = statement.where(_ENTRY.c.title_id == title_id)
    if after_id is not None:
        statement = statement.where(_ENTRY.c.id < after_id)
    return [
        BlockedRelease(
            id=row.id,
            title_id=row.title_id,
            title=row.title,
            kind=row.kind,
            release_title=row.release_title,
            indexer_name=row.indexer_name,
            quality=row.quality,
            size_bytes=row.size_bytes,
            reason=row.reason,
            message=stored_text(row.message) if row.message else None,
            tries=row.tries,
            created_at=row.created_at,
        )
        for row in connection.execute(statement)
    ]


def count_blocklist(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(_ENTRY)).scalar_one())
