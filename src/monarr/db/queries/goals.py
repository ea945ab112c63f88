"""How long everything in the libraries runs, and what it weighs: for saying what a goal would mean."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from monarr.db.models import MediaFile, MediaFileItem, MediaItem

_ITEM: Any = MediaItem.__table__
_FILE: Any = MediaFile.__table__
_HELD: Any = MediaFileItem.__table__
_HERE = (
    select(_ITEM.c.kind, func.sum(_ITEM.c.runtime_seconds))
    .where(
        _ITEM.c.kind.in_(("movie", "episode")),
        _ITEM.c.deleted_at.is_(None),
        _ITEM.c.id.in_(
            select(_HELD.c.item_id).join(_FILE, _FILE.c.id == _HELD.c.file_id).where(_FILE.c.deleted_at.is_(None))
        ),
    )
    .group_by(_ITEM.c.kind)
)
_SIZES = (
    select(_ITEM.c.kind, func.sum(_FILE.c.size_bytes))
    .join(_ITEM, _ITEM.c.id == _FILE.c.title_id)
    .where(_FILE.c.deleted_at.is_(None))
    .group_by(_ITEM.c.kind)
)


class Held(msgspec.Struct, frozen=True):
    """What is here of a kind of title: minutes and bytes."""

    minutes: float
    size_bytes: int


def held_by_kind(connection: Connection) -> dict[str, Held]:
    """Films under `movie`, series under `series`; two statements."""
    minutes = {
        ("movie" if kind == "movie" else "series"): int(total or 0) / 60 for kind, total in connection.execute(_HERE)
    }
    sizes = {str(kind): int(total or 0) for kind, total in connection.execute(_SIZES)}
    return {kind: Held(minutes.get(kind, 0.0), sizes.get(kind, 0)) for kind in ("movie", "series")}
