"""The names of files and folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Literal

import msgspec

from monarr.core.kinds import SeriesType
from monarr.core.naming import _render, episode, ids, media_info, movie, numbers, quality, release, series
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Piece, Token, pieces
from monarr.core.naming._render import render
from monarr.core.naming.clean import (
    MOST_BYTES,
    bytes_of,
    clean_file_name,
    truncated,
    whole_file_name,
    whole_folder_name,
    whole_name,
)
from monarr.core.naming.model import NamingConfig, NamingEpisode, NamingFile, NamingItem

Place = Literal["movie_file", "movie_folder", "episode_file", "series_folder", "season_folder"]

_FILE = (quality, media_info, release)
_LEVELS = re.compile(r"[\\/]")
# what gives way when a name is too long, one after another, and down to how many bytes
_YIELDING = (
    ("episodetitle", 4), ("episodecleantitle", 4), ("movietitle", 48), ("moviecleantitle", 48), ("movietitlethe", 48),
    ("moviecleantitlethe", 48), ("movieoriginaltitle", 48), ("moviecleanoriginaltitle", 48), ("seriestitle", 48),
    ("seriescleantitle", 48), ("seriestitleyear", 48), ("seriescleantitleyear", 48), ("seriestitlewithoutyear", 48),
    ("seriescleantitlewithoutyear", 48), ("seriestitlethe", 48), ("seriestitletheyear", 48), ("releasegroup", 16),
    ("editiontags", 16), ("moviecollection", 16), ("episodetitle", 0), ("episodecleantitle", 0),
)  # fmt: skip


@cache
def tokens_of(place: Place) -> dict[str, Token]:
    """The tokens that say something there, by key."""
    families: dict[Place, tuple[tuple[Token, ...], ...]] = {
        "movie_file": (movie.TOKENS, movie.EDITION_TOKENS, ids.MOVIE_TOKENS, *(one.TOKENS for one in _FILE)),
        "movie_folder": (movie.TOKENS, movie.EDITION_TOKENS, ids.MOVIE_TOKENS, *(one.TOKENS for one in _FILE)),
        "episode_file": (series.TOKENS, numbers.TOKENS, episode.TOKENS, ids.TOKENS, *(one.TOKENS for one in _FILE)),
        "series_folder": (series.TOKENS, ids.TOKENS),
        "season_folder": (series.TOKENS, ids.TOKENS, numbers.SEASON_TOKENS),
    }
    return {token.key: token for family in (*families[place], _render.TOKENS) for token in family}


def movie_folder_name(item: NamingItem, config: NamingConfig, file: NamingFile | None = None) -> str:
    """The film's folder below its root folder; deeper folders parted by `/`. Without a file its tokens say nothing."""
    titled = f"{item.title} {item.year or ''}".strip()
    known = file or NamingFile(quality="", scene_name=titled)
    context = Context(config=config, item=item, is_series=False, file=known)
    context.current_name_allowed = _stands_alone(config.movie_folder_format)
    return _named(config.movie_folder_format, context, "movie_folder")


def series_folder_name(item: NamingItem, config: NamingConfig) -> str:
    """The series' folder below its root folder."""
    return _named(config.series_folder_format, Context(config=config, item=item, is_series=True), "series_folder")


def season_folder_name(item: NamingItem, season: int, config: NamingConfig) -> str:
    """The folder of a season; season 0 has the specials' pattern."""
    pattern = config.specials_folder_format if season == 0 else config.season_folder_format
    return _named(pattern, Context(config=config, item=item, is_series=True, season=season), "season_folder")


def movie_file_name(item: NamingItem, file: NamingFile, config: NamingConfig) -> str:
    """A film's file without its extension, which together fit in 255 bytes of UTF-8; "" when no token has anything to say.
    With `rename` off the name stays. The present name stands in for an unknown scene name only where the pattern is
    nothing but that token."""
    context = Context(config=config, item=item, is_series=False, file=file)
    if not config.rename:
        return _unrenamed(context)
    context.current_name_allowed = _stands_alone(config.movie_format)
    return _named(config.movie_format, context, "movie_file", extension=file.extension)


