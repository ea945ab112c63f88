"""Titles as releases are judged for them: names, versions, episodes, files, queue, history, blocklist.

`load_wanted` takes many titles at once, in a fixed number of statements; `find_titles_named` finds which titles a feed
may be about, in one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, null, or_, select, union_all, update

from monarr.core.availability import FilmDates, MinimumAvailability
from monarr.core.decisions import Blocked, Existing, PastGrab, QueuedRelease
from monarr.core.importing.languages import heard_of
from monarr.core.kinds import MediaKind, SeriesType
from monarr.core.matching import WantedEpisode, WantedTitle
from monarr.core.releases import Revision
from monarr.db.models import (
    BlocklistEntry,
    Download,
    DownloadItem,
    Episode,
    EpisodeNumbering,
    ExternalId,
    ItemTag,
    ItemTranslation,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    RootFolder,
    Series,
    TitleAlias,
    Version,
)
from monarr.db.within import within, within_pairs

_ITEM: Any = MediaItem.__table__
_MOVIE: Any = Movie.__table__
_SERIES: Any = Series.__table__
_VERSION: Any = Version.__table__
_ROOT: Any = RootFolder.__table__
_ALIAS: Any = TitleAlias.__table__
_WORDS: Any = ItemTranslation.__table__
_EXTERNAL: Any = ExternalId.__table__
_EPISODE: Any = Episode.__table__
_NUMBERING: Any = EpisodeNumbering.__table__
_FILE: Any = MediaFile.__table__
_FILE_ITEM: Any = MediaFileItem.__table__
_DOWNLOAD: Any = Download.__table__
_DOWNLOAD_ITEM: Any = DownloadItem.__table__
_BLOCKED: Any = BlocklistEntry.__table__
_TAG: Any = ItemTag.__table__

OPEN_STATES = ("grabbing", "queued", "downloading", "stalled", "paused", "completed", "importing", "blocked")

LOCAL_FAULT = "client-fault"  # a failure of the client's disk, not of the release: mended there, it goes on

_OF_TITLES = (
    "id", "kind", "library_id", "title", "original_title", "year", "monitored", "original_language",
    "runtime_seconds", "searched_at", "status",
)  # fmt: skip
_OF_FILES = (
    "title_id", "id", "version_id", "path", "origin_path", "edition", "quality", "revision_version", "revision_real",
    "is_repack", "format_score", "size_bytes", "release_title", "release_group", "imported_at", "languages", "media",
    "download_id",
)  # fmt: skip
_OF_DOWNLOADS = (
    "title_id", "id", "version_id", "client_ref", "state", "problem_code", "release_title", "info_hash", "quality",
    "score", "facts", "size_bytes", "grabbed_at", "imported_at",
)  # fmt: skip
_TITLES = (
    select(
        *_ITEM.c[_OF_TITLES],
        *_MOVIE.c["minimum_availability", "premiered_on", "in_cinemas_on", "digital_on", "physical_on"],
        _SERIES.c.series_type,
    )
    .outerjoin(_MOVIE, _MOVIE.c.item_id == _ITEM.c.id)
    .outerjoin(_SERIES, _SERIES.c.item_id == _ITEM.c.id)
    .where(within(_ITEM.c.id, "ids"), _ITEM.c.deleted_at.is_(None))
)
_VERSIONS = (
    select(
        *_VERSION.c["item_id", "id", "name", "is_default", "monitored", "quality_profile_id"],
        _ROOT.c.path,
        _ROOT.c.free_bytes,
        _VERSION.c.searched_at,
    )
    .outerjoin(_ROOT, _ROOT.c.id == _VERSION.c.root_folder_id)
    .where(within(_VERSION.c.item_id, "ids"))
    .order_by(_VERSION.c.is_default.desc(), _VERSION.c.position, _VERSION.c.id)
)
_ALIASES = (
    select(_ALIAS.c.item_id, _ALIAS.c.title, _ALIAS.c.season_number)
    .where(within(_ALIAS.c.item_id, "ids"))
    .order_by(_ALIAS.c.id)
)
_TRANSLATIONS = select(_WORDS.c.item_id, _WORDS.c.title).where(
    within(_WORDS.c.item_id, "ids"), _WORDS.c.title.is_not(None)
)
_EXTERNALS = select(_EXTERNAL.c.item_id, _EXTERNAL.c.provider, _EXTERNAL.c.value).where(
    within(_EXTERNAL.c.item_id, "ids")
)
_EPISODES_ALL = (
    select(
        _EPISODE.c.series_id, _EPISODE.c.item_id, _EPISODE.c.season_number, _EPISODE.c.episode_number,
        _EPISODE.c.absolute_number, _EPISODE.c.air_date, _ITEM.c.title, _ITEM.c.monitored, _EPISODE.c.aired_at,
        _ITEM.c.runtime_seconds, _ITEM.c.searched_at,
    )
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .where(_ITEM.c.deleted_at.is_(None))
    .order_by(_EPISODE.c.season_number, _EPISODE.c.episode_number)
)  # fmt: skip
_EPISODES = _EPISODES_ALL.where(within(_EPISODE.c.series_id, "ids"))
_EPISODES_OF_SEASONS = _EPISODES_ALL.where(within_pairs(_EPISODE.c.series_id, _EPISODE.c.season_number, "seasons"))
_SCENE = (
    select(_NUMBERING, _EPISODE.c.series_id)
    .join(_EPISODE, _EPISODE.c.item_id == _NUMBERING.c.episode_id)
    .where(within(_EPISODE.c.series_id, "ids"), _NUMBERING.c.scheme == "scene")
)
_FILES = (
    select(
        *_FILE.c[_OF_FILES],
        _FILE_ITEM.c.item_id.label("held_id"),
    )
    .join(_FILE_ITEM, _FILE_ITEM.c.file_id == _FILE.c.id)
    .where(within(_FILE.c.title_id, "ids"), _FILE.c.deleted_at.is_(None))
)
_DOWNLOADS = (
    select(
        *_DOWNLOAD.c[_OF_DOWNLOADS],
        _DOWNLOAD_ITEM.c.item_id.label("held_id"),
    )
    .join(_DOWNLOAD_ITEM, _DOWNLOAD_ITEM.c.download_id == _DOWNLOAD.c.id)
    .where(within(_DOWNLOAD.c.title_id, "ids"))
    .order_by(_DOWNLOAD.c.id.desc())
)
_BLOCKLIST = select(_BLOCKED).where(
    or_(within(_BLOCKED.c.title_id, "ids"), _BLOCKED.c.title_id.is_(None)),
    or_(_BLOCKED.c.expires_at.is_(None), _BLOCKED.c.expires_at > bindparam("now")),
)
_TAGS = select(_TAG.c.item_id, _TAG.c.tag_id).where(within(_TAG.c.item_id, "ids"))

_IN_LIBRARY = and_(_ITEM.c.library_id.is_not(None), _ITEM.c.deleted_at.is_(None), _ITEM.c.kind.in_(("movie", "series")))
_NAMED = union_all(
    select(_ITEM.c.id, _ITEM.c.clean_title.label("name")).where(within(_ITEM.c.clean_title, "names"), _IN_LIBRARY),
    select(_ITEM.c.id, _ALIAS.c.clean_title)
    .join(_ALIAS, _ALIAS.c.item_id == _ITEM.c.id)
    .where(within(_ALIAS.c.clean_title, "names"), _IN_LIBRARY),
    select(_ITEM.c.id, null())
    .join(_EXTERNAL, _EXTERNAL.c.item_id == _ITEM.c.id)
    .where(_EXTERNAL.c.provider == "imdb", within(_EXTERNAL.c.value, "imdb"), _IN_LIBRARY),
    select(_ITEM.c.id, null())
    .join(_EXTERNAL, _EXTERNAL.c.item_id == _ITEM.c.id)
    .where(_EXTERNAL.c.provider == "tmdb", within(_EXTERNAL.c.value, "tmdb"), _IN_LIBRARY),
)


class VersionFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    id: int
    name: str
    is_default: bool
    monitored: bool
    quality_profile_id: int
    root_path: str | None
    free_bytes: int | None
    searched_at: datetime | None


class EpisodeFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`numbers` is what releases are matched with."""

    id: int
    numbers: WantedEpisode
    has_unverified_numbers: bool  # releases may count it otherwise, and nobody has confirmed how
    title: str
    monitored: bool
    aired_at: datetime | None
    runtime_seconds: int | None
    searched_at: datetime | None


