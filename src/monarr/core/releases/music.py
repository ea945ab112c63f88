"""Music: artist, album, year, format and bitrate.

Two forms are in use: `Artist - Album (2019) [FLAC]`, whose parts stand between spaced dashes, and the scene's
`Artist-Album-WEB-2019-GROUP`, whose parts stand between bare ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from monarr.core.releases import title as titles
from monarr.core.releases._music_quality import grade
from monarr.core.releases._read import without_wrapping
from monarr.core.releases._scan import Find, scan, split
from monarr.core.releases.model import ParsedRelease

_YEAR = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])")
_IN_BRACKETS = re.compile(r"[\[({][^\])}]{0,20}?((?<!\d)(?:19|20)\d\d(?!\d))[^\])}]{0,20}[\])}]")
_YEAR_ALONE = re.compile(r"[\[({]((?:19|20)\d\d)[\])}]")
_SPACES = re.compile(r"\s+")  # one each, so that nothing below runs over long gaps
_SPACED = re.compile(r"\s[-–—]\s|_[-–]_|\.-\.")
_LOOSE = re.compile(r"\s/\s|(?<=\w):\s")
_FRONT = re.compile(r"[\[(][^\])]{1,40}[\])]\s*(?=\S)")
_FRONT_YEAR = re.compile(r"(?:19|20)\d\d\s+[-–]\s+")
_LEADING_YEAR = re.compile(r"[\[({]?((?:19|20)\d\d)(?:[\])}][ ._]*|\.[ _]+)(?=\S)")
_FORMAT_WORDS = (
    "flac|mp3|web|cdr?|cds|cdm|cdep|[2-9]cd|vinyl|alac|aac|ape|wav|ogg|wma|m4a|320|256|192|24[ ._-]?bit|16[ ._-]?bit|dvda|sacd|vbr|v0|v2|"
    "lossless|(?:320|256|192)? ?kbps|remastered|advance|promo|bootleg|retail"
)
_FORMAT = re.compile(rf"(?<![^\W_])(?:{_FORMAT_WORDS})(?![^\W_])", re.I)
_MEDIUM = re.compile(rf"(?:{_FORMAT_WORDS}|lp|ep|[2-9]lp|\d+khz|\d+bit|single|(?:19|20)\d\d|\(.*\))", re.I)
_PRINT = re.compile(r"\b(?:deluxe|edition|remaster(?:ed)?|expanded|bonus|version|reissue|explicit|limited)\b", re.I)
_BRACKET = re.compile(r"[\[({]")
_GROUP = re.compile(r"[^\W_][\w.]{1,30}")
_DISCOGRAPHY = re.compile(r"(.{1,80}?):?[ ._(]{1,3}((?:complete )?discography)(?![^\W_])", re.I)
# in a bracket, which films do not have
_SIGN = re.compile(
    r"[\[({](?:mp3|flac|alac|ape|v[02]|(?:cbr|vbr)?[ -]?(?:320|256|192)(?:[ ]?kbps)?|[2-9]?cd|vinyl|[2-9]?lp|ep|single|hi-?res[^\])}]{0,12}"
    r"|(?:16|24)(?:[ -]?bit)?[ -/](?:44|48|88|96|176|192)[^\])}]{0,8}|sacd|discography)[\])}]",
    re.I,
)
# A set sent live, by where it was taken from and its day: `DJ_Name-Set-SAT-05-14-2011-GROUP`.
_LIVE_SET = re.compile(
    r"([^\s.]{3,200})-\(?(?:sat|cable|dvb-?[sct]|fm|dab|sbd|line|stream|aud)\)?"
    r"-(?:\d\d-\d\d-((?:19|20)\d\d)|((?:19|20)\d\d)-\d\d-\d\d)-([A-Za-z]\w{1,20})",
    re.I,
)
_TALKS_OF_PICTURES = frozenset(("resolution", "video_codec", "hdr"))


class _Parts(NamedTuple):
    artist: str
    album: str
    year: int | None
    group: str | None


def sounds_like(text: str, finds: Sequence[Find]) -> bool:
    """Whether sound is all that the name tells of: by a format, in the scene's form, or by a bracket as albums have it."""
    has_sound = False
    for find in finds:
        if find.property in ("resolution", "video_codec", "hdr", "numbering", "subtitles", "imdb_id"):
            return False
        if find.property == "source" and find.strong:
            return False
        has_sound = has_sound or (
            find.property == "audio" and find.value[0] in ("FLAC", "MP3", "ALAC", "Vorbis", "AAC")
        )
    return has_sound or _is_of_scene(text) or (" - " in text and _SIGN.search(text) is not None)


