"""Folders that belong to no title: a person says whose they are, or that they are to be left alone, and may take either
back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row

from monarr.core.errors import Conflict, InvalidInput, NotFound
from monarr.core.kinds import ContentType, JobPriority, MediaKind
from monarr.core.metadata import parse_id
from monarr.core.text import text
from monarr.db.job_queue import enqueue
from monarr.db.repositories.audit import find_audit
from monarr.db.repositories.files import FileFacts, files_of_title, title_facts
from monarr.db.repositories.libraries import get_library
from monarr.db.repositories.unmatched import (
    FOLDER,
    find_unmatched,
    find_unmatched_at,
    forget_unmatched,
    note_unmatched,
    set_unmatched,
)
from monarr.services.add import AddTitle, add_title
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.lookup import Found, LookupResult, look_up
from monarr.services.recycle import purge_title
from monarr.services.remove import delete_title, give_up_files

_MOST_OFFERED = 10
_KEPT = [column.name for column in FOLDER.c if column.name not in ("id", "left_alone", "title_id")]


class Given(msgspec.Struct, frozen=True):
    """The title that has the folder now, and the number by which that can be taken back."""

    title_id: int
    undo_id: int


def get_unmatched(connection: Connection, folder_id: int) -> Row[Any]:
    """Raises NotFound for one that is known no more: it has gone, or has a title by now."""
    row = find_unmatched(connection, folder_id)
    if row is None:
        raise NotFound(text("This folder waits no more."), subject=f"folder:{folder_id}")
    return row


def pick_folder(connection: Connection, words: str) -> Row[Any]:
    """The folder of this number or path. Raises NotFound."""
    if words.isdecimal():
        return get_unmatched(connection, int(words))
    row = find_unmatched_at(connection, str(Path(words).absolute()))
    if row is None:
        raise NotFound(text("{path} waits for no title. `monarr unmatched list` shows which do.", path=words))
    return row


async def look_for_folder(house: House, folder_id: int, words: str) -> LookupResult:
    """Titles for words that a person typed; for none, those of the folder's own name. Raises NotFound."""
    row = await house.db.read(get_unmatched, folder_id)
    kind = await house.db.read(_kind_of, row.library_id)
    asked = words.strip() or row.words
    return await look_up(house, kind, asked, year=None if words.strip() else row.year, limit=_MOST_OFFERED)


async def add_unmatched(house: House, folder_id: int, key: str, actor: Actor) -> Given:
    """Gives a folder to the title of an id (`tmdb:45745`), which is added if the library does not have it, and has its
    files taken up where they lie. Raises NotFound, InvalidInput, AlreadyThere for one in the trash."""
    row = await house.db.read(get_unmatched, folder_id)
    found = await _find_title(house, row, key)
    here = next((one for one in found.there if one.library_id == row.library_id and not one.in_trash), None)
    if here is not None:
        return await house.db.write(_give, row, here.item_id, actor, house.clock.now())
    wanted = AddTitle(
        kind=found.kind, title=found.title, ids=found.ids, year=found.year, original_title=found.original_title,
        overview=found.overview, library_id=row.library_id, path=row.path,
    )  # fmt: skip
    title_id = await add_title(house, wanted, actor)
    added = "known" if any(one.library_id is None for one in found.there) else "new"
    return await house.db.write(_forget, row, title_id, added, actor, house.clock.now())


async def take_back_folder(house: House, undo_id: int, actor: Actor) -> Row[Any]:
    """Takes a folder from the title it was given to, and lists it again; a title that was added for it goes. The files
    stay as they are. Gives the row of the folder. Raises NotFound, Conflict when too much was built upon it, Busy."""
    looked = await house.db.read(_look_back, undo_id)
    if looked.added is None:
        await give_up_files(house, looked.title_id, looked.files, actor, text("The folder was taken from the title."))
    else:
        await delete_title(house, looked.title_id, delete_files=False, unpublish=True, actor=actor)
        if looked.added == "new":
            await purge_title(house, looked.title_id, actor)
    return await house.db.write(_list_again, looked, actor, house.clock.now())


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


class _Back(msgspec.Struct, frozen=True):
    """What was given, read from the audit log: the folder as it was listed, and the title's files in it."""

    values: dict[str, Any]
    title_id: int
    added: str | None  # new, known (in no library until then), or None: the library had the title
    files: tuple[FileFacts, ...]


def library_of_given(connection: Connection, undo_id: int) -> int:
    """The library of a folder that was given away. Raises NotFound."""
    return int(_given(connection, undo_id).changes["folder"]["library_id"])


def _given(connection: Connection, undo_id: int) -> Row[Any]:
    line = find_audit(connection, undo_id, "folder.given")
    if line is None:
        raise NotFound(text("There is nothing to undo."))
    return line


def _look_back(connection: Connection, undo_id: int) -> _Back:
    line = _given(connection, undo_id)
    values, title_id = dict(line.changes["folder"]), int(line.changes["title_id"])
    title = title_facts(connection, title_id)
    listed = find_unmatched_at(connection, values["path"])
    if title.is_deleted or (listed is not None and listed.title_id is None):
        raise Conflict(text("This was taken back already."), subject=f"item:{title_id}")
    files = files_of_title(connection, title_id)
    inside = tuple(file for file in files if Path(file.path).is_relative_to(values["path"]))
    added = line.changes["added"]
    if added is not None and (len(inside) < len(files) or any(file.origin_path for file in inside)):
        raise Conflict(text("Something was imported since. Delete the title instead."), subject=f"item:{title_id}")
    return _Back(values, title_id, added, inside)


def _list_again(connection: Connection, back: _Back, actor: Actor, now: datetime) -> Row[Any]:
    note_unmatched(connection, {**back.values, "title_id": None, "found_at": now, "asked_at": None})
    changes = {"path": back.values["path"]}
    write_audit(connection, actor, "folder.taken_back", now, subject=f"item:{back.title_id}", changes=changes)
    row = find_unmatched_at(connection, back.values["path"])
    assert row is not None
    return row


def _audit_given(
    connection: Connection, row: Any, title_id: int, added: str | None, actor: Actor, now: datetime
) -> Given:
    folder = {name: getattr(row, name) for name in _KEPT if name not in ("found_at", "asked_at")}
    changes = {"path": row.path, "folder": folder, "title_id": title_id, "added": added}
    return Given(
        title_id, write_audit(connection, actor, "folder.given", now, subject=f"item:{title_id}", changes=changes)
    )


def _forget(connection: Connection, row: Any, title_id: int, added: str, actor: Actor, now: datetime) -> Given:
    forget_unmatched(connection, row.id)
    return _audit_given(connection, row, title_id, added, actor, now)


def _give(connection: Connection, row: Any, title_id: int, actor: Actor, now: datetime) -> Given:
    """The title is here, in another folder: the next scan finds this one's files to be its own too."""
    set_unmatched(connection, row.id, title_id=title_id, left_alone=False)
    enqueue(
        connection, "scan_path", {"path": row.path}, now=now, priority=JobPriority.USER,
        unique_key=f"scan_path:{row.path}", title_id=title_id,
    )  # fmt: skip
    return _audit_given(connection, row, title_id, None, actor, now)


def _leave(connection: Connection, folder_id: int, alone: bool, actor: Actor, now: datetime) -> None:
    row = get_unmatched(connection, folder_id)
    set_unmatched(connection, folder_id, left_alone=alone)
    changes = {"path": row.path, "left_alone": alone}
    write_audit(connection, actor, "folder.left", now, subject=f"library:{row.library_id}", changes=changes)
