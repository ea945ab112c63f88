"""Guides: where custom formats, profiles, sizes and naming come from, what each says now, and what it changed."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, func, insert, select

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.formats.vocabulary import Numbering
from monarr.core.guides import GuideEntry, GuideReading, fingerprint, read_guide
from monarr.core.text import text
from monarr.db.repositories.guides import (
    ENTRY,
    SOURCE,
    Entry,
    Source,
    add_entries,
    change_entry,
    change_source,
    get_entry,
    get_source,
    list_entries,
    list_sources,
)
from monarr.messages.formats import guide_problem
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.guide_files import LARGEST_ARCHIVE_BYTES, GuideFiles, archive_files, folder_files

_DOWNLOAD_SECONDS = 120


async def list_guides(house: House) -> list[Source]:
    """All guides by name."""
    return await house.db.read(list_sources)


async def add_guide(
    house: House,
    kind: Numbering,
    actor: Actor,
    *,
    folder: str = "",
    address: str = "",
    archive: bytes | None = None,
    file_name: str = "",
    name: str = "",
) -> int:
    """Reads a guide from a folder, an address or an archive's bytes, and returns its id. Nothing is taken up yet.
    Raises InvalidInput when there is nothing of a guide, Conflict for a name that is taken, and what asking an address
    raises."""
    origin = "folder" if folder else "address" if address else "archive"
    location = folder.strip() or address.strip() or file_name.strip()
    if origin == "archive" and not archive:
        problem = text("Give a folder, an archive or an address.")
        raise InvalidInput(problem, fields={"folder": problem})
    files = await _fetch(house, kind, origin, location, archive)
    reading = await asyncio.to_thread(read_guide, files.files, kind)
    if not reading.entries:
        raise InvalidInput(text("There is nothing of a guide in it."), fields={origin: _first_problem(reading)})
    called = name.strip() or _name_of(origin, location)
    return await house.db.write(
        _add, called, kind, origin, location, files, reading, actor, house.clock.now()
    )  # fmt: skip


async def take_files(
    house: House, kind: Numbering, files: GuideFiles, actor: Actor, *, origin: str, location: str, name: str = ""
) -> int:
    """Keeps a guide out of files that were read already: the one from that place anew, else a new one. Raises
    InvalidInput when there is nothing of a guide in them, Conflict for a name that is taken."""
    reading = await asyncio.to_thread(read_guide, files.files, kind)
    if not reading.entries:
        raise InvalidInput(text("There is nothing of a guide in it."), fields={"paths": _first_problem(reading)})
    return await house.db.write(
        _add_or_renew, name.strip() or _name_of(origin, location), kind, origin, location, files, reading, actor,
        house.clock.now(),
    )  # fmt: skip


async def look_again(house: House, source_id: int, actor: Actor, *, archive: bytes | None = None) -> None:
    """Reads the guide anew, and keeps what it offers now; what was taken up stays. An archive is given anew. Raises
    NotFound, InvalidInput, and what asking an address raises."""
    source = await house.db.read(get_source, source_id)
    if source.origin == "archive" and not archive:
        problem = text("Give the newer archive.")
        raise InvalidInput(problem, fields={"archive": problem})
    files = await _fetch(house, source.kind, source.origin, source.location, archive)
    reading = await asyncio.to_thread(read_guide, files.files, source.kind)
    if not reading.entries:
        raise InvalidInput(text("There is nothing of a guide in it."), fields={source.origin: _first_problem(reading)})
    await house.db.write(_keep_found, source_id, files, reading, actor, house.clock.now())


async def pin_guide(house: House, source_id: int, pinned: bool, actor: Actor) -> None:
    """A pinned guide stays at its version. Raises NotFound."""
    await house.db.write(_pin, source_id, pinned, actor, house.clock.now())


async def keep_entry(
    house: House,
    source_id: int,
    entry_id: int,
    actor: Actor,
    *,
    pinned: bool | None = None,
    forked: bool | None = None,
) -> None:
    """Pins an entry to its version, or makes it the user's own; None leaves it. Raises NotFound."""
    await house.db.write(_keep, source_id, entry_id, pinned, forked, actor, house.clock.now())


async def forget_guide(house: House, source_id: int, actor: Actor) -> None:
    """Lets a guide go; the formats and profiles that came from it stay. Raises NotFound."""
    await house.db.write(_forget, source_id, actor, house.clock.now())


async def _fetch(house: House, kind: Numbering, origin: str, location: str, archive: bytes | None) -> GuideFiles:
    if origin == "folder":
        if not Path(location).is_absolute():
            problem = text("Give the whole path of the folder.")
            raise InvalidInput(problem, fields={"folder": problem})
        return await asyncio.to_thread(folder_files, Path(location), kind)
    if origin == "address":
        if urlsplit(location).scheme not in ("http", "https"):
            problem = text("An address begins with https:// or http://.")
            raise InvalidInput(problem, fields={"address": problem})
        answer = await house.http.request(
            "GET", location, timeout_seconds=_DOWNLOAD_SECONDS, max_bytes=LARGEST_ARCHIVE_BYTES
        )
        archive = answer.content
    name = location.rpartition("/")[2] or "guide.json"
    return await asyncio.to_thread(archive_files, archive or b"", kind, name)


