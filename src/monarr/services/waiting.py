"""Letting a release go that was found and waits to be grabbed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.models import PendingRelease
from monarr.services.blocklist import block_release
from monarr.services.context import Actor, House

_PENDING: Any = PendingRelease.__table__


async def drop_waiting(house: House, pending_id: int, *, actor: Actor, block: bool = False) -> None:
    """Takes it off the list of what waits; with `block` it is not grabbed later either. Raises NotFound."""
    row = await house.db.read(_get, pending_id)
    if block:
        await block_release(house, row.release_id, row.title_id, actor=actor)
    await house.db.write(_drop, pending_id)


def _get(connection: Connection, pending_id: int) -> Any:
    row = connection.execute(select(_PENDING).where(_PENDING.c.id == pending_id)).first()
    if row is None:
        raise NotFound(text("This release no longer waits."), subject=f"pending:{pending_id}")
    return row


def _drop(connection: Connection, pending_id: int) -> None:
    connection.execute(delete(_PENDING).where(_PENDING.c.id == pending_id))
    notice(connection, "downloads")
