"""Files of a title with their streams."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.db.models import MediaFile, MediaFileItem, StreamRow

_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_STREAM: Any = StreamRow.__table__
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
