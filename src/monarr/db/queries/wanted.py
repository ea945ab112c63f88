"""Pages of what is wanted: missing, and here but under the profile's goal.

Paged by the key of the last row. What is “under the goal” is kept with each file by `db.statistics`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, exists, literal, select, tuple_, union_all

from monarr.db.models import Episode, MediaFile, MediaFileItem, MediaItem, Movie, Version

_ITEM: Any = MediaItem.__table__
_SERIES: Any = MediaItem.__table__.alias("of_series")
_MOVIE: Any = Movie.__table__
_EPISODE: Any = Episode.__table__
_VERSION: Any = Version.__table__
_FILE: Any = MediaFile.__table__
_FILE_ITEM: Any = MediaFileItem.__table__

_MONITORED = (
    select(_ITEM.c.id)
    .where(
        _ITEM.c.kind.in_(("movie", "series")),
        _ITEM.c.library_id.is_not(None),
        _ITEM.c.deleted_at.is_(None),
        _ITEM.c.monitored,
    )
    .order_by(_ITEM.c.id)
)


class WantedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A film or episode that is wanted in a version. `out_at` orders the list, the newest first; quality and score are
    those of the file that is here."""

    item_id: int
    version_id: int
    version_name: str
    title_id: int
    title: str
    year: int | None
    kind: str
    library_id: int
    season_number: int | None
    episode_number: int | None
    episode_title: str | None
    out_at: datetime
    searched_at: datetime | None
    quality: str | None = None
    score: int | None = None


Cursor = tuple[datetime, int, int]  # out_at, item_id, version_id of the last row


def list_monitored_titles(connection: Connection) -> list[int]:
    """Ids of the monitored films and series of all libraries."""
    return list(connection.execute(_MONITORED).scalars())


def list_missing(
    connection: Connection,
    *,
    now: datetime,
    library_id: int | None = None,
    limit: int = 50,
    after: Cursor | None = None,
) -> list[WantedRow]:
    """What is out, monitored and has no file in a version, the newest first."""
    has_file = exists().where(
        _FILE_ITEM.c.item_id == _ITEM.c.id,
        _FILE.c.id == _FILE_ITEM.c.file_id,
        _FILE.c.version_id == _VERSION.c.id,
        _FILE.c.deleted_at.is_(None),
    )
    none = literal(None)
    films = _films(now, none.label("quality"), none.label("score")).where(~has_file)
    episodes = _episodes(now, none.label("quality"), none.label("score")).where(~has_file)
    return _page(connection, films, episodes, library_id, limit, after)


def list_cutoff_unmet(
    connection: Connection,
    *,
    now: datetime,
    library_id: int | None = None,
    limit: int = 50,
    after: Cursor | None = None,
) -> list[WantedRow]:
    """What is here, and for which the profile wants better, the newest first."""
    held = and_(_FILE.c.version_id == _VERSION.c.id, _FILE.c.deleted_at.is_(None), _FILE.c.goal_met.is_(False))
    columns = (_FILE.c.quality.label("quality"), _FILE.c.format_score.label("score"))
    films = _films(now, *columns).join(_FILE_ITEM, _FILE_ITEM.c.item_id == _ITEM.c.id)
    films = films.join(_FILE, and_(_FILE.c.id == _FILE_ITEM.c.file_id, held))
    episodes = _episodes(now, *columns).join(_FILE_ITEM, _FILE_ITEM.c.item_id == _ITEM.c.id)
    episodes = episodes.join(_FILE, and_(_FILE.c.id == _FILE_ITEM.c.file_id, held))
    return _page(connection, films, episodes, library_id, limit, after)


def _films(now: datetime, *more: Any) -> Any:
    out = _MOVIE.c.available_at
    return (
        select(
            _ITEM.c.id.label("item_id"), _VERSION.c.id.label("version_id"), _VERSION.c.name.label("version_name"),
            _ITEM.c.id.label("title_id"), _ITEM.c.title, _ITEM.c.year, _ITEM.c.kind, _ITEM.c.library_id,
            literal(None).label("season_number"), literal(None).label("episode_number"),
            literal(None).label("episode_title"), out.label("out_at"), _VERSION.c.searched_at, *more,
        )
        .join(_MOVIE, _MOVIE.c.item_id == _ITEM.c.id)
        .join(_VERSION, _VERSION.c.item_id == _ITEM.c.id)
        .where(_ITEM.c.deleted_at.is_(None), _ITEM.c.library_id.is_not(None), _ITEM.c.monitored,
               _VERSION.c.monitored, out <= now)
    )  # fmt: skip


def _episodes(now: datetime, *more: Any) -> Any:
    out = _EPISODE.c.aired_at
    return (
        select(
            _ITEM.c.id.label("item_id"), _VERSION.c.id.label("version_id"), _VERSION.c.name.label("version_name"),
            _SERIES.c.id.label("title_id"), _SERIES.c.title, _SERIES.c.year, _ITEM.c.kind, _SERIES.c.library_id,
            _EPISODE.c.season_number, _EPISODE.c.episode_number, _ITEM.c.title.label("episode_title"),
            out.label("out_at"), _ITEM.c.searched_at, *more,
        )
        .join(_EPISODE, _EPISODE.c.item_id == _ITEM.c.id)
        .join(_SERIES, _SERIES.c.id == _EPISODE.c.series_id)
        .join(_VERSION, _VERSION.c.item_id == _SERIES.c.id)
        .where(_ITEM.c.deleted_at.is_(None), _SERIES.c.deleted_at.is_(None), _SERIES.c.library_id.is_not(None),
               _ITEM.c.monitored, _SERIES.c.monitored, _VERSION.c.monitored, out <= now)
    )  # fmt: skip


def _page(
    connection: Connection, films: Any, episodes: Any, library_id: int | None, limit: int, after: Cursor | None
) -> list[WantedRow]:
    both = union_all(films, episodes).subquery()
    statement = select(both).order_by(both.c.out_at.desc(), both.c.item_id.desc(), both.c.version_id.desc())
    if library_id is not None:
        statement = statement.where(both.c.library_id == library_id)
    if after is not None:
        key = tuple_(both.c.out_at, both.c.item_id, both.c.version_id)
        moment = literal(after[0], both.c.out_at.type)
        statement = statement.where(key < tuple_(moment, literal(after[1]), literal(after[2])))
    return [WantedRow(**row._asdict()) for row in connection.execute(statement.limit(limit))]
