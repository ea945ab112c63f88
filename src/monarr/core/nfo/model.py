"""An NFO document as values. Fields are Kodi's (https://kodi.wiki/view/NFO_files); None and empty are not written."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec


class NfoKind(StrEnum):
    """The root element of a document."""

    MOVIE = "movie"
    TVSHOW = "tvshow"
    SEASON = "season"
    EPISODE = "episodedetails"


class NfoActor(msgspec.Struct, frozen=True):
    name: str
    role: str | None = None
    order: int | None = None
    thumb: str | None = None  # address of a portrait


class NfoRating(msgspec.Struct, frozen=True):
    """`source` is Kodi's name of it: imdb, themoviedb, tvmaze, metacritic ... Exactly one should be the default."""

    source: str
    value: float
    scale: float = 10  # the best possible value
    votes: int | None = None
    default: bool = False


class NfoSet(msgspec.Struct, frozen=True):
    """The collection a film belongs to."""

    name: str
    overview: str | None = None


_HDR_WORDS = {"hdr10": "hdr10", "hdr10plus": "hdr10plus", "hlg10": "hlg"}


def kodi_hdr(kind: str | None) -> str | None:
    """Kodi's word for a kind of `VideoStream.hdr`; it knows one Dolby Vision, whatever its base."""
    return "dolbyvision" if kind and kind.startswith("dolby_vision") else _HDR_WORDS.get(kind or "")


class NfoVideo(msgspec.Struct, frozen=True, kw_only=True):
    codec: str | None = None
    aspect: float | None = None
    width: int | None = None
    height: int | None = None
    duration_seconds: int | None = None
    hdr: str | None = None  # Kodi's words: hdr10, hlg, dolbyvision


class NfoAudio(msgspec.Struct, frozen=True):
    codec: str | None = None
    language: str | None = None  # ISO 639-2
    channels: int | None = None


class NfoSubtitle(msgspec.Struct, frozen=True):
    language: str | None = None  # ISO 639-2


class NfoStreams(msgspec.Struct, frozen=True):
    video: tuple[NfoVideo, ...] = ()
    audio: tuple[NfoAudio, ...] = ()
    subtitles: tuple[NfoSubtitle, ...] = ()


class NfoDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One film, series, season or episode. `ids` go by Kodi's names (imdb, tmdb, tvdb, tvmaze); `default_id` names the
    one a scraper should prefer, and is the first of `ids` when None."""

    kind: NfoKind
    title: str = ""
    original_title: str | None = None
    sort_title: str | None = None
    show_title: str | None = None  # the series, in an episode's document
    year: int | None = None
    premiered_on: date | None = None
    aired_on: date | None = None  # episodes
    season: int | None = None
    episode: int | None = None
    plot: str | None = None
    outline: str | None = None
    tagline: str | None = None
    runtime_minutes: int | None = None
    certification: str | None = None
    status: str | None = None
    ratings: tuple[NfoRating, ...] = ()
    ids: dict[str, str] = {}
    default_id: str | None = None
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    set: NfoSet | None = None
    season_names: dict[int, str] = {}  # series: names of its seasons
    actors: tuple[NfoActor, ...] = ()
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    trailer: str | None = None
    streams: NfoStreams | None = None
    added_at: datetime | None = None  # aware UTC


class NfoFacts(msgspec.Struct, frozen=True):
    """What a file told. `documents` is empty when only ids could be read out of it: a file with nothing but an address,
    or broken beyond repair. `ids` are those of the first document, with gaps filled from the text around."""

    kind: NfoKind | None
    ids: dict[str, str]
    documents: tuple[NfoDocument, ...] = ()
    broken: bool = False  # meant to be XML, and is not

    @property
    def document(self) -> NfoDocument | None:
        """The first document: the only one, but for a file of several episodes."""
        return self.documents[0] if self.documents else None
