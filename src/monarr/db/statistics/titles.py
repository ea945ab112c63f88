"""States, files and sizes of titles and their parts, and the counts of seasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monarr.core.availability import FilmDates, MinimumAvailability, episode_availability, movie_availability
from monarr.core.decisions import is_content
from monarr.core.errors import NotFound
from monarr.core.importing import heard_of
from monarr.core.languages import language_name
from monarr.core.quality import QualityProfile, Strength
from monarr.core.text import text
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
from monarr.db.within import within

Grouped = defaultdict[int, list[Any]]

_ITEM: Any = MediaItem.__table__
_MOVIE: Any = Movie.__table__
_SEASON: Any = Season.__table__
_EPISODE: Any = Episode.__table__
_VERSION: Any = Version.__table__
_FILE: Any = MediaFile.__table__
_HOLDS: Any = MediaFileItem.__table__
_STATS: Any = SeasonStats.__table__

# Locked, so that two units that change a title at once do not count what the other has yet to write.
_TITLES = (
    select(_ITEM.c.id, _ITEM.c.kind, _ITEM.c.monitored, _ITEM.c.year, _ITEM.c.status, _ITEM.c.state,
           _ITEM.c.file_count, _ITEM.c.size_bytes, _ITEM.c.original_language, _MOVIE.c.minimum_availability, _MOVIE.c.in_cinemas_on,
           _MOVIE.c.digital_on, _MOVIE.c.physical_on, _MOVIE.c.available_at)
    .outerjoin(_MOVIE, _MOVIE.c.item_id == _ITEM.c.id)
    .where(within(_ITEM.c.id, "keys"))
    .order_by(_ITEM.c.id)
    .with_for_update(of=_ITEM, key_share=True)
)  # fmt: skip
_VERSIONS = select(
    _VERSION.c.item_id, _VERSION.c.id, _VERSION.c.monitored, _VERSION.c.state, _VERSION.c.quality_profile_id
).where(within(_VERSION.c.item_id, "keys"))
_FILES = (
    select(_FILE.c.title_id, _HOLDS.c.item_id, _FILE.c.id, _FILE.c.version_id, _FILE.c.quality, _FILE.c.format_score,
           _FILE.c.size_bytes, _FILE.c.goal_met)
    .join(_HOLDS, _HOLDS.c.file_id == _FILE.c.id)
    .where(within(_FILE.c.title_id, "keys"), _FILE.c.deleted_at.is_(None))
)  # fmt: skip
_HEARD = select(_FILE.c.id, _FILE.c.media, _FILE.c.languages).where(
    within(_FILE.c.title_id, "keys"), _FILE.c.deleted_at.is_(None)
)
_SET_GOAL = update(_FILE).where(_FILE.c.id == bindparam("key")).values(goal_met=bindparam("good"))
_UNCOUNTED = (
    select(_FILE.c.title_id)
    .distinct()
    .where(_FILE.c.goal_met.is_(None), _FILE.c.deleted_at.is_(None), _FILE.c.title_id > bindparam("after"))
    .order_by(_FILE.c.title_id)
    .limit(bindparam("most"))
)
_EPISODES = (
    select(_EPISODE.c.series_id, _EPISODE.c.item_id, _EPISODE.c.season_id, _EPISODE.c.air_date, _EPISODE.c.aired_at, _ITEM.c.monitored,
           _ITEM.c.state, _ITEM.c.file_count, _ITEM.c.size_bytes)
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(within(_EPISODE.c.series_id, "keys"), _ITEM.c.deleted_at.is_(None))
)  # fmt: skip
_SEASONS = select(_SEASON.c.series_id, _SEASON.c.item_id, _SEASON.c.season_number).where(
    within(_SEASON.c.series_id, "keys")
)
_SERIES_OF = select(_SEASON.c.series_id).where(_SEASON.c.item_id == bindparam("key"))
_STATS_OF = select(_STATS).where(within(_STATS.c.series_id, "keys"))
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
    """As `recount_titles` for one. Gives the title's state. Raises NotFound."""
    states = recount_titles(connection, (title_id,), now)
    if title_id not in states:
        raise NotFound(text("This title is no longer known."), subject=f"title:{title_id}")
    return states[title_id]


