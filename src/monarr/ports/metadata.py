"""Metadata sources: who describes a title, and who has pictures of it. Absent is a value, failed is an exception."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Protocol

import msgspec

from monarr.core.kinds import MediaKind


class Rating(msgspec.Struct, frozen=True):
    source: str  # imdb, tmdb, tvmaze, metacritic, rotten_tomatoes …
    value: float
    scale: float = 10  # the best possible value
    votes: int | None = None


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """A person's part in a title. `role` is actor, director, writer, producer, composer, creator or guest."""

    name: str
    role: str
    character: str | None = None
    position: int = 0
    ids: dict[str, str] = {}
    image_url: str | None = None


class Image(msgspec.Struct, frozen=True, kw_only=True):
    """A picture on offer. `slot` is poster, fanart, banner, clearlogo, clearart, landscape, thumb, discart, keyart."""

    slot: str
    url: str
    provider: str
    language: str | None = None  # ISO 639-1; None: no words in it, or not said
    width: int | None = None
    height: int | None = None
    vote_average: float | None = None  # 0 to 10
    vote_count: int | None = None
    season_number: int | None = None


class Translation(msgspec.Struct, frozen=True):
    language: str  # ISO 639-1
    title: str | None = None
    overview: str | None = None
    tagline: str | None = None


class Alias(msgspec.Struct, frozen=True):
    title: str
    language: str | None = None
    season_number: int | None = None
    country: str | None = None


class EpisodeDetails(msgspec.Struct, frozen=True, kw_only=True):
    season_number: int
    episode_number: int
    absolute_number: int | None = None
    title: str = ""
    overview: str | None = None
    air_date: date | None = None  # local to the network
    aired_at: datetime | None = None  # the moment, when known
    runtime_minutes: float | None = None
    ids: dict[str, str] = {}
    ratings: tuple[Rating, ...] = ()
    image_url: str | None = None
    finale: str | None = None  # season, series


class SeasonDetails(msgspec.Struct, frozen=True, kw_only=True):
    season_number: int
    title: str | None = None
    overview: str | None = None
    ids: dict[str, str] = {}
    image_url: str | None = None


class CollectionRef(msgspec.Struct, frozen=True):
    name: str
    ids: dict[str, str] = {}


class TitleHit(msgspec.Struct, frozen=True, kw_only=True):
    """A title found by a search."""

    provider: str
    kind: MediaKind  # MOVIE or SERIES
    title: str
    ids: dict[str, str]
    original_title: str | None = None
    year: int | None = None
    overview: str | None = None
    poster_url: str | None = None
    popularity: float = 0
    status: str | None = None
    network: str | None = None


class TitleDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one source says of a film or series. None and empty mean that it said nothing: never that the field
    should be emptied."""

    provider: str
    kind: MediaKind
    title: str
    ids: dict[str, str]
    original_title: str | None = None
    original_language: str | None = None  # ISO 639-1
    year: int | None = None
    overview: str | None = None
    tagline: str | None = None
    status: str | None = None  # movie: announced, in_cinemas, released; series: continuing, ended, upcoming
    runtime_minutes: float | None = None
    certification: str | None = None
    genres: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    network: str | None = None
    countries: tuple[str, ...] = ()  # ISO 3166-1
    ratings: tuple[Rating, ...] = ()
    credits: tuple[Credit, ...] = ()
    images: tuple[Image, ...] = ()
    translations: tuple[Translation, ...] = ()
    aliases: tuple[Alias, ...] = ()
    collection: CollectionRef | None = None
    popularity: float | None = None
    budget: int | None = None
    revenue: int | None = None
    website: str | None = None
    trailer_url: str | None = None
    premiered_on: date | None = None  # film: first showing anywhere; series: first episode
    in_cinemas_on: date | None = None
    digital_on: date | None = None
    physical_on: date | None = None
    ended_on: date | None = None
    air_time: str | None = None  # HH:MM, local to the network
    time_zone: str | None = None  # IANA name of the network's zone
    seasons: tuple[SeasonDetails, ...] = ()
    episodes: tuple[EpisodeDetails, ...] = ()


class TitleSearch(Protocol):
    kinds: ClassVar[frozenset[MediaKind]]  # what it knows; of other kinds it is not asked

    async def search_titles(self, kind: MediaKind, words: str, year: int | None = None) -> list[TitleHit]:
        """Titles by words, best first. Empty when there are none. Raises ProviderError."""
        ...


class TitleDescription(Protocol):
    async def describe(self, kind: MediaKind, ids: dict[str, str], language: str = "en") -> TitleDetails | None:
        """The title with one of these ids; None when the source does not know it (known absent). Raises ProviderError."""
        ...
