"""What people name at a prompt: a title or library by its number, its name, or the beginning of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, or_, select

from monarr.core.errors import Conflict, NotFound
from monarr.core.text import text
from monarr.db.models import Episode, Library, MediaItem, QualityProfileRow, ReleaseVerdict, RootFolder, User, Version
from monarr.db.search import search_titles
from monarr.services.context import MONARR, Actor

DEFAULT_PROFILE = "1080p"
_PROFILE: Any = QualityProfileRow.__table__
_ITEM: Any = MediaItem.__table__
_LIBRARY: Any = Library.__table__
_BY_ID = select(_ITEM).where(_ITEM.c.id == bindparam("wanted"), _ITEM.c.deleted_at.is_(None))
_LIBRARIES = select(_LIBRARY).order_by(_LIBRARY.c.position, _LIBRARY.c.name)
_VERDICTS = select(ReleaseVerdict.__table__).where(ReleaseVerdict.release_id == bindparam("release"))


class LibraryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A library as the command line shows it."""

    id: int
    name: str
    slug: str
    content_type: str
    is_default: bool
    title_count: int
    folders: tuple[str, ...]


def pick_title(connection: Connection, words: str) -> Row[Any]:
    """The film or series of these words, or of this number. Raises NotFound; Conflict when several fit equally."""
    if words.strip().isdigit():
        row = connection.execute(_BY_ID, {"wanted": int(words)}).first()
        if row is not None and row.parent_id is None:
            return row
    hits = search_titles(connection, words, limit=6)
    rows = [row for hit in hits if (row := connection.execute(_BY_ID, {"wanted": hit.item_id}).first()) is not None]
    if not rows:
        raise NotFound(text("Nothing in the libraries is called “{words}”. `monarr add` adds it.", words=words))
    same = [row for row in rows if row.title.casefold() == words.strip().casefold()]
    if len(same) == 1 or len(rows) == 1:
        return (same or rows)[0]
    listed = ", ".join(f"{row.title} ({row.year or '?'}): {row.id}" for row in same or rows)
    raise Conflict(text("Several titles fit; say which by its number: {listed}", listed=listed))


def pick_episode(connection: Connection, title_id: int, season: int, episode: int) -> int:
    """The id of an episode by its numbers. Raises NotFound."""
    wanted = select(Episode.item_id).where(
        Episode.series_id == title_id, Episode.season_number == season, Episode.episode_number == episode
    )
    found = connection.execute(wanted).scalar()
    if found is None:
        raise NotFound(text("There is no episode S{season:02}E{episode:02}.", season=season, episode=episode))
    return int(found)


def pick_library(connection: Connection, words: str | None, content_types: Sequence[str] = ()) -> Row[Any]:
    """The library of this number, slug or name; without words the default one for the content types. Raises
    NotFound."""
    rows = connection.execute(_LIBRARIES).all()
    if words is None:
        fitting = [row for row in rows if row.content_type in content_types]
        if not fitting:
            raise NotFound(text("There is no library for this yet. `monarr library add` makes one."))
        return next((row for row in fitting if row.is_default), fitting[0])
    asked = words.strip().casefold()
    for row in rows:
        if asked in (str(row.id), row.slug.casefold(), row.name.casefold()):
            return row
    listed = ", ".join(row.slug for row in rows) or "none"
    raise NotFound(text("There is no library called “{words}”. There are: {listed}.", words=words, listed=listed))


def pick_profile(connection: Connection, name: str | None, content_type: str) -> int:
    """The id of a quality profile by its name; without one, "1080p", else the first that fits. Raises NotFound."""
    kind = "movie" if content_type == "movie" else "series"
    fits = or_(_PROFILE.c.content_type.is_(None), _PROFILE.c.content_type == kind)
    rows = connection.execute(select(_PROFILE.c.id, _PROFILE.c.name).where(fits).order_by(_PROFILE.c.id)).all()
    asked = (name or DEFAULT_PROFILE).casefold()
    for row in rows:
        if row.name.casefold() == asked:
            return int(row.id)
    if name is None and rows:
        return int(rows[0].id)
    listed = ", ".join(row.name for row in rows) or "none"
    raise NotFound(text("There is no quality profile called “{name}”. There are: {listed}.", name=name, listed=listed))


def list_libraries(connection: Connection) -> list[LibraryLine]:
    """All libraries with their folders."""
    counted = select(_ITEM.c.library_id, func.count()).where(_ITEM.c.parent_id.is_(None), _ITEM.c.deleted_at.is_(None))
    counts = {row[0]: row[1] for row in connection.execute(counted.group_by(_ITEM.c.library_id))}
    folders: dict[int, list[str]] = {}
    for row in connection.execute(select(RootFolder.library_id, RootFolder.path).order_by(RootFolder.path)):
        folders.setdefault(row.library_id, []).append(row.path)
    return [
        LibraryLine(
            id=row.id, name=row.name, slug=row.slug, content_type=row.content_type, is_default=row.is_default,
            title_count=counts.get(row.id, 0), folders=tuple(folders.get(row.id, ())),
        )
        for row in connection.execute(_LIBRARIES)
    ]  # fmt: skip


def pick_verdict(connection: Connection, release_id: int, version: str | None) -> tuple[int, list[int]]:
    """The version for which a release of the ledger was judged, and the items that are in it. Raises NotFound; Conflict
    when it was judged for several versions and none is named."""
    rows = connection.execute(_VERDICTS, {"release": release_id}).all()
    if not rows:
        raise NotFound(text("Release {id} is not in the ledger. `monarr search` lists releases.", id=release_id))
    names = {row.id: row.name for row in connection.execute(select(Version.id, Version.name))}
    versions = {row.version_id for row in rows}
    if version is not None:
        versions = {one for one in versions if version.casefold() in (str(one), str(names.get(one, "")).casefold())}
    if len(versions) != 1:
        listed = ", ".join(sorted(f"{names.get(row.version_id)}: {row.version_id}" for row in rows))
        raise Conflict(text("Say for which version, with --version: {listed}", listed=listed))
    (chosen,) = versions
    return chosen, sorted({row.item_id for row in rows if row.version_id == chosen})


def actor_of(connection: Connection, user_id: int | None) -> Actor:
    """Who queued a job; Monarr itself when nobody did, or when they have gone."""
    if user_id is None:
        return MONARR
    name = connection.execute(select(User.display_name).where(User.id == user_id)).scalar()
    return MONARR if name is None else Actor(user_id, name)
