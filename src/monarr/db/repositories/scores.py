"""Stored scores: what files of the library, and downloads on their way, are scored by; and writing scores anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from monarr.db.engine import notice
from monarr.db.models import Download, MediaFile, MediaItem, Version
from monarr.db.repositories.wanted import OPEN_STATES
from monarr.db.statistics import recount_titles

_FILE: Any = MediaFile.__table__
_DOWNLOAD: Any = Download.__table__
_ITEM: Any = MediaItem.__table__
_VERSION: Any = Version.__table__

_OF_TITLE = (_VERSION.c.quality_profile_id.label("profile_id"), _ITEM.c.kind, _ITEM.c.library_id,
             _ITEM.c.original_language, _ITEM.c.year)  # fmt: skip
# What lies in the trash can come back, and is scored along.
_SCORED = or_(_FILE.c.deleted_at.is_(None), _FILE.c.recycle_path.is_not(None))
_FILES = (
    select(
        _FILE.c.id, _FILE.c.title_id, _FILE.c.version_id, _FILE.c.path, _FILE.c.origin_path, _FILE.c.size_bytes,
        _FILE.c.quality, _FILE.c.release_title, _FILE.c.release_group, _FILE.c.edition, _FILE.c.languages,
        _FILE.c.formats, _FILE.c.format_score, _DOWNLOAD.c.facts, *_OF_TITLE,
    )
    .join(_VERSION, _VERSION.c.id == _FILE.c.version_id)
    .join(_ITEM, _ITEM.c.id == _FILE.c.title_id)
    .outerjoin(_DOWNLOAD, _DOWNLOAD.c.id == _FILE.c.download_id)
    .where(_FILE.c.id > bindparam("after"), _SCORED)
    .order_by(_FILE.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_DOWNLOADS = (
    select(
        _DOWNLOAD.c.id, _DOWNLOAD.c.title_id, _DOWNLOAD.c.version_id, _DOWNLOAD.c.size_bytes, _DOWNLOAD.c.quality,
        _DOWNLOAD.c.release_title, _DOWNLOAD.c.facts, _DOWNLOAD.c.score, *_OF_TITLE,
    )
    .join(_VERSION, _VERSION.c.id == _DOWNLOAD.c.version_id)
    .join(_ITEM, _ITEM.c.id == _DOWNLOAD.c.title_id)
    .where(_DOWNLOAD.c.id > bindparam("after"), _DOWNLOAD.c.state.in_(OPEN_STATES))
    .order_by(_DOWNLOAD.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_GUARDED = ("version_id", "path", "size_bytes", "quality", "release_title", "release_group", "edition", "languages")
_FILES_NOW = (
    select(_FILE.c.id, _FILE.c.deleted_at, *(_FILE.c[name] for name in _GUARDED))
    .where(_FILE.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_FILE.c.id)
    .with_for_update()
)
_DOWNLOADS_NOW = (
    select(_DOWNLOAD.c.id, _DOWNLOAD.c.facts)
    .where(_DOWNLOAD.c.id.in_(bindparam("ids", expanding=True)), _DOWNLOAD.c.state.in_(OPEN_STATES))
    .order_by(_DOWNLOAD.c.id)
    .with_for_update()
)
_SET_FILE = update(_FILE).where(_FILE.c.id == bindparam("key")).values(
    formats=bindparam("names"), format_score=bindparam("points"), updated_at=bindparam("at")
)  # fmt: skip
_SET_DOWNLOAD = update(_DOWNLOAD).where(_DOWNLOAD.c.id == bindparam("key")).values(
    facts=bindparam("told"), score=bindparam("points"), updated_at=bindparam("at")
)  # fmt: skip


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is scored: all, or only of a profile, of a title, or some files."""

    profile_id: int | None = None
    title_id: int | None = None
    file_ids: tuple[int, ...] | None = None


