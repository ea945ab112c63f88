"""Adding a title to a library: the row and its wanted versions at once, its description by a job right after."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.kinds import ContentType, JobPriority, MediaKind, SeriesType
from monarr.core.metadata import sort_title
from monarr.core.monitoring import MonitorPreset
from monarr.core.naming import NamingConfig, NamingItem, movie_folder_name, plain_name, series_folder_name
from monarr.core.quality import version_name
from monarr.core.releases import clean_title
from monarr.core.text import Text, text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue
from monarr.db.models import ItemTag
from monarr.db.profiles import load_profiles
from monarr.db.repositories.libraries import get_library, get_profile, get_root_folder, list_root_folders
from monarr.db.repositories.settings import find_naming
from monarr.db.repositories.tags import find_or_make_tags
from monarr.db.repositories.titles import (
    EXTERNAL,
    ITEM,
    MOVIE,
    SERIES,
    VERSION,
    find_by_ids,
    insert_items,
    is_path_taken,
    update_item,
    write_ids,
)
from monarr.db.statistics import title_added, title_removed
from monarr.services.context import MONARR, Actor, House
from monarr.services.indexing import index_names, recount

DEFAULT_VERSION = "Default"
_ITEM_TAG: Any = ItemTag.__table__


class AddVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A further wanted version, such as "4K", with a profile and perhaps a folder of its own (None: the title's)."""

    name: str
    quality_profile_id: int
    root_folder_id: int | None = None


class AddTitle(msgspec.Struct, frozen=True, kw_only=True):
    """What to add. `ids` maps tmdb, tvdb, imdb, tvmaze to values; one is enough. None for profile or folder: the
    library's default. `path` is an existing folder of the title, absolute and below a root folder of the library."""

    kind: MediaKind
    title: str
    ids: dict[str, str]
    library_id: int
    year: int | None = None
    original_title: str | None = None
    overview: str | None = None
    quality_profile_id: int | None = None
    root_folder_id: int | None = None
    path: str | None = None
    monitored: bool = True
    monitor: MonitorPreset = MonitorPreset.ALL
    monitor_new_seasons: bool = True
    minimum_availability: str = "released"
    series_type: SeriesType | None = None  # None: anime in an anime library, else standard
    season_folder: bool = True
    versions: tuple[AddVersion, ...] = ()
    tags: tuple[str, ...] = ()
    search: bool = False
    despite_trash: bool = False  # add it anew, though it lies in the trash; the two can be merged later


class AlreadyThere(Conflict):
    """The library has it. `item_id` is the title; `in_trash` says that it can be restored."""

    def __init__(self, message: Text, *, item_id: int, in_trash: bool) -> None:
        super().__init__(message, subject=f"item:{item_id}")
        self.item_id = item_id
        self.in_trash = in_trash


class _Place(msgspec.Struct, frozen=True):
    """Where a title goes, checked."""

    library: Any
    profile_id: int
    root_id: int
    path: str


async def add_title(house: House, wanted: AddTitle, actor: Actor = MONARR) -> int:
    """Adds it, queues its description (and a search after it, when asked), and returns its id. Raises AlreadyThere,
    InvalidInput with the fields, NotFound for an unknown library, profile or folder."""
    title_id = await house.db.write(_add, wanted, actor, house.clock.now())
    folder = await house.db.read(_folder_of, title_id)
    if folder is not None and await asyncio.to_thread(Path(folder).is_dir):
        await house.db.write(_queue_scan, title_id, folder, house.clock.now())
    return title_id


def _add(connection: Connection, wanted: AddTitle, actor: Actor, now: datetime) -> int:
    library = get_library(connection, wanted.library_id)
    _check(wanted, library, now)
    known = _known(connection, wanted, library)
    place = _place(connection, wanted, library)
    values = _item_values(wanted, place, now)
    if known is None:
        title_id = insert_items(connection, [{**values, "added_at": now, "created_at": now, "updated_at": now}])[0]
    else:
        title_id = int(known.id)
        title_removed(connection, title_id)  # it counted as known; now it counts in the library
        update_item(connection, title_id, {**values, "added_at": now}, now)
        connection.execute(
            update(EXTERNAL).where(EXTERNAL.c.item_id == title_id), {"library_id": wanted.library_id, "is_live": True}
        )
    write_ids(connection, title_id, wanted.kind, wanted.library_id, wanted.ids)
    _write_kind(connection, title_id, wanted, library)
    _write_versions(connection, title_id, wanted, place, now)
    for tag_id in find_or_make_tags(connection, wanted.tags):
        connection.execute(insert(_ITEM_TAG), {"item_id": title_id, "tag_id": tag_id})
    index_names(connection, title_id)
    title_added(connection, title_id)
    recount(connection, title_id, now)
    _tell(connection, title_id, wanted, library, actor, now)
    _queue(connection, title_id, wanted, now)
    return title_id


