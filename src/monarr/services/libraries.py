"""Libraries and their root folders."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import ContentType
from monarr.core.text import Text, ntext, text
from monarr.db.models import Library, LibraryDefault, LibrarySlugAlias, QualityProfileRow, RootFolder
from monarr.db.repositories.libraries import (
    count_root_uses,
    count_titles,
    get_library,
    get_profile,
    get_root_folder,
    list_root_folders,
)
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.goals import profile_from_goal

_LIBRARY: Any = Library.__table__
_DEFAULT: Any = LibraryDefault.__table__
_ALIAS: Any = LibrarySlugAlias.__table__
_ROOT: Any = RootFolder.__table__
_PROFILE: Any = QualityProfileRow.__table__

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?")
# Addresses of pages, and the beginnings of what other programs ask for: PRODUCT.md 6 and 2.16.
RESERVED_SLUGS = frozenset(
    [
        "activity",
        "add",
        "auth",
        "calendar",
        "discover",
        "docs",
        "events",
        "health",
        "history",
        "home",
        "jobs",
        "library",
        "manifest",
        "metrics",
        "people",
        "play",
        "queue",
        "requests",
        "search",
        "settings",
        "setup",
        "status",
        "styleguide",
        "tasks",
        "title",
        "wanted",
        "api",
        "feed",
        "login",
        "logout",
        "ping",
        "initialize",
        "signalr",
        "static",
        "assets",
        "sonarr",
        "radarr",
        "lidarr",
        "readarr",
        "prowlarr",
    ]
)


_NAMES = {
    ContentType.MOVIE: ("Films", "movies"),
    ContentType.SERIES: ("Series", "tv"),
    ContentType.ANIME: ("Anime", "anime"),
    ContentType.MUSIC: ("Music", "music"),
    ContentType.VIDEO: ("Videos", "video"),
}


class LibraryInput(msgspec.Struct, frozen=True, kw_only=True):
    """`slug` None: made from the name. `is_default`: the first choice for its content type."""

    name: str
    content_type: ContentType
    slug: str | None = None
    description: str | None = None
    is_default: bool = False
    is_enabled: bool = True
    quality_profile_id: int | None = None
    root_folder_id: int | None = None
    settings: dict[str, Any] | None = None


class Folder(msgspec.Struct, frozen=True):
    """How a root folder stands. Bytes are None when it cannot be reached."""

    path: str
    accessible: bool
    problem: Text | None = None
    free_bytes: int | None = None
    total_bytes: int | None = None


async def create_library(house: House, given: LibraryInput, actor: Actor) -> int:
    """Makes a library and returns its id. The first of its content type becomes the default. Raises InvalidInput,
    Conflict."""
    return await house.db.write(_save, None, given, actor, house.clock.now())


async def edit_library(house: House, library_id: int, given: LibraryInput, actor: Actor) -> None:
    """Changes a library; a former slug goes on answering. What it holds cannot change. Raises NotFound, InvalidInput,
    Conflict."""
    await house.db.write(_save, library_id, given, actor, house.clock.now())


async def delete_library(house: House, library_id: int, actor: Actor) -> None:
    """Takes an empty library away; its folders on the disk stay. Raises NotFound, and Conflict while it holds titles,
    the trash included."""
    await house.db.write(_delete, library_id, actor, house.clock.now())


async def add_root_folder(
    house: House, library_id: int, path: str, actor: Actor, *, make: bool = False, is_default: bool = False
) -> int:
    """Gives a library a folder and returns its id; `make` creates it. Raises InvalidInput saying what to change."""
    folder = _normal(path.strip())
    await asyncio.to_thread(_check_folder, house, folder, make)
    state = await asyncio.to_thread(look_at, str(folder))
    return await house.db.write(_add_root, library_id, state, is_default, actor, house.clock.now())


async def use_folder(house: House, content_type: ContentType, path: str, *, actor: Actor, goal: str = "") -> int:
    """Gives a folder to the default library of its kind, which is made when there is none, with a profile of the `goal`,
    else the plainest one; returns the library. A library that has the folder already is left as it is. Raises
    InvalidInput, and NotFound for an unknown goal."""
    await asyncio.to_thread(_check_folder, house, _normal(path.strip()), False)
    library_id = await house.db.read(_default_library, content_type)
    if library_id is None:
        if goal:
            profile = await profile_from_goal(house, goal, content_type, actor)
        else:
            profile = await house.db.read(_plainest_profile, content_type)
        name, slug = _NAMES[content_type]
        given = LibraryInput(name=name, slug=slug, content_type=content_type, quality_profile_id=profile)
        library_id = await create_library(house, given, actor)
    held = {row.path for row in await house.db.read(list_root_folders, library_id)}
    if str(_normal(path.strip())) not in held:
        await add_root_folder(house, library_id, path, actor)
    return library_id


async def remove_root_folder(house: House, root_folder_id: int, actor: Actor) -> None:
    """Forgets a folder; nothing on the disk is touched. Raises NotFound, and Conflict while titles live in it."""
    await house.db.write(_remove_root, root_folder_id, actor, house.clock.now())


async def check_root_folders(house: House) -> list[Folder]:
    """Looks at every root folder, and notes whether it can be used and how much room is left."""
    rows = await house.db.read(list_root_folders)
    found = await asyncio.gather(*(asyncio.to_thread(look_at, row.path) for row in rows))
    await house.db.write(_note_folders, list(zip((row.id for row in rows), found, strict=True)), house.clock.now())
    return list(found)


def _normal(path: str) -> Path:
    """Without `..` and doubled slashes, links kept as they are."""
    return Path(os.path.normpath(path)) if path else Path()


def look_at(path: str) -> Folder:
    """A folder's state, found by trying."""
    folder = Path(path)
    if not folder.is_dir():
        return Folder(path, False, text("The folder is not there."))
    try:
        room = shutil.disk_usage(folder)
    except OSError as error:
        return Folder(path, False, text("The folder cannot be read: {reason}", reason=error.strerror or str(error)))
    if not os.access(folder, os.W_OK | os.X_OK | os.R_OK):
        return Folder(path, False, text("Monarr may not write into the folder."), room.free, room.total)
    return Folder(path, True, None, room.free, room.total)


