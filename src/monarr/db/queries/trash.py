"""The trash: titles and files that were deleted and can still come back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from monarr.db.models import MediaFile, MediaItem
from monarr.db.queries.cursor import Cursor, Page, decode_cursor

_F: Any = MediaFile.__table__
_I: Any = MediaItem.__table__


class TrashedTitle(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    public_id: str
    kind: str
    title: str
    year: int | None
    library_id: int | None
    deleted_at: datetime
    reason: str | None


class TrashedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the recycle store. `title_is_deleted`: it comes back with its title."""

    id: int
    public_id: str
    title_id: int
    title: str
    path: str
    size_bytes: int
    quality: str
    deleted_at: datetime
    reason: str | None
    title_is_deleted: bool


class TrashTotals(msgspec.Struct, frozen=True):
    title_count: int
    file_count: int
    size_bytes: int


def trashed_titles(connection: Connection, *, cursor: str | None = None, limit: int = 50) -> Page[TrashedTitle]:
    """Deleted films and series, newest first."""
    after = decode_cursor(cursor)
    query = select(_I).where(_I.c.deleted_at.is_not(None), _I.c.kind.in_(("movie", "series")))
    if after is not None:
        query = query.where(_before(_I, after))
    rows = connection.execute(query.order_by(_I.c.deleted_at.desc(), _I.c.id.desc()).limit(limit + 1)).all()
    titles = [
        TrashedTitle(
            id=row.id, public_id=row.public_id, kind=row.kind, title=row.title, year=row.year,
            library_id=row.library_id, deleted_at=row.deleted_at, reason=row.deleted_reason,
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return Page(tuple(titles), _next(titles, len(rows) > limit))


def trashed_files(connection: Connection, *, cursor: str | None = None, limit: int = 50) -> Page[TrashedFile]:
    """Files in the recycle store, newest first."""
    after = decode_cursor(cursor)
    query = (
        select(_F, _I.c.title, _I.c.deleted_at.label("title_deleted_at"))
        .join(_I, _I.c.id == _F.c.title_id)
        .where(_F.c.deleted_at.is_not(None), _F.c.recycle_path.is_not(None))
    )
    if after is not None:
        query = query.where(_before(_F, after))
    rows = connection.execute(query.order_by(_F.c.deleted_at.desc(), _F.c.id.desc()).limit(limit + 1)).all()
    files = [
        TrashedFile(
            id=row.id, public_id=row.public_id, title_id=row.title_id, title=row.title, path=row.path,
            size_bytes=row.size_bytes, quality=row.quality, deleted_at=row.deleted_at, reason=row.deleted_reason,
            title_is_deleted=row.title_deleted_at is not None,
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return Page(tuple(files), _next(files, len(rows) > limit))


def trash_totals(connection: Connection) -> TrashTotals:
    """How much is in the trash."""
    titles = select(func.count()).where(_I.c.deleted_at.is_not(None), _I.c.kind.in_(("movie", "series")))
    files = select(func.count(), func.coalesce(func.sum(_F.c.size_bytes), 0)).where(
        _F.c.deleted_at.is_not(None), _F.c.recycle_path.is_not(None)
    )
    count, size_bytes = connection.execute(files).one()
    return TrashTotals(int(connection.execute(titles).scalar_one()), int(count), int(size_bytes))


def _before(table: Any, after: Cursor) -> Any:
    """Rows that come after the cursor in a list that goes back in time."""
    return or_(table.c.deleted_at < after.at, and_(table.c.deleted_at == after.at, table.c.id < after.id))


def _next(rows: list[Any], more: bool) -> str | None:
    return Cursor(rows[-1].deleted_at, rows[-1].id).encode() if more and rows else None