class Scored(msgspec.Struct, frozen=True):
    """A file or download with the score that it should have. `row` is what the score was made from."""

    row: Row[Any]
    names: tuple[str, ...]
    points: dict[str, int]  # by format, those that count

    @property
    def score(self) -> int:
        return sum(self.points.get(name, 0) for name in self.names)


class Written(msgspec.Struct, frozen=True):
    """What was written. `passed_ids` are files that have become others meanwhile."""

    changed_count: int = 0
    passed_ids: tuple[int, ...] = ()


def files_to_score(connection: Connection, scope: Scope, after: int, most: int) -> list[Row[Any]]:
    """The next files, by id; those in the trash too. Rows bear the profile of their version and what is known of the
    title."""
    statement = _within(_FILES, scope, _FILE)
    if scope.file_ids is not None:
        statement = statement.where(_FILE.c.id.in_(scope.file_ids))
    return list(connection.execute(statement, {"after": after, "most": most}))


def count_files(connection: Connection, scope: Scope) -> int:
    """How many there are to score."""
    statement = (
        select(func.count()).select_from(_FILE).join(_VERSION, _VERSION.c.id == _FILE.c.version_id).where(_SCORED)
    )
    return int(connection.execute(_within(statement, scope, _FILE)).scalar_one())


def downloads_to_score(connection: Connection, scope: Scope, after: int, most: int) -> list[Row[Any]]:
    """The next downloads on their way, by id: their score becomes that of their files."""
    return list(connection.execute(_within(_DOWNLOADS, scope, _DOWNLOAD), {"after": after, "most": most}))


def _within(statement: Any, scope: Scope, table: Any) -> Any:
    if scope.profile_id is not None:
        statement = statement.where(_VERSION.c.quality_profile_id == scope.profile_id)
    if scope.title_id is not None:
        statement = statement.where(table.c.title_id == scope.title_id)
    return statement


def write_file_scores(connection: Connection, scored: Sequence[Scored], now: datetime) -> Written:
    """Writes the scores of files that are still what they were scored by, and recounts the titles of all: what a profile is
    content with may have moved though a file's score has not. Five statements and a recount, however many files."""
    changed = {
        one.row.id: one for one in scored if (list(one.names), one.score) != (one.row.formats, one.row.format_score)
    }
    same: list[Scored] = []
    passed: tuple[int, ...] = ()
    if changed:
        rows = {row.id: row for row in connection.execute(_FILES_NOW, {"ids": sorted(changed)})}
        same = [one for key, one in changed.items() if key in rows and _is_same(one.row, rows[key])]
        passed = tuple(key for key, row in rows.items() if not _is_same(changed[key].row, row))
    if same:
        values = [{"key": one.row.id, "names": list(one.names), "points": one.score, "at": now} for one in same]
        connection.execute(_SET_FILE, values)
        notice(connection, "files")
    recount_titles(connection, sorted({one.row.title_id for one in scored}), now)
    return Written(len(same), passed)


def write_download_scores(connection: Connection, scored: Sequence[Scored], now: datetime) -> Written:
    """Writes the scores of downloads that are still on their way."""
    fresh = {one.row.id: one for one in scored if (_pairs(one), one.score) != (_stored_pairs(one.row), one.row.score)}
    if not fresh:
        return Written()
    rows = connection.execute(_DOWNLOADS_NOW, {"ids": sorted(fresh)}).all()
    values = [
        {"key": row.id, "told": {**row.facts, "formats": _pairs(fresh[row.id])}, "points": fresh[row.id].score,
         "at": now}
        for row in rows
    ]  # fmt: skip
    if values:
        connection.execute(_SET_DOWNLOAD, values)
        notice(connection, "downloads")
    return Written(len(values))


def _is_same(before: Row[Any], now: Row[Any]) -> bool:
    return all(getattr(before, name) == getattr(now, name) for name in _GUARDED)


def _pairs(scored: Scored) -> list[list[Any]]:
    return [[name, scored.points.get(name, 0)] for name in scored.names]


def _stored_pairs(row: Row[Any]) -> list[Any]:
    return list((row.facts or {}).get("formats", ()))
