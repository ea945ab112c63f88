"""What lies in the trash: titles with the files that went with them, and single files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.db.models import MediaFile, MediaItem, SettingRow

_FILE: Any = MediaFile.__table__
_ITEM: Any = MediaItem.__table__
_TITLES = (
    select(_ITEM.c.id, _ITEM.c.title, _ITEM.c.library_id, _ITEM.c.deleted_at)
    .where(_ITEM.c.deleted_at.is_not(None), _ITEM.c.parent_id.is_(None))
    .order_by(_ITEM.c.deleted_at.desc(), _ITEM.c.id.desc())
    .limit(200)
)
_FILES = (
    select(_FILE.c.id, _FILE.c.title_id, _FILE.c.path, _FILE.c.size_bytes, _FILE.c.deleted_at, _ITEM.c.title,
           _ITEM.c.library_id, _ITEM.c.deleted_at.label("title_deleted_at"))
    .join(_ITEM, _ITEM.c.id == _FILE.c.title_id)
    .where(_FILE.c.deleted_at.is_not(None), _FILE.c.recycle_path.is_not(None))
    .order_by(_FILE.c.deleted_at.desc(), _FILE.c.id.desc())
    .limit(500)
)  # fmt: skip
_DAYS = select(SettingRow.value).where(SettingRow.key == "recycle.days")
USUAL_DAYS = 30


class TrashRow(msgspec.Struct, frozen=True, kw_only=True):
    """A title (`file_id` None), or a single file of a title that is still here."""

    title_id: int
    file_id: int | None
    library_id: int | None
    name: str
    deleted_at: datetime
    file_count: int
    size_bytes: int
    paths: tuple[str, ...]


def list_trash(connection: Connection) -> list[TrashRow]:
    """Newest first; two statements."""
    files: dict[int, list[Any]] = {}
    rows: list[TrashRow] = []
    for file in connection.execute(_FILES):
        if file.title_deleted_at is not None:
            files.setdefault(file.title_id, []).append(file)
            continue
        rows.append(
            TrashRow(title_id=file.title_id, file_id=file.id, library_id=file.library_id, name=file.title,
                     deleted_at=file.deleted_at, file_count=1, size_bytes=file.size_bytes, paths=(file.path,))
        )  # fmt: skip
    for title in connection.execute(_TITLES):
        held = files.get(title.id, [])
        rows.append(
            TrashRow(title_id=title.id, file_id=None, library_id=title.library_id, name=title.title,
                     deleted_at=title.deleted_at, file_count=len(held), size_bytes=sum(one.size_bytes for one in held),
                     paths=tuple(one.path for one in held[:3]))
        )  # fmt: skip
    return sorted(rows, key=lambda row: row.deleted_at, reverse=True)


def kept_days(connection: Connection) -> int:
    """How long things stay; 0: for ever."""
    value = connection.execute(_DAYS).scalar()
    return value if isinstance(value, int) else USUAL_DAYS
