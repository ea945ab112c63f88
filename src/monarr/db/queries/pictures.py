"""Chosen pictures of items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import AssetBlob, AssetSlot

_SLOT: Any = AssetSlot.__table__
_BLOB: Any = AssetBlob.__table__
_FIND = (
    select(_SLOT.c.item_id, _SLOT.c.slot, _SLOT.c.locked, _BLOB.c.sha256, _BLOB.c.extension, _BLOB.c.width,
           _BLOB.c.height, _BLOB.c.dominant_color)
    .join(_BLOB, _BLOB.c.id == _SLOT.c.blob_id)
    .where(_SLOT.c.item_id.in_(bindparam("ids", expanding=True)), _SLOT.c.slot.in_(bindparam("slots", expanding=True)),
           _SLOT.c.rank == 1)
)  # fmt: skip


class Picture(msgspec.Struct, frozen=True):
    """A picture in the asset store. `color` is its placeholder, `#rrggbb`."""

    sha256: str
    extension: str
    width: int | None
    height: int | None
    color: str | None
    locked: bool = False


def find_pictures(connection: Connection, ids: Sequence[int], *slots: str) -> dict[tuple[int, str], Picture]:
    """The best picture of each slot, by (item, slot)."""
    if not ids:
        return {}
    return {
        (row.item_id, row.slot): Picture(
            row.sha256, row.extension, row.width, row.height, row.dominant_color, bool(row.locked)
        )
        for row in connection.execute(_FIND, {"ids": list(ids), "slots": list(slots)})
    }


def find_posters(connection: Connection, ids: Sequence[int]) -> dict[int, Picture]:
    return {item_id: picture for (item_id, _), picture in find_pictures(connection, ids, "poster").items()}
