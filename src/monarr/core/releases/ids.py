"""Ids in the name: `tt0111161`, `{tmdb-603}`, `[tmdbid=603]`, `{imdb-tt0133093}`."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases

_IMDB = re.compile(r"tt\d{7,8}", re.ASCII)


def read_imdb(name: Name, place: int) -> Find | None:
    word = name.words[place]
    return name.find("imdb_id", word, place, strong=True) if _IMDB.fullmatch(word) else None


def read_labelled(name: Name, place: int) -> Find | None:
    """The number behind `tmdb-`, `tmdbid=`, `tvdb-` …; before `imdb` only the label is taken, the id follows."""
    label = name.words[place].removesuffix("id")
    following = place + 1
    if following < len(name.words) and name.words[following] == "id":
        following += 1
    if following >= len(name.words):
        return None
    number = name.words[following]
    if label == "imdb" and _IMDB.fullmatch(number):
        return name.find("imdb_id", number, place, following, strong=True)
    if label in ("tmdb", "tvdb", "tvmaze") and number.isascii() and number.isdigit() and len(number) < 10:
        return name.find(f"{label}_id", int(number), place, following, strong=True)
    return None


PHRASES = (
    Phrases("id", dict.fromkeys(("tmdb", "tmdbid", "imdb", "imdbid", "tvdb", "tvdbid", "tvmaze")), read=read_labelled),
)
READERS = (("t", read_imdb),)
