"""What the forecast of the disks is made of: imports, arrivals and the trash, by root folder."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from monarr.db.models import Download, Library, MediaFile, MediaItem, RootFolder, Version
from monarr.db.queries.arriving import OPEN
from monarr.db.queries.page_trash import kept_days

_ROOT: Any = RootFolder.__table__
_FILE: Any = MediaFile.__table__
_DOWNLOAD: Any = Download.__table__
_VERSION: Any = Version.__table__
_ITEM: Any = MediaItem.__table__
_ROOTS = select(_ROOT.c.id, _ROOT.c.path).order_by(_ROOT.c.path)
# A file that was there before has no origin: taking it up made nothing fuller.
_IMPORTS = select(_FILE.c.root_folder_id, _FILE.c.imported_at, _FILE.c.size_bytes).where(
    _FILE.c.imported_at >= bindparam("since"), _FILE.c.imported_at <= bindparam("now"), _FILE.c.origin_path.is_not(None)
)
_TRASH = select(_FILE.c.root_folder_id, _FILE.c.deleted_at, _FILE.c.size_bytes).where(
    _FILE.c.deleted_at.is_not(None), _FILE.c.recycle_path.is_not(None)
)
_ARRIVALS = (
    select(_VERSION.c.root_folder_id, _ITEM.c.path, func.coalesce(_DOWNLOAD.c.left_bytes, _DOWNLOAD.c.size_bytes, 0))
    .join(_ITEM, _ITEM.c.id == _DOWNLOAD.c.title_id)
    .outerjoin(_VERSION, _VERSION.c.id == _DOWNLOAD.c.version_id)
    .where(_DOWNLOAD.c.state.in_(OPEN))
)
_BEGAN = select(func.min(Library.created_at))


class RootFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A root folder: when what size was imported and deleted, and what is still to come."""

    path: str
    imports: tuple[tuple[datetime, int], ...]
    trash: tuple[tuple[datetime, int], ...]
    arriving_bytes: int


class DiskFacts(msgspec.Struct, frozen=True):
    """`began_at` is when the first library was made; `kept_days` how long the trash keeps, 0 for ever."""

    roots: tuple[RootFacts, ...]
    began_at: datetime | None
    kept_days: int


def load_disk_facts(connection: Connection, since: datetime, now: datetime) -> DiskFacts:
    """All root folders by path, with what was imported `since`; six statements."""
    roots = list(connection.execute(_ROOTS))
    imports: dict[int, list[tuple[datetime, int]]] = {row.id: [] for row in roots}
    trash: dict[int, list[tuple[datetime, int]]] = {row.id: [] for row in roots}
    arriving = dict.fromkeys(imports, 0)
    for root_id, at, size in connection.execute(_IMPORTS, {"since": since, "now": now}):
        if root_id in imports:
            imports[root_id].append((at, size))
    for root_id, at, size in connection.execute(_TRASH):
        if root_id in trash:
            trash[root_id].append((at, size))
    for root_id, path, size in connection.execute(_ARRIVALS):
        place = root_id or next((row.id for row in roots if path and path.startswith(row.path.rstrip("/") + "/")), None)
        if place in arriving:
            arriving[place] += size
    facts = [
        RootFacts(path=row.path, imports=tuple(imports[row.id]), trash=tuple(trash[row.id]),
                  arriving_bytes=arriving[row.id])
        for row in roots
    ]  # fmt: skip
    return DiskFacts(tuple(facts), connection.execute(_BEGAN).scalar(), kept_days(connection))
