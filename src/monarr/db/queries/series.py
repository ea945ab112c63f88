"""Series with their statistics; the seasons and episodes of one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, Select, bindparam, cast, func, select

from monarr.core.wanted import cue
from monarr.db.models import (
    Download,
    DownloadItem,
    Episode,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Season,
    SeasonStats,
    Series,
)
from monarr.db.queries.arriving import OPEN, share_of

_ITEM: Any = MediaItem.__table__
_SERIES: Any = Series.__table__
_SEASON: Any = Season.__table__
_STATS: Any = SeasonStats.__table__
_EPISODE: Any = Episode.__table__
_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_DOWNLOAD: Any = Download.__table__
_FOR: Any = DownloadItem.__table__

# Summed as small numbers: PostgreSQL adds up big ones digit by digit.
_SUMS = (
    select(
        _STATS.c.series_id,
        func.count().label("seasons"),
        func.sum(cast(_STATS.c.episode_count, Integer)).label("episodes"),
        func.sum(cast(_STATS.c.monitored_count, Integer)).label("monitored"),
        func.sum(cast(_STATS.c.file_count, Integer)).label("files"),
        func.min(_STATS.c.next_airing_at).label("next_at"),
        func.max(_STATS.c.previous_airing_at).label("previous_at"),
    )
    .where(_STATS.c.season_number > 0)
    .group_by(_STATS.c.series_id)
    .subquery()
)
_LIST: Select[Any] = (
    select(_ITEM.c.id, _ITEM.c.title, _ITEM.c.year, _ITEM.c.state, _ITEM.c.monitored, _ITEM.c.size_bytes,
           _SERIES.c.network, _SUMS.c.seasons, _SUMS.c.episodes, _SUMS.c.monitored.label("wanted"), _SUMS.c.files,
           _SUMS.c.next_at, _SUMS.c.previous_at)
    .join(_SERIES, _SERIES.c.item_id == _ITEM.c.id)
    .outerjoin(_SUMS, _SUMS.c.series_id == _ITEM.c.id)
    .where(_ITEM.c.kind == "series", _ITEM.c.deleted_at.is_(None), _ITEM.c.parent_id.is_(None))
    .order_by(_ITEM.c.sort_title, _ITEM.c.id)
)  # fmt: skip
_LIST_OF_LIBRARY = _LIST.where(_ITEM.c.library_id == bindparam("library"))
_LIST_OF_ALL = _LIST.where(_ITEM.c.library_id.is_not(None))
_SEASONS = (
    select(_SEASON.c.item_id, _SEASON.c.season_number, _ITEM.c.title, _ITEM.c.monitored, _STATS.c.episode_count,
           _STATS.c.aired_count, _STATS.c.monitored_count, _STATS.c.file_count, _STATS.c.size_bytes,
           _STATS.c.next_airing_at, _STATS.c.previous_airing_at)
    .join(_ITEM, _ITEM.c.id == _SEASON.c.item_id)
    .outerjoin(_STATS, _STATS.c.season_id == _SEASON.c.item_id)
    .where(_SEASON.c.series_id == bindparam("key"), _ITEM.c.deleted_at.is_(None))
    .order_by(_SEASON.c.season_number.desc())
)  # fmt: skip
_EPISODES = (
    select(_EPISODE.c.item_id, _EPISODE.c.season_number, _EPISODE.c.episode_number, _EPISODE.c.absolute_number,
           _EPISODE.c.air_date, _EPISODE.c.aired_at, _EPISODE.c.finale, _ITEM.c.title, _ITEM.c.overview,
           _ITEM.c.monitored, _ITEM.c.state, _ITEM.c.runtime_seconds, _ITEM.c.searched_at)
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(_EPISODE.c.series_id == bindparam("key"), _ITEM.c.deleted_at.is_(None))
    .order_by(_EPISODE.c.season_number, _EPISODE.c.episode_number)
)  # fmt: skip
_EPISODES_OF_SEASON = _EPISODES.where(_EPISODE.c.season_number == bindparam("season"))
_FILES = (
    select(_HOLDS.c.item_id, _FILE.c.id, _FILE.c.quality, _FILE.c.format_score, _FILE.c.languages, _FILE.c.size_bytes)
    .join(_HOLDS, _HOLDS.c.file_id == _FILE.c.id)
    .where(_FILE.c.title_id == bindparam("key"), _FILE.c.deleted_at.is_(None))
    .order_by(_FILE.c.size_bytes)
)
_ARRIVING = (
    select(_FOR.c.item_id, _DOWNLOAD.c.state, _DOWNLOAD.c.size_bytes, _DOWNLOAD.c.left_bytes)
    .join(_FOR, _FOR.c.download_id == _DOWNLOAD.c.id)
    .where(_DOWNLOAD.c.title_id == bindparam("key"), _DOWNLOAD.c.state.in_(OPEN))
)


class SeriesRow(msgspec.Struct, frozen=True):
    """A series with its counts, specials left out. `wanted` episodes are monitored and have aired."""

    id: int
    title: str
    year: int | None
    state: str
    monitored: bool
    size_bytes: int
    network: str | None
    season_count: int
    episode_count: int
    wanted_count: int
    file_count: int
    next_airing_at: datetime | None
    previous_airing_at: datetime | None


class SeasonRow(msgspec.Struct, frozen=True):
    id: int
    number: int
    title: str
    monitored: bool
    episode_count: int
    aired_count: int
    monitored_count: int
    file_count: int
    size_bytes: int
    next_airing_at: datetime | None
    previous_airing_at: datetime | None


class EpisodeRow(msgspec.Struct, frozen=True, kw_only=True):
    """`mark` is the cue; the file's figures are those of its biggest file."""

    id: int
    season_number: int
    episode_number: int
    absolute_number: int | None
    title: str
    overview: str | None
    air_date: date | None
    aired_at: datetime | None
    finale: str | None
    monitored: bool
    state: str
    mark: str
    share: float | None
    runtime_seconds: int | None
    searched_at: datetime | None
    file_id: int | None
    quality: str | None
    score: int | None
    languages: tuple[str, ...]
    size_bytes: int | None