def _check(wanted: AddTitle, library: Row[Any], now: datetime) -> None:
    problems: dict[str, Text | str] = {}
    if ContentType(library.content_type).title_kind is not wanted.kind:
        problems["library_id"] = text("{library} does not hold this kind of title.", library=library.name)
    if not wanted.title.strip():
        problems["title"] = text("A title is needed.")
    if not any(wanted.ids.values()):
        problems["ids"] = text("An id of a catalogue is needed, such as TMDB’s or TVmaze’s.")
    if wanted.year is not None and not 1870 <= wanted.year <= now.year + 10:
        problems["year"] = text("The year lies between 1870 and {last}.", last=now.year + 10)
    if wanted.minimum_availability not in ("announced", "in_cinemas", "released"):
        problems["minimum_availability"] = text("Choose announced, in cinemas or released.")
    names = [DEFAULT_VERSION.casefold(), *(version.name.strip().casefold() for version in wanted.versions)]
    if len(set(names)) < len(names) or "" in names:
        problems["versions"] = text("Each version needs a name of its own.")
    if problems:
        raise InvalidInput(text("Some things do not fit yet."), fields=problems)


def _known(connection: Connection, wanted: AddTitle, library: Row[Any]) -> Row[Any] | None:
    """The title that is known but in no library yet. Raises AlreadyThere for one in this library or in its trash."""
    rows = find_by_ids(connection, wanted.kind, {k: v for k, v in wanted.ids.items() if v})
    own = [row for row in rows if row.library_id == wanted.library_id]
    for row in own:
        if row.deleted_at is None:
            there = text("{title} is already in {library}.", title=row.title, library=library.name)
            raise AlreadyThere(there, item_id=row.id, in_trash=False)
    if own and not wanted.despite_trash:
        trashed = text(
            "{title} is in the trash of {library}. Restore it, or add it anew.",
            title=own[-1].title, library=library.name,
        )  # fmt: skip
        raise AlreadyThere(trashed, item_id=own[-1].id, in_trash=True)
    return next((row for row in reversed(rows) if row.library_id is None and row.deleted_at is None), None)


def _place(connection: Connection, wanted: AddTitle, library: Row[Any]) -> _Place:
    problems: dict[str, Text | str] = {}
    profile_id = wanted.quality_profile_id or library.quality_profile_id
    if profile_id is None:
        problems["quality_profile_id"] = text(
            "Choose a quality profile; {library} has no default.", library=library.name
        )
    else:
        get_profile(connection, profile_id)
    roots = list_root_folders(connection, wanted.library_id)
    root_id = wanted.root_folder_id or library.root_folder_id or (roots[0].id if roots else None)
    root = next((row for row in roots if row.id == root_id), None)
    if wanted.path is not None:
        root = next((row for row in roots if Path(wanted.path).is_relative_to(row.path)), None)
    if root is None:
        problems["root_folder_id"] = text("Choose a root folder of {library}.", library=library.name)
    elif wanted.path is not None and is_path_taken(connection, wanted.path):
        problems["path"] = text("Another title has this folder.")
    for version in wanted.versions:
        get_profile(connection, version.quality_profile_id)
        if version.root_folder_id is not None:
            get_root_folder(connection, version.root_folder_id)
    if problems or root is None or profile_id is None:
        raise InvalidInput(text("Some things do not fit yet."), fields=problems)
    path = wanted.path or free_path(connection, root.path, naming_item(wanted), wanted.kind, wanted.library_id)
    return _Place(library, int(profile_id), int(root.id), path)


def naming_item(wanted: AddTitle) -> NamingItem:
    """The title as folder patterns see it."""
    ids = wanted.ids
    return NamingItem(
        title=wanted.title,
        year=wanted.year,
        original_title=wanted.original_title or "",
        imdb_id=ids.get("imdb"),
        tmdb_id=_number(ids.get("tmdb")),
        tvdb_id=_number(ids.get("tvdb")),
        tvmaze_id=_number(ids.get("tvmaze")),
    )


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None


def free_path(connection: Connection, root_path: str, item: NamingItem, kind: str, library_id: int) -> str:
    """A folder for the title that no other title has: its plain name, then with the year, then with an id or number."""
    config = find_naming(connection, library_id)
    name = _folder_name(item, kind, config)
    known = next((f"[{label}-{value}]" for label, value in (("tmdb", item.tmdb_id), ("tvdb", item.tvdb_id),
                 ("tvmaze", item.tvmaze_id), ("imdb", item.imdb_id)) if value), "")  # fmt: skip
    tries = [name]
    if item.year and str(item.year) not in name:
        tries.append(f"{name} ({item.year})")
    tries += [f"{name} {known}".strip(), *(f"{name} [{number}]" for number in range(2, 100))]
    paths = (str(Path(root_path) / one) for one in tries)
    return next(path for path in paths if not is_path_taken(connection, path))


