"""`Artist - Album (2019) [FLAC]`: parts between spaced dashes."""

from __future__ import annotations

import re

from monarr.core.releases import title as titles
from monarr.core.releases._album_words import GROUP, IN_BRACKETS, MEDIUM, YEAR, Parts, album_of, is_medium_behind

SPACED = re.compile(r"\s[-–—]\s|_[-–]_|\.-\.")
LOOSE = re.compile(r"\s/\s|(?<=\w):\s")
_YEAR_ALONE = re.compile(r"[\[({]((?:19|20)\d\d)[\])}]")
_LEADING_YEAR = re.compile(r"[\[({]?((?:19|20)\d\d)(?:[\])}][ ._]*|\.[ _]+)(?=\S)")


def parts_artist(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found, and not first within a bracket (`Artist: Discography (1999 - 2019)`)."""
    match = pattern.search(text)
    return match is not None and text.count("(", 0, match.start()) == text.count(")", 0, match.start())


def read_spaced(text: str, pattern: re.Pattern[str]) -> Parts | None:
    artist, *parts = pattern.split(text)
    bracketed = _YEAR_ALONE.search(text, len(artist)) or IN_BRACKETS.search(text, len(artist))
    year = int(bracketed[1]) if bracketed else None
    album, aside = "", ""
    for part in parts:
        leading = _LEADING_YEAR.match(part)
        if leading:
            year, part = year or int(leading[1]), part[leading.end() :]
        cut = album_of(part)
        if YEAR.fullmatch(cut) and not IN_BRACKETS.search(part):
            year = year or int(cut)
        elif cut and not album and (YEAR.fullmatch(cut) or not MEDIUM.fullmatch(cut)):
            dated = None if YEAR.fullmatch(cut) else YEAR.search(cut, 1)
            year = year or (int(dated[0]) if dated else None)
            album = titles.written((cut[: dated.start()] if dated else cut).rstrip(" -_"), acronyms=True)
        elif cut and not album and is_medium_behind(part, len(cut)):
            aside = aside or titles.written(
                cut, acronyms=True
            )  # `Artist - 320 (2010) [MP3 320]`, `Artist - (an album) [FLAC]`
    album = album or aside
    if year is None:
        years = YEAR.findall(text, len(artist))
        year = int(years[-1]) if years and years[-1] != album else None
    return Parts(artist, album, year, _group_behind(text))


def _group_behind(text: str) -> str | None:
    """`…[FLAC]-GROUP`: behind the last dash, where that follows a bracket, a year or a format."""
    head, dash, word = text.rpartition("-")
    if not dash or not head or not GROUP.fullmatch(word) or word.isdigit() or MEDIUM.fullmatch(word):
        return None
    if head[-1] in "])}":
        return word
    before = re.split(r"[^\w]", head[-12:])[-1]
    return word if before and MEDIUM.fullmatch(before) else None
