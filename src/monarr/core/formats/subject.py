"""What a release shows to the conditions.

A series' expressions see the whole name without a file ending. A film's see it with the film's title put as "A Movie"
("A.Movie" where dots part its words), so that words of the title ("Proper", "Remux") are not taken for words about the
release.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
import regex

from monarr.core.formats.expressions import searched
from monarr.core.formats.model import Subject
from monarr.core.formats.vocabulary import ORIGINAL, UNKNOWN, Numbering
from monarr.core.quality import get_quality
from monarr.core.releases import ParsedRelease

_FILE_ENDINGS = frozenset({
    "mkv", "mk3d", "mp4", "m4v", "avi", "mov", "qt", "wmv", "asf", "asx", "mpg", "mpeg", "m2v", "m2ts", "mts", "ts", "webm",
    "ogm", "ogv", "flv", "divx", "vob", "iso", "img", "dvd", "rm", "rmv", "rmvb", "3gp", "wtv", "wpl", "strm", "evo", "bin",
    "par2", "nzb", "torrent", "rar", "zip", "7z",
})  # fmt: skip
_BRACKETS = str.maketrans("【】", "[]")
_LEADING_GROUP = regex.compile(r"\s*\[[^\]]*\](?=.*\w)")
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
    title = _without_ending(release_title.strip())
    if not title.isascii():
        title = title.translate(_BRACKETS)
    if numbering == "movie":
        title = without_film_title(title, (parsed.title, *parsed.alternate_titles))
    original = None if original_language in (None, "", UNKNOWN, ORIGINAL) else original_language
    return Subject(
        numbering=numbering,
        title=searched(title),
        group=searched(parsed.release_group) if parsed.release_group else None,
        edition=searched(parsed.edition) if parsed.edition else None,
        languages=_spoken(parsed.languages, original),
        original_language=original,
        quality=get_quality(parsed.quality),
        size_bytes=size_bytes,
        year=parsed.year,
        flags=flags,
        release_type=release_type or release_type_of(parsed),
    )


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() in _FILE_ENDINGS else name


def of_known_title(parsed: ParsedRelease, original_language: str | None, year: int | None) -> ParsedRelease:
    """The release of a film or series that is known, as conditions shall see it: one that names no language is in the
    original one, and a film's year is the film's, not the name's."""
    languages = [original_language] if original_language and parsed.languages == [UNKNOWN] else parsed.languages
    own_year = year if year is not None and parsed.type == "movie" else parsed.year
    return msgspec.structs.replace(parsed, languages=languages, year=own_year)


def _spoken(languages: Sequence[str], original: str | None) -> tuple[str, ...]:
    """The languages, the original one by its name where that is known."""
    if original is None or ORIGINAL not in languages:
        return tuple(languages)
    return tuple(original if language == ORIGINAL else language for language in languages)


def release_type_of(parsed: ParsedRelease) -> str:
    """`season_pack`, `multi_episode`, `single_episode` or `unknown`, by the numbers in the name as Sonarr has it: a
    date alone is not numbered."""
    count = len(parsed.episodes) or len(parsed.absolute_episodes)
    if count > 1:
        return "multi_episode"
    if count == 1:
        return "single_episode"
    return "season_pack" if parsed.full_season else "unknown"


def without_film_title(release_title: str, film_titles: tuple[str, ...]) -> str:
    """The name with the film's titles, which stand one after another, as `A Movie` or `A.Movie`. A group in brackets
    that leads is passed over, unless the title is what stands in them."""
    prefix = _LEADING_GROUP.match(release_title)
    start, end = _place(release_title, film_titles, prefix.end() if prefix else 0)
    if start < 0 and prefix:
        start, end = _place(release_title, film_titles, 0)
    if start < 0:
        return release_title
    stand_in = "A.Movie" if "." in release_title[start:end] else "A Movie"
    return release_title[:start] + stand_in + release_title[end:]


def _place(release_title: str, film_titles: tuple[str, ...], first: int) -> tuple[int, int]:
    """From where to where the titles stand; below 0 when they do not."""
    start = end = -1
    for film_title in film_titles:
        expression = _title_expression(film_title)
        found = expression.search(release_title, max(end, first)) if expression is not None else None
        if found is not None:
            start = found.start() if start < 0 else start
            end = found.end()
    return start, end


@lru_cache(maxsize=4096)
def _title_expression(film_title: str) -> regex.Pattern[str] | None:
    """The words of the title, with whatever parts them; None for a title without words."""
    words = _WORDS.findall(film_title)
    if not words:
        return None
    joined = r"[^\p{L}\p{N}]*".join(regex.escape(word) for word in words)
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}]){joined}(?![\p{{L}}\p{{N}}])", regex.IGNORECASE)