def _folder_name(item: NamingItem, kind: str, config: NamingConfig) -> str:
    name = movie_folder_name(item, config) if kind == MediaKind.MOVIE else series_folder_name(item, config)
    return name or plain_name(item, (), config)


def _item_values(wanted: AddTitle, place: _Place, now: datetime) -> dict[str, Any]:
    return {
        "kind": wanted.kind,
        "library_id": wanted.library_id,
        "title": wanted.title.strip(),
        "sort_title": sort_title(wanted.title),
        "clean_title": clean_title(wanted.title),
        "original_title": wanted.original_title,
        "year": wanted.year,
        "overview": wanted.overview,
        "monitored": wanted.monitored and wanted.monitor is not MonitorPreset.NONE
        if wanted.kind is MediaKind.MOVIE
        else wanted.monitored,
        "path": place.path,
        "identity": "identified",
    }


def _write_kind(connection: Connection, title_id: int, wanted: AddTitle, library: Row[Any]) -> None:
    values: dict[str, Any]
    if wanted.kind is MediaKind.MOVIE:
        table, values = MOVIE, {"minimum_availability": wanted.minimum_availability}
    elif wanted.kind is MediaKind.SERIES:
        anime = library.content_type == ContentType.ANIME
        values = {
            "series_type": wanted.series_type or (SeriesType.ANIME if anime else SeriesType.STANDARD),
            "season_folder": wanted.season_folder,
            "monitor_new_seasons": wanted.monitor_new_seasons and wanted.monitor is not MonitorPreset.NONE,
            "monitor_preset": wanted.monitor,
        }
        table = SERIES
    else:
        return
    if connection.execute(update(table).where(table.c.item_id == title_id), values).rowcount == 0:
        connection.execute(insert(table), {"item_id": title_id, **values})


def _write_versions(connection: Connection, title_id: int, wanted: AddTitle, place: _Place, now: datetime) -> None:
    taken = {version.name.strip().casefold() for version in wanted.versions}
    (profile,) = load_profiles(connection, {place.profile_id}).values()
    name = version_name(profile)
    rows = [(DEFAULT_VERSION if name.casefold() in taken else name, place.profile_id, place.root_id, True)]
    rows += [
        (version.name.strip(), version.quality_profile_id, version.root_folder_id or place.root_id, False)
        for version in wanted.versions
    ]
    connection.execute(
        insert(VERSION),
        [
            {"item_id": title_id, "name": name, "quality_profile_id": profile, "root_folder_id": root,
             "is_default": default, "position": position, "created_at": now, "updated_at": now}
            for position, (name, profile, root, default) in enumerate(rows)
        ],
    )  # fmt: skip


def _tell(
    connection: Connection, title_id: int, wanted: AddTitle, library: Row[Any], actor: Actor, now: datetime
) -> None:
    payload: dict[str, Any] = {"title": wanted.title, "library": library.name}
    if actor.user_id is not None:
        payload["by"] = actor.name
    record_event(
        connection, "item.added", now=now, title_id=title_id, library_id=wanted.library_id, user_id=actor.user_id,
        title=wanted.title, actor=actor.name, payload=payload,
    )  # fmt: skip


def _queue(connection: Connection, title_id: int, wanted: AddTitle, now: datetime) -> None:
    refresh = enqueue(
        connection, "refresh_title", {"title_id": title_id}, now=now, priority=JobPriority.USER,
        unique_key=f"refresh_title:{title_id}", title_id=title_id,
    )  # fmt: skip
    if wanted.search:
        enqueue(
            connection, "search_title", {"title_id": title_id}, now=now, priority=JobPriority.USER,
            unique_key=f"search_title:{title_id}", needs=(refresh,), title_id=title_id,
        )  # fmt: skip


def _folder_of(connection: Connection, title_id: int) -> str | None:
    return connection.execute(select(ITEM.c.path).where(ITEM.c.id == title_id)).scalar()


def _queue_scan(connection: Connection, title_id: int, folder: str, now: datetime) -> None:
    """The folder stands already: what lies in it is taken up once the title is described."""
    refresh = enqueue(
        connection, "refresh_title", {"title_id": title_id}, now=now, priority=JobPriority.USER,
        unique_key=f"refresh_title:{title_id}", title_id=title_id,
    )  # fmt: skip
    enqueue(
        connection, "scan_path", {"path": folder}, now=now, priority=JobPriority.USER,
        unique_key=f"scan_path:{folder}", needs=(refresh,), title_id=title_id,
    )  # fmt: skip
