"""How files and folders are named: settings with a preview on a film and an episode that everybody knows."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, delete

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import SeriesType
from monarr.core.naming import (
    PATTERN_PLACES,
    AudioStream,
    FormatName,
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    NamingMediaInfo,
    Place,
    SubtitleStream,
    Translation,
    check_config,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    season_folder_name,
    series_folder_name,
)
from monarr.core.text import Text, text
from monarr.db.models import NamingConfigRow
from monarr.db.repositories.libraries import get_library
from monarr.db.repositories.settings import find_naming, save_naming
from monarr.messages.naming import pattern_sentence
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_FILM = NamingItem(
    title="Sintel", year=2010, imdb_id="tt1727587", tmdb_id=45745, original_title="Sintel", certification="PG",
    collection="Blender Open Films", translations=(Translation("German", "Sintel: Die Suche"),),
)  # fmt: skip
_SHOW = NamingItem(title="Pioneer One", year=2010, tvdb_id=170551, tmdb_id=33312, tvmaze_id=8144, imdb_id="tt1748166")
_MEDIA = NamingMediaInfo(
    video_codec="hevc", video_bit_depth=10, hdr_format="hdr10",
    audio=(AudioStream(codec="eac3", channels=6, channel_layout="5.1(side)", language="eng"),
           AudioStream(codec="aac", channels=2, channel_layout="stereo", language="deu")),
    subtitles=(SubtitleStream(language="eng"), SubtitleStream(language="fra")),
)  # fmt: skip
_FILE = NamingFile(
    quality="WEBDL-1080p", release_group="OPEN", edition="Director's Cut", release_hash="5A3C90D1",
    scene_name="Sintel.2010.1080p.WEB-DL.x265-OPEN", path="sintel.mkv",
    custom_formats=(FormatName("HDR", True),), media_info=_MEDIA,
)  # fmt: skip
_EPISODE_FILE = msgspec.structs.replace(
    _FILE, scene_name="Pioneer.One.S01E01.1080p.WEB-DL.x265-OPEN", path="pioneer one 1.mkv", edition=None
)
_EPISODES = (
    NamingEpisode(season=1, episode=1, absolute=1, title="Earthfall", air_date=date(2010, 6, 16)),
    NamingEpisode(season=1, episode=2, absolute=2, title="The Man from Mars", air_date=date(2010, 12, 16)),
    NamingEpisode(season=1, episode=3, absolute=3, title="Alone in the Night", air_date=date(2011, 3, 30)),
)


class NamingPreview(msgspec.Struct, frozen=True):
    """Names as they would be."""

    movie: str
    movie_folder: str
    episode: str
    episodes: str  # three in one file
    daily_episode: str
    anime_episode: str
    anime_episodes: str
    series_folder: str
    season_folder: str
    specials_folder: str


async def read_naming(house: House, library_id: int | None = None) -> NamingConfig:
    """What a library uses: its own naming, else the shared one."""
    return await house.db.read(find_naming, library_id)


async def change_naming(house: House, config: NamingConfig, actor: Actor, *, library_id: int | None = None) -> None:
    """Sets a library's own naming, or the shared one. Raises InvalidInput by field, NotFound."""
    problems = check_naming(config)
    if problems:
        raise InvalidInput(text("Some patterns do not fit yet."), fields=problems)
    await house.db.write(_change, config, library_id, actor, house.clock.now())


async def forget_naming(house: House, library_id: int, actor: Actor) -> None:
    """The library goes back to the shared naming. Raises NotFound when it had none of its own."""
    await house.db.write(_forget, library_id, actor, house.clock.now())


def check_naming(config: NamingConfig) -> dict[str, Text | str]:
    """What keeps patterns from being saved, by field."""
    found: dict[str, Text | str] = {}
    for problem in check_config(config):
        if problem.blocks:
            found.setdefault(problem.field, pattern_sentence(problem))
    return found


def preview_naming(config: NamingConfig) -> NamingPreview:
    """What the patterns make of an open film and an open series."""

    def named(episodes: int, series_type: SeriesType = SeriesType.STANDARD) -> str:
        item = msgspec.structs.replace(_SHOW, series_type=series_type)
        return episode_file_name(item, _EPISODES[:episodes], _EPISODE_FILE, config) + _FILE.extension

    return NamingPreview(
        movie=movie_file_name(_FILM, _FILE, config) + _FILE.extension,
        movie_folder=movie_folder_name(_FILM, config),
        episode=named(1),
        episodes=named(3),
        daily_episode=named(1, SeriesType.DAILY),
        anime_episode=named(1, SeriesType.ANIME),
        anime_episodes=named(3, SeriesType.ANIME),
        series_folder=series_folder_name(_SHOW, config),
        season_folder=season_folder_name(_SHOW, 1, config),
        specials_folder=season_folder_name(_SHOW, 0, config),
    )


def token_example(place: Place, token: str) -> str:
    """What a token, in its braces, makes of the open film or series."""
    plain = msgspec.convert(dict.fromkeys(PATTERN_PLACES, token), NamingConfig)
    if place == "episode_file":
        show = msgspec.structs.replace(_SHOW, series_type=SeriesType.ANIME)
        return episode_file_name(show, _EPISODES[:1], _EPISODE_FILE, plain)
    return {
        "movie_file": lambda: movie_file_name(_FILM, _FILE, plain),
        "movie_folder": lambda: movie_folder_name(_FILM, plain, _FILE),
        "series_folder": lambda: series_folder_name(_SHOW, plain),
        "season_folder": lambda: season_folder_name(_SHOW, 1, plain),
    }[place]()


def _change(connection: Connection, config: NamingConfig, library_id: int | None, actor: Actor, now: datetime) -> None:
    if library_id is not None:
        get_library(connection, library_id)
    before = msgspec.to_builtins(find_naming(connection, library_id))
    after = msgspec.to_builtins(config)
    save_naming(connection, library_id, config, now)
    changed = [name for name in after if after[name] != before.get(name)]
    changes = {"before": {name: before.get(name) for name in changed}, "after": {name: after[name] for name in changed}}
    subject = None if library_id is None else f"library:{library_id}"
    write_audit(connection, actor, "settings.naming.edited", now, subject=subject, changes=changes)


def _forget(connection: Connection, library_id: int, actor: Actor, now: datetime) -> None:
    gone = connection.execute(delete(NamingConfigRow).where(NamingConfigRow.library_id == library_id))
    if gone.rowcount == 0:
        raise NotFound(text("The library has no naming of its own."), subject=f"library:{library_id}")
    write_audit(connection, actor, "settings.naming.forgotten", now, subject=f"library:{library_id}")