def _default_library(connection: Connection, content_type: ContentType) -> int | None:
    order = (_LIBRARY.c.is_default.desc(), _LIBRARY.c.id)
    statement = select(_LIBRARY.c.id).where(_LIBRARY.c.content_type == content_type).order_by(*order)
    return connection.execute(statement).scalar()


def _plainest_profile(connection: Connection, content_type: ContentType) -> int | None:
    kind = ContentType.SERIES if content_type is ContentType.ANIME else content_type
    fits = (_PROFILE.c.content_type == kind) | _PROFILE.c.content_type.is_(None)
    statement = select(_PROFILE.c.id).where(fits, _PROFILE.c.library_id.is_(None)).order_by(_PROFILE.c.id)
    return connection.execute(statement).scalar()


def _save(connection: Connection, library_id: int | None, given: LibraryInput, actor: Actor, now: datetime) -> int:
    before = None if library_id is None else get_library(connection, library_id)
    name, slug = given.name.strip(), _slug_of(given)
    _check(connection, given, name, slug, before)
    first = connection.execute(select(_LIBRARY.c.id).where(_LIBRARY.c.content_type == given.content_type)).first()
    is_default = given.is_default or first is None or bool(before is not None and before.is_default)
    if is_default:
        others = (_LIBRARY.c.content_type == given.content_type) & (_LIBRARY.c.id != (library_id or 0))
        connection.execute(update(_LIBRARY).where(others), {"is_default": False})
    values: dict[str, Any] = {
        "name": name, "slug": slug, "description": given.description, "is_default": is_default,
        "is_enabled": given.is_enabled, "updated_at": now,
    }  # fmt: skip
    if given.settings is not None:
        values["settings"] = given.settings
    if before is None:
        values |= {"content_type": given.content_type, "created_at": now}
        library_id = int(connection.execute(insert(_LIBRARY).returning(_LIBRARY.c.id), values).scalar_one())
    else:
        connection.execute(update(_LIBRARY).where(_LIBRARY.c.id == library_id), values)
        if before.slug != slug:
            connection.execute(insert(_ALIAS), {"slug": before.slug, "library_id": library_id})
    connection.execute(delete(_ALIAS).where(_ALIAS.c.slug == slug))
    assert library_id is not None
    _write_defaults(connection, library_id, given.quality_profile_id, given.root_folder_id)
    changes = {"after": {"name": name, "slug": slug, "content_type": given.content_type}}
    action = "library.added" if before is None else "library.edited"
    write_audit(connection, actor, action, now, subject=f"library:{library_id}", changes=changes)
    return library_id


def _slug_of(given: LibraryInput) -> str:
    return given.slug.strip().lower() if given.slug else re.sub(r"[^a-z0-9]+", "-", given.name.lower()).strip("-")[:50]


def _check(connection: Connection, given: LibraryInput, name: str, slug: str, before: Any) -> None:
    problems: dict[str, Text | str] = {}
    own = 0 if before is None else before.id
    if not name:
        problems["name"] = text("A name is needed.")
    elif connection.execute(
        select(_LIBRARY.c.id).where(func.lower(_LIBRARY.c.name) == name.lower(), _LIBRARY.c.id != own)
    ).first():
        problems["name"] = text("Another library has this name.")
    if not _SLUG.fullmatch(slug):
        problems["slug"] = text("The address takes small letters, digits and hyphens, such as “tv-shows”.")
    elif slug in RESERVED_SLUGS:
        problems["slug"] = text("“{slug}” is an address of Monarr’s own. Choose another.", slug=slug)
    elif connection.execute(select(_LIBRARY.c.id).where(_LIBRARY.c.slug == slug, _LIBRARY.c.id != own)).first():
        problems["slug"] = text("Another library has this address.")
    if before is not None and before.content_type != given.content_type:
        problems["content_type"] = text("What a library holds cannot be changed; make a new one.")
    if given.quality_profile_id is not None:
        get_profile(connection, given.quality_profile_id)
    if given.root_folder_id is not None and get_root_folder(connection, given.root_folder_id).library_id != own:
        problems["root_folder_id"] = text("This folder belongs to another library.")
    if problems:
        raise InvalidInput(text("Some settings do not fit yet."), fields=problems)


