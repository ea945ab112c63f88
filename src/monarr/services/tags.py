"""Tags: labels on titles, indexers, clients, delays and notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import text
from monarr.db.models import ItemTag
from monarr.db.repositories.tags import TAG, find_or_make_tags
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_ITEM_TAG: Any = ItemTag.__table__


class TagCount(msgspec.Struct, frozen=True):
    id: int
    label: str
    title_count: int


async def list_tags(house: House) -> list[TagCount]:
    """All tags by label, with the number of titles."""
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


def _list(connection: Connection) -> list[TagCount]:
    statement = (
        select(TAG.c.id, TAG.c.label, func.count(_ITEM_TAG.c.item_id))
        .outerjoin(_ITEM_TAG, _ITEM_TAG.c.tag_id == TAG.c.id)
        .group_by(TAG.c.id, TAG.c.label)
        .order_by(func.lower(TAG.c.label))
    )
    return [TagCount(*row) for row in connection.execute(statement)]


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
