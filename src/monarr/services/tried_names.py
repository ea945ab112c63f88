"""What Monarr would call the file of a name that is being tried: within its title's folder, or for a title that the
house does not have, as the name tells it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from monarr.core.decisions import FormatMatch
from monarr.core.errors import FileError
from monarr.core.file_endings import VIDEOS
from monarr.core.kinds import SeriesType
from monarr.core.naming import (
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    season_folder_name,
    series_folder_name,
)  # fmt: skip
from monarr.core.releases import ParsedRelease
from monarr.services.import_facts import Wanted
from monarr.services.import_naming import file_target, naming_file

_ENDING = ".mkv"


def name_within(
    wanted: Wanted, parsed: ParsedRelease, item_ids: tuple[int, ...], name: str, formats: tuple[FormatMatch, ...]
) -> str | None:
    """The whole path; None for a pack, whose files have names of their own, and where there is no folder."""
    if wanted.version.root is None or (not wanted.is_film and (parsed.full_season or not item_ids)):
        return None
    try:
        return str(
            file_target(
                wanted, Path(wanted.version.root), item_ids, _file(parsed, name, formats, wanted.title.formats_in_names)
            )
        )
    except FileError:
        return None


def name_unknown(
    config: NamingConfig, parsed: ParsedRelease, name: str, formats: tuple[FormatMatch, ...], in_names: tuple[str, ...]
) -> str | None:
    """Folder and file of a title that is only known by this name; None for a pack. `in_names`: the formats that file names
    may hold."""
    item = NamingItem(title=parsed.title, year=parsed.year, imdb_id=parsed.imdb_id, tmdb_id=parsed.tmdb_id)
    file = _file(parsed, name, formats, in_names)
    if parsed.type == "movie":
        return f"{movie_folder_name(item, config)}/{movie_file_name(item, file, config)}{file.extension}"
    episodes = _episodes(parsed)
    if not episodes:
        return None
    kind = SeriesType.DAILY if parsed.air_date else SeriesType.STANDARD if parsed.episodes else SeriesType.ANIME
    show = NamingItem(title=parsed.title, year=parsed.year, series_type=kind)
    season = season_folder_name(show, episodes[0].season, config)
    return (
        f"{series_folder_name(show, config)}/{season}/{episode_file_name(show, episodes, file, config)}{file.extension}"
    )


def _episodes(parsed: ParsedRelease) -> list[NamingEpisode]:
    season = 1 if parsed.season is None else parsed.season
    if parsed.air_date is not None:
        return [NamingEpisode(season=parsed.air_date.year, episode=0, title="", air_date=parsed.air_date)]
    numbers = parsed.episodes or [int(number) for number in parsed.absolute_episodes]
    absolute = not parsed.episodes
    return [NamingEpisode(season=season, episode=one, absolute=one if absolute else None, title="") for one in numbers]


def _file(parsed: ParsedRelease, name: str, formats: tuple[FormatMatch, ...], in_names: tuple[str, ...]) -> NamingFile:
    """The file as it would arrive: with its name's ending where that is one of a video."""
    suffix = PurePosixPath(name).suffix.lower()
    return naming_file(
        quality=parsed.quality,
        revision=parsed.revision,
        release_group=parsed.release_group,
        scene_name=name.removesuffix(suffix) if suffix in VIDEOS else name,
        path=name if suffix in VIDEOS else name + _ENDING,
        edition=parsed.edition,
        formats=tuple(one.name for one in formats),
        media=None,
        formats_in_names=in_names,
    )
