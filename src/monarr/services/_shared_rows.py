"""What profiles that may belong to one library or to all have in common: their place, their name, their tags."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.text import text
from monarr.db.models import Library
from monarr.db.repositories.tags import TAG

_LIBRARY: Any = Library.__table__


def check_library(connection: Connection, library_id: int | None) -> None:
    """Raises InvalidInput for a library that there is not; None is shared by all."""
    known = select(_LIBRARY.c.id).where(_LIBRARY.c.id == library_id)
    if library_id is not None and connection.execute(known).first() is None:
        problem = text("There is no such library.")
        raise InvalidInput(problem, fields={"library_id": problem})


def check_name(connection: Connection, table: Any, name: str, library_id: int | None, own_id: int | None) -> None:
    """Raises Conflict when another row of the same library, or another shared one, has the name."""
    same_place = table.c.library_id.is_(None) if library_id is None else table.c.library_id == library_id
    taken = select(table.c.id).where(
        func.lower(table.c.name) == name.strip().lower(), same_place, table.c.id != (own_id or 0)
    )
    if connection.execute(taken).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=name.strip()))


def labels_of(connection: Connection, link: Any, owner: str, *conditions: Any) -> dict[int, tuple[str, ...]]:
    """The labels of the tags that a link table gives to its owners, by owner and in the order of the alphabet."""
    statement = (
        select(link.c[owner], TAG.c.label)
        .join(TAG, TAG.c.id == link.c.tag_id)
        .where(*conditions)
        .order_by(func.lower(TAG.c.label))
    )
    found: dict[int, tuple[str, ...]] = {}
    for owner_id, label in connection.execute(statement):
        found[owner_id] = (*found.get(owner_id, ()), label)
    return found
