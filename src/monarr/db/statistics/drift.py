"""Does what is kept agree with what is there? Compared in whole statements, mended title by title."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from monarr.db.models import (
    Episode,
    GenreStats,
    ItemGenre,
    MediaFile,
    MediaFileItem,
    MediaItem,
    SeasonStats,
    TableCount,
)
from monarr.db.statistics.genres import count_names
from monarr.db.statistics.titles import recount_title

_ITEM: Any = MediaItem.__table__
_EPISODE: Any = Episode.__table__
_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_SEASONS: Any = SeasonStats.__table__
_LINK: Any = ItemGenre.__table__
_GENRES: Any = GenreStats.__table__
_COUNT: Any = TableCount.__table__
_TITLES = ("movie", "series")
_CLOSE = 1e-3  # sums of ratings, added up in another order

_ALIVE_EPISODES = (
    select(_EPISODE.c.season_id, func.count().label("n"))
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(_ITEM.c.deleted_at.is_(None))
    .group_by(_EPISODE.c.season_id)
)
_EPISODES_HERE = (
    select(_EPISODE.c.season_id, func.count(_HOLDS.c.item_id.distinct()).label("n"))
    .join(_HOLDS, _HOLDS.c.item_id == _EPISODE.c.item_id)
    .join(_FILE, _FILE.c.id == _HOLDS.c.file_id)
    .where(_FILE.c.deleted_at.is_(None))
    .group_by(_EPISODE.c.season_id)
)
_KEPT_SEASONS = select(_SEASONS.c.season_id, _SEASONS.c.series_id, _SEASONS.c.episode_count, _SEASONS.c.file_count)
_FILES_BY_TITLE = (
    select(_FILE.c.title_id, func.count().label("n"), func.sum(_FILE.c.size_bytes).label("size"))
    .where(_FILE.c.deleted_at.is_(None))
    .group_by(_FILE.c.title_id)
)
_KEPT_TITLES = select(_ITEM.c.id, _ITEM.c.file_count, _ITEM.c.size_bytes).where(
    _ITEM.c.kind.in_(_TITLES), _ITEM.c.deleted_at.is_(None)
)
_COUNTED_GENRES = (
    select(_LINK.c.genre_id, func.count().label("n"), func.count(_ITEM.c.rating).label("rated"),
           func.coalesce(func.sum(_ITEM.c.rating), 0.0).label("points"))
    .join(_ITEM, _ITEM.c.id == _LINK.c.item_id)
    .where(_ITEM.c.deleted_at.is_(None))
    .group_by(_LINK.c.genre_id)
)  # fmt: skip
_COUNTED_TITLES = (
    select(_ITEM.c.kind, _ITEM.c.library_id, func.count().label("n"))
    .where(_ITEM.c.kind.in_(_TITLES), _ITEM.c.deleted_at.is_(None))
    .group_by(_ITEM.c.kind, _ITEM.c.library_id)
)
_KEPT_COUNTS = select(_COUNT.c.name, _COUNT.c.count.label("titles"))
_SERIES_OF_SEASON = select(_EPISODE.c.season_id, _EPISODE.c.series_id).distinct()


class Drift(msgspec.Struct, frozen=True):
    """A figure that is kept wrongly. `title_id`: the title to recount; None for genres and counts of titles."""

    what: str  # season, title, genre, count
    key: str
    kept: float
    actual: float
    title_id: int | None = None


def check(connection: Connection) -> list[Drift]:
    """All figures that are kept wrongly; nothing is changed."""
    return [*_seasons(connection), *_titles(connection), *_genres(connection), *_counts(connection)]


def repair(connection: Connection, now: datetime) -> int:
    """Mends what `check` finds, and gives how much that was."""
    found = check(connection)
    for title_id in sorted({drift.title_id for drift in found if drift.title_id is not None}):
        recount_title(connection, title_id, now)
    if any(drift.what == "genre" for drift in found):
        _rewrite_genres(connection)
    if any(drift.what == "count" for drift in found):
        actual = _actual_counts(connection)
        connection.execute(delete(_COUNT))
        if actual:
            connection.execute(insert(_COUNT), [{"name": name, "count": count} for name, count in actual.items()])
    return len(found)


def _seasons(connection: Connection) -> Iterator[Drift]:
    there = {row.season_id: row.n for row in connection.execute(_ALIVE_EPISODES)}
    here = {row.season_id: row.n for row in connection.execute(_EPISODES_HERE)}
    kept = {row.season_id: row for row in connection.execute(_KEPT_SEASONS)}
    for season_id, row in kept.items():
        for name, stored, actual in (
            ("episodes", row.episode_count, there.get(season_id, 0)),
            ("files", row.file_count, here.get(season_id, 0)),
        ):
            if stored != actual:
                yield Drift("season", f"{season_id}:{name}", stored, actual, row.series_id)
    forgotten = set(there) - set(kept)
    if forgotten:
        series = {row.season_id: row.series_id for row in connection.execute(_SERIES_OF_SEASON)}
        for season_id in sorted(forgotten):
            yield Drift("season", f"{season_id}:episodes", 0, there[season_id], series[season_id])


def _titles(connection: Connection) -> Iterator[Drift]:
    actual = {row.title_id: (row.n, int(row.size)) for row in connection.execute(_FILES_BY_TITLE)}
    for row in connection.execute(_KEPT_TITLES):
        count, size = actual.get(row.id, (0, 0))
        if row.file_count != count:
            yield Drift("title", f"{row.id}:files", row.file_count, count, row.id)
        elif row.size_bytes != size:
            yield Drift("title", f"{row.id}:size", row.size_bytes, size, row.id)


def _genres(connection: Connection) -> Iterator[Drift]:
    actual = {row.genre_id: (row.n, row.rated, row.points) for row in connection.execute(_COUNTED_GENRES)}
    kept = {
        row.genre_id: (row.title_count, row.rated_count, row.rating_sum) for row in connection.execute(select(_GENRES))
    }
    for genre_id in sorted(actual.keys() | kept.keys()):
        pairs = zip(kept.get(genre_id, (0, 0, 0.0)), actual.get(genre_id, (0, 0, 0.0)), strict=True)
        for stored, counted in pairs:
            if abs(stored - counted) > _CLOSE:
                yield Drift("genre", str(genre_id), stored, counted)
                break


def _rewrite_genres(connection: Connection) -> None:
    rows = [
        {"genre_id": row.genre_id, "title_count": row.n, "rated_count": row.rated, "rating_sum": row.points}
        for row in connection.execute(_COUNTED_GENRES)
    ]
    connection.execute(delete(_GENRES))
    if rows:
        connection.execute(insert(_GENRES), rows)


def _actual_counts(connection: Connection) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in connection.execute(_COUNTED_TITLES):
        for name in count_names(row.kind, row.library_id):
            counts[name] = counts.get(name, 0) + row.n
    return counts


def _counts(connection: Connection) -> Iterator[Drift]:
    actual = _actual_counts(connection)
    kept = {row.name: int(row.titles) for row in connection.execute(_KEPT_COUNTS)}
    for name in sorted(actual.keys() | kept.keys()):
        if kept.get(name, 0) != actual.get(name, 0):
            yield Drift("count", name, kept.get(name, 0), actual.get(name, 0))
