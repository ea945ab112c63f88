"""Ids of other catalogues, as people type and paste them: `tmdb:45745`, `tt1727587`, an address of a page."""

from __future__ import annotations

import re

ID_SOURCES = ("tmdb", "tvdb", "imdb", "tvmaze")

_PREFIXED = re.compile(r"\s*(tmdb|tvdb|imdb|tvmaze)(?:id)?\s*[:=-]\s*(tt\d{5,10}|\d{1,10})\s*", re.IGNORECASE)
_BARE_IMDB = re.compile(r"\s*(tt\d{7,10})\s*", re.IGNORECASE)
_PAGES = (
    ("imdb", re.compile(r"imdb\.com/(?:[a-z]{2}/)?title/(tt\d{5,10})", re.IGNORECASE)),
    ("tmdb", re.compile(r"themoviedb\.org/(?:movie|tv)/(\d+)", re.IGNORECASE)),
    ("tvmaze", re.compile(r"tvmaze\.com/shows/(\d+)", re.IGNORECASE)),
)


def parse_id(words: str) -> tuple[str, str] | None:
    """The source and the id that a search means; None when it means words. IMDb's ids keep their `tt`, which is added
    to bare numbers."""
    match = _PREFIXED.fullmatch(words)
    if match is not None:
        source, value = match[1].lower(), match[2].lower()
        if source == "imdb":
            return source, value if value.startswith("tt") else f"tt{value.zfill(7)}"
        return None if value.startswith("tt") else (source, value)
    match = _BARE_IMDB.fullmatch(words)
    if match is not None:
        return "imdb", match[1].lower()
    return next(((source, found[1].lower()) for source, page in _PAGES if (found := page.search(words))), None)
