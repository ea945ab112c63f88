"""Releases that are not to be grabbed again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.text import Text
from monarr.db.engine import notice
from monarr.db.events import record_event
from monarr.db.models import BlocklistEntry

_ENTRY: Any = BlocklistEntry.__table__


def block(
    connection: Connection,
    *,
    now: datetime,
    title_id: int | None,
    release_title: str,
    reason: str,
    message: Text,
    info_hash: str | None = None,
    indexer_id: int | None = None,
    indexer_name: str = "",
    protocol: str = "torrent",
    quality: str = "Unknown",
    size_bytes: int | None = None,
    user_id: int | None = None,
    actor: str = "monarr",
    title: str | None = None,
    library_id: int | None = None,
    download_id: int | None = None,
) -> int:
    """Puts a release on the blocklist, once: the same one again counts a try more. Writes the event."""
    same = _same(title_id, release_title, info_hash, indexer_id)
    known = connection.execute(select(_ENTRY.c.id, _ENTRY.c.tries).where(same)).first()
    values = {"reason": reason, "message": msgspec.to_builtins(message), "created_at": now, "expires_at": None}
    if known is not None:
        connection.execute(update(_ENTRY).where(_ENTRY.c.id == known.id), {**values, "tries": known.tries + 1})
        entry_id = int(known.id)
    else:
        row = {
            **values,
            "title_id": title_id,
            "release_title": release_title,
            "info_hash": info_hash,
            "indexer_id": indexer_id,
            "indexer_name": indexer_name,
            "protocol": protocol,
            "quality": quality,
            "size_bytes": size_bytes,
            "user_id": user_id,
        }
        entry_id = int(connection.execute(insert(_ENTRY).returning(_ENTRY.c.id), row).scalar_one())
    payload = {"release": release_title, "reason": str(message), "quality": quality, "indexer": indexer_name}
    if user_id is not None:
        payload["by"] = actor
    record_event(
        connection,
        "release.blocklisted",
        now=now,
        title_id=title_id,
        title=title,
        library_id=library_id,
        download_id=download_id,
        user_id=user_id,
        actor=actor,
        payload=payload,
    )
    return entry_id


def find_entries(
    connection: Connection, title_id: int | None, *, release_title: str, info_hash: str | None, indexer_id: int | None
) -> list[int]:
    """Ids of the entries of a release for a title, as `block` makes them."""
    same = _same(title_id, release_title, info_hash, indexer_id)
    return list(connection.execute(select(_ENTRY.c.id).where(same).order_by(_ENTRY.c.id)).scalars())


def _same(title_id: int | None, release_title: str, info_hash: str | None, indexer_id: int | None) -> Any:
    """The hash tells a release where there is one, else its indexer."""
    by = _ENTRY.c.info_hash == info_hash if info_hash else _ENTRY.c.indexer_id == indexer_id
    return (_ENTRY.c.title_id == title_id) & (_ENTRY.c.release_title == release_title) & by


def unblock(connection: Connection, entry_ids: list[int]) -> int:
    """Takes entries off; returns how many there were."""
    gone = connection.execute(delete(_ENTRY).where(_ENTRY.c.id.in_(entry_ids))).rowcount
    notice(connection, "blocklist")
    return int(gone)


def clear_blocklist(connection: Connection, title_id: int | None = None) -> int:
    """Takes all entries off, or those of one title; returns how many there were."""
    statement = delete(_ENTRY) if title_id is None else delete(_ENTRY).where(_ENTRY.c.title_id == title_id)
    gone = connection.execute(statement).rowcount
    notice(connection, "blocklist")
    return int(gone)