def _first_problem(reading: GuideReading) -> Any:
    nothing = text("There is no format, profile, size, group or naming.")
    return guide_problem(reading.problems[0]) if reading.problems else nothing


def _name_of(origin: str, location: str) -> str:
    if origin == "address":
        return urlsplit(location).hostname or location
    return location.rstrip("/").rpartition("/")[2] or location


def version_of(files: GuideFiles, reading: GuideReading) -> str:
    """The commit that the archive names, else a sum of all that it says; ten characters are enough for people."""
    return (files.version or fingerprint(sorted(fingerprint(entry.document) for entry in reading.entries)))[:10]


def _add(
    connection: Connection,
    name: str,
    kind: Numbering,
    origin: str,
    location: str,
    files: GuideFiles,
    reading: GuideReading,
    actor: Actor,
    now: datetime,
) -> int:
    same = select(SOURCE.c.id).where(func.lower(SOURCE.c.name) == name.lower(), SOURCE.c.kind == kind)
    if connection.execute(same).first() is not None:
        taken = text("“{name}” is taken. Choose another name.", name=name)
        raise Conflict(taken)
    values = {
        "name": name, "kind": kind, "origin": origin, "location": location, "pinned": False, "version": "",
        "found_version": "", "looked_at": now, "problems": [], "created_at": now, "updated_at": now,
    }  # fmt: skip
    source_id = int(connection.execute(insert(SOURCE).returning(SOURCE.c.id), values).scalar_one())
    _keep_found(connection, source_id, files, reading, actor, now)
    return source_id


def _add_or_renew(
    connection: Connection,
    name: str,
    kind: Numbering,
    origin: str,
    location: str,
    files: GuideFiles,
    reading: GuideReading,
    actor: Actor,
    now: datetime,
) -> int:
    same = select(SOURCE.c.id).where(SOURCE.c.location == location, SOURCE.c.kind == kind)
    known: int | None = connection.execute(same).scalar()
    if known is None:
        return _add(connection, name, kind, origin, location, files, reading, actor, now)
    _keep_found(connection, known, files, reading, actor, now)
    return known


def _keep_found(
    connection: Connection, source_id: int, files: GuideFiles, reading: GuideReading, actor: Actor, now: datetime
) -> None:
    found = {(entry.type.value, entry.key): entry for entry in reading.entries}
    known = {(entry.type, entry.key): entry for entry in list_entries(connection, source_id)}
    for place, entry in known.items():
        _keep_one(connection, entry, found.get(place))
    add_entries(connection, [_row(source_id, entry) for place, entry in found.items() if place not in known])
    change_source(
        connection, source_id, found_version=version_of(files, reading), found_dated_at=files.dated_at, looked_at=now,
        problems=[{"path": one.path, "message": guide_problem(one)} for one in reading.problems],
    )  # fmt: skip
    changes = {"entries": len(found), "version": version_of(files, reading)}
    write_audit(connection, actor, "settings.guide.read", now, subject=f"guide:{source_id}", changes=changes)


def _keep_one(connection: Connection, entry: Entry, found: GuideEntry | None) -> None:
    if found is None and entry.taken is None:
        connection.execute(delete(ENTRY).where(ENTRY.c.id == entry.id))
    elif found is None:
        change_entry(connection, entry.id, found=None, found_hash=None)
    elif (sum_ := fingerprint(found.document)) != entry.found_hash or found.path != entry.path:
        change_entry(
            connection, entry.id, found=found.document, found_hash=sum_, name=found.name, path=found.path
        )  # fmt: skip


def _row(source_id: int, entry: GuideEntry) -> dict[str, Any]:
    return {
        "source_id": source_id, "type": entry.type.value, "key": entry.key, "name": entry.name, "path": entry.path,
        "taken": None, "taken_hash": None, "found": entry.document, "found_hash": fingerprint(entry.document),
        "pinned": False, "forked": False,
    }  # fmt: skip


def _pin(connection: Connection, source_id: int, pinned: bool, actor: Actor, now: datetime) -> None:
    get_source(connection, source_id)
    change_source(connection, source_id, pinned=pinned, updated_at=now)
    verb = "pinned" if pinned else "unpinned"
    write_audit(connection, actor, f"settings.guide.{verb}", now, subject=f"guide:{source_id}")


def _keep(
    connection: Connection,
    source_id: int,
    entry_id: int,
    pinned: bool | None,
    forked: bool | None,
    actor: Actor,
    now: datetime,
) -> None:
    entry = get_entry(connection, source_id, entry_id)
    values = {name: value for name, value in (("pinned", pinned), ("forked", forked)) if value is not None}
    if values:
        change_entry(connection, entry_id, **values)
        changes = {"name": entry.name, **values}
        write_audit(connection, actor, "settings.guide.kept", now, subject=f"guide:{source_id}", changes=changes)


def _forget(connection: Connection, source_id: int, actor: Actor, now: datetime) -> None:
    source = get_source(connection, source_id)
    connection.execute(delete(SOURCE).where(SOURCE.c.id == source_id))
    changes = {"name": source.name}
    write_audit(connection, actor, "settings.guide.forgotten", now, subject=f"guide:{source_id}", changes=changes)
