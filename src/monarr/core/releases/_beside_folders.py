"""Files without a season's folder: their own name, unless the folder says more."""

from __future__ import annotations

import re

import msgspec

from monarr.core.releases._folder_names import LIBRARIES, library_of
from monarr.core.releases._folder_titles import folder_of, titled_by
from monarr.core.releases._numbered_files import numbered_file
from monarr.core.releases._read import read
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbering import SURE
from monarr.core.releases.parse import assemble, parse_release
from monarr.core.releases.sites import split_extension

# `01`, `02 - Title`, `102 - Title`; a bare number of a title must begin with a zero or be alone
_COUNTING_FILE = re.compile(r"(\d{2,3})(?:v\d)?(?=$|\.? - | *-|\. |[._ ](?=\D)|\)[ ._])", re.ASCII)


def beside_folder(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """A file without a season folder: its own name, unless the folder says more."""
    own = parse_release(file_name, kind)
    folder = parse_release(folders[-1], kind) if folders else None
    if folders and (own is None or (own.type == "movie" and own.year is None and own.source is None)):
        counted = _counted(folders, file_name, folder)
        if counted is not None:
            return counted if kind != "movie" else None
    if kind == "movie" and folders and (_is_episode(file_name) or _is_episode(folders[-1])):
        return None
    if own is not None and own.air_date is not None and folders and file_name[:1].isdigit():
        return _untitled(folders, file_name, kind) or own
    if own is not None and own.type == "series":
        tells_same = folder is not None and (folder.season, folder.episodes) == (own.season, own.episodes)
        return folder if tells_same and folder and folder.source and not own.source else own
    if own is None and (folder is None or not folder.episodes) and kind != "movie":
        untitled = _untitled(folders, file_name, kind)
        if untitled is not None:
            return untitled
    if own is None and folder is None:
        return _untitled(folders, file_name, kind)
    if own is None or (folder is not None and folder.type == "series" and folder.episodes):
        return folder_of(folders[-1], file_name, kind)
    if folder is not None and folder.type == own.type and _says_more(folder, own):
        return _merged(folder, own)
    return own


def _is_episode(name: str) -> bool:
    """Whether a file or a folder says season and episode, so that it is no film's."""
    reading = read(name, "movie")
    return reading is not None and reading.numbering is not None and reading.numbering.value.rank == SURE


def _counted(folders: list[str], file_name: str, folder: ParsedRelease | None) -> ParsedRelease | None:
    """`Moth Parade/02 - The Wick.mkv`, `Moth Parade/102.mkv`: the number counts in the series that the folder names."""
    title = folders[-1].strip()
    library = library_of(folders[:-1])
    if title.lower() in LIBRARIES or library == "movie" or (folder is not None and folder.type == "series"):
        return None
    if library is None and (folder is not None or not any(sign.isalpha() for sign in title)):
        return None
    stem, extension = split_extension(file_name)
    number = _COUNTING_FILE.match(stem)
    if number is None or (library is None and stem != number[1] and not (number[1][0] == "0" or " - " in stem)):
        return None
    season, episode = divmod(int(number[1]), 100)
    reading = numbered_file(stem, season, extension) if season else numbered_file(stem, 1, extension)
    if reading is None or not episode or season > 40:
        return None
    parsed = assemble(reading, "series", is_path=True)
    return titled_by(folders, parsed) if parsed is not None else None


def _untitled(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """`Show/S01E02.mkv`, `Film/Film.mkv`: numbers in the file, the title in the folder."""
    reading = read(file_name, kind)
    if reading is None:
        return None
    if reading.is_series:
        parsed = assemble(reading, kind, is_path=True)
        return titled_by(folders, parsed) if parsed else None
    if kind == "movie" and folders and parse_release(folders[-1], "series") is not None:
        return None
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
