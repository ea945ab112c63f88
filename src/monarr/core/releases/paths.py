"""Paths: the folder may know better than the file."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from monarr.core.releases import music, quality
from monarr.core.releases._read import LONGEST, read
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, split
from monarr.core.releases.model import ParsedRelease
from monarr.core.releases.numbering import PACK, SURE, Numbering
from monarr.core.releases.numbers import Bare
from monarr.core.releases.parse import assemble, parse_release
from monarr.core.releases.sites import AUDIO, VIDEO, split_extension

_SPECIALS_FOLDER = frozenset(("specials", "special", "extras specials"))
_DISC_FOLDERS = "bdmv stream video_ts audio_ts certificate backup subs sub subtitles sample samples proof cd1 cd2 disc1 disc2 disk1 disk2"
_DISC_STRUCTURE = frozenset(("bdmv", "video_ts", "audio_ts", "stream", "certificate", "backup"))
_EXTRAS_FOLDERS = ("extras", "extra", "featurettes", "behind the scenes", "deleted scenes", "interviews", "trailers", "scenes",
                   "shorts", "bonus", "other", "featurette", "making of", "bonusmaterial", "bonus material", "special features")  # fmt: skip
_INNER_FOLDERS = frozenset(
    (*_DISC_FOLDERS.split(), "disc 1", "disc 2", "disk 1", "disk 2", "cd 1", "cd 2", *_EXTRAS_FOLDERS)
)
# behind the last dash of a file's name, as media servers know extras
_EXTRAS_SUFFIX = re.compile(
    r"-(?:trailer|featurette|behindthescenes|deleted|interview|scene|short|other|deletedscene|clip|sample)(?:\d)?$",
    re.IGNORECASE,
)
# folders that hold libraries, and what they hold
_LIBRARIES = {
    name: kind
    for kind, names in (
        (
            "series",
            "tv|tv shows|tvshows|tv-shows|tv series|series|shows|anime|serien|séries|seriale|serie tv|animes|serier|season",
        ),
        ("movie", "movies|films|movie|film|filme|filmes|filmy|peliculas|películas|movies 4k|movies-4k"),
        (
            None,
            "media|video|videos|downloads|complete|incoming|data|mnt|srv|home|volume1|share|nas|storage|torrents|usenet|library",
        ),
    )
    for name in names.split("|")
}
_LEADING_NUMBER = re.compile(
    r"[\[(]?(?:episode|ep|e|part|chapter|folge|cap)?[ ._-]?(\d{1,4})(?:(?:-|[ ._]?&[ ._]?|(?=e))(?:ep|e)?(\d{1,4}))?(?:v\d)?(?:[\])]?[ ._)-]|[\])]?$)",
    re.IGNORECASE,
)


# `01`, `02 - Title`, `102 - Title`; a bare number of a title must begin with a zero or be alone
_COUNTING_FILE = re.compile(r"(\d{2,3})(?:v\d)?(?=$|\.? - | *-|\. |[._ ](?=\D)|\)[ ._])", re.ASCII)
_OWN_NUMBER = re.compile(r"(\d{1,2})(?: - |\. |_| )(?!\d)|(?:e|ep)(\d{1,3}) - ", re.IGNORECASE)


class _Season(msgspec.Struct, frozen=True):
    """A folder that is a season. `title` when it names the series itself."""

    number: int
    title: ParsedRelease | None = None


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
    while len(parts) > 2 and parts[-2].strip().lower() in _INNER_FOLDERS:
        is_disc = is_disc or parts[-2].strip().lower() in _DISC_STRUCTURE
        is_extra = is_extra or parts[-2].strip().lower() in _EXTRAS_FOLDERS
        del parts[-2]
    *folders, file_name = parts
    if kind == "music" or split_extension(file_name)[1] in AUDIO:
        return _music(folders, file_name) if kind in (None, "music") else None
    if is_disc and folders:
        return _disc(folders, file_name, kind)
    season = _season_of(folders, file_name) if folders else None
    if season is not None and kind == "movie":
        return None
    if is_extra:
        return _extra(folders, file_name, kind, season)
    found = _in_season(folders, file_name, season) if season is not None else _beside(folders, file_name, kind)
    if found is not None and _EXTRAS_SUFFIX.search(split_extension(file_name)[0]):
        return msgspec.structs.replace(found, extras=True)
    return found


def _library(folders: list[str]) -> str | None:
    """What the nearest library folder holds; None when no folder is called like one."""
    for folder in reversed(folders):
        kind = _LIBRARIES.get(folder.strip().lower())
        if kind is not None:
            return kind
    return None


def _extra(folders: list[str], file_name: str, kind: str | None, season: _Season | None) -> ParsedRelease | None:
    """A file in a folder for extras: those of the season or the title that the folder above names."""
    reading = read(file_name, kind)
    own = assemble(reading, kind, is_path=True) if reading is not None and _is_sure(reading) else None
    if own is not None and own.title:
        return msgspec.structs.replace(own, extras=True)
    extension = split_extension(file_name)[1]
    if season is not None:
        found = season.title or _titled_by(folders[:-1], _empty_season(extension))
        if found is None or not found.title:
            return None
        found = msgspec.structs.replace(found, type="series", season=season.number, full_season=True)
    else:
        found = _folder_of(folders[-1], file_name, kind)
        if found is None and kind != "movie" and _library(folders[:-1]) == "series":
            found = _titled(folders[-1])
            found = msgspec.structs.replace(found, type="series") if found is not None else None
    return msgspec.structs.replace(found, extras=True) if found is not None else None


def _empty_season(extension: str) -> ParsedRelease:
    traits = quality.Traits([], None, [], False, False, extension, True)
    return ParsedRelease(type="series", title="", quality=quality.grade(traits).quality)


def _disc(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """A file of a disc's structure: the folder that holds the disc says what it is."""
    disc = _folder_of(folders[-1], file_name, kind)
    if disc is None and kind != "movie" and (season := _season_of(folders, file_name)) is not None:
        named = season.title or _titled_by(folders[:-1], _empty_season(split_extension(file_name)[1]))
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


