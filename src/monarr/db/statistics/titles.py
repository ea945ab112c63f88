"""States, files and sizes of titles and their parts, and the counts of seasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monarr.core.availability import FilmDates, MinimumAvailability, episode_availability, movie_availability
from monarr.core.decisions import meets_goal
from monarr.core.quality import QualityProfile
from monarr.core.wanted import State, item_state, series_state, title_state
from monarr.db.models import (
    Episode,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    Season,
    SeasonStats,
    Version,
)
from monarr.db.profiles import load_profiles

_ITEM: Any = MediaItem.__table__
_MOVIE: Any = Movie.__table__
_SEASON: Any = Season.__table__
_EPISODE: Any = Episode.__table__
_VERSION: Any = Version.__table__
_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_STATS: Any = SeasonStats.__table__

_TITLE = (
    select(_ITEM.c.id, _ITEM.c.kind, _ITEM.c.monitored, _ITEM.c.year, _ITEM.c.status, _ITEM.c.state,
           _ITEM.c.file_count, _ITEM.c.size_bytes, _MOVIE.c.minimum_availability, _MOVIE.c.in_cinemas_on,
           _MOVIE.c.digital_on, _MOVIE.c.physical_on, _MOVIE.c.available_at)
    .outerjoin(_MOVIE, _MOVIE.c.item_id == _ITEM.c.id)
    .where(_ITEM.c.id == bindparam("key"))
)  # fmt: skip
_VERSIONS = select(_VERSION.c.id, _VERSION.c.monitored, _VERSION.c.state, _VERSION.c.quality_profile_id).where(
    _VERSION.c.item_id == bindparam("key")
)
_FILES = (
    select(_HOLDS.c.item_id, _FILE.c.id, _FILE.c.version_id, _FILE.c.quality, _FILE.c.format_score, _FILE.c.size_bytes)
    .join(_HOLDS, _HOLDS.c.file_id == _FILE.c.id)
    .where(_FILE.c.title_id == bindparam("key"), _FILE.c.deleted_at.is_(None))
)
_EPISODES = (
    select(_EPISODE.c.item_id, _EPISODE.c.season_id, _EPISODE.c.air_date, _EPISODE.c.aired_at, _ITEM.c.monitored,
           _ITEM.c.state, _ITEM.c.file_count, _ITEM.c.size_bytes)
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(_EPISODE.c.series_id == bindparam("key"), _ITEM.c.deleted_at.is_(None))
)  # fmt: skip
_SEASONS = select(_SEASON.c.item_id, _SEASON.c.season_number).where(_SEASON.c.series_id == bindparam("key"))
_SERIES_OF = select(_SEASON.c.series_id).where(_SEASON.c.item_id == bindparam("key"))
_STATS_OF = select(_STATS).where(_STATS.c.series_id == bindparam("key"))
_SET_ITEM = (
    update(_ITEM)
    .where(_ITEM.c.id == bindparam("key"))
    .values(state=bindparam("new_state"), file_count=bindparam("new_count"), size_bytes=bindparam("new_size"))
)
_SET_VERSION = update(_VERSION).where(_VERSION.c.id == bindparam("key")).values(state=bindparam("new_state"))
_SET_AVAILABLE = update(_MOVIE).where(_MOVIE.c.item_id == bindparam("key")).values(available_at=bindparam("at"))
_AIRED_BETWEEN = (
    select(_EPISODE.c.series_id)
    .distinct()
    .where(_EPISODE.c.aired_at > bindparam("since"), _EPISODE.c.aired_at <= bindparam("now"))
)
_OUT_BETWEEN = select(_MOVIE.c.item_id).where(
    _MOVIE.c.available_at > bindparam("since"), _MOVIE.c.available_at <= bindparam("now")
)


def recount_title(connection: Connection, title_id: int, now: datetime) -> State:
    """Writes what is kept of a title: its state, its versions' states, its count and size of files; for a series those
    of its seasons and episodes too. Gives the title's state. Writes only what has changed."""
    title = connection.execute(_TITLE, {"key": title_id}).one()
    versions = connection.execute(_VERSIONS, {"key": title_id}).all()
    files = connection.execute(_FILES, {"key": title_id}).all()
    profiles = load_profiles(connection, {row.quality_profile_id for row in versions})
    good = {row.id: _is_good(profiles.get(_profile_of(versions, row.version_id)), row) for row in files}
    if title.kind == "series":
        states = _count_series(connection, title, versions, files, good, now)
    else:
        states = _count_film(connection, title, versions, files, good, now)
    changed = [{"key": row.id, "new_state": states[row.id]} for row in versions if row.state != states[row.id]]
    if changed:
        connection.execute(_SET_VERSION, changed)
    whole = title_state(states.values(), is_series=title.kind == "series")
    sizes = {row.id: row.size_bytes for row in files}
    _set_items(connection, [(title, whole, len(sizes), sum(sizes.values()))], key="id")
    return whole


def recount_season(connection: Connection, season_id: int, now: datetime) -> None:
    """Recounts the season's series: its states depend on all its seasons."""
    series_id = connection.execute(_SERIES_OF, {"key": season_id}).scalar()
    if series_id is not None:
        recount_title(connection, int(series_id), now)


def recount_aired(connection: Connection, since: datetime, now: datetime) -> int:
    """Recounts what time alone has changed: series of which an episode has aired, films that have come out. Gives how
    many titles."""
    between = {"since": since, "now": now}
    ids = [*connection.execute(_AIRED_BETWEEN, between).scalars(), *connection.execute(_OUT_BETWEEN, between).scalars()]
    for title_id in ids:
        recount_title(connection, title_id, now)
    return len(ids)


