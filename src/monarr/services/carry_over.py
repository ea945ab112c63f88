"""What a person has said of one entry goes over to another: edited fields with their locks, and pictures they chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from monarr.db.repositories.artwork import SLOT, list_slots, recount_uses, set_slot
from monarr.db.repositories.details import GENRE, ITEM_GENRE, ITEM_STUDIO, ROWS_OF, STUDIO
from monarr.db.repositories.titles import ITEM, get_item
from monarr.services.context import Actor
from monarr.services.edit import edit_item, own_facts
from monarr.services.indexing import index_names

_AT_ONCE = 500
_SHOWN = ("keywords", "countries")  # these stand in the document


def carry_over(connection: Connection, pairs: Mapping[int, int], actor: Actor, now: datetime) -> list[int]:
    """Carries edits and chosen pictures over, old item to new; what a person has said of the new one stays. Returns the
    pictures that went along: their uses are to be counted once the old items have gone."""
    blobs: list[int] = []
    ids = list(pairs)
    for first in range(0, len(ids), _AT_ONCE):
        part = ids[first : first + _AT_ONCE]
        rows = connection.execute(select(ITEM).where(ITEM.c.id.in_(part)).order_by(ITEM.c.id)).all()
        for row in rows:
            if row.locked_fields:
                _carry_fields(connection, row, pairs[row.id], actor, now)
        chosen = select(SLOT.c.item_id).where(SLOT.c.item_id.in_(part), SLOT.c.locked).distinct()
        for item_id in sorted(connection.execute(chosen).scalars()):
            blobs += _carry_pictures(connection, item_id, pairs[item_id])
    return blobs


def count_carried(connection: Connection, blobs: Sequence[int]) -> None:
    """Brings the counts of uses in line, after the old items have gone."""
    if blobs:
        recount_uses(connection, blobs)


def _carry_fields(connection: Connection, old: Any, new_id: int, actor: Actor, now: datetime) -> None:
    new = get_item(connection, new_id)
    names = [name for name in old.locked_fields if name not in new.locked_fields]
    facts = own_facts(connection, old)
    lists = {"genres": _genres, "studios": _studios}
    changes = {name: facts[name] for name in names if name in facts}
    changes |= {name: lists[name](connection, old.id) for name in names if name in lists}
    if changes:
        edit_item(connection, new_id, changes, actor, now)
    rows = [name for name in names if name in ROWS_OF]
    for name in rows:
        table = ROWS_OF[name]
        connection.execute(delete(table).where(table.c.item_id == new_id))
        connection.execute(update(table).where(table.c.item_id == old.id), {"item_id": new_id})
    if names:
        held = get_item(connection, new_id)
        shown = {name: old.document[name] for name in names if name in _SHOWN and name in old.document}
        values: dict[str, Any] = {"locked_fields": sorted({*held.locked_fields, *names}), "updated_at": now}
        if shown:
            values["document"] = {**held.document, **shown}
        connection.execute(update(ITEM).where(ITEM.c.id == new_id), values)
    if {"aliases", "translations"} & set(rows):
        index_names(connection, new_id)


def _genres(connection: Connection, item_id: int) -> list[str]:
    names = select(GENRE.c.name).join(ITEM_GENRE, ITEM_GENRE.c.genre_id == GENRE.c.id)
    mine = names.where(ITEM_GENRE.c.item_id == item_id).order_by(ITEM_GENRE.c.position)
    return list(connection.execute(mine).scalars())


def _studios(connection: Connection, item_id: int) -> list[str]:
    names = select(STUDIO.c.name).join(ITEM_STUDIO, ITEM_STUDIO.c.studio_id == STUDIO.c.id)
    mine = names.where(ITEM_STUDIO.c.item_id == item_id, STUDIO.c.kind == "studio").order_by(ITEM_STUDIO.c.position)
    return list(connection.execute(mine).scalars())


def _carry_pictures(connection: Connection, old_id: int, new_id: int) -> list[int]:
    held = {(row.slot, row.rank) for row in list_slots(connection, new_id) if row.locked}
    blobs = []
    for row in list_slots(connection, old_id):
        if not row.locked or (row.slot, row.rank) in held:
            continue
        values = {
            "blob_id": row.blob_id, "candidate_id": None, "locked": True, "selected_by": row.selected_by,
            "trace": row.trace, "selected_at": row.selected_at,
        }  # fmt: skip
        set_slot(connection, new_id, row.slot, row.rank, values)
        blobs.append(int(row.blob_id))
    return blobs
