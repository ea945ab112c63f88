"""What a release shows to the conditions.

A series' expressions see the whole name without a file ending. A film's see it with the film's title put as "A Movie",
so that words of the title ("Proper", "Remux") are not taken for words about the release.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from monarr.core.formats.model import Subject
from monarr.core.formats.vocabulary import Numbering
from monarr.core.quality import get_quality
from monarr.core.releases import ParsedRelease

_FILE_ENDING = regex.compile(
    r"\.(?:mkv|mp4|m4v|avi|mov|wmv|mpe?g|m2ts|ts|webm|ogm|flv|divx|vob|iso|img|rmvb?|3gp|wtv|strm|nzb|torrent|rar|zip|7z)$",
    regex.IGNORECASE,
)
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def subject_of(
    release_title: str,
    parsed: ParsedRelease,
    size_bytes: int | None,
    flags: frozenset[str],
    numbering: Numbering,
    original_language: str | None,
    release_type: str | None,
) -> Subject:
    """The subject of a release; `release_type` None means that the parsed numbers say it."""
    title = _FILE_ENDING.sub("", release_title)
    return Subject(
        numbering=numbering,
        title=without_film_title(title, parsed.title) if numbering == "movie" else title,
        group=parsed.release_group or None,
        edition=parsed.edition or None,
        languages=tuple(parsed.languages),
        original_language=original_language,
        quality=get_quality(parsed.quality),
        size_bytes=size_bytes,
        year=parsed.year,
        flags=flags,
        release_type=release_type or release_type_of(parsed),
    )


def release_type_of(parsed: ParsedRelease) -> str:
    """`season_pack`, `multi_episode`, `single_episode` or `unknown`."""
    if parsed.full_season:
        return "season_pack"
    count = len(parsed.episodes) or len(parsed.absolute_episodes)
    if count > 1:
        return "multi_episode"
    return "single_episode" if count == 1 or parsed.air_date is not None else "unknown"


def without_film_title(release_title: str, film_title: str) -> str:
    """The name with the film's title as `A Movie`, or `A.Movie` where dots part the words."""
    expression = _title_expression(film_title)
    found = expression.search(release_title) if expression is not None else None
    if found is None:
        return release_title
    stand_in = "A Movie" if " " in release_title.strip() else "A.Movie"
    return release_title[: found.start()] + stand_in + release_title[found.end() :]


@lru_cache(maxsize=4096)
def _title_expression(film_title: str) -> regex.Pattern[str] | None:
    """The words of the title, with whatever parts them; None for a title without words."""
    words = _WORDS.findall(film_title)
    if not words:
        return None
    joined = r"[^\p{L}\p{N}]*".join(regex.escape(word) for word in words)
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){joined}(?![\p{{L}}\p{{N}}])", regex.IGNORECASE)
