"""The names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from monarr.core.kinds import SeriesType
from monarr.core.naming import episode, ids, media_info, movie, quality, release, series
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token, pieces, render
from monarr.core.naming.clean import MOST_BYTES, clean_file_name, safe_component, truncated
from monarr.core.naming.model import NamingConfig, NamingEpisode, NamingFile, NamingItem

_SHARED = (quality, media_info, release, ids)
_FOLDER_SIGNS = re.compile(r"[\\/]")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")
_REPEATED = re.compile(r"\s{2,}|(?<=\s)-(?:\s+-)+(?=\s)|_{2,}|\.{4,}")
# what gives way when a name is too long, and down to how many bytes
_YIELDING = (
    ("episodetitle", 32), ("episodecleantitle", 32), ("originaltitle", 48), ("originalfilename", 48), ("movietitle", 48),
    ("moviecleantitle", 48), ("movietitlethe", 48), ("seriestitle", 48), ("seriescleantitle", 48), ("seriestitleyear", 48),
    ("seriestitlethe", 48), ("movieoriginaltitle", 48), ("episodetitle", 0), ("episodecleantitle", 0),
)  # fmt: skip


@cache
def _tokens(is_series: bool) -> dict[str, Token]:
    own = (series, episode) if is_series else (movie,)
    return {token.key: token for family in (*own, *_SHARED) for token in family.TOKENS}


def movie_folder_name(item: NamingItem, config: NamingConfig, file: NamingFile | None = None) -> str:
    """The film's folder below its root folder; deeper folders parted by `/`."""
    context = Context(config=config, item=item, is_series=False, file=file or NamingFile())
    return _named(config.movie_folder_format, context, extension="")


def series_folder_name(item: NamingItem, config: NamingConfig) -> str:
    """The series' folder below its root folder."""
    return _named(config.series_folder_format, Context(config=config, item=item, is_series=True), extension="")


def season_folder_name(item: NamingItem, season: int, config: NamingConfig) -> str:
    """The folder of a season; season 0 has the specials' pattern."""
    pattern = config.specials_folder_format if season == 0 else config.season_folder_format
    return _named(pattern, Context(config=config, item=item, is_series=True, season=season), extension="")


def movie_file_name(item: NamingItem, file: NamingFile, config: NamingConfig) -> str:
    """A film's file without its extension, which together fit in 255 bytes of UTF-8. With `rename` off the name stays."""
    context = Context(config=config, item=item, is_series=False, file=file)
    return _unrenamed(context) if not config.rename else _named(config.movie_format, context, extension=file.extension)


def episode_file_name(
    item: NamingItem, episodes: Sequence[NamingEpisode], file: NamingFile, config: NamingConfig
) -> str:
    """The file of one or more episodes, in any order, of one season; without its extension. With `rename` off the name stays."""
    ordered = tuple(sorted(episodes, key=lambda one: (one.season, one.episode)))
    context = Context(config=config, item=item, is_series=True, episodes=ordered, file=file)
    if not config.rename:
        return _unrenamed(context)
    return _named(_episode_pattern(context), context, extension=file.extension)


def _episode_pattern(context: Context) -> str:
    """The pattern of the series' type; a daily without a date and an anime without numbers fall back on the standard."""
    config, kind = context.config, context.item.series_type
    if (
        kind is SeriesType.DAILY
        and context.episodes
        and context.episodes[0].air_date is not None
        and context.episodes[0].season > 0
    ):
        return config.daily_episode_format
    if kind is SeriesType.ANIME and all(one.absolute is not None for one in context.episodes):
        return config.anime_episode_format
    return config.standard_episode_format


def _unrenamed(context: Context) -> str:
    """The scene name, else the current one, made fit; the title when there is neither."""
    kept = context.file.scene_name or release.current_name(context) or context.item.title
    name = safe_component(clean_file_name(kept, context.config))
    return truncated(name, MOST_BYTES - len(context.file.extension.encode())) or "Unknown"


def _named(pattern: str, context: Context, *, extension: str) -> str:
    levels = [level for level in _FOLDER_SIGNS.split(pattern) if level.strip()]
    names = []
    for number, level in enumerate(levels, 1):
        room = MOST_BYTES - (len(extension.encode()) if number == len(levels) else 0)
        names.append(_level(level, context, room))
    found = [name for name in names if name]
    if names and not names[-1]:  # nothing to say: a file needs a name all the same
        found.append(
            truncated(safe_component(clean_file_name(context.item.title, context.config)), MOST_BYTES - 16) or "Unknown"
        )
    return "/".join(found)


def _level(pattern: str, context: Context, room: int) -> str:
    """One folder level. Too long, its titles give way one after another, and at last the end is cut."""
    name = _rendered(pattern, context)
    limits: dict[str, int] = {}
    for key, least in _YIELDING:
        excess = len(name.encode()) - room
        if excess <= 0:
            return name
        token = _tokens(context.is_series).get(key)
        if token is None:
            continue
        used = len(context.fitted(token, token.value(context, ""), "").encode())
        limits[key] = max(least, used - excess)
        context.limits = limits
        name = _rendered(pattern, context)
    context.limits = {}
    return safe_component(truncated(name, room))


def _rendered(pattern: str, context: Context) -> str:
    if context.is_series:
        pattern = episode.spell_numbers(pattern, context)
    parts = pieces(pattern, escapes=context.is_series)
    name = render(parts, _tokens(context.is_series), context)
    name = _EMPTY_BRACKETS.sub("", name)
    name = _REPEATED.sub(lambda match: match[0][0] if match[0][0] != "." else "...", name)
    name = name.strip(" -_").rstrip(" .-_") if not name.strip().startswith("..") else name.strip(" -_.")
    return safe_component(clean_file_name(name, context.config))
