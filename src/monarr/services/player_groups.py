"""Groups of players: those that share one library database, of which one is told of a change for all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import text
from monarr.db.models import PathMapping, PlayerGroup, PlayerRow
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_GROUP: Any = PlayerGroup.__table__
_PLAYER: Any = PlayerRow.__table__


class GroupInput(msgspec.Struct, frozen=True, kw_only=True):
    """`player_ids` are its members; null leaves them. A player that leaves a group is one by itself."""

    name: str
    implementation: str
    enabled: bool = True
    skip_while_playing: bool = False
    player_ids: tuple[int, ...] | None = None


async def list_groups(house: House) -> list[Any]:
    """All groups by name."""
    return await house.db.read(lambda connection: list(connection.execute(select(_GROUP).order_by(_GROUP.c.name))))


async def create_group(house: House, given: GroupInput, actor: Actor) -> int:
    """Raises InvalidInput without a name, Conflict when it is taken."""
    return await house.db.write(_save, None, given, actor, house.clock.now())


async def edit_group(house: House, group_id: int, given: GroupInput, actor: Actor) -> None:
    """Raises NotFound, InvalidInput, Conflict."""
    await house.db.write(_save, group_id, given, actor, house.clock.now())


async def delete_group(house: House, group_id: int, actor: Actor) -> None:
    """Takes a group and its players away. Raises NotFound."""
    members = await house.db.write(_delete, group_id, actor, house.clock.now())
    for player_id in members:
        await house.sources.forget("player", player_id)


def insert_group(connection: Connection, name: str, implementation: str) -> int:
    values = {"name": name, "implementation": implementation}
    return int(connection.execute(insert(_GROUP).returning(_GROUP.c.id), values).scalar_one())


def free_group_name(connection: Connection, wanted: str) -> str:
    """The name, with a number when a group has it already."""
    taken = {name.lower() for name in connection.execute(select(_GROUP.c.name)).scalars()}
    tries = (wanted if number == 1 else f"{wanted} {number}" for number in range(1, len(taken) + 2))
    return next(name for name in tries if name.lower() not in taken)


def _save(connection: Connection, group_id: int | None, given: GroupInput, actor: Actor, now: datetime) -> int:
    name = given.name.strip()
    if not name:
        raise InvalidInput(text("Some settings do not fit yet."), fields={"name": text("A name is needed.")})
    same = select(_GROUP.c.id).where(func.lower(_GROUP.c.name) == name.lower(), _GROUP.c.id != (group_id or 0))
    if connection.execute(same).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=name))
    values = {**msgspec.structs.asdict(given), "name": name, "updated_at": now}
    del values["player_ids"]
    if group_id is None:
        values["created_at"] = now
        group_id = int(connection.execute(insert(_GROUP).returning(_GROUP.c.id), values).scalar_one())
    elif connection.execute(update(_GROUP).where(_GROUP.c.id == group_id), values).rowcount == 0:
        raise NotFound(text("There is no such group of players."), subject=f"player_group:{group_id}")
    if given.player_ids is not None:
        _seat(connection, group_id, given.implementation, given.player_ids)
    changes = {"after": msgspec.structs.asdict(given)}
    write_audit(
        connection, actor, "settings.player_group.saved", now, subject=f"player_group:{group_id}", changes=changes
    )
    return group_id


def _seat(connection: Connection, group_id: int, implementation: str, player_ids: tuple[int, ...]) -> None:
    """Puts these players into the group, and who is in it otherwise into one of their own. Groups that nobody is left
    in go, unless paths are mapped for them."""
    kind = _PLAYER.c.implementation == implementation
    rows = connection.execute(select(_PLAYER.c.id, _PLAYER.c.name, _PLAYER.c.group_id).where(kind)).all()
    if unknown := sorted(set(player_ids) - {row.id for row in rows}):
        problem = text("Player {id} is not of this kind.", id=unknown[0])
        raise InvalidInput(text("Some settings do not fit yet."), fields={"player_ids": problem})
    for row in rows:
        if row.id in player_ids:
            connection.execute(update(_PLAYER).where(_PLAYER.c.id == row.id), {"group_id": group_id})
        elif row.group_id == group_id:
            alone = insert_group(connection, free_group_name(connection, row.name), implementation)
            connection.execute(update(_PLAYER).where(_PLAYER.c.id == row.id), {"group_id": alone})
    left = {row.group_id for row in rows} - {group_id}
    used = select(_PLAYER.c.group_id).union(
        select(PathMapping.player_group_id).where(PathMapping.player_group_id.is_not(None))
    )
    connection.execute(delete(_GROUP).where(_GROUP.c.id.in_(left), _GROUP.c.id.not_in(used)))


def _delete(connection: Connection, group_id: int, actor: Actor, now: datetime) -> list[int]:
    members = list(connection.execute(select(_PLAYER.c.id).where(_PLAYER.c.group_id == group_id)).scalars())
    if connection.execute(delete(_GROUP).where(_GROUP.c.id == group_id)).rowcount == 0:
        raise NotFound(text("There is no such group of players."), subject=f"player_group:{group_id}")
    write_audit(connection, actor, "settings.player_group.deleted", now, subject=f"player_group:{group_id}")
    return members
