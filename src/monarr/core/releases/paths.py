"""Paths: the folder may know better than the file."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from monarr.core.releases import music, quality
from monarr.core.releases._beside_folders import beside_folder
from monarr.core.releases._folder_names import DISC_STRUCTURE, EXTRAS, INNER, library_of
from monarr.core.releases._folder_titles import empty_season, folder_of, titled, titled_by
from monarr.core.releases._numbered_files import is_sure
from monarr.core.releases._read import LONGEST, read
from monarr.core.releases._season_folders import Season, in_season, season_of
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.parse import assemble
from monarr.core.releases.sites import AUDIO, split_extension

# behind the last dash of a file's name, as media servers know extras
_EXTRAS_SUFFIX = re.compile(
    r"-(?:trailer|featurette|behindthescenes|deleted|interview|scene|short|other|deletedscene|clip|sample)(?:\d)?$",
    re.IGNORECASE,
)


def parse_path(path: str, kind: str | None = None) -> ParsedRelease | None:
    """What a file's path says: the file's name, and what is missing there from its folders. None as `parse_release`."""
    if not path or len(path) > LONGEST:
        return None
    if not path.isascii():
        path = unicodedata.normalize("NFC", path)
    parts = [part for part in path.replace("\\", "/").split("/") if part.strip()]
    if not parts:
        return None
    is_extra, is_disc = False, False
    while len(parts) > 2 and parts[-2].strip().lower() in INNER:
        is_disc = is_disc or parts[-2].strip().lower() in DISC_STRUCTURE
        is_extra = is_extra or parts[-2].strip().lower() in EXTRAS
        del parts[-2]
    *folders, file_name = parts
    if kind == "music" or split_extension(file_name)[1] in AUDIO:
        return _music(folders, file_name) if kind in (None, "music") else None
    if is_disc and folders:
        return _disc(folders, file_name, kind)
    season = season_of(folders, file_name) if folders else None
    if season is not None and kind == "movie":
        return None
    if is_extra:
        return _extra(folders, file_name, kind, season)
    found = in_season(folders, file_name, season) if season is not None else beside_folder(folders, file_name, kind)
    if found is not None and _EXTRAS_SUFFIX.search(split_extension(file_name)[0]):
        return msgspec.structs.replace(found, extras=True)
    return found


def _extra(folders: list[str], file_name: str, kind: str | None, season: Season | None) -> ParsedRelease | None:
    """A file in a folder for extras: those of the season or the title that the folder above names."""
    reading = read(file_name, kind)
    own = assemble(reading, kind, is_path=True) if reading is not None and is_sure(reading) else None
    if own is not None and own.title:
        return msgspec.structs.replace(own, extras=True)
    extension = split_extension(file_name)[1]
    if season is not None:
        found = season.title or titled_by(folders[:-1], empty_season(extension))
        if found is None or not found.title:
            return None
        found = msgspec.structs.replace(found, type="series", season=season.number, full_season=True)
    else:
        found = folder_of(folders[-1], file_name, kind)
        if found is None and kind != "movie" and library_of(folders[:-1]) == "series":
            found = titled(folders[-1])
            found = msgspec.structs.replace(found, type="series") if found is not None else None
    return msgspec.structs.replace(found, extras=True) if found is not None else None


def _disc(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """A file of a disc's structure: the folder that holds the disc says what it is."""
    disc = folder_of(folders[-1], file_name, kind)
    if disc is None and kind != "movie" and (season := season_of(folders, file_name)) is not None:
        named = season.title or titled_by(folders[:-1], empty_season(split_extension(file_name)[1]))
        if named is not None and named.title:
            disc = msgspec.structs.replace(named, type="series", season=season.number, full_season=True)
    extension = split_extension(file_name)[1]
    if disc is None or disc.source is not None or extension not in ("m2ts", "bdmv", "mpls", "clpi"):
        return disc
    traits = quality.Traits([("bluray", "brdisk")], disc.resolution, [], False, False, extension, disc.type == "series")
    grade = quality.grade(traits)
    return msgspec.structs.replace(
        disc, quality=grade.quality, source=grade.source, resolution=grade.resolution, modifier=grade.modifier
    )


def _music(folders: list[str], file_name: str) -> ParsedRelease | None:
    """A track: its folder is the album, the folder above the artist."""
    if folders:
        album = music.parse(folders[-1])
        if album is None and len(folders) > 1:
            album = music.parse(f"{folders[-2]} - {folders[-1]}") or music.parse(
                f"{folders[-2]} - {folders[-1]} [{split_extension(file_name)[1]}]"
            )
        if album is not None:
            extension = split_extension(file_name)[1]
            if album.quality == "Unknown" and extension == "flac":
                return msgspec.structs.replace(album, quality="FLAC")
            return album
    return music.parse(file_name)