class HeldFile(msgspec.Struct, frozen=True, gc=False):
    """`languages` are those that are stored of it, `flags` those of its release at the grab."""

    version_id: int
    existing: Existing
    path: str
    origin_path: str | None = None
    edition: str | None = None
    languages: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


class Arriving(msgspec.Struct, frozen=True):
    """`languages` and `flags` are those of its release at the grab."""

    version_id: int | None
    queued: QueuedRelease
    size_bytes: int | None = None
    languages: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A film or series with all that judging needs to know of it. `ids` are those of other catalogues;
    `original_language` is ISO 639-1."""

    id: int
    kind: MediaKind
    library_id: int | None
    title: str
    year: int | None
    monitored: bool
    original_language: str | None
    runtime_seconds: int | None
    searched_at: datetime | None
    series_type: SeriesType
    minimum_availability: MinimumAvailability
    dates: FilmDates
    names: WantedTitle
    ids: dict[str, str]
    season_names: dict[int, tuple[str, ...]]
    versions: tuple[VersionFacts, ...]
    episodes: tuple[EpisodeFacts, ...]
    files: tuple[HeldFile, ...]
    arriving: tuple[Arriving, ...]
    history: tuple[PastGrab, ...]
    blocklist: tuple[Blocked, ...]
    tag_ids: frozenset[int]


def find_titles_named(
    connection: Connection, names: Iterable[str], imdb_ids: Iterable[str] = (), tmdb_ids: Iterable[str] = ()
) -> list[int]:
    """Ids of the library's films and series that bear one of these clean names, or one of these ids."""
    return sorted(find_names(connection, names, imdb_ids, tmdb_ids))