def recount_titles(connection: Connection, title_ids: Sequence[int], now: datetime) -> dict[int, State]:
    """Writes what is kept of titles: their states, their versions' states, their counts and sizes of files; for series
    those of their seasons and episodes too. Gives the titles' states; unknown ones are left out. Writes only what has
    changed, and takes a fixed number of statements, however many titles."""
    keys = {"keys": sorted(set(title_ids))}
    titles = connection.execute(_TITLES, keys).all()
    versions = _grouped(connection.execute(_VERSIONS, keys).all(), "item_id")
    files = _grouped(connection.execute(_FILES, keys).all(), "title_id")
    used = {row.quality_profile_id for rows in versions.values() for row in rows}
    profiles = load_profiles(connection, used)
    good = _judge_files(connection, titles, versions, files, profiles)
    films = [row for row in titles if row.kind != "series"]
    series = [row for row in titles if row.kind == "series"]
    states = _count_films(connection, films, versions, files, good, now)
    states |= _count_all_series(connection, series, versions, files, good, now)
    changed = [
        {"key": row.id, "new_state": states[row.id]}
        for title in titles
        for row in versions[title.id]
        if row.state != states[row.id]
    ]
    if changed:
        connection.execute(_SET_VERSION, changed)
    found, counted = {}, []
    for title in titles:
        whole = title_state([states[row.id] for row in versions[title.id]], is_series=title.kind == "series")
        sizes = {row.id: row.size_bytes for row in files[title.id]}
        counted.append((title, whole, len(sizes), sum(sizes.values())))
        found[int(title.id)] = whole
    _set_items(connection, counted, key="id")
    return found


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


def recount_uncounted(connection: Connection, after: int, now: datetime, most: int = 200) -> list[int]:
    """Recounts the next titles with files that nobody has counted yet, as an older Monarr leaves them; gives their ids in
    order, all of them higher than `after`."""
    ids = list(connection.execute(_UNCOUNTED, {"after": after, "most": most}).scalars())
    recount_titles(connection, ids, now)
    return ids


def _profile_of(versions: Iterable[Any], version_id: int) -> int:
    return next((row.quality_profile_id for row in versions if row.id == version_id), 0)


def _judge_files(
    connection: Connection,
    titles: Sequence[Any],
    versions: Grouped,
    files: Grouped,
    profiles: dict[int, QualityProfile],
) -> dict[int, bool]:
    """Whether the profile of its version is content with each file; what has changed is written. What is heard in files
    is read only where a profile asks."""
    originals = {row.id: language_name(row.original_language) for row in titles}
    asks = any(goal.strength is Strength.MUST for profile in profiles.values() for goal in profile.audio_goals)
    heard = {}
    if asks:
        told = connection.execute(_HEARD, {"keys": list(originals)})
        heard = {row.id: heard_of(row.media, row.languages) for row in told}
    good, changed = {}, {}
    for title_id, rows in files.items():
        for row in rows:
            profile = profiles.get(_profile_of(versions[title_id], row.version_id))
            good[row.id] = profile is None or is_content(
                profile, quality=row.quality, score=row.format_score, heard=heard.get(row.id, ()),
                original=originals.get(title_id),
            )  # fmt: skip
            if row.goal_met is not good[row.id]:
                changed[row.id] = good[row.id]
    if changed:
        connection.execute(_SET_GOAL, [{"key": key, "good": met} for key, met in changed.items()])
    return good


def _set_items(connection: Connection, rows: list[tuple[Any, State, int, int]], *, key: str) -> None:
    changed = [
        {"key": getattr(row, key), "new_state": state, "new_count": count, "new_size": size}
        for row, state, count, size in rows
        if (row.state, row.file_count, row.size_bytes) != (state, count, size)
    ]
    if changed:
        connection.execute(_SET_ITEM, changed)