def _is_of_scene(text: str) -> bool:
    """`Artist_Name-Album_Title-WEB-2019-GROUP`: parts between dashes, with the year before the group."""
    head, *rest = text.rsplit("-", 2)
    if len(rest) != 2 or " " in text or ("." in head and "_" not in head) or "-" not in head:
        return False
    return _YEAR.fullmatch(rest[0]) is not None and _GROUP.fullmatch(rest[1]) is not None


def is_live_set(name: str) -> bool:
    """Whether it is a set sent live, which is named by its day as a daily show is."""
    return _LIVE_SET.fullmatch(name) is not None


def parse(name: str) -> ParsedRelease | None:
    """What the name of an album says; None when artist and album cannot be told, or when it is of pictures."""
    if live := _LIVE_SET.fullmatch(name):
        name = f"{live[1]}-{live[2] or live[3]}-{live[4]}"
    bare = without_wrapping(name)
    if bare is None:
        return None
    text, extension = _SPACES.sub(" ", bare[0]).strip(), bare[1]
    quality = grade(text, extension)
    if _is_of_pictures(scan(split(text)), quality):
        return None
    text, front_year = _without_front(text)
    pattern = next((one for one in (_SPACED, _LOOSE) if _parts_artist(one, text)), None)
    parts = _spaced(text, pattern) if pattern else _bare(text)
    if parts is None or not parts.album or not any(character.isalnum() for character in parts.artist):
        return None
    year = parts.year or front_year
    if year is None and quality == "Unknown":
        return None
    return ParsedRelease(
        type="music", title=parts.album, artist=titles.written(parts.artist, acronyms=" " in text.strip()), album=parts.album, year=year,
        quality=quality, release_group=parts.group,
    )  # fmt: skip