def find_names(
    connection: Connection, names: Iterable[str], imdb_ids: Iterable[str] = (), tmdb_ids: Iterable[str] = ()
) -> dict[int, set[str | None]]:
    """As `find_titles_named`, with the names by which each was found; None stands for an id. The cost follows the names,
    not the library."""
    given = {"names": sorted(set(names)), "imdb": sorted(set(imdb_ids)), "tmdb": sorted(set(tmdb_ids))}
    found: dict[int, set[str | None]] = {}
    for title_id, name in connection.execute(_NAMED, given).all():
        found.setdefault(title_id, set()).add(name)
    return found


def load_wanted(
    connection: Connection,
    title_ids: Sequence[int],
    now: datetime,
    *,
    seasons: Mapping[int, frozenset[int]] | None = None,
) -> dict[int, Wanted]:
    """These titles, in a fixed number of statements. Deleted and unknown ones are left out. `seasons`: of these series
    only the episodes of the named seasons, unless releases count them in another way; of the others all."""
    if not title_ids:
        return {}
    ids = {"ids": list(title_ids)}
    titles: Sequence[Any] = connection.execute(_TITLES, ids).all()
    versions = _grouped(connection.execute(_VERSIONS, ids).all())
    aliases = _grouped(connection.execute(_ALIASES, ids).all())
    translations = _grouped(connection.execute(_TRANSLATIONS, ids).all())
    externals = _grouped(connection.execute(_EXTERNALS, ids).all())
    scene = {row.episode_id: row for row in connection.execute(_SCENE, ids).all()}
    partly = dict(seasons or {})
    for row in scene.values():
        partly.pop(row.series_id, None)
    episodes = _grouped(_episode_rows(connection, title_ids, partly))
    files = _grouped(connection.execute(_FILES, ids).all())
    downloads = _grouped(connection.execute(_DOWNLOADS, ids).all())
    blocklist_of = _blocklists(connection.execute(_BLOCKLIST, {**ids, "now": now}).all())
    tags = _grouped(connection.execute(_TAGS, ids).all())
    return {
        row.id: _wanted(
            row,
            versions=versions.get(row.id, []),
            aliases=aliases.get(row.id, []),
            translations=[found.title for found in translations.get(row.id, [])],
            ids={found.provider: found.value for found in externals.get(row.id, [])},
            episodes=tuple([_episode(found, scene) for found in episodes.get(row.id, [])]),
            files=_held_files(files.get(row.id, []), downloads.get(row.id, [])),
            downloads=downloads.get(row.id, []),
            blocklist=blocklist_of(row.id),
            tag_ids=frozenset(found.tag_id for found in tags.get(row.id, [])),
        )
        for row in titles
    }


