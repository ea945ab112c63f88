"""The demo's catalogue: open films, public-domain classics, and a few invented series, as facts with texts of our own.

Runtimes are those of the demo's files (one to three minutes), not of the works. Ids are the public ones where they are
known for certain; all others, and those of invented titles, begin at 900000000.
"""

from __future__ import annotations

from datetime import date

from monarr.core.kinds import MediaKind
from monarr.demo.catalogue.films import FILMS
from monarr.demo.catalogue.model import DemoEpisode, DemoSeason, DemoTitle
from monarr.demo.catalogue.series import series

__all__ = ["DemoEpisode", "DemoSeason", "DemoTitle", "find_title", "load_catalogue"]


def load_catalogue(today: date) -> tuple[DemoTitle, ...]:
    """All titles, films first. Running series have their newest season around `today`."""
    return (*FILMS, *series(today))


def find_title(titles: tuple[DemoTitle, ...], kind: MediaKind, source: str, value: str) -> DemoTitle | None:
    """The title with an id (`tmdb`, `imdb`, `tvdb`, `tvmaze`), or None."""
    return next((title for title in titles if title.kind is kind and title.ids.get(source) == value), None)
