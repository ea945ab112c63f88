"""Indexers: where releases are found."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from monarr.core.kinds import Protocol as ReleaseProtocol


class QueryKind(StrEnum):
    TEXT = "text"
    MOVIE = "movie"
    EPISODE = "episode"
    SEASON = "season"
    DAILY = "daily"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """One question to an indexer. The adapter asks by id where the indexer can, else by `title` and numbers. `ids` maps
    provider names (`imdb`, `tmdb`, `tvdb`, `tvmaze`) to values."""

    kind: QueryKind
    title: str = ""
    titles: tuple[str, ...] = ()  # further names worth asking for
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    absolute_episode: int | None = None
    air_date: date | None = None
    ids: dict[str, str] = {}
    categories: tuple[int, ...] = ()  # Newznab numbers; empty: the indexer's configured ones
    limit: int = 100  # releases at most, over all pages


class IndexerRelease(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A release on offer, as the indexer states it. None: it did not say."""

    guid: str
    title: str
    protocol: ReleaseProtocol
    download_url: str | None = None
    magnet_url: str | None = None
    info_url: str | None = None
    info_hash: str | None = None  # lower-case hex
    size_bytes: int | None = None
    published_at: datetime | None = None
    categories: tuple[int, ...] = ()
    seeders: int | None = None
    leechers: int | None = None
    grabs: int | None = None
    file_count: int | None = None
    ids: dict[str, str] = {}
    languages: tuple[str, ...] = ()  # in the indexer's own words; empty: it did not say
    subtitles: tuple[str, ...] = ()  # likewise
    flags: frozenset[str] = frozenset()  # freeleech, halfleech, double_upload, internal, scene, nuked …
    minimum_ratio: float | None = None
    minimum_seed_minutes: int | None = None


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What an indexer can be asked. `modes` maps search, tvsearch and movie to the parameters it takes."""

    modes: dict[str, frozenset[str]] = {}
    categories: dict[int, str] = {}
    limit_default: int = 100
    limit_maximum: int = 100
    server: str = ""


class Grabbed(msgspec.Struct, frozen=True, kw_only=True):
    """What the indexer gives for a release: the content of a torrent or NZB file, or a magnet address."""

    content: bytes | None = None
    magnet_url: str | None = None
    file_name: str = ""


class Indexer(Protocol):
    async def test(self) -> None:
        """Asks for the capabilities and one page. Raises ProviderError saying what to change."""
        ...

    async def capabilities(self) -> Capabilities: ...

    async def search(self, query: Query) -> list[IndexerRelease]:
        """Releases for the query, in the indexer's order. Items that cannot be used (no title, no address) are left
        out. Raises ProviderError."""
        ...

    async def recent(self, limit: int = 100, until_guid: str | None = None) -> list[IndexerRelease]:
        """The newest releases (RSS), newest first; pages on until `until_guid` is met or `limit` is reached."""
        ...

    async def fetch(self, release: IndexerRelease) -> Grabbed:
        """The torrent or NZB of a release. Raises Refused when the indexer will not give it."""
        ...