def _episode_rows(
    connection: Connection, title_ids: Sequence[int], seasons: Mapping[int, frozenset[int]]
) -> Iterator[Any]:
    whole = [title_id for title_id in title_ids if title_id not in seasons]
    if whole:
        yield from connection.execute(_EPISODES, {"ids": whole}).all()
    pairs = [(title_id, season) for title_id in title_ids for season in sorted(seasons.get(title_id, ()))]
    if pairs:
        yield from connection.execute(_EPISODES_OF_SEASONS, {"seasons": pairs}).all()


def record_searched(
    connection: Connection, title_id: int, version_ids: Sequence[int], episode_ids: Sequence[int], now: datetime
) -> None:
    """Notes that it was looked for: the title, the versions and the episodes that the search was for."""
    connection.execute(update(_ITEM).where(_ITEM.c.id.in_([title_id, *episode_ids])), {"searched_at": now})
    connection.execute(update(_VERSION).where(_VERSION.c.id.in_(list(version_ids))), {"searched_at": now})


def _grouped(rows: Iterable[Any]) -> dict[int, list[Row[Any]]]:
    """By their first column."""
    found: dict[int, list[Row[Any]]] = {}
    for row in rows:
        owner = row[0]
        if owner in found:
            found[owner].append(row)
        else:
            found[owner] = [row]
    return found


def _blocklists(rows: Iterable[Row[Any]]) -> Callable[[int], tuple[Blocked, ...]]:
    """The entries of each title, with those that hold for all. Few titles have any of their own."""
    entries = [(row.title_id, Blocked(row.release_title, row.info_hash, row.indexer_id, row.reason)) for row in rows]
    shared = tuple(entry for owner, entry in entries if owner is None)
    owners = {owner for owner, _ in entries}

    def of(title_id: int) -> tuple[Blocked, ...]:
        if title_id not in owners:
            return shared
        return tuple(entry for owner, entry in entries if owner in (None, title_id))

    return of


def _wanted(
    row: Row[Any],
    *,
    versions: list[Any],
    aliases: list[Row[Any]],
    translations: list[str],
    ids: dict[str, str],
    episodes: tuple[EpisodeFacts, ...],
    files: tuple[HeldFile, ...],
    downloads: list[Row[Any]],
    blocklist: tuple[Blocked, ...],
    tag_ids: frozenset[int],
) -> Wanted:
    seasons: dict[int, tuple[str, ...]] = {}
    for alias in aliases:
        if alias.season_number is not None:
            seasons[alias.season_number] = (*seasons.get(alias.season_number, ()), alias.title)
    tmdb_id = ids.get("tmdb", "")
    names = WantedTitle(
        kind=MediaKind(row.kind),
        title=row.title,
        year=row.year,
        main_aliases=(row.original_title,) if row.original_title and row.original_title != row.title else (),
        aliases=tuple(dict.fromkeys([*(alias.title for alias in aliases), *translations])),
        imdb_id=ids.get("imdb"),
        tmdb_id=int(tmdb_id) if tmdb_id.isdecimal() and row.kind == "movie" else None,
    )
    arriving, history = _grabs(downloads)
    return Wanted(
        id=row.id,
        kind=MediaKind(row.kind),
        library_id=row.library_id,
        title=row.title,
        year=row.year,
        monitored=row.monitored,
        original_language=row.original_language,
        runtime_seconds=row.runtime_seconds,
        searched_at=row.searched_at,
        series_type=SeriesType(row.series_type or "standard"),
        minimum_availability=MinimumAvailability(row.minimum_availability or "released"),
        dates=FilmDates(
            status=row.status,
            year=row.year,
            in_cinemas_on=row.in_cinemas_on or row.premiered_on,
            digital_on=row.digital_on,
            physical_on=row.physical_on,
        ),
        names=names,
        ids=ids,
        season_names=seasons,
        versions=tuple(_version(version) for version in versions),
        episodes=episodes,
        files=files,
        arriving=arriving,
        history=history,
        blocklist=blocklist,
        tag_ids=tag_ids,
    )


