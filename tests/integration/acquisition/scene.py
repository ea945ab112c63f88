"""A house with libraries, profiles, indexers and clients, on a real database; indexers are real HTTP fakes."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select

from monarr.core import bencode
from monarr.core.kinds import ContentType, Protocol
from monarr.core.quality import builtin_profiles
from monarr.core.releases import clean_title
from monarr.db.engine import Database
from monarr.db.models import (
    BlocklistEntry,
    Download,
    DownloadClientRow,
    Episode,
    EventRow,
    ExternalId,
    IndexerRow,
    Job,
    Library,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    ProfileItemRow,
    QualityProfileRow,
    Release,
    ReleaseVerdict,
    RootFolder,
    Season,
    Series,
    SettingRow,
    TitleAlias,
    User,
    Version,
)
from monarr.db.statistics import recount_title
from monarr.demo.fakes.torznab import FakeIndexer, FakeRelease
from monarr.ports.provider import Provider, ProviderContext, ProviderKind, ProviderSettings, setting
from monarr.providers import registry
from monarr.providers.http import Http
from monarr.secrets import Cipher
from monarr.services.context import Actor, House, Paths
from monarr.services.sources import Sources
from tests.fakes.download_client import MemoryClient

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
GB = 1_000_000_000


class Clock:
    """Stands still until a test turns it."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return time.monotonic()

    def forward(self, **step: float) -> None:
        self.moment += timedelta(**step)


class _MemorySettings(ProviderSettings):
    key: str = setting("Which of the test's clients")


class Registry:
    """The real registry and the test's own clients beside it."""

    def __init__(self) -> None:
        self.clients: dict[str, MemoryClient] = {}
        self._memory = Provider(
            "memory", "Memory", MemoryClient, _MemorySettings, ProviderKind.DOWNLOAD_CLIENT, protocol="torrent"
        )

    def get_provider(self, kind: Any, implementation: str) -> Provider:
        return self._memory if implementation == "memory" else registry.get_provider(kind, implementation)

    def all_providers(self, kind: Any) -> Any:
        return registry.all_providers(kind)

    def __getattr__(self, name: str) -> Any:
        return getattr(registry, name)

    def build(self, kind: Any, implementation: str, settings: Any, context: ProviderContext) -> Any:
        if implementation == "memory":
            return self.clients[settings["key"]]
        return registry.build(kind, implementation, settings, context)


def torrent(name: str, files: dict[str, int] | None = None) -> bytes:
    """A torrent that differs by name; `files` are paths and sizes, else one video."""
    info: dict[str, Any] = {"name": name, "piece length": 262_144, "pieces": hashlib.sha1(name.encode()).digest()}
    if files is None:
        info |= {"name": f"{name}.mkv", "length": 1000}
    else:
        info["files"] = [{"path": path.split("/"), "length": size} for path, size in files.items()]
    return bencode.encode({"info": info})


def release(title: str, *, gb: float = 1.0, hours: float = 5, **changes: Any) -> FakeRelease:
    """A release with a torrent, as it stands in a feed; a film's category unless said."""
    is_series = "S0" in title or "E0" in title
    given: dict[str, Any] = {
        "title": title,
        "size_bytes": round(gb * GB),
        "published_at": NOW - timedelta(hours=hours),
        "content": torrent(title),
        "seeders": 20,
        "leechers": 5,
        "categories": (5000, 5040) if is_series else (2000, 2040),
    }
    return FakeRelease(**(given | changes))


