"""The kinds of things Monarr knows, as text that is stored in the database."""

from __future__ import annotations

from enum import StrEnum


class MediaKind(StrEnum):
    """What a `media_item` is. Film and series are titles; seasons and episodes are their parts."""

    MOVIE = "movie"
    SERIES = "series"
    SEASON = "season"
    EPISODE = "episode"
    ARTIST = "artist"
    ALBUM = "album"
    TRACK = "track"
    VIDEO = "video"


class ContentType(StrEnum):
    """What a library holds."""

    MOVIE = "movie"
    SERIES = "series"
    ANIME = "anime"
    MUSIC = "music"
    VIDEO = "video"

    @property
    def title_kind(self) -> MediaKind:
        """The kind of the titles in such a library."""
        return {
            ContentType.MOVIE: MediaKind.MOVIE,
            ContentType.SERIES: MediaKind.SERIES,
            ContentType.ANIME: MediaKind.SERIES,
            ContentType.MUSIC: MediaKind.ARTIST,
            ContentType.VIDEO: MediaKind.VIDEO,
        }[self]


class Protocol(StrEnum):
    """How a release travels."""

    TORRENT = "torrent"
    USENET = "usenet"


class SeriesType(StrEnum):
    """How a series counts its episodes."""

    STANDARD = "standard"
    DAILY = "daily"
    ANIME = "anime"


class Origin(StrEnum):
    """How a release came to be judged."""

    RSS = "rss"
    SEARCH = "search"  # automatic: scheduled, or the Search button
    INTERACTIVE = "interactive"  # a person looks at the list and chooses
    PUSH = "push"


class JobPriority:
    """Lower runs first. The numbers are stored."""

    CRITICAL = 1
    USER = 2
    NORMAL = 5
    BACKGROUND = 10