def _version(row: Any) -> VersionFacts:
    _, version_id, name, is_default, monitored, quality_profile_id, root_path, free_bytes, searched_at = row
    return VersionFacts(
        id=version_id,
        name=name,
        is_default=is_default,
        monitored=monitored,
        quality_profile_id=quality_profile_id,
        root_path=root_path,
        free_bytes=free_bytes,
        searched_at=searched_at,
    )


def _episode(row: Any, scenes: Mapping[int, Row[Any]]) -> EpisodeFacts:
    _, episode_id, season, number, absolute, air_date, title, monitored, aired_at, runtime_seconds, searched_at = row
    scene = scenes.get(episode_id)
    return EpisodeFacts(
        id=episode_id,
        numbers=WantedEpisode(
            id=episode_id,
            season=season,
            number=number,
            absolute=absolute,
            air_date=air_date,
            scene_season=scene.season_number if scene else None,
            scene_number=scene.episode_number if scene else None,
            scene_absolute=scene.absolute_number if scene else None,
        ),
        has_unverified_numbers=scene is not None and not scene.verified,
        title=title,
        monitored=monitored,
        aired_at=aired_at,
        runtime_seconds=runtime_seconds,
        searched_at=searched_at,
    )


def _held_files(rows: list[Row[Any]], downloads: list[Row[Any]]) -> tuple[HeldFile, ...]:
    grabbed = {row.id: row.facts for row in downloads}
    return tuple(_held(row, grabbed.get(row.download_id) or {}) for row in rows)


def _held(row: Row[Any], grabbed: Mapping[str, Any]) -> HeldFile:
    existing = Existing(
        file_id=row.id,
        item_id=row.held_id,
        quality=row.quality,
        revision=Revision(row.revision_version, row.revision_real, row.is_repack),
        score=row.format_score,
        size_bytes=row.size_bytes,
        release_title=row.release_title,
        release_group=row.release_group,
        added_at=row.imported_at,
        languages=heard_of(row.media, row.languages),
    )
    flags = frozenset(grabbed.get("flags") or ())
    return HeldFile(row.version_id, existing, row.path, row.origin_path, row.edition, tuple(row.languages), flags)


def _grabs(rows: list[Row[Any]]) -> tuple[tuple[Arriving, ...], tuple[PastGrab, ...]]:
    """What is on its way, and what was grabbed before, newest first."""
    held: dict[int, list[int]] = {}
    first: dict[int, Row[Any]] = {}
    for row in rows:
        held.setdefault(row.id, []).append(row.held_id)
        first.setdefault(row.id, row)
    arriving, history = [], []
    for row in first.values():
        items, revision = tuple(held[row.id]), _revision(row.facts)
        mendable = row.state == "failed" and row.problem_code == LOCAL_FAULT and row.client_ref is not None
        if row.state in OPEN_STATES or mendable:
            queued = QueuedRelease(
                download_id=row.id,
                item_ids=items,
                quality=row.quality,
                revision=revision,
                score=row.score,
                title=row.release_title,
                languages=tuple(row.facts.get("languages") or ()),
            )
            languages, flags = row.facts.get("languages") or (), row.facts.get("flags") or ()
            arriving.append(Arriving(row.version_id, queued, row.size_bytes, tuple(languages), frozenset(flags)))
        history.append(
            PastGrab(
                title=row.release_title,
                grabbed_at=row.grabbed_at,
                info_hash=row.info_hash,
                imported_at=row.imported_at,
                quality=row.quality,
                revision=revision,
                score=row.score,
                item_ids=items,
            )
        )
    return tuple(arriving), tuple(history)


def _revision(facts: dict[str, Any]) -> Revision:
    stored = (facts.get("parsed") or {}).get("revision")
    return msgspec.convert(stored, Revision) if stored else Revision()