def _write_defaults(
    connection: Connection, library_id: int, profile_id: int | None, root_folder_id: int | None
) -> None:
    connection.execute(delete(_DEFAULT).where(_DEFAULT.c.library_id == library_id))
    values = {"library_id": library_id, "quality_profile_id": profile_id, "root_folder_id": root_folder_id}
    connection.execute(insert(_DEFAULT), values)


def _delete(connection: Connection, library_id: int, actor: Actor, now: datetime) -> None:
    library = get_library(connection, library_id)
    held = count_titles(connection, library_id)
    if held:
        raise Conflict(
            ntext(
                "{library} still holds {count} title, the trash included. Move or delete it first.",
                "{library} still holds {count} titles, the trash included. Move or delete them first.",
                held,
                library=library.name,
            ),
            subject=f"library:{library_id}",
        )
    connection.execute(delete(_DEFAULT).where(_DEFAULT.c.library_id == library_id))
    connection.execute(delete(_ROOT).where(_ROOT.c.library_id == library_id))
    connection.execute(delete(_LIBRARY).where(_LIBRARY.c.id == library_id))
    changes = {"before": {"name": library.name, "slug": library.slug}}
    write_audit(connection, actor, "library.deleted", now, subject=f"library:{library_id}", changes=changes)


def _check_folder(house: House, folder: Path, make: bool) -> None:
    problem = _folder_problem(house, folder, make)
    if problem is not None:
        raise InvalidInput(text("This folder cannot be used."), fields={"path": problem})


def _folder_problem(house: House, folder: Path, make: bool) -> Text | None:
    if not folder.is_absolute():
        return text("The folder needs its whole path, such as /srv/films.")
    if folder == Path("/"):
        return text("The top of the file system is no library folder.")
    data, real = house.paths.data.resolve(), folder.resolve()
    if real.is_relative_to(data) or data.is_relative_to(real):
        return text("Monarr keeps its own data there. Choose a folder apart from it.")
    if make:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            return text("The folder could not be made: {reason}", reason=error.strerror or str(error))
    return look_at(str(folder)).problem


def _add_root(
    connection: Connection, library_id: int, state: Folder, is_default: bool, actor: Actor, now: datetime
) -> int:
    library = get_library(connection, library_id)
    path = Path(state.path)
    for row in list_root_folders(connection):
        other = Path(row.path)
        if path.is_relative_to(other) or other.is_relative_to(path):
            problem = (
                text("This folder belongs to a library already.")
                if path == other
                else text("It lies within {path}, or the other way round; folders must be apart.", path=row.path)
            )
            raise InvalidInput(text("This folder cannot be used."), fields={"path": problem})
    first = not list_root_folders(connection, library_id)
    if is_default or first:
        connection.execute(update(_ROOT).where(_ROOT.c.library_id == library_id), {"is_default": False})
    values = {
        "library_id": library_id, "path": state.path, "is_default": is_default or first, "accessible": True,
        "free_bytes": state.free_bytes, "total_bytes": state.total_bytes, "checked_at": now, "created_at": now,
        "updated_at": now,
    }  # fmt: skip
    root_id = int(connection.execute(insert(_ROOT).returning(_ROOT.c.id), values).scalar_one())
    if library.root_folder_id is None or is_default:
        _write_defaults(connection, library_id, library.quality_profile_id, root_id)
    changes = {"after": {"path": state.path, "library": library.name}}
    write_audit(connection, actor, "root_folder.added", now, subject=f"root_folder:{root_id}", changes=changes)
    return root_id


def _remove_root(connection: Connection, root_folder_id: int, actor: Actor, now: datetime) -> None:
    row = get_root_folder(connection, root_folder_id)
    uses = count_root_uses(connection, root_folder_id)
    if uses:
        raise Conflict(
            ntext("{count} title lives in this folder.", "{count} titles live in this folder.", uses),
            subject=f"root_folder:{root_folder_id}",
        )
    connection.execute(delete(_ROOT).where(_ROOT.c.id == root_folder_id))
    changes = {"before": {"path": row.path}}
    write_audit(connection, actor, "root_folder.removed", now, subject=f"root_folder:{root_folder_id}", changes=changes)


def _note_folders(connection: Connection, found: list[tuple[int, Folder]], now: datetime) -> None:
    for root_id, state in found:
        values = {
            "accessible": state.accessible, "problem": None if state.problem is None else str(state.problem),
            "free_bytes": state.free_bytes, "total_bytes": state.total_bytes, "checked_at": now,
        }  # fmt: skip
        connection.execute(update(_ROOT).where(_ROOT.c.id == root_id), values)
