"""The recycle store is emptied: what was deleted thirty days ago goes for good, the titles of that age with it."""

from __future__ import annotations

import asyncio
import contextlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, or_, select, update

from monarr.db.engine import notice
from monarr.db.models import MediaFile, MediaItem, SettingRow
from monarr.db.repositories.files import files_by_id
from monarr.db.repositories.journal import mark_purged
from monarr.db.search import index_title
from monarr.files.places import STORE
from monarr.services.context import House
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
    files = await house.db.read(_old_files, before)
    gone, left = await asyncio.to_thread(_remove_all, files)
    for start in range(0, len(gone), _AT_ONCE):
        await house.db.write(_forget_files, [one[0] for one in gone[start : start + _AT_ONCE]])
    titles = await house.db.write(_forget_titles, before)
    return PurgeReport(len(gone), sum(one[1] for one in gone), titles, left)


def _kept_days(connection: Connection) -> int:
    value = connection.execute(select(SettingRow.value).where(SettingRow.key == _KEY)).scalar()
    return value if isinstance(value, int) else KEPT_DAYS


def _old_files(connection: Connection, before: datetime) -> list[tuple[int, int, list[str]]]:
    """Id, size and paths in the store."""
    from monarr.services.restore import recycled_steps

    query = select(_FILES.c.id).where(_FILES.c.deleted_at < before, _FILES.c.recycle_path.is_not(None))
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


def _forget_titles(connection: Connection, before: datetime) -> int:
    """Titles deleted that long ago, unless a file of theirs could not be removed yet."""
    waiting = select(_FILES.c.title_id).where(_FILES.c.recycle_path.is_not(None))
    query = select(_ITEMS.c.id).where(
        _ITEMS.c.deleted_at < before, _ITEMS.c.kind.in_(("movie", "series")), _ITEMS.c.id.not_in(waiting)
    )
    ids = list(connection.execute(query).scalars())
    for title_id in ids:
        index_title(connection, title_id, ())
        parts = select(_ITEMS.c.id).where(_ITEMS.c.parent_id == title_id)
        connection.execute(delete(_ITEMS).where(or_(_ITEMS.c.parent_id.in_(parts))))
        connection.execute(delete(_ITEMS).where(or_(_ITEMS.c.parent_id == title_id, _ITEMS.c.id == title_id)))
    return len(ids)