def _season_of(folders: list[str], file_name: str) -> _Season | None:
    """The season that the nearest folder is: by its name, or by a bare number where the file begins with one too."""
    folder = folders[-1].strip()
    if folder.lower() in _SPECIALS_FOLDER:
        return _Season(0)
    if folder.isascii() and folder.isdigit() and len(folder) < 3 and len(folders) > 1:
        return _Season(int(folder)) if file_name[:1].isdigit() else None
    reading = read(folder, "series")
    numbering = reading.numbering if reading else None
    if reading is None or numbering is None or numbering.value.episodes or numbering.value.seasons:
        return None
    if numbering.value.season is None or numbering.value.rank != PACK:
        return None
    title = assemble(reading, "series", is_path=True)
    is_titled = title is not None and any(sign.isalnum() for sign in title.title)
    return _Season(numbering.value.season, title if is_titled else None)


def _in_season(folders: list[str], file_name: str, season: _Season) -> ParsedRelease | None:
    """A file in a season's folder: the series is that folder, or the one above."""
    stem, extension = split_extension(file_name)
    reading = read(file_name, "series")
    if reading is None or not _is_sure(reading):
        reading = (
            (_numbered(stem, season.number, extension) if _begins_with_number(stem, folders) else None)
            or _counted_in_season(reading, season.number)
            or _numbered(stem, season.number, extension)
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
        return _with_title(season.title, parsed)
    return _titled_by(folders[:-1], parsed)


def _special(folders: list[str], season: _Season, extension: str) -> ParsedRelease | None:
    """A file without a number in the folder of specials."""
    found = season.title or _titled_by(folders[:-1], _empty_season(extension))
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
    folder = _titled(folders[-1]) if folders else None
    if folder is None:
        return parsed if parsed.title else None
    return _with_title(folder, parsed)


def _with_title(folder: ParsedRelease, parsed: ParsedRelease) -> ParsedRelease:
    says_nothing = parsed.source is None and parsed.resolution is None
    is_better = says_nothing and (folder.source is not None or folder.resolution is not None)
    return msgspec.structs.replace(
        parsed, title=folder.title, year=parsed.year or folder.year, alternate_titles=folder.alternate_titles,
        imdb_id=parsed.imdb_id or folder.imdb_id, tmdb_id=parsed.tmdb_id or folder.tmdb_id,
        quality=folder.quality if is_better else parsed.quality, source=folder.source if is_better else parsed.source,
        resolution=folder.resolution if is_better else parsed.resolution,
        release_group=parsed.release_group or folder.release_group,
    )  # fmt: skip


def _titled(folder: str) -> ParsedRelease | None:
    """A folder read as a title, whatever it is of."""
    reading = read(folder, None)
    return assemble(reading, None, is_path=True) if reading else None


def _beside(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
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
        return _folder_of(folders[-1], file_name, kind)
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
    library = _library(folders[:-1])
    if title.lower() in _LIBRARIES or library == "movie" or (folder is not None and folder.type == "series"):
        return None
    if library is None and (folder is not None or not any(sign.isalpha() for sign in title)):
        return None
    stem, extension = split_extension(file_name)
    number = _COUNTING_FILE.match(stem)
    if number is None or (library is None and stem != number[1] and not (number[1][0] == "0" or " - " in stem)):
        return None
    season, episode = divmod(int(number[1]), 100)
    reading = _numbered(stem, season, extension) if season else _numbered(stem, 1, extension)
    if reading is None or not episode or season > 40:
        return None
    parsed = assemble(reading, "series", is_path=True)
    return _titled_by(folders, parsed) if parsed is not None else None


def _folder_of(folder: str, file_name: str, kind: str | None) -> ParsedRelease | None:
    """What a folder says; the file's extension tells the quality where the folder does not."""
    extension = split_extension(file_name)[1]
    parsed = parse_release(f"{folder}.{extension}", kind) if extension in VIDEO else None
    return parsed or parse_release(folder, kind)


def _untitled(folders: list[str], file_name: str, kind: str | None) -> ParsedRelease | None:
    """`Show/S01E02.mkv`, `Film/Film.mkv`: numbers in the file, the title in the folder."""
    reading = read(file_name, kind)
    if reading is None:
        return None
    if reading.is_series:
        parsed = assemble(reading, kind, is_path=True)
        return _titled_by(folders, parsed) if parsed else None
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