def _profile_of(versions: Iterable[Any], version_id: int) -> int:
    return next((row.quality_profile_id for row in versions if row.id == version_id), 0)


def _is_good(profile: QualityProfile | None, file: Any) -> bool:
    return profile is None or not profile.upgrade_allowed or meets_goal(profile, file.quality, file.format_score)


def _set_items(connection: Connection, rows: list[tuple[Any, State, int, int]], *, key: str) -> None:
    changed = [
        {"key": getattr(row, key), "new_state": state, "new_count": count, "new_size": size}
        for row, state, count, size in rows
        if (row.state, row.file_count, row.size_bytes) != (state, count, size)
    ]
    if changed:
        connection.execute(_SET_ITEM, changed)


def _count_film(
    connection: Connection, title: Any, versions: Any, files: Any, good: dict[int, bool], now: datetime
) -> dict[int, State]:
    """States by version; the moment from which the film is available is written along."""
    available = True
    if title.minimum_availability is not None:
        dates = FilmDates(status=title.status, year=title.year, in_cinemas_on=title.in_cinemas_on,
                          digital_on=title.digital_on, physical_on=title.physical_on)  # fmt: skip
        out = movie_availability(MinimumAvailability(title.minimum_availability), dates, now)
        available = out.available
        if out.at != title.available_at:
            connection.execute(_SET_AVAILABLE, {"key": title.id, "at": out.at})
    by_version: dict[int, list[bool]] = defaultdict(list)
    for row in files:
        by_version[row.version_id].append(good[row.id])
    return {
        row.id: item_state(
            here=bool(by_version[row.id]), good=any(by_version[row.id]),
            monitored=bool(title.monitored and row.monitored), available=available,
        )
        for row in versions
    }  # fmt: skip


def _count_series(
    connection: Connection, title: Any, versions: Any, files: Any, good: dict[int, bool], now: datetime
) -> dict[int, State]:
    """States by version; episodes and seasons are written along."""
    episodes = connection.execute(_EPISODES, {"key": title.id}).all()
    held: dict[tuple[int, int], bool] = {}  # (version, episode) -> good
    sizes: dict[int, dict[int, int]] = defaultdict(dict)  # episode -> file -> size
    for row in files:
        place = (row.version_id, row.item_id)
        held[place] = held.get(place, False) or good[row.id]
        sizes[row.item_id][row.id] = row.size_bytes
    aired = {
        row.item_id: episode_availability(now, aired_at=row.aired_at, air_date=row.air_date).available
        for row in episodes
    }
    states: dict[int, list[State]] = {row.id: [] for row in versions}
    own: list[tuple[Any, State, int, int]] = []
    for row in episodes:
        mine = {
            version.id: item_state(
                here=(version.id, row.item_id) in held, good=held.get((version.id, row.item_id), False),
                monitored=bool(title.monitored and version.monitored and row.monitored), available=aired[row.item_id],
            )
            for version in versions
        }  # fmt: skip
        for version_id, state in mine.items():
            states[version_id].append(state)
        own.append(
            (
                row,
                title_state(mine.values(), is_series=False),
                len(sizes[row.item_id]),
                sum(sizes[row.item_id].values()),
            )
        )
    _set_items(connection, own, key="item_id")
    _write_seasons(connection, title.id, episodes, aired, sizes, now)
    return {version_id: series_state(parts) for version_id, parts in states.items()}


def _write_seasons(
    connection: Connection, series_id: int, episodes: Any, aired: dict[int, bool], sizes: Any, now: datetime
) -> None:
    numbers = {row.item_id: row.season_number for row in connection.execute(_SEASONS, {"key": series_id})}
    rows: dict[int, list[Any]] = {season_id: [] for season_id in numbers}
    for row in episodes:
        rows.setdefault(row.season_id, []).append(row)
    stored = {row.season_id: row._asdict() for row in connection.execute(_STATS_OF, {"key": series_id})}
    wanted = {
        season_id: {
            "season_id": season_id, "series_id": series_id, "season_number": numbers[season_id],
            **_season_figures(parts, aired, sizes, now),
        }
        for season_id, parts in rows.items() if season_id in numbers
    }  # fmt: skip
    changed = [season_id for season_id, figures in wanted.items() if stored.get(season_id) != figures]
    gone = set(stored) - set(wanted)
    if changed or gone:
        connection.execute(delete(_STATS).where(_STATS.c.season_id.in_([*changed, *gone])))
    if changed:
        connection.execute(insert(_STATS), [wanted[season_id] for season_id in changed])


def _season_figures(parts: list[Any], aired: dict[int, bool], sizes: Any, now: datetime) -> dict[str, Any]:
    files = {file_id: size for row in parts for file_id, size in sizes[row.item_id].items()}
    moments = [row.aired_at or _midnight(row.air_date) for row in parts if row.aired_at or row.air_date]
    return {
        "episode_count": len(parts),
        "aired_count": sum(aired[row.item_id] for row in parts),
        "monitored_count": sum(bool(row.monitored) and aired[row.item_id] for row in parts),
        "file_count": sum(bool(sizes[row.item_id]) for row in parts),
        "size_bytes": sum(files.values()),
        "next_airing_at": min((moment for moment in moments if moment > now), default=None),
        "previous_airing_at": max((moment for moment in moments if moment <= now), default=None),
    }


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
