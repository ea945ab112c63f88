"""What an import must know, read in one unit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select

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
    files_of_title,
    mapped_path,
    title_facts,
    version_of,
)  # fmt: skip
from monarr.db.repositories.journal import has_open_act

_D: Any = Download.__table__
_C: Any = DownloadClientRow.__table__
_BY_ID = select(_D, has_open_act(_D.c.title_id).label("is_busy")).where(_D.c.id == bindparam("download_id"))
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


def find_download(connection: Connection, download_id: int) -> Row[Any]:
    """The download's row, with `is_busy`: whether an act on its title is still open. Raises NotFound."""
    row = connection.execute(_BY_ID, {"download_id": download_id}).first()
    if row is None:
        raise NotFound(text("This download is no longer known."), subject=f"download:{download_id}")
    return row


def read_wanted(connection: Connection, title_id: int, version_id: int | None, *, to_compare: bool = False) -> Wanted:
    """Raises NotFound when the title or its version has gone. `to_compare`: the profile is only for comparing with files
    that are here, and not read where there are none."""
    title = title_facts(connection, title_id)
    row = version_of(connection, version_id, title_id)
    files = files_of_title(connection, title_id)
    profile_ids = {row.quality_profile_id} if files or not to_compare else set()
    profile = load_profiles(connection, profile_ids).get(row.quality_profile_id)
    version = VersionFacts(
        id=row.id,
        name=row.name,
        is_default=row.is_default,
        root_id=row.root_folder_id or title.root_id,
        root=row.root_path or title.root,
        profile=profile,
        settings=row.settings,
        out_at=row.available_at,
    )
    episodes = episodes_of(connection, title_id) if title.kind == MediaKind.SERIES else ()
    return Wanted(title=title, version=version, episodes=episodes, files=files)


def read_grabbed(connection: Connection, download_id: int) -> Grabbed:
    """Raises NotFound: the download, its title or version has gone."""
    row = find_download(connection, download_id)
    if row.title_id is None:
        raise NotFound(text("The title of this download has gone."), subject=f"download:{download_id}")
    wanted = read_wanted(connection, row.title_id, row.version_id, to_compare=True)
    film = (wanted.title.id,) if wanted.is_film else None  # a film's download holds the film
    client = connection.execute(_CLIENT, {"client_id": row.client_id}).first() if row.client_id else None
    return Grabbed(
        row=row,
        wanted=wanted,
        item_ids=film or tuple(connection.execute(_ITEMS, {"download_id": download_id}).scalars()),
        parsed=parse_release(row.release_title, "movie" if wanted.is_film else "series"),
        import_mode=client.import_mode if client else "automatic",
        client_name=client.name if client else row.client_name,
        local_path=mapped_path(connection, row.client_id, row.output_path) if row.output_path else None,
    )


def known_as_another(connection: Connection, title: str, own_id: int) -> bool:
    """Whether another title of the house bears exactly this name."""
    query = select(MediaItem.id).where(
        MediaItem.clean_title == clean_title(title), MediaItem.id != own_id, MediaItem.deleted_at.is_(None),
        MediaItem.kind.in_(("movie", "series")),
    )  # fmt: skip
    return connection.execute(query.limit(1)).first() is not None