class Scene:
    """The house and quick ways to furnish and to read it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.clock, self.db, self.registry = Clock(), Database(url), Registry()
        self.http = Http(first_pause_seconds=0.001)
        cipher = Cipher(b"k" * 32)
        data = folder / "data"
        names = ("assets", "cache", "backups", "logs", "downloads")
        for name in names:
            (data / name).mkdir(parents=True)
        sources = Sources(self.db, self.clock, self.http, self.registry, cipher, data)  # type: ignore[arg-type]
        self.house = House(
            db=self.db, clock=self.clock, http=self.http, registry=self.registry,  # type: ignore[arg-type]
            cipher=cipher, prober=SimpleNamespace(), paths=Paths(data, *(data / name for name in names)),  # type: ignore[arg-type]
            sources=sources, live=SimpleNamespace(),
        )  # fmt: skip
        self.profiles: dict[str, int] = {}
        self.library = self._library("Films", "movie", ContentType.MOVIE)
        self.shows = self._library("Series", "series", ContentType.SERIES)

    async def close(self) -> None:
        await self.house.sources.close()
        await self.http.aclose()
        self.db.close()

    def add(self, model: Any, **values: Any) -> int:
        """Writes a row; returns its id (0 where it has none)."""

        def unit(connection: Connection) -> int:
            table = model.__table__
            key = table.c.get("id")
            statement = insert(table)
            if key is None:
                connection.execute(statement, values)
                return 0
            return int(connection.execute(statement.returning(key), values).scalar_one())

        return self.db.write_now(unit)

    def rows(self, model: Any, **where: Any) -> list[Any]:
        table = model.__table__
        statement = select(table).order_by(*table.primary_key)
        for name, value in where.items():
            statement = statement.where(table.c[name] == value)
        return self.db.read_now(lambda connection: list(connection.execute(statement)))

    def events(self) -> list[str]:
        return [row.type for row in self.rows(EventRow) if not row.type.startswith("health.")]

    def payload(self, event: str) -> dict[str, Any]:
        found: dict[str, Any] = [row for row in self.rows(EventRow) if row.type == event][-1].payload
        return found

    def downloads(self) -> list[Any]:
        return self.rows(Download)

    def verdicts(self, title: str) -> list[Any]:
        ids = [row.id for row in self.rows(Release) if row.title == title]
        return [row for row in self.rows(ReleaseVerdict) if row.release_id in ids]

    def blocked(self) -> list[Any]:
        return self.rows(BlocklistEntry)

    def jobs(self, kind: str) -> list[Any]:
        return self.rows(Job, type=kind)

    def set(self, key: str, value: Any) -> None:
        self.add(SettingRow, key=key, value=value, updated_at=NOW)

    def film(self, title: str = "Sintel", year: int = 2010, *, minutes: int = 15, profile: str = "Films 1080p",
             aliases: tuple[str, ...] = (), imdb_id: str | None = None, **changes: Any) -> int:  # fmt: skip
        item = self._item(title, "movie", self.library, year=year, runtime_seconds=minutes * 60, **changes)
        self.add(Movie, item_id=item, digital_on=date(year, 10, 1), available_at=datetime(year, 10, 1, tzinfo=UTC))
        self._names(item, "movie", aliases, imdb_id)
        self.version(item, profile, is_default=True)
        return item

    def series(self, title: str = "Pioneer One", episodes: int = 3, *, unaired: int = 0, minutes: int = 30,
               profile: str = "Series 1080p", series_type: str = "standard", **changes: Any) -> tuple[int, list[int]]:  # fmt: skip
        """A series with one season; its ids: the series, and the episodes in order."""
        item = self._item(title, "series", self.shows, year=2010, runtime_seconds=minutes * 60, **changes)
        self.add(Series, item_id=item, series_type=series_type)
        season = self._item("Season 1", "season", self.shows, parent_id=item)
        self.add(Season, item_id=season, series_id=item, season_number=1)
        made = []
        for number in range(1, episodes + unaired + 1):
            day = NOW + timedelta(days=7 * (number - episodes) - 1)
            episode = self._item(f"Episode {number}", "episode", self.shows, parent_id=season,
                                 runtime_seconds=minutes * 60)  # fmt: skip
            self.add(Episode, item_id=episode, series_id=item, season_id=season, season_number=1, aired_at=day,
                     episode_number=number, absolute_number=number, air_date=day.date())  # fmt: skip
            made.append(episode)
        self.version(item, profile, is_default=True)
        return item, made

    def version(self, item: int, profile: str, *, name: str = "Standard", is_default: bool = False) -> int:
        return self.add(Version, item_id=item, name=name, is_default=is_default, created_at=NOW, updated_at=NOW,
                        quality_profile_id=self.profiles[profile])  # fmt: skip

    def version_of(self, item: int) -> int:
        return int(self.rows(Version, item_id=item)[0].id)

    def file(self, title: int, item: int, quality: str, **changes: Any) -> int:
        made = self.add(MediaFile, version_id=self.version_of(title), title_id=title, path=f"/films/{item}.mkv",
                        size_bytes=GB, quality=quality, imported_at=NOW, **changes)  # fmt: skip
        self.add(MediaFileItem, file_id=made, item_id=item)
        self.db.write_now(recount_title, title, self.clock.now())
        return made

    def indexer(self, fake: FakeIndexer, name: str = "Archive", **changes: Any) -> int:
        self.http.allow(fake.url)
        given = {"implementation": "torznab", "protocol": Protocol.TORRENT.value, "settings": {"url": fake.url}}
        return self.add(IndexerRow, **({"name": name} | given | changes))

    def person(self, name: str) -> Actor:
        """Somebody who asks."""
        return Actor(self.add(User, username=name.lower(), display_name=name), name)

    def client(self, name: str = "Memory", **changes: Any) -> MemoryClient:
        self.registry.clients[name] = MemoryClient()
        given = {"implementation": "memory", "protocol": "torrent", "settings": {"key": name}}
        self.add(DownloadClientRow, **({"name": name} | given | changes))
        return self.registry.clients[name]

    def _library(self, name: str, content: str, kind: ContentType) -> int:
        library = self.add(Library, name=name, slug=name.lower(), content_type=content)
        self.add(RootFolder, library_id=library, path=str(self.folder / name))
        steps = []
        for profile in builtin_profiles(kind):
            full = f"{name} {profile.name}"
            made = self.add(QualityProfileRow, name=full, cutoff=profile.cutoff, content_type=content)
            self.profiles[full] = made
            steps += [
                {"profile_id": made, "position": place, "name": step.name, "allowed": step.allowed,
                 "qualities": list(step.qualities)}
                for place, step in enumerate(profile.items)
            ]  # fmt: skip
        self.db.write_now(lambda connection: connection.execute(insert(ProfileItemRow), steps))
        return library

    def _item(self, title: str, kind: str, library: int, **values: Any) -> int:
        return self.add(MediaItem, title=title, sort_title=title.lower(), clean_title=clean_title(title), kind=kind,
                        library_id=library, added_at=NOW, **values)  # fmt: skip

    def _names(self, item: int, kind: str, aliases: tuple[str, ...], imdb_id: str | None) -> None:
        for alias in aliases:
            self.add(TitleAlias, item_id=item, title=alias, clean_title=clean_title(alias))
        if imdb_id is not None:
            self.add(ExternalId, item_id=item, provider="imdb", value=imdb_id, kind=kind, library_id=self.library)


def sentence(stored: Any) -> str:
    """A stored sentence as people read it."""
    from monarr.core.text import Text

    return str(msgspec.convert(stored, Text))
