"""How files and folders are named: settings with a preview on a film and an episode that everybody knows."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, delete

from monarr.core.errors import InvalidInput, NotFound
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
)
from monarr.core.text import Text, text
from monarr.db.models import NamingConfigRow
from monarr.db.repositories.libraries import get_library
from monarr.db.repositories.settings import find_naming, save_naming
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_PATTERNS = (
    "standard_episode_format", "daily_episode_format", "anime_episode_format", "series_folder_format",
    "season_folder_format", "specials_folder_format", "movie_format", "movie_folder_format",
)  # fmt: skip
_EPISODE_NUMBERS = ("{season", "{episode", "{absolute", "{air-date", "{air date", "{original")
_FILM = NamingItem(title="Sintel", year=2010, imdb_id="tt1727587", tmdb_id=45745)
_SHOW = NamingItem(title="Pioneer One", year=2010, tvmaze_id=8144, imdb_id="tt1748166")
_FILE = NamingFile(quality="WEBDL-1080p", release_group="OPEN", scene_name="Sintel.2010.1080p.WEB-DL.H264-OPEN")
_EPISODES = (
    NamingEpisode(season=1, episode=1, absolute=1, title="Earthfall", air_date=date(2010, 6, 16)),
    NamingEpisode(season=1, episode=2, absolute=2, title="The Man from Mars", air_date=date(2010, 12, 16)),
)


class NamingPreview(msgspec.Struct, frozen=True):
    """Names as they would be."""

    movie: str
    movie_folder: str
    episode: str
    two_episodes: str
    daily_episode: str
    anime_episode: str
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
    """What does not fit, by field."""
    problems: dict[str, Text | str] = {}
    for name in _PATTERNS:
        pattern: str = getattr(config, name)
        if not pattern.strip():
            problems[name] = text("A pattern is needed.")
        elif pattern.count("{") != pattern.count("}"):
            problems[name] = text("A brace is open or closed once too often.")
        elif pattern.startswith("/") or ".." in pattern.replace("\\", "/").split("/"):
            problems[name] = text("A pattern stays within its folder.")
    lowered = {name: getattr(config, name).lower() for name in _PATTERNS}
    for name in ("standard_episode_format", "daily_episode_format", "anime_episode_format"):
        if name not in problems and not any(token in lowered[name] for token in _EPISODE_NUMBERS):
            problems[name] = text("Without a number or date all episodes would have one name.")
    if "movie_format" not in problems and not any(word in lowered["movie_format"] for word in ("{movie", "{original")):
        problems["movie_format"] = text("Without a title all films would have one name.")
    for name, word in (("movie_folder_format", "{movie"), ("series_folder_format", "{series")):
        if name not in problems and word not in lowered[name]:
            problems[name] = text("Without a title all would share one folder.")
    return problems


def preview_naming(config: NamingConfig) -> NamingPreview:
    """What the patterns make of an open film and an open series."""

    def named(episodes: int, series_type: SeriesType = SeriesType.STANDARD) -> str:
        item = msgspec.structs.replace(_SHOW, series_type=series_type)
        return episode_file_name(item, _EPISODES[:episodes], _FILE, config) + _FILE.extension

    return NamingPreview(
        movie=movie_file_name(_FILM, _FILE, config) + _FILE.extension,
        movie_folder=movie_folder_name(_FILM, config),
        episode=named(1),
        two_episodes=named(2),
        daily_episode=named(1, SeriesType.DAILY),
        anime_episode=named(1, SeriesType.ANIME),
        series_folder=series_folder_name(_SHOW, config),
        season_folder=season_folder_name(_SHOW, 1, config),
        specials_folder=season_folder_name(_SHOW, 0, config),
    )


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
