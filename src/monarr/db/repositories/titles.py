"""Titles and their parts: finding them, and writing what is new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, insert, or_, select, update

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.models import (
    Episode,
    ExternalId,
    Library,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    RootFolder,
    Season,
    Series,
    TitleAlias,
    Version,
)

ITEM: Any = MediaItem.__table__
MOVIE: Any = Movie.__table__
SERIES: Any = Series.__table__
SEASON: Any = Season.__table__
EPISODE: Any = Episode.__table__
VERSION: Any = Version.__table__
EXTERNAL: Any = ExternalId.__table__
ALIAS: Any = TitleAlias.__table__
FILE: Any = MediaFile.__table__
FILE_ITEM: Any = MediaFileItem.__table__
_LIBRARY: Any = Library.__table__
_ROOT: Any = RootFolder.__table__

TITLE_KINDS = ("movie", "series", "artist", "video")

_GET = select(ITEM).where(ITEM.c.id == bindparam("key"))
_IDS = select(EXTERNAL.c.provider, EXTERNAL.c.value).where(EXTERNAL.c.item_id == bindparam("key"))
_VERSIONS = (
    select(VERSION, _ROOT.c.path.label("root_path"))
    .outerjoin(_ROOT, _ROOT.c.id == VERSION.c.root_folder_id)
    .where(VERSION.c.item_id == bindparam("key"))
    .order_by(VERSION.c.is_default.desc(), VERSION.c.position, VERSION.c.id)
)
_EPISODES = (
    select(EPISODE, ITEM.c.title, ITEM.c.overview, ITEM.c.monitored, ITEM.c.runtime_seconds, ITEM.c.rating,
           ITEM.c.locked_fields, ITEM.c.library_id)
    .join(ITEM, ITEM.c.id == EPISODE.c.item_id)
    .where(EPISODE.c.series_id == bindparam("key"), ITEM.c.deleted_at.is_(None))
    .order_by(EPISODE.c.season_number, EPISODE.c.episode_number)
)  # fmt: skip
_SEASONS = (
    select(SEASON, ITEM.c.title, ITEM.c.overview, ITEM.c.monitored, ITEM.c.locked_fields)
    .join(ITEM, ITEM.c.id == SEASON.c.item_id)
    .where(SEASON.c.series_id == bindparam("key"), ITEM.c.deleted_at.is_(None))
    .order_by(SEASON.c.season_number)
)
_FILES = (
    select(FILE, _ROOT.c.path.label("root_path"))
    .outerjoin(_ROOT, _ROOT.c.id == FILE.c.root_folder_id)
    .where(FILE.c.title_id == bindparam("key"), FILE.c.deleted_at.is_(None))
    .order_by(FILE.c.path)
)
_FILE_ITEMS = (
    select(FILE_ITEM.c.file_id, FILE_ITEM.c.item_id)
    .join(FILE, FILE.c.id == FILE_ITEM.c.file_id)
    .where(FILE.c.title_id == bindparam("key"), FILE.c.deleted_at.is_(None))
    .order_by(FILE_ITEM.c.file_id, FILE_ITEM.c.position)
)
_PATH_TAKEN = select(ITEM.c.id).where(ITEM.c.path == bindparam("wanted"), ITEM.c.deleted_at.is_(None))


def get_item(connection: Connection, item_id: int, kinds: Iterable[str] | None = None) -> Row[Any]:
    """An item that is not deleted. Raises NotFound, also when it is of another kind."""
    row = connection.execute(_GET, {"key": item_id}).first()
    if row is None or row.deleted_at is not None or (kinds is not None and row.kind not in kinds):
        raise NotFound(text("There is no such title."), subject=f"item:{item_id}")
    return row


def get_title(connection: Connection, title_id: int) -> Row[Any]:
    """A film or series that is not deleted. Raises NotFound."""
    return get_item(connection, title_id, TITLE_KINDS)


def find_ids(connection: Connection, item_id: int) -> dict[str, str]:
    """The ids of other catalogues, by provider."""
    return {row.provider: row.value for row in connection.execute(_IDS, {"key": item_id})}


def list_versions(connection: Connection, title_id: int) -> list[Row[Any]]:
    """A title's versions, the default first, each with `root_path`."""
    return list(connection.execute(_VERSIONS, {"key": title_id}))


