"""Folders that belong to no title: a person says whose they are, or that they are to be left alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import ContentType, JobPriority, MediaKind
from monarr.core.metadata import parse_id
from monarr.core.text import text
from monarr.db.job_queue import enqueue
from monarr.db.repositories.libraries import get_library
from monarr.db.repositories.unmatched import find_unmatched, forget_unmatched, set_unmatched
from monarr.services.add import AddTitle, add_title
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.lookup import Found, LookupResult, look_up

_MOST_OFFERED = 10


def get_unmatched(connection: Connection, folder_id: int) -> Row[Any]:
    """Raises NotFound for one that is known no more: it has gone, or has a title by now."""
    row = find_unmatched(connection, folder_id)
    if row is None:
        raise NotFound(text("This folder waits no more."), subject=f"folder:{folder_id}")
    return row


async def look_for_folder(house: House, folder_id: int, words: str) -> LookupResult:
    """Titles for words that a person typed; for none, those of the folder's own name. Raises NotFound."""
    row = await house.db.read(get_unmatched, folder_id)
    kind = await house.db.read(_kind_of, row.library_id)
    asked = words.strip() or row.words
    return await look_up(house, kind, asked, year=None if words.strip() else row.year, limit=_MOST_OFFERED)


async def add_unmatched(house: House, folder_id: int, key: str, actor: Actor) -> int:
    """Gives a folder to the title of an id (`tmdb:45745`), which is added if the library does not have it, and has its
    files taken up where they lie; returns the title. Raises NotFound, InvalidInput, AlreadyThere for one in the trash."""
    row = await house.db.read(get_unmatched, folder_id)
    found = await _find_title(house, row, key)
    here = next((one for one in found.there if one.library_id == row.library_id and not one.in_trash), None)
    if here is not None:
        await house.db.write(_give, row, here.item_id, actor, house.clock.now())
        return here.item_id
    wanted = AddTitle(
        kind=found.kind, title=found.title, ids=found.ids, year=found.year, original_title=found.original_title,
        overview=found.overview, library_id=row.library_id, path=row.path,
    )  # fmt: skip
    title_id = await add_title(house, wanted, actor)
    await house.db.write(forget_unmatched, folder_id)
    return title_id


async def leave_unmatched(house: House, folder_id: int, actor: Actor, *, alone: bool = True) -> None:
    """Leaves a folder as it is: it is listed no more, and scans pass it over; or lists it again. Raises NotFound."""
    await house.db.write(_leave, folder_id, alone, actor, house.clock.now())


async def _find_title(house: House, row: Any, key: str) -> Found:
    if parse_id(key) is None:
        raise InvalidInput(text("Choose a title."), fields={"key": text("Choose a title.")})
    kind = await house.db.read(_kind_of, row.library_id)
    answer = await look_up(house, kind, key, limit=1)
    if not answer.titles:
        raise NotFound(text("The sources do not know this title any more. Look for it again."))
    return answer.titles[0]


def _kind_of(connection: Connection, library_id: int) -> MediaKind:
    return ContentType(get_library(connection, library_id).content_type).title_kind


def _give(connection: Connection, row: Any, title_id: int, actor: Actor, now: datetime) -> None:
    """The title is here, in another folder: the next scan finds this one's files to be its own too."""
    set_unmatched(connection, row.id, title_id=title_id, left_alone=False)
    write_audit(connection, actor, "folder.given", now, subject=f"item:{title_id}", changes={"path": row.path})
    enqueue(
        connection, "scan_path", {"path": row.path}, now=now, priority=JobPriority.USER,
        unique_key=f"scan_path:{row.path}", title_id=title_id,
    )  # fmt: skip


def _leave(connection: Connection, folder_id: int, alone: bool, actor: Actor, now: datetime) -> None:
    row = get_unmatched(connection, folder_id)
    set_unmatched(connection, folder_id, left_alone=alone)
    changes = {"path": row.path, "left_alone": alone}
    write_audit(connection, actor, "folder.left", now, subject=f"library:{row.library_id}", changes=changes)
