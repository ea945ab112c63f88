"""Folders that are a season, and the files in them."""

from __future__ import annotations

import re

import msgspec

from monarr.core.releases._folder_names import SPECIALS
from monarr.core.releases._folder_titles import empty_season, titled_by, with_title
from monarr.core.releases._numbered_files import is_sure, numbered_file
from monarr.core.releases._read import read
from monarr.core.releases._reading import Reading
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbering import PACK, SURE, Numbering
from monarr.core.releases.numbers import Bare
from monarr.core.releases.parse import assemble
from monarr.core.releases.sites import split_extension

_OWN_NUMBER = re.compile(r"(\d{1,2})(?: - |\. |_| )(?!\d)|(?:e|ep)(\d{1,3}) - ", re.IGNORECASE)


class Season(msgspec.Struct, frozen=True):
    """A folder that is a season. `title` when it names the series itself."""

    number: int
    title: ParsedRelease | None = None


def season_of(folders: list[str], file_name: str) -> Season | None:
    """The season that the nearest folder is: by its name, or by a bare number where the file begins with one too."""
    folder = folders[-1].strip()
    if folder.lower() in SPECIALS:
        return Season(0)
    if folder.isascii() and folder.isdigit() and len(folder) < 3 and len(folders) > 1:
        return Season(int(folder)) if file_name[:1].isdigit() else None
    reading = read(folder, "series")
    numbering = reading.numbering if reading else None
    if reading is None or numbering is None or numbering.value.episodes or numbering.value.seasons:
        return None
    if numbering.value.season is None or numbering.value.rank != PACK:
        return None
    title = assemble(reading, "series", is_path=True)
    is_titled = title is not None and any(sign.isalnum() for sign in title.title)
    return Season(numbering.value.season, title if is_titled else None)


def in_season(folders: list[str], file_name: str, season: Season) -> ParsedRelease | None:
    """A file in a season's folder: the series is that folder, or the one above."""
    stem, extension = split_extension(file_name)
    reading = read(file_name, "series")
    if reading is None or not is_sure(reading):
        reading = (
            (numbered_file(stem, season.number, extension) if _begins_with_number(stem, folders) else None)
            or _counted_in_season(reading, season.number)
            or numbered_file(stem, season.number, extension)
            or _bare_in_season(file_name, season.number)
            or reading
        )
    parsed = assemble(reading, "series", is_path=True) if reading else None
    if parsed is None and season.number == 0 and reading is not None and extension:
        return _special(folders, season, extension)
    if parsed is None:
        return season.title if reading is None and season.title is not None and not extension else None
    if parsed.title and not parsed.title.isdigit():
        return parsed
    if season.title is not None:
        return with_title(season.title, parsed)
    return titled_by(folders[:-1], parsed)


def _special(folders: list[str], season: Season, extension: str) -> ParsedRelease | None:
    """A file without a number in the folder of specials."""
    found = season.title or titled_by(folders[:-1], empty_season(extension))
    if found is None or not found.title:
        return None
    return msgspec.structs.replace(found, type="series", season=0, episodes=[], full_season=False, special=True)


def _begins_with_number(stem: str, folders: list[str]) -> bool:
    """`05 - 24 Hours`, unless the number is the title of the series (`24/Season 1/24 - 05`)."""
    match = _OWN_NUMBER.match(stem)
    return match is not None and not (len(folders) > 1 and match[1] and re.match(rf"{match[1]}(?!\d)", folders[-2]))


def _counted_in_season(reading: Reading | None, season: int) -> Reading | None:
    """`Moth - 05`, `Moth - 205`, `Moth E05` in the folder of season 2 is its fifth; with a group in front it counts absolutely."""
    if reading is None:
        return None
    numbering = reading.numbering
    if numbering is not None and numbering.value.season is None and numbering.value.episodes:
        numbering.value.season = season
        return reading
    if reading.absolute is None or reading.is_anime or reading.title_end == 0:
        return None
    bare = reading.absolute.value
    if not isinstance(bare, Bare) or bare.half:
        return None
    first, last = int(bare.digits), bare.last or int(bare.digits)
    if len(bare.digits) > 2:
        if first // 100 != season or last // 100 != season:
            return None
        first, last = first % 100, last % 100
    value = Numbering(SURE, season, list(range(first, last + 1)))
    reading.numbering, reading.absolute = msgspec.structs.replace(reading.absolute, value=value), None
    return reading


def _bare_in_season(file_name: str, season: int) -> Reading | None:
    """`Moth 05 The Wick`: a number of two digits amid words."""
    reading = read(file_name, None)
    if reading is None or reading.is_series:
        return None
    for find in reading.finds:
        bare = find.value
        if (
            find.property == "number"
            and find.start > reading.title_start
            and len(bare.digits) == 2
            and bare.last is None
        ):
            value = Numbering(SURE, season, [int(bare.digits)])
            reading.numbering = msgspec.structs.replace(find, property="numbering", value=value)
            reading.title_end, reading.year = find.start, None
            return reading
    return None
