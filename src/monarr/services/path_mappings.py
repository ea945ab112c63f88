"""Folders that download clients and players see under another path. The longest matching prefix wins."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import Text, text
from monarr.db.models import PathMapping
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_MAPPING: Any = PathMapping.__table__


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """Whose view it is: exactly one of `download_client_id` and `player_group_id`."""

    remote_path: str
    local_path: str
    download_client_id: int | None = None
    player_group_id: int | None = None


async def list_mappings(house: House) -> list[Any]:
    """All mappings by their path here."""
    return await house.db.read(
        lambda connection: list(connection.execute(select(_MAPPING).order_by(_MAPPING.c.local_path, _MAPPING.c.id)))
    )


async def save_mapping(house: House, given: Mapping, actor: Actor, *, mapping_id: int | None = None) -> int:
    """Stores a mapping (a new one without an id) and returns its id. Raises InvalidInput, NotFound, Conflict."""
    problems: dict[str, Text | str] = {}
    local, remote = _without_end(given.local_path), _without_end(given.remote_path)
    if not PurePosixPath(local).is_absolute():
        problems["local_path"] = text("The folder needs its whole path, such as /srv/films.")
    if not remote:
        problems["remote_path"] = text("The path as the other program sees it is needed.")
    if (given.download_client_id is None) == (given.player_group_id is None):
        problems["subject"] = text("Choose a download client or a group of players.")
    if problems:
        raise InvalidInput(text("Some settings do not fit yet."), fields=problems)
    values = {**msgspec.structs.asdict(given), "local_path": local, "remote_path": remote}
    return await house.db.write(_save, values, mapping_id, actor, house.clock.now())


async def delete_mapping(house: House, mapping_id: int, actor: Actor) -> None:
    """Raises NotFound."""
    await house.db.write(_delete, mapping_id, actor, house.clock.now())


def _without_end(path: str) -> str:
    """Without a slash at the end; the top of a drive or share stays whole."""
    bare = path.strip()
    return bare.rstrip("/\\") or bare[:1]


def _save(connection: Connection, values: dict[str, Any], mapping_id: int | None, actor: Actor, now: datetime) -> int:
    same = select(_MAPPING.c.id).where(
        _MAPPING.c.remote_path == values["remote_path"],
        _MAPPING.c.local_path == values["local_path"],
        *(
            _MAPPING.c[name].is_(None) if values[name] is None else _MAPPING.c[name] == values[name]
            for name in ("download_client_id", "player_group_id")
        ),
        _MAPPING.c.id != (mapping_id or 0),
    )
    if connection.execute(same).first() is not None:
        raise Conflict(text("There is such a mapping already."))
    if mapping_id is None:
        mapping_id = int(connection.execute(insert(_MAPPING).returning(_MAPPING.c.id), values).scalar_one())
    elif connection.execute(update(_MAPPING).where(_MAPPING.c.id == mapping_id), values).rowcount == 0:
        raise NotFound(text("There is no such mapping."), subject=f"path_mapping:{mapping_id}")
    subject = f"path_mapping:{mapping_id}"
    write_audit(connection, actor, "settings.path_mapping.saved", now, subject=subject, changes={"after": values})
    return mapping_id


def _delete(connection: Connection, mapping_id: int, actor: Actor, now: datetime) -> None:
    if connection.execute(delete(_MAPPING).where(_MAPPING.c.id == mapping_id)).rowcount == 0:
        raise NotFound(text("There is no such mapping."), subject=f"path_mapping:{mapping_id}")
    write_audit(connection, actor, "settings.path_mapping.deleted", now, subject=f"path_mapping:{mapping_id}")
