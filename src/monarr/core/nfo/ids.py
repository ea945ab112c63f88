"""Ids of titles in free text: addresses, folder-name tags and plain mentions."""

from __future__ import annotations

import re

from monarr.core.nfo.model import NfoKind

IMDB_ID = re.compile(r"\btt\d{7,9}\b")
NUMBER = re.compile(r"[1-9]\d{0,9}")

# (what it names, the kind it implies, the expression); addresses come before plain words, since they are surer
_PATTERNS: tuple[tuple[str, NfoKind | None, re.Pattern[str]], ...] = (
    ("imdb", None, re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{7,9})", re.I)),
    ("tmdb", NfoKind.MOVIE, re.compile(r"themoviedb\.org/movie/(\d{1,10})", re.I)),
    ("tmdb", NfoKind.TVSHOW, re.compile(r"themoviedb\.org/tv/(\d{1,10})", re.I)),
    ("tvdb", NfoKind.TVSHOW, re.compile(r"thetvdb\.com/(?:dereferrer/)?series/(\d{1,10})\b", re.I)),
    ("tvdb", NfoKind.TVSHOW, re.compile(r"thetvdb\.com/\S*?[?&](?:series)?id=(\d{1,10})", re.I)),
    ("tvmaze", NfoKind.TVSHOW, re.compile(r"tvmaze\.com/shows/(\d{1,10})", re.I)),
    ("imdb", None, re.compile(r"\b(tt\d{7,9})\b")),
    ("tmdb", None, re.compile(r"\btmdb(?:[ _-]?id)?\s*[-=:]\s*(\d{1,10})\b", re.I)),
    ("tvdb", None, re.compile(r"\btvdb(?:[ _-]?id)?\s*[-=:]\s*(\d{1,10})\b", re.I)),
    ("tvmaze", None, re.compile(r"\btvmaze(?:[ _-]?id)?\s*[-=:]\s*(\d{1,10})\b", re.I)),
)


def find_ids(text: str) -> tuple[dict[str, str], NfoKind | None]:
    """Ids by the name of their source, and the kind of title that an address implies. The first mention of each source
    holds: what comes later is mostly about something else."""
    ids: dict[str, str] = {}
    kind: NfoKind | None = None
    for source, implied, pattern in _PATTERNS:
        found = pattern.search(text)
        if found is None:
            continue
        if source not in ids:
            ids[source] = found[1].lower()
            kind = kind or implied
    return ids, kind


def accept_id(source: str, value: str) -> str | None:
    """The id as that source writes it, or None when it cannot be one of its. Unknown sources keep their value."""
    value = value.strip()
    if source == "imdb":
        return value if IMDB_ID.fullmatch(value) else None
    if source in ("tmdb", "tvdb", "tvmaze"):
        return value if NUMBER.fullmatch(value) else None
    return value if 0 < len(value) <= 100 else None