def list_episodes(connection: Connection, series_id: int) -> list[Row[Any]]:
    """A series' episodes in order, with their item's texts."""
    return list(connection.execute(_EPISODES, {"key": series_id}))


def list_seasons(connection: Connection, series_id: int) -> list[Row[Any]]:
    return list(connection.execute(_SEASONS, {"key": series_id}))


def list_title_files(connection: Connection, title_id: int) -> list[Row[Any]]:
    """Files of all versions of a title by path, each with `root_path`."""
    return list(connection.execute(_FILES, {"key": title_id}))


def map_file_items(connection: Connection, title_id: int) -> dict[int, list[int]]:
    """File id to the ids of the film or episodes in it."""
    found: dict[int, list[int]] = {}
    for row in connection.execute(_FILE_ITEMS, {"key": title_id}):
        found.setdefault(row.file_id, []).append(row.item_id)
    return found


def find_by_ids(connection: Connection, kind: str, ids: Mapping[str, str]) -> list[Row[Any]]:
    """Titles of a kind that have one of these ids: in libraries, merely known, and in the trash; each once, newest last,
    with `library_name`."""
    if not ids:
        return []
    same = or_(*((EXTERNAL.c.provider == name) & (EXTERNAL.c.value == value) for name, value in ids.items()))
    statement = (
        select(ITEM, _LIBRARY.c.name.label("library_name"))
        .outerjoin(_LIBRARY, _LIBRARY.c.id == ITEM.c.library_id)
        .where(ITEM.c.id.in_(select(EXTERNAL.c.item_id).where(EXTERNAL.c.kind == kind, same)))
        .order_by(ITEM.c.id)
    )
    return list(connection.execute(statement))


def is_path_taken(connection: Connection, path: str, *, except_id: int | None = None) -> bool:
    found = connection.execute(_PATH_TAKEN, {"wanted": path}).scalars()
    return any(item_id != except_id for item_id in found)


def insert_items(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Writes `media_item` rows and returns their ids in the same order."""
    if not rows:
        return []
    statement = insert(ITEM).returning(ITEM.c.id, sort_by_parameter_order=True)
    return [int(item_id) for item_id in connection.execute(statement, list(rows)).scalars()]


def write_ids(
    connection: Connection, item_id: int, kind: str, library_id: int | None, ids: Mapping[str, str]
) -> tuple[str, ...]:
    """Adds and corrects ids of an item; returns the providers that changed. An id that another live item of the library
    has is left with it."""
    held = find_ids(connection, item_id)
    changed = []
    for provider, value in ids.items():
        if (
            not value
            or held.get(provider) == value
            or _is_held_elsewhere(connection, item_id, kind, library_id, provider, value)
        ):
            continue
        if provider in held:
            same = (EXTERNAL.c.item_id == item_id) & (EXTERNAL.c.provider == provider)
            connection.execute(update(EXTERNAL).where(same), {"value": value})
        else:
            row = {"item_id": item_id, "provider": provider, "value": value, "kind": kind, "library_id": library_id}
            connection.execute(insert(EXTERNAL), row)
        changed.append(provider)
    return tuple(changed)


def _is_held_elsewhere(
    connection: Connection, item_id: int, kind: str, library_id: int | None, provider: str, value: str
) -> bool:
    same_library = EXTERNAL.c.library_id.is_(None) if library_id is None else EXTERNAL.c.library_id == library_id
    statement = select(EXTERNAL.c.item_id).where(
        EXTERNAL.c.provider == provider,
        EXTERNAL.c.value == value,
        EXTERNAL.c.kind == kind,
        EXTERNAL.c.is_live,
        same_library,
        EXTERNAL.c.item_id != item_id,
    )
    return connection.execute(statement).first() is not None


def update_item(connection: Connection, item_id: int, values: Mapping[str, Any], now: datetime) -> None:
    """Writes columns of an item. A clock that went back does not put the change before the beginning."""
    changed_at = case((ITEM.c.created_at > now, ITEM.c.created_at), else_=now)
    connection.execute(update(ITEM).where(ITEM.c.id == item_id).values(**values, updated_at=changed_at))
