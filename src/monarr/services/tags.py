"""Tags: labels on titles, indexers, clients, delays and notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import text
from monarr.db.models import (
    DelayProfileTag,
    DownloadClientTag,
    IndexerTag,
    ItemTag,
    NotificationTag,
    ReleaseProfileTag,
)
from monarr.db.repositories.tags import TAG, find_or_make_tags
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_BEARERS: dict[str, Any] = {
    "titles": ItemTag.__table__,
    "indexers": IndexerTag.__table__,
    "clients": DownloadClientTag.__table__,
    "delays": DelayProfileTag.__table__,
    "release_profiles": ReleaseProfileTag.__table__,
    "notifications": NotificationTag.__table__,
}


class TagUses(msgspec.Struct, frozen=True):
    """A tag, and how many things bear it, by what they are: titles, indexers, clients, delays, release_profiles,
    notifications; what does not bear it is left out."""

    id: int
    label: str
    uses: dict[str, int]


async def list_tags(house: House) -> list[TagUses]:
    """All tags by label, with what bears them."""
    return await house.db.read(_list)


async def create_tag(house: House, label: str, actor: Actor) -> int:
    """The tag's id; one that is there already is given back. Raises InvalidInput for an empty label."""
    if not label.strip():
        raise InvalidInput(text("A label is needed."), fields={"label": text("A label is needed.")})
    return (await house.db.write(find_or_make_tags, [label]))[0]


async def rename_tag(house: House, tag_id: int, label: str, actor: Actor) -> None:
    """Raises NotFound, InvalidInput, and Conflict when another tag has the label."""
    if not label.strip():
        raise InvalidInput(text("A label is needed."), fields={"label": text("A label is needed.")})
    await house.db.write(_rename, tag_id, label.strip(), actor, house.clock.now())


async def delete_tag(house: House, tag_id: int, actor: Actor) -> None:
    """Takes the tag off everything. Raises NotFound."""
    await house.db.write(_delete, tag_id, actor, house.clock.now())


def _list(connection: Connection) -> list[TagUses]:
    uses: dict[int, dict[str, int]] = {}
    for what, table in _BEARERS.items():
        statement = select(table.c.tag_id, func.count()).group_by(table.c.tag_id)
        for tag_id, count in connection.execute(statement):
            uses.setdefault(tag_id, {})[what] = count
    rows = connection.execute(select(TAG.c.id, TAG.c.label).order_by(func.lower(TAG.c.label)))
    return [TagUses(row.id, row.label, uses.get(row.id, {})) for row in rows]


def _get(connection: Connection, tag_id: int) -> str:
    label = connection.execute(select(TAG.c.label).where(TAG.c.id == tag_id)).scalar()
    if label is None:
        raise NotFound(text("There is no such tag."), subject=f"tag:{tag_id}")
    return str(label)


def _rename(connection: Connection, tag_id: int, label: str, actor: Actor, now: datetime) -> None:
    before = _get(connection, tag_id)
    same = select(TAG.c.id).where(func.lower(TAG.c.label) == label.lower(), TAG.c.id != tag_id)
    if connection.execute(same).first() is not None:
        raise Conflict(text("Another tag is called “{label}”.", label=label))
    connection.execute(update(TAG).where(TAG.c.id == tag_id), {"label": label})
    changes = {"before": before, "after": label}
    write_audit(connection, actor, "settings.tag.edited", now, subject=f"tag:{tag_id}", changes=changes)


def _delete(connection: Connection, tag_id: int, actor: Actor, now: datetime) -> None:
    label = _get(connection, tag_id)
    connection.execute(delete(TAG).where(TAG.c.id == tag_id))
    write_audit(connection, actor, "settings.tag.deleted", now, subject=f"tag:{tag_id}", changes={"label": label})