def _grouped(rows: Iterable[Any], key: str) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _count_films(
    connection: Connection, films: Sequence[Any], versions: Grouped, files: Grouped, good: dict[int, bool],
    now: datetime,
) -> dict[int, State]:  # fmt: skip
    """States by version; the moment from which a film is available is written along."""
    states: dict[int, State] = {}
    moved = []
    for film in films:
        available = True
        if film.minimum_availability is not None:
            dates = FilmDates(status=film.status, year=film.year, in_cinemas_on=film.in_cinemas_on,
                              digital_on=film.digital_on, physical_on=film.physical_on)  # fmt: skip
            out = movie_availability(MinimumAvailability(film.minimum_availability), dates, now)
            available = out.available
            if out.at != film.available_at:
                moved.append({"key": film.id, "at": out.at})
        by_version: dict[int, list[bool]] = defaultdict(list)
        for row in files[film.id]:
            by_version[row.version_id].append(good[row.id])
        for row in versions[film.id]:
            states[row.id] = item_state(
                here=bool(by_version[row.id]), good=any(by_version[row.id]),
                monitored=bool(film.monitored and row.monitored), available=available,
            )  # fmt: skip
    if moved:
        connection.execute(_SET_AVAILABLE, moved)
    return states


def _count_all_series(
    connection: Connection, series: Sequence[Any], versions: Grouped, files: Grouped, good: dict[int, bool],
    now: datetime,
) -> dict[int, State]:  # fmt: skip
    """States by version; episodes and seasons are written along."""
    if not series:
        return {}
    keys = {"keys": [row.id for row in series]}
    episodes = _grouped(connection.execute(_EPISODES, keys).all(), "series_id")
    seasons = _grouped(connection.execute(_SEASONS, keys).all(), "series_id")
    stored = _grouped(connection.execute(_STATS_OF, keys).all(), "series_id")
    states: dict[int, State] = {}
    own: list[tuple[Any, State, int, int]] = []
    wanted: list[dict[str, Any]] = []
    outdated: list[int] = []
    for one in series:
        counted = _count_series(one, versions[one.id], episodes[one.id], files[one.id], good, now)
        states |= counted.states
        own += counted.items
        fresh, old = _changed_seasons(one.id, seasons[one.id], stored[one.id], episodes[one.id], counted, now)
        wanted += fresh
        outdated += old
    _set_items(connection, own, key="item_id")
    if outdated:
        connection.execute(delete(_STATS).where(_STATS.c.season_id.in_(outdated)))
    if wanted:
        connection.execute(insert(_STATS), wanted)
    return states


class _Counted(msgspec.Struct, frozen=True):
    """A series: states by version, its episodes with state, count and size; what has aired, and sizes by file."""

    states: dict[int, State]
    items: list[tuple[Any, State, int, int]]
    aired: dict[int, bool]
    sizes: dict[int, dict[int, int]]  # episode -> file -> size


def _count_series(
    title: Any, versions: Sequence[Any], episodes: Sequence[Any], files: Sequence[Any], good: dict[int, bool],
    now: datetime,
) -> _Counted:  # fmt: skip
    held: dict[tuple[int, int], bool] = {}  # (version, episode) -> good
    sizes: dict[int, dict[int, int]] = defaultdict(dict)
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
        size_bytes = sum(sizes[row.item_id].values())
        own.append((row, title_state(mine.values(), is_series=False), len(sizes[row.item_id]), size_bytes))
    return _Counted({version_id: series_state(parts) for version_id, parts in states.items()}, own, aired, sizes)


def _changed_seasons(
    series_id: int, seasons: Sequence[Any], stored: Sequence[Any], episodes: Sequence[Any], counted: _Counted,
    now: datetime,
) -> tuple[list[dict[str, Any]], list[int]]:  # fmt: skip
    """The rows of seasons that are to be written, and the ids of those whose rows are no longer right."""
    numbers = {row.item_id: row.season_number for row in seasons}
    rows: dict[int, list[Any]] = {season_id: [] for season_id in numbers}
    for row in episodes:
        rows.setdefault(row.season_id, []).append(row)
    known = {row.season_id: row._asdict() for row in stored}
    wanted = {
        season_id: {
            "season_id": season_id, "series_id": series_id, "season_number": numbers[season_id],
            **_season_figures(parts, counted.aired, counted.sizes, now),
        }
        for season_id, parts in rows.items() if season_id in numbers
    }  # fmt: skip
    changed = [season_id for season_id, figures in wanted.items() if known.get(season_id) != figures]
    gone = set(known) - set(wanted)
    return [wanted[season_id] for season_id in changed], [*(one for one in changed if one in known), *gone]


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
