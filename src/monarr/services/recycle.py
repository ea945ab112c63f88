"""The recycle store is emptied: what was deleted thirty days ago, and what a person no longer wants, goes for good."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, false, or_, select, true, update

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.models import MediaFile, MediaItem, SettingRow
from monarr.db.repositories.files import files_by_id, title_facts
from monarr.db.repositories.journal import mark_purged
from monarr.db.search import index_title
from monarr.files.places import STORE
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.recover import recover

KEPT_DAYS = 30
_KEY = "recycle.days"
_FILES: Any = MediaFile.__table__
_ITEMS: Any = MediaItem.__table__
_AT_ONCE = 100


class PurgeReport(msgspec.Struct, frozen=True):
    """What went for good. `left_count` files could not be removed; the next run tries again."""

    file_count: int = 0
    size_bytes: int = 0
    title_count: int = 0
    left_count: int = 0


async def purge_recycle(house: House, *, now: datetime | None = None) -> PurgeReport:
    """Purges what is older than the setting `recycle.days` (30; 0 keeps everything). Safe to run twice: a file that has
    gone already is recorded as gone."""
    now = now or house.clock.now()
    days = await house.db.read(_kept_days)
    if days <= 0:
        return PurgeReport()
    await recover(house)
    before = now - timedelta(days=days)
    return await _purge(house, _Chosen(_FILES.c.deleted_at < before, _ITEMS.c.deleted_at < before))


async def purge_title(house: House, title_id: int, actor: Actor) -> PurgeReport:
    """Forgets a title of the trash for good, with its files in the recycle store; files that stayed at their place are
    not touched. Raises NotFound."""
    await recover(house, title_id)
    title = await house.db.read(lambda connection: title_facts(connection, title_id))
    if not title.is_deleted:
        raise NotFound(text("“{title}” is not in the trash.", title=title.title), subject=f"title:{title_id}")
    chosen = _Chosen(_FILES.c.title_id == title_id, _ITEMS.c.id == title_id)
    return await _purge(house, chosen, actor, title.title)


async def purge_file(house: House, file_id: int, actor: Actor) -> PurgeReport:
    """Removes one file from the recycle store for good. Raises NotFound."""
    found = await house.db.read(lambda connection: files_by_id(connection, [file_id]))
    if not found or found[0].recycle_path is None:
        raise NotFound(text("This file is not in the trash."), subject=f"file:{file_id}")
    chosen = _Chosen(_FILES.c.id == file_id, false())
    return await _purge(house, chosen, actor, Path(found[0].path).name)


async def empty_trash(house: House, actor: Actor, library_ids: Sequence[int] | None = None) -> PurgeReport:
    """Removes all that lies in the trash, or in that of these libraries, for good."""
    await recover(house)
    deleted = _ITEMS.c.deleted_at.is_not(None)
    if library_ids is None:
        return await _purge(house, _Chosen(true(), deleted), actor, "all")
    titles = select(_ITEMS.c.id).where(_ITEMS.c.library_id.in_(library_ids))
    chosen = _Chosen(_FILES.c.title_id.in_(titles), deleted & _ITEMS.c.library_id.in_(library_ids))
    return await _purge(house, chosen, actor, "all")


class _Chosen(msgspec.Struct, frozen=True):
    """What goes: conditions on files and on titles, which must lie in the trash besides."""

    files: Any
    titles: Any


async def _purge(house: House, chosen: _Chosen, actor: Actor | None = None, subject: str = "") -> PurgeReport:
    files = await house.db.read(_trashed_files, chosen.files)
    gone, left = await asyncio.to_thread(_remove_all, files)
    for start in range(0, len(gone), _AT_ONCE):
        await house.db.write(_forget_files, [one[0] for one in gone[start : start + _AT_ONCE]])
    titles = await house.db.write(_forget_titles, chosen.titles)
    report = PurgeReport(len(gone), sum(one[1] for one in gone), titles, left)
    if actor is not None:
        changes = {"what": subject, **msgspec.structs.asdict(report)}
        await house.db.write(write_audit, actor, "trash.purged", house.clock.now(), changes=changes)
    return report


def _kept_days(connection: Connection) -> int:
    value = connection.execute(select(SettingRow.value).where(SettingRow.key == _KEY)).scalar()
    return value if isinstance(value, int) else KEPT_DAYS


def _trashed_files(connection: Connection, which: Any) -> list[tuple[int, int, list[str]]]:
    """Id, size and paths in the store."""
    from monarr.services.restore import recycled_steps

    query = select(_FILES.c.id).where(_FILES.c.deleted_at.is_not(None), _FILES.c.recycle_path.is_not(None), which)
    found: list[tuple[int, int, list[str]]] = []
    for file in files_by_id(connection, connection.execute(query).scalars().all()):
        steps = recycled_steps(connection, [file]).get(file.id, [])
        paths = [step.target for step in steps if step.target] or [file.recycle_path or ""]
        found.append((file.id, file.size_bytes, paths))
    return found


def _remove_all(files: list[tuple[int, int, list[str]]]) -> tuple[list[tuple[int, int]], int]:
    gone, left = [], 0
    for file_id, size_bytes, paths in files:
        try:
            for path in paths:
                _remove(Path(path))
            gone.append((file_id, size_bytes))
        except OSError:
            left += 1
    return gone, left


def _remove(path: Path) -> None:
    """Removes a file of a recycle store, and the folders of its act that are empty then. Nothing else is touched."""
    if STORE not in path.parts:
        return
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder.name == STORE:
            return
        with contextlib.suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106


def _forget_files(connection: Connection, ids: list[int]) -> None:
    """The rows stay as long as their title does: its story tells of them."""
    mark_purged(connection, ids)
    connection.execute(update(_FILES).where(_FILES.c.id.in_(ids)).values(recycle_path=None))
    notice(connection, "files")


def _forget_titles(connection: Connection, which: Any) -> int:
    """Deleted titles, unless a file of theirs could not be removed yet."""
    waiting = select(_FILES.c.title_id).where(_FILES.c.recycle_path.is_not(None))
    query = select(_ITEMS.c.id).where(
        which, _ITEMS.c.deleted_at.is_not(None), _ITEMS.c.parent_id.is_(None), _ITEMS.c.id.not_in(waiting)
    )
    ids = list(connection.execute(query).scalars())
    for title_id in ids:
        index_title(connection, title_id, ())
        parts = select(_ITEMS.c.id).where(_ITEMS.c.parent_id == title_id)
        connection.execute(delete(_ITEMS).where(or_(_ITEMS.c.parent_id.in_(parts))))
        connection.execute(delete(_ITEMS).where(or_(_ITEMS.c.parent_id == title_id, _ITEMS.c.id == title_id)))
    return len(ids)