def episode_file_name(
    item: NamingItem, episodes: Sequence[NamingEpisode], file: NamingFile, config: NamingConfig
) -> str:
    """The file of one or more episodes, in any order, of one season; without its extension, "" when no token has anything
    to say. With `rename` off the name stays. The present name stands in for an unknown scene name while the file is
    not in the library, and where its folder level has no number or date."""
    ordered = tuple(sorted(episodes, key=lambda one: (one.season, one.episode)))
    context = Context(config=config, item=item, is_series=True, episodes=ordered, file=file)
    if not config.rename:
        return _unrenamed(context)
    return _named(episode_pattern(item, ordered, config), context, "episode_file", extension=file.extension)


def episode_pattern(item: NamingItem, episodes: Sequence[NamingEpisode], config: NamingConfig) -> str:
    """The pattern of the series' type; specials of a daily and an anime without absolute numbers have the standard one."""
    if item.series_type is SeriesType.DAILY and episodes and episodes[0].season > 0:
        return config.daily_episode_format
    if item.series_type is SeriesType.ANIME and all(one.absolute is not None for one in episodes):
        return config.anime_episode_format
    return config.standard_episode_format


def plain_name(item: NamingItem, episodes: Sequence[NamingEpisode], config: NamingConfig) -> str:
    """A name for a file whose pattern has nothing to say: the title, and the episode's number."""
    name = clean_file_name(item.title, config).rstrip(" .") or "Unknown"
    ordered = sorted(episodes, key=lambda one: (one.season, one.episode))
    number = f" - S{ordered[0].season:02d}" + "".join(f"E{one.episode:02d}" for one in ordered) if ordered else ""
    return whole_name(truncated(name, MOST_BYTES - 64) + truncated(number, 48))


def _stands_alone(pattern: str) -> bool:
    return sum(1 for piece in pieces(pattern, escapes=False) if piece.key) < 2


def _unrenamed(context: Context) -> str:
    """The scene name, else the current one, made fit."""
    name = clean_file_name(release.scene_or_file_name(context.file), context.config)
    return whole_name(truncated(name, MOST_BYTES - bytes_of(context.file.extension)))


def _named(pattern: str, context: Context, place: Place, *, extension: str = "") -> str:
    finish = whole_file_name if place.endswith("_file") else whole_folder_name
    levels = [level for level in _LEVELS.split(pattern) if level.strip()]
    found = []
    for number, level in enumerate(levels, 1):
        room = MOST_BYTES - (bytes_of(extension) if number == len(levels) else 0)
        if context.is_series and place == "episode_file":
            context.current_name_allowed = not context.file.in_library or not numbers.tells_episodes_apart(level)
            level = numbers.spell_numbers(level, context)
        name = _fitted(pieces(level, escapes=context.is_series), context, tokens_of(place), finish, room)
        found.append(name)
    return "/".join(name for name in found if name)


def _fitted(
    parts: tuple[Piece, ...],
    context: Context,
    tokens: dict[str, Token],
    finish: Callable[[str], str],
    room: int,
) -> str:
    """One level. Too long, its titles give way one after another, and at last the end is cut."""
    name = finish(render(parts, tokens, context))
    if bytes_of(name) <= room:
        return name
    used = {part.key for part in parts}
    fitting = msgspec.structs.replace(context, limits={})
    for key, least in _YIELDING:
        if key not in used or key not in tokens:
            continue
        limit = bytes_of(render((Piece(tokens[key].name, key),), tokens, fitting))
        while limit > least and (excess := bytes_of(name) - room) > 0:
            limit = max(least, limit - excess)
            fitting.limits[key] = limit
            name = finish(render(parts, tokens, fitting))
    name = truncated(name, room)
    return name.rstrip(" .") if finish is whole_folder_name else name
