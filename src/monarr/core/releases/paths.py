"""Paths: the folder may know better than the file."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from monarr.core.releases import music
from monarr.core.releases._read import LONGEST, read
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, split
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbering import SURE, Numbering
from monarr.core.releases.numbers import Bare
from monarr.core.releases.parse import assemble, parse_release
from monarr.core.releases.sites import split_extension

_SEASON_FOLDER = re.compile(
    r"(?:season|series|saison|staffel|temporada|stagione|seizoen|sezon|säsong|sæson|sesong|kausi|s)[ ._-]?(\d{1,4})(?:[ ._-].*)?|(\d{1,2})\. (?:staffel|sezon)",
    re.IGNORECASE,
)
_SPECIALS_FOLDER = frozenset(("specials", "special", "season 0", "season 00"))
_INNER_FOLDERS = frozenset(
    (
        "bdmv",
        "stream",
        "video_ts",
        "certificate",
        "subs",
        "sub",
        "subtitles",
        "sample",
        "cd1",
        "cd2",
        "disc 1",
        "disc 2",
    )
)
_LEADING_NUMBER = re.compile(r"(?:e|ep|episode)?[ ._-]?(\d{1,4})(?:-(?:e|ep)?(\d{1,4}))?(?:[ ._)-]|$)", re.IGNORECASE)


def parse_path(path: str, kind: str | None = None) -> ParsedRelease | None:
    """What a file's path says: the file's name, and what is missing there from its folders. None as `parse_release`."""
    if not path or len(path) > LONGEST:
        return None
    if not path.isascii():
        path = unicodedata.normalize("NFC", path)
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip()]
    if not parts:
        return None
    while len(parts) > 2 and parts[-2].lower() in _INNER_FOLDERS:
        del parts[-2]
    *folders, file_name = parts
    if kind == "music":
        return _music(folders, file_name)
    season = _season_of(folders[-1]) if folders else None
    if season is not None and kind != "movie":
        return _in_season(folders, file_name, season)
    return _beside(folders, file_name, kind)


def _season_of(folder: str) -> int | None:
    lowered = folder.strip().lower()
    if lowered in _SPECIALS_FOLDER:
        return 0
    match = _SEASON_FOLDER.fullmatch(lowered)
    return int(match[1] or match[2]) if match else None


def _in_season(folders: list[str], file_name: str, season: int) -> ParsedRelease | None:
    """A file in a season folder: the series is the folder above."""
    stem, extension = split_extension(file_name)
    reading = read(file_name, "series")
    if reading is None or not _is_sure(reading):
        reading = _counted_in_season(reading, season) or _numbered(stem, season, extension) or reading
    parsed = assemble(reading, "series", is_path=True) if reading else None
    if parsed is None:
        return None
    if parsed.title and not parsed.title.isdigit():
        return parsed
    return _titled_by(folders[:-1], parsed)


def _counted_in_season(reading: Reading | None, season: int) -> Reading | None:
    """`Moth - 05` in a season's folder is that season's fifth; with a group in front it counts absolutely."""
    if reading is None or reading.absolute is None or reading.group is not None or reading.title_end == 0:
        return None
    bare = reading.absolute.value
    if not isinstance(bare, Bare) or bare.half or len(bare.digits) > 2:
        return None
    value = Numbering(SURE, season, list(range(int(bare.digits), (bare.last or int(bare.digits)) + 1)))
    reading.numbering, reading.absolute = msgspec.structs.replace(reading.absolute, value=value), None
    return reading


def _is_sure(reading: Reading) -> bool:
    if reading.aired is not None:
        return True
    numbering = reading.numbering
    return numbering is not None and numbering.value.rank >= SURE


def _numbered(stem: str, season: int, extension: str) -> Reading | None:
    """`02 - Title`, `E02`, `Episode 2`: the number is the episode of the folder's season."""
    match = _LEADING_NUMBER.match(stem)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    if not first <= last <= first + 50:
        last = first
    if first > 99 and first // 100 == season:
        first, last = first % 100, last % 100
    reading = read(stem, None, extension=extension)
    name = split(stem)
    end = match.end(2) if match[2] else match.end(1)
    numbering = Find("numbering", Numbering(SURE, season, list(range(first, last + 1))), 0, end, 0, 0, True)
    kept = [find for find in reading.finds if find.strong and find.start >= end] if reading else []
    return Reading(
        name, [], kept, 0, 0, end, numbering=numbering, extension=extension, group=reading.group if reading else None
    )


def _titled_by(folders: list[str], parsed: ParsedRelease) -> ParsedRelease | None:
    """The nearest folder's title (and year) given to a file that has none."""
    if not folders:
        return parsed if parsed.title else None
    folder = _titled(folders[-1])
    if folder is None:
        return parsed if parsed.title else None
    return msgspec.structs.replace(
        parsed, title=folder.title, year=parsed.year or folder.year, alternate_titles=folder.alternate_titles,
        imdb_id=parsed.imdb_id or folder.imdb_id, tmdb_id=parsed.tmdb_id or folder.tmdb_id,
        quality=folder.quality if parsed.source is None and parsed.resolution is None and folder.source else parsed.quality,
    )  # fmt: skip


def _titled(folder: str) -> ParsedRelease | None:
    """A folder read as a title, whatever it is of."""
    reading = read(folder, None)
    return assemble(reading, None, is_path=True) if reading else None


def _beside(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """A file without a season folder: its own name, unless the folder says more."""
    own = parse_release(file_name, kind)
    folder = parse_release(folders[-1], kind) if folders else None
    if own is not None and own.type == "series":
        tells_same = folder is not None and (folder.season, folder.episodes) == (own.season, own.episodes)
        return folder if tells_same and folder and folder.source and not own.source else own
    if own is None and folder is None:
        return _untitled(folders, file_name, kind)
    if own is None or (folder is not None and folder.type == "series" and folder.episodes):
        return folder
    if folder is not None and folder.type == own.type and _says_more(folder, own):
        return _merged(folder, own)
    return own


def _untitled(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """`Show/S01E02.mkv`, `Film/Film.mkv`: numbers in the file, the title in the folder."""
    reading = read(file_name, kind)
    if reading is None:
        return None
    if reading.is_series:
        parsed = assemble(reading, kind, is_path=True)
        return _titled_by(folders, parsed) if parsed else None
    return assemble(reading, kind, is_path=True) if kind == "movie" else None


def _says_more(folder: ParsedRelease, own: ParsedRelease) -> bool:
    if own.year is None and folder.year is not None:
        return True
    return own.source is None and folder.source is not None


def _merged(folder: ParsedRelease, own: ParsedRelease) -> ParsedRelease:
    if own.source is None and folder.source is not None:
        return folder
    return msgspec.structs.replace(own, title=folder.title, year=folder.year, imdb_id=own.imdb_id or folder.imdb_id,
                                   tmdb_id=own.tmdb_id or folder.tmdb_id)  # fmt: skip


def _music(folders: list[str], file_name: str) -> ParsedRelease | None:
    """A track: its folder is the album, the folder above the artist."""
    if folders:
        album = music.parse(folders[-1])
        if album is None and len(folders) > 1:
            album = music.parse(f"{folders[-2]} - {folders[-1]}")
        if album is not None:
            extension = split_extension(file_name)[1]
            if album.quality == "Unknown" and extension == "flac":
                return msgspec.structs.replace(album, quality="FLAC")
            return album
    return music.parse(file_name)
