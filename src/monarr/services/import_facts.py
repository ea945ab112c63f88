"""What an import must know, read in one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.core.errors import NotFound
from monarr.core.kinds import MediaKind
from monarr.core.matching import WantedEpisode, WantedTitle
from monarr.core.quality import QualityProfile
from monarr.core.releases import ParsedRelease, clean_title, parse_release
from monarr.core.text import text
from monarr.db.models import Download, DownloadClientRow, DownloadItem, MediaItem
from monarr.db.profiles import load_profiles
from monarr.db.repositories.files import (
    EpisodeFacts,
    FileFacts,
    TitleFacts,
    episodes_of,
    files_of_titles,
    map_path,
    mappings_of,
    titles_facts,
    versions_of,
)  # fmt: skip
from monarr.db.repositories.journal import has_open_act
from monarr.db.within import within

_D: Any = Download.__table__
_C: Any = DownloadClientRow.__table__
_DOWNLOADS = select(_D, has_open_act(_D.c.title_id).label("is_busy")).where(within(_D.c.id, "download_ids"))
_ITEMS = select(DownloadItem.item_id).where(DownloadItem.download_id == bindparam("download_id"))
_CLIENT = select(_C.c.name, _C.c.import_mode).where(_C.c.id == bindparam("client_id"))


class VersionFacts(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    name: str
    is_default: bool
    root_id: int | None
    root: str | None  # the folder that the version's titles live in; None: nowhere
    profile: QualityProfile | None  # None, too, where it was not asked for
    settings: dict[str, Any] = {}  # of the profile, as they are stored
    out_at: datetime | None = None  # when a film counts as out


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a title, with all that is here of it."""

    title: TitleFacts
    version: VersionFacts
    episodes: tuple[EpisodeFacts, ...] = ()
    files: tuple[FileFacts, ...] = ()  # of all versions

    @property
    def is_film(self) -> bool:
        return self.title.kind == MediaKind.MOVIE

    @property
    def own_files(self) -> tuple[FileFacts, ...]:
        return tuple(file for file in self.files if file.version_id == self.version.id)

    def wanted_title(self) -> WantedTitle:
        title = self.title
        tmdb_id = title.ids.get("tmdb", "")
        return WantedTitle(
            kind=MediaKind(title.kind),
            title=title.title,
            year=title.year,
            main_aliases=(title.original_title,) if title.original_title else (),
            aliases=title.aliases,
            imdb_id=title.ids.get("imdb"),
            tmdb_id=int(tmdb_id) if tmdb_id.isdigit() else None,
        )

    def wanted_episodes(self) -> tuple[WantedEpisode, ...]:
        return tuple(
            WantedEpisode(
                id=one.id,
                season=one.season,
                number=one.number,
                absolute=one.absolute,
                air_date=one.air_date,
                scene_season=one.scene_season,
                scene_number=one.scene_number,
                scene_absolute=one.scene_absolute,
            )
            for one in self.episodes
        )


class Grabbed(msgspec.Struct, frozen=True, kw_only=True):
    """A download and what it was grabbed for. `local_path` is its place as this machine sees it."""

    row: Any
    wanted: Wanted
    item_ids: tuple[int, ...]
    parsed: ParsedRelease | None
    import_mode: str = "automatic"
    client_name: str = ""
    local_path: str | None = None


def read_wanted(connection: Connection, title_id: int, version_id: int | None) -> Wanted:
    """Raises NotFound when the title or its version has gone."""
    found = _read_all_wanted(connection, {title_id: version_id}, to_compare=False)[title_id]
    if isinstance(found, NotFound):
        raise found
    return found


def _read_all_wanted(
    connection: Connection, asked: Mapping[int, int | None], *, to_compare: bool
) -> dict[int, Wanted | NotFound]:
    """By title, with the version that is asked for. `to_compare`: the profile is only for comparing with files that are
    here, and not read where there are none."""
    titles = titles_facts(connection, list(asked))
    versions = versions_of(connection, asked)
    files = files_of_titles(connection, list(asked))
    profile_ids = {row.quality_profile_id for title_id, row in versions.items() if title_id in files or not to_compare}
    profiles = load_profiles(connection, profile_ids)
    found: dict[int, Wanted | NotFound] = {}
    for title_id in asked:
        title, row = titles.get(title_id), versions.get(title_id)
        if title is None:
            found[title_id] = NotFound(text("This title is no longer known."), subject=f"title:{title_id}")
        elif row is None:
            found[title_id] = NotFound(
                text("The title has no version to put a file into."), subject=f"title:{title_id}"
            )
        else:
            own = files.get(title_id, ())
            profile = profiles.get(row.quality_profile_id) if own or not to_compare else None
            episodes = episodes_of(connection, title_id) if title.kind == MediaKind.SERIES else ()
            version = _version(row, title, profile)
            found[title_id] = Wanted(title=title, version=version, episodes=episodes, files=own)
    return found


