"""Versions of a title: each is wanted by itself, with its own profile, folder and state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.text import ntext, text
from monarr.db.events import record_event
from monarr.db.models import Download
from monarr.db.repositories.libraries import get_profile, get_root_folder
from monarr.db.repositories.titles import FILE, VERSION, get_title, list_versions
from monarr.services._rescoring import queue_rescoring
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.indexing import recount
from monarr.services.remove import delete_file

_DOWNLOAD: Any = Download.__table__
_ON_THE_WAY = ("grabbing", "queued", "downloading", "stalled", "paused", "completed", "importing", "blocked")
_LIVING = select(FILE.c.id).where(FILE.c.version_id == bindparam("version"), FILE.c.deleted_at.is_(None))


class VersionChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to change; UNSET stays as it is. A new folder is where later files go; what is there stays until it is
    moved by renaming."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    quality_profile_id: int | msgspec.UnsetType = msgspec.UNSET
    root_folder_id: int | msgspec.UnsetType | None = msgspec.UNSET
    monitored: bool | msgspec.UnsetType = msgspec.UNSET


async def add_version(
    house: House,
    title_id: int,
    name: str,
    quality_profile_id: int,
    actor: Actor,
    *,
    root_folder_id: int | None = None,
    monitored: bool = True,
) -> int:
    """Wants a title once more, such as in 4K, and returns the version's id; None for the folder: the default version's.
    Raises NotFound, InvalidInput, Conflict for a name that is taken."""
    values = {"quality_profile_id": quality_profile_id, "root_folder_id": root_folder_id, "monitored": monitored}
    return await house.db.write(_add, title_id, name, values, actor, house.clock.now())


async def edit_version(house: House, version_id: int, change: VersionChange, actor: Actor) -> None:
    """Changes a version. Raises NotFound, InvalidInput, Conflict."""
    values = {name: value for name, value in msgspec.structs.asdict(change).items() if value is not msgspec.UNSET}
    await house.db.write(_edit, version_id, values, actor, house.clock.now())


async def remove_version(house: House, version_id: int, actor: Actor, *, delete_files: bool = False) -> None:
    """No longer wants a version. With `delete_files` its files go to the trash, from where they come back to the
    title's own version. Raises NotFound, FileError, and Conflict for the title's own version, while it has files
    otherwise, and while a download for it is on its way."""
    now = house.clock.now()
    for file_id in await house.db.read(_files_to_delete, version_id) if delete_files else ():
        await delete_file(house, file_id, actor=actor, reason="version-removed")
    await house.db.write(_remove, version_id, actor, now)


def _get(connection: Connection, version_id: int) -> Any:
    row = connection.execute(select(VERSION).where(VERSION.c.id == version_id)).first()
    if row is None:
        raise NotFound(text("There is no such version."), subject=f"version:{version_id}")
    return row


def _check(connection: Connection, title: Any, values: dict[str, Any], own_id: int = 0) -> None:
    if "name" in values:
        values["name"] = values["name"].strip()
        if not values["name"]:
            raise InvalidInput(text("Some settings do not fit yet."), fields={"name": text("A name is needed.")})
        same = (VERSION.c.item_id == title.id) & (func.lower(VERSION.c.name) == values["name"].lower())
        if connection.execute(select(VERSION.c.id).where(same, VERSION.c.id != own_id)).first() is not None:
            raise Conflict(text("{title} has a version “{name}” already.", title=title.title, name=values["name"]))
    if "quality_profile_id" in values:
        get_profile(connection, values["quality_profile_id"])
    root_id = values.get("root_folder_id")
    if root_id is not None and get_root_folder(connection, root_id).library_id != title.library_id:
        problem = text("This folder belongs to another library.")
        raise InvalidInput(text("Some settings do not fit yet."), fields={"root_folder_id": problem})


def _add(connection: Connection, title_id: int, name: str, values: dict[str, Any], actor: Actor, now: datetime) -> int:
    title = get_title(connection, title_id)
    held = list_versions(connection, title_id)
    row = {**values, "name": name}
    _check(connection, title, row)
    if row["root_folder_id"] is None and held:
        row["root_folder_id"] = held[0].root_folder_id
    position = max((one.position for one in held), default=-1) + 1
    row |= {"item_id": title_id, "position": position, "is_default": not held, "created_at": now, "updated_at": now}
    version_id = int(connection.execute(insert(VERSION).returning(VERSION.c.id), row).scalar_one())
    _follow(connection, title, version_id, "version.added", {"after": {"name": row["name"], **values}}, actor, now)
    return version_id


def _edit(connection: Connection, version_id: int, values: dict[str, Any], actor: Actor, now: datetime) -> None:
    version = _get(connection, version_id)
    title = get_title(connection, version.item_id)
    _check(connection, title, values, version_id)
    changed = {name: value for name, value in values.items() if getattr(version, name) != value}
    if not changed:
        return
    connection.execute(update(VERSION).where(VERSION.c.id == version_id), {**changed, "updated_at": now})
    if "quality_profile_id" in changed:
        queue_rescoring(connection, now, title_id=title.id)
    changes = {"before": {name: getattr(version, name) for name in changed}, "after": changed}
    _follow(connection, title, version_id, "version.edited", changes, actor, now)


def _files_to_delete(connection: Connection, version_id: int) -> list[int]:
    """Its files, once it is sure that nothing else keeps the version."""
    _refuse_needed(connection, _get(connection, version_id))
    return list(connection.execute(_LIVING, {"version": version_id}).scalars())


def _refuse_needed(connection: Connection, version: Any) -> None:
    if version.is_default:
        raise Conflict(text("This is the title’s own version. Delete the title instead."))
    on_the_way = select(func.count()).where(_DOWNLOAD.c.version_id == version.id, _DOWNLOAD.c.state.in_(_ON_THE_WAY))
    if connection.execute(on_the_way).scalar_one():
        raise Conflict(text("A download for this version is on its way. Remove it from the queue first."))


def _remove(connection: Connection, version_id: int, actor: Actor, now: datetime) -> None:
    version = _get(connection, version_id)
    title = get_title(connection, version.item_id)
    _refuse_needed(connection, version)
    held = len(connection.execute(_LIVING, {"version": version_id}).all())
    if held:
        raise Conflict(
            ntext(
                "The version has {count} file. Delete it first.",
                "The version has {count} files. Delete them first.",
                held,
            )
        )
    own = select(VERSION.c.id).where(VERSION.c.item_id == title.id, VERSION.c.is_default)
    kept = connection.execute(own).scalar_one()  # its files in the trash can still come back
    connection.execute(update(FILE).where(FILE.c.version_id == version_id), {"version_id": kept})
    connection.execute(delete(VERSION).where(VERSION.c.id == version_id))
    queue_rescoring(connection, now, title_id=title.id)
    _follow(connection, title, None, "version.removed", {"before": {"name": version.name}}, actor, now)


def _follow(
    connection: Connection, title: Any, version_id: int | None, action: str, changes: dict[str, Any], actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    recount(connection, title.id, now)
    payload: dict[str, Any] = {"title": title.title, "field_count": 1}
    if actor.user_id is not None:
        payload["by"] = actor.name
    record_event(
        connection, "item.edited", now=now, title_id=title.id, version_id=version_id, library_id=title.library_id,
        user_id=actor.user_id, title=title.title, actor=actor.name, payload=payload,
    )  # fmt: skip
    write_audit(connection, actor, action, now, subject=f"{title.kind}:{title.id}", changes=changes)