def _parts_artist(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the pattern is found, and not first within a bracket (`Artist: Discography (1999 - 2019)`)."""
    match = pattern.search(text)
    return match is not None and text.count("(", 0, match.start()) == text.count(")", 0, match.start())


def _is_of_pictures(finds: Sequence[Find], quality: str) -> bool:
    """A streamed album may be said to be a `WEB-DL`, where its format is said too."""
    for find in finds:
        if find.property in _TALKS_OF_PICTURES or (find.strong and find.property == "numbering"):
            return True
        if find.strong and find.property == "air_date" and quality == "Unknown":
            return True
        if (
            find.strong
            and find.property == "source"
            and (quality == "Unknown" or find.value[0] not in ("webdl", "webrip"))
        ):
            return True
    return False


def _without_front(text: str) -> tuple[str, int | None]:
    """Without the brackets and the year in front: `(Genre) [CD] Artist`, `[2019] Artist`, `2019 - Artist`."""
    year: re.Match[str] | None = None
    for _ in range(3):
        front = _FRONT.match(text)
        if front is None:
            break
        year = year or _YEAR.search(front[0])
        text = text[front.end() :]
    dated = _FRONT_YEAR.match(text)
    if dated and _SPACED.search(text, dated.end()):
        year, text = year or _YEAR.match(text), text[dated.end() :]
    return text, int(year[0]) if year else None


def _spaced(text: str, pattern: re.Pattern[str]) -> _Parts | None:
    artist, *parts = pattern.split(text)
    bracketed = _YEAR_ALONE.search(text, len(artist)) or _IN_BRACKETS.search(text, len(artist))
    year = int(bracketed[1]) if bracketed else None
    album = ""
    for part in parts:
        leading = _LEADING_YEAR.match(part)
        if leading:
            year, part = year or int(leading[1]), part[leading.end() :]
        cut = _album_of(part)
        if _YEAR.fullmatch(cut) and not _IN_BRACKETS.search(part):
            year = year or int(cut)
        elif cut and not album and (_YEAR.fullmatch(cut) or not _MEDIUM.fullmatch(cut)):
            dated = None if _YEAR.fullmatch(cut) else _YEAR.search(cut, 1)
            year = year or (int(dated[0]) if dated else None)
            album = titles.written((cut[: dated.start()] if dated else cut).rstrip(" -_"), acronyms=True)
    if year is None:
        years = _YEAR.findall(text, len(artist))
        year = int(years[-1]) if years and years[-1] != album else None
    return _Parts(artist, album, year, _group_behind(text))


def _album_of(part: str) -> str:
    """Up to the first format word, or the first bracket that does not belong to the title."""
    found = _FORMAT.search(part, 1)
    end = found.start() if found else len(part)
    for bracket in _BRACKET.finditer(part, 1, end):
        closing = part.find(")", bracket.end())
        content = part[bracket.end() : closing]
        belongs = (
            part[bracket.start()] == "("
            and 0 < closing < end
            and not _PRINT.search(content)
            and not _YEAR.search(content)
        )
        if not belongs:
            end = bracket.start()
            break
    return part[:end].strip(" ._,;")


def _group_behind(text: str) -> str | None:
    """`…[FLAC]-GROUP`: behind the last dash, where that follows a bracket, a year or a format."""
    head, dash, word = text.rpartition("-")
    if not dash or not head or not _GROUP.fullmatch(word) or word.isdigit() or _MEDIUM.fullmatch(word):
        return None
    if head[-1] in "])}":
        return word
    before = re.split(r"[^\w]", head[-12:])[-1]
    return word if before and _MEDIUM.fullmatch(before) else None


def _bare(text: str) -> _Parts | None:
    """`Artist-Album-(Edition)-WEB-2019-GROUP`, and `Artist Discography`."""
    artist, *parts = text.split("-")
    if not parts or len(parts) == 1:
        said = _DISCOGRAPHY.match(text)
        dated = _YEAR.search(text)
        return _Parts(said[1], said[2], int(dated[0]) if dated else None, None) if said else _two(artist, parts)
    years = [part for part in parts if _YEAR.fullmatch(part.strip())]
    is_year = len(years) > 1 and parts[0] == years[0]  # the album is called so
    album = parts[0] if is_year else next((part for part in parts if not _MEDIUM.fullmatch(part.strip("_. "))), "")
    last = parts[-1].strip()
    is_group = _GROUP.fullmatch(last) and not last.isdigit() and not _MEDIUM.fullmatch(last) and last != album
    year = int(years[-1]) if years else None
    if year is None:
        found = _IN_BRACKETS.search(text)
        year = int(found[1]) if found else None
    cut = _album_of(album.replace("_", " "))
    return _Parts(artist, titles.written(cut), year, last if is_group else None)


def _two(artist: str, parts: list[str]) -> _Parts | None:
    """`Artist-Album (2019)`."""
    if not parts or _YEAR.search(artist, 1):
        return None
    year = _YEAR.search(parts[0], 1)
    cut = _album_of(parts[0])
    dated = _YEAR.search(cut, 1)
    album = titles.written((cut[: dated.start()] if dated else cut).rstrip(" -_"))
    return _Parts(artist, album, int(year[0]) if year else None, None)