def _version(row: Any, title: TitleFacts, profile: QualityProfile | None) -> VersionFacts:
    return VersionFacts(
        id=row.id,
        name=row.name,
        is_default=row.is_default,
        root_id=row.root_folder_id or title.root_id,
        root=row.root_path or title.root,
        profile=profile,
        settings=row.settings,
        out_at=row.available_at,
    )


def read_grabbed(connection: Connection, download_id: int) -> Grabbed:
    """Raises NotFound: the download, its title or version has gone."""
    found = read_all_grabbed(connection, (download_id,))[download_id]
    if isinstance(found, NotFound):
        raise found
    return found


def read_all_grabbed(connection: Connection, download_ids: Sequence[int]) -> dict[int, Grabbed | NotFound]:
    """`read_grabbed` for several: as many statements as for one, where they are for different titles."""
    rows = {row.id: row for row in connection.execute(_DOWNLOADS, {"download_ids": download_ids})}
    asked: dict[int, int | None] = {}
    later = []
    for row in rows.values():
        if row.title_id in asked and asked[row.title_id] != row.version_id:
            later.append(row.id)  # another version of a title that is being read: by itself
        elif row.title_id is not None:
            asked[row.title_id] = row.version_id
    wanted = _read_all_wanted(connection, asked, to_compare=True) if asked else {}
    clients = _read_clients(connection, {row.client_id for row in rows.values()} - {None})
    found = {
        download_id: _grabbed(connection, download_id, rows.get(download_id), wanted, clients)
        for download_id in download_ids
        if download_id not in later
    }
    for download_id in later:
        found |= read_all_grabbed(connection, (download_id,))
    return found


class _Client(msgspec.Struct, frozen=True):
    name: str
    import_mode: str
    mappings: dict[str, str]


def _read_clients(connection: Connection, ids: set[int]) -> dict[int, _Client]:
    found = {}
    for client_id in ids:
        row = connection.execute(_CLIENT, {"client_id": client_id}).first()
        if row is not None:
            found[client_id] = _Client(row.name, row.import_mode, mappings_of(connection, client_id))
    return found


def _grabbed(
    connection: Connection, download_id: int, row: Any, wanted: Mapping[int, Wanted | NotFound],
    clients: Mapping[int, _Client],
) -> Grabbed | NotFound:  # fmt: skip
    subject = f"download:{download_id}"
    if row is None:
        return NotFound(text("This download is no longer known."), subject=subject)
    if row.title_id is None:
        return NotFound(text("The title of this download has gone."), subject=subject)
    for_what = wanted[row.title_id]
    if isinstance(for_what, NotFound):
        return for_what
    film = (for_what.title.id,) if for_what.is_film else None  # a film's download holds the film
    client = clients.get(row.client_id)
    return Grabbed(
        row=row,
        wanted=for_what,
        item_ids=film or tuple(connection.execute(_ITEMS, {"download_id": download_id}).scalars()),
        parsed=parse_release(row.release_title, "movie" if for_what.is_film else "series"),
        import_mode=client.import_mode if client else "automatic",
        client_name=client.name if client else row.client_name,
        local_path=map_path(row.output_path, client.mappings if client else {}) if row.output_path else None,
    )


def known_as_another(connection: Connection, title: str, own_id: int) -> bool:
    """Whether another title of the house bears exactly this name."""
    query = select(MediaItem.id).where(
        MediaItem.clean_title == clean_title(title), MediaItem.id != own_id, MediaItem.deleted_at.is_(None),
        MediaItem.kind.in_(("movie", "series")),
    )  # fmt: skip
    return connection.execute(query.limit(1)).first() is not None