def list_series(connection: Connection, library_id: int | None = None) -> list[SeriesRow]:
    """Series by name, of one library or of all; one statement."""
    if library_id is None:
        rows: Any = connection.execute(_LIST_OF_ALL)
    else:
        rows = connection.execute(_LIST_OF_LIBRARY, {"library": library_id})
    return [
        SeriesRow(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] or 0, int(row[8] or 0),
                  int(row[9] or 0), int(row[10] or 0), row[11], row[12])
        for row in rows
    ]  # fmt: skip


def list_seasons(connection: Connection, series_id: int) -> list[SeasonRow]:
    """Seasons of a series, the newest first; one statement."""
    rows: Any = connection.execute(_SEASONS, {"key": series_id})
    return [
        SeasonRow(row[0], row[1], row[2], row[3], row[4] or 0, row[5] or 0, row[6] or 0, row[7] or 0, row[8] or 0,
                  row[9], row[10])
        for row in rows
    ]  # fmt: skip


def list_episodes(connection: Connection, series_id: int, season: int | None = None) -> list[EpisodeRow]:
    """Episodes in order, of one season or of all; three statements."""
    given = {"key": series_id}
    files = {row.item_id: row for row in connection.execute(_FILES, given)}
    arriving: dict[int, list[Any]] = {}
    for row in connection.execute(_ARRIVING, given):
        arriving.setdefault(row.item_id, []).append(row)
    if season is None:
        rows = connection.execute(_EPISODES, given)
    else:
        rows = connection.execute(_EPISODES_OF_SEASON, given | {"season": season})
    return [_episode(row, files.get(row.item_id), arriving.get(row.item_id, [])) for row in rows]


def _episode(row: Any, file: Any, arriving: list[Any]) -> EpisodeRow:
    shares = [share for one in arriving if (share := share_of(one.size_bytes, one.left_bytes)) is not None]
    return EpisodeRow(
        id=row.item_id, season_number=row.season_number, episode_number=row.episode_number,
        absolute_number=row.absolute_number, title=row.title, overview=row.overview, air_date=row.air_date,
        aired_at=row.aired_at, finale=row.finale, monitored=row.monitored, state=row.state,
        mark=cue(row.state, [one.state for one in arriving]), share=max(shares, default=None),
        runtime_seconds=row.runtime_seconds, searched_at=row.searched_at, file_id=file.id if file else None,
        quality=file.quality if file else None, score=file.format_score if file else None,
        languages=tuple(file.languages) if file else (), size_bytes=file.size_bytes if file else None,
    )  # fmt: skip
