"""Files of a title with their streams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from monarr.db.models import MediaFile, MediaFileItem, MediaItem, StreamRow

_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_STREAM: Any = StreamRow.__table__
_TITLE: Any = MediaItem.__table__
_OF_TITLE = (_FILE.c.title_id == bindparam("key"), _FILE.c.deleted_at.is_(None))
_FILES = select(_FILE).where(*_OF_TITLE).order_by(_FILE.c.path)
_ITEMS = (
    select(_HOLDS.c.file_id, _HOLDS.c.item_id)
    .join(_FILE, _FILE.c.id == _HOLDS.c.file_id)
    .where(*_OF_TITLE)
    .order_by(_HOLDS.c.file_id, _HOLDS.c.position)
)
_STREAMS = (
    select(_STREAM)
    .join(_FILE, _FILE.c.id == _STREAM.c.file_id)
    .where(*_OF_TITLE)
    .order_by(_STREAM.c.file_id, _STREAM.c.stream_index)
)

_WITH_FILES = (
    select(_TITLE.c.id, func.count().over().label("all_count"))
    .where(
        _TITLE.c.library_id == bindparam("library_id"),
        _TITLE.c.deleted_at.is_(None),
        _TITLE.c.id.in_(select(_FILE.c.title_id).where(_FILE.c.deleted_at.is_(None))),
    )
    .order_by(_TITLE.c.sort_title, _TITLE.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
_PATHS = select(_FILE.c.path).where(_FILE.c.path.in_(bindparam("paths", expanding=True)), _FILE.c.deleted_at.is_(None))


class Stream(msgspec.Struct, frozen=True, kw_only=True):
    """A stream as the file has it; `language` is ISO 639-2."""

    stream_index: int
    kind: str
    codec: str | None
    profile: str | None
    language: str | None
    title: str | None
    is_default: bool
    is_forced: bool
    is_hearing_impaired: bool
    width: int | None
    height: int | None
    frame_rate: float | None
    bit_depth: int | None
    hdr: str | None
    channels: int | None
    channel_layout: str | None
    bitrate_kbps: int | None
    external_path: str | None


class FileRow(msgspec.Struct, frozen=True, kw_only=True):
    """`item_ids`: the film, or the episodes that the file holds, in order."""

    id: int
    public_id: str
    version_id: int
    item_ids: tuple[int, ...]
    path: str
    size_bytes: int
    quality: str
    revision_version: int
    is_repack: bool
    edition: str | None
    release_group: str | None
    release_title: str | None
    languages: tuple[str, ...]
    formats: tuple[str, ...]
    format_score: int
    duration_seconds: float | None
    origin_path: str | None
    imported_at: datetime
    media: dict[str, Any]
    streams: tuple[Stream, ...]


def list_files(connection: Connection, title_id: int) -> list[FileRow]:
    """All files of a title by path; three statements."""
    given = {"key": title_id}
    items: dict[int, list[int]] = {}
    for row in connection.execute(_ITEMS, given):
        items.setdefault(row.file_id, []).append(row.item_id)
    streams: dict[int, list[Stream]] = {}
    for row in connection.execute(_STREAMS, given):
        stream = Stream(**{name: getattr(row, name) for name in Stream.__struct_fields__})
        streams.setdefault(row.file_id, []).append(stream)
    return [_file(row, items.get(row.id, []), streams.get(row.id, [])) for row in connection.execute(_FILES, given)]


def _file(row: Any, item_ids: list[int], streams: list[Stream]) -> FileRow:
    more: dict[str, Any] = {
        "item_ids": tuple(item_ids), "streams": tuple(streams), "languages": tuple(row.languages),
        "formats": tuple(row.formats),
    }  # fmt: skip
    plain = {name: getattr(row, name) for name in FileRow.__struct_fields__ if name not in more}
    return FileRow(**plain, **more)


def titles_with_files(connection: Connection, library_id: int, first: int, most: int) -> tuple[list[int], int]:
    """Titles of a library that have files, in order of title, from that number on; and how many there are in all (0 when
    the number lies beyond them)."""
    rows = connection.execute(_WITH_FILES, {"library_id": library_id, "first": first, "most": most}).all()
    return [row.id for row in rows], rows[0].all_count if rows else 0


def find_paths(connection: Connection, paths: Sequence[str]) -> set[str]:
    """Those of these paths that files of the house have."""
    return set(connection.execute(_PATHS, {"paths": list(paths)}).scalars()) if paths else set()
