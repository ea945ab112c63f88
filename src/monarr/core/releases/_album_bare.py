"""The scene's `Artist-Album-WEB-2019-GROUP`: parts between bare dashes."""

from __future__ import annotations

import re

from monarr.core.releases import title as titles
from monarr.core.releases._album_words import GROUP, IN_BRACKETS, MEDIUM, YEAR, Parts, album_of

_DISCOGRAPHY = re.compile(r"(.{1,80}?):?[ ._(]{1,3}((?:complete )?discography)(?![^\W_])", re.I)


def read_bare(text: str) -> Parts | None:
    """`Artist-Album-(Edition)-WEB-2019-GROUP`, and `Artist Discography`."""
    artist, *parts = text.split("-")
    if not parts or len(parts) == 1:
        said = _DISCOGRAPHY.match(text)
        dated = YEAR.search(text)
        return Parts(said[1], said[2], int(dated[0]) if dated else None, None) if said else _two(artist, parts)
    years = [part for part in parts if YEAR.fullmatch(part.strip())]
    is_year = len(years) > 1 and parts[0] == years[0]  # the album is called so
    album = parts[0] if is_year else next((part for part in parts if not MEDIUM.fullmatch(part.strip("_. "))), "")
    last = parts[-1].strip()
    is_group = GROUP.fullmatch(last) and not last.isdigit() and not MEDIUM.fullmatch(last) and last != album
    year = int(years[-1]) if years else None
    if year is None:
        found = IN_BRACKETS.search(text)
        year = int(found[1]) if found else None
    cut = album_of(album.replace("_", " "))
    return Parts(artist, titles.written(cut), year, last if is_group else None)


def _two(artist: str, parts: list[str]) -> Parts | None:
    """`Artist-Album (2019)`."""
    if not parts or YEAR.search(artist, 1):
        return None
    year = YEAR.search(parts[0], 1)
    cut = album_of(parts[0])
    dated = YEAR.search(cut, 1)
    album = titles.written((cut[: dated.start()] if dated else cut).rstrip(" -_"))
    return Parts(artist, album, int(year[0]) if year else None, None)
