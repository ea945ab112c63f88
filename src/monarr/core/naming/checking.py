"""What is amiss with a pattern, as values: a code, the place in the settings, the words in question.

The sentences stand in `messages.naming`. What blocks would lose or mix up files; the rest only says less than was hoped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from monarr.core.naming._pattern import Piece, pieces
from monarr.core.naming.clean import legal
from monarr.core.naming.model import NamingConfig
from monarr.core.naming.names import Place, tokens_of

PATTERN_PLACES: dict[str, Place] = {
    "standard_episode_format": "episode_file",
    "daily_episode_format": "episode_file",
    "anime_episode_format": "episode_file",
    "series_folder_format": "series_folder",
    "season_folder_format": "season_folder",
    "specials_folder_format": "season_folder",
    "movie_format": "movie_file",
    "movie_folder_format": "movie_folder",
}
Code = Literal[
    "pattern-missing", "braces-unequal", "leaves-folder", "number-missing", "season-missing", "title-missing",
    "token-unknown", "token-elsewhere", "character-illegal", "colon-illegal",
]  # fmt: skip
_BLOCKING = frozenset(
    ("pattern-missing", "braces-unequal", "leaves-folder", "number-missing", "season-missing", "title-missing")
)
_LEVELS = re.compile(r"[\\/]")
_LEGAL = NamingConfig(replace_illegal_characters=False)
_NUMBERS = ({"season", "episode"}, {"airdate"}, {"originaltitle"}, {"originalfilename"})
_NUMBERS_OF = {
    "standard_episode_format": _NUMBERS,
    "daily_episode_format": _NUMBERS,
    "anime_episode_format": (*_NUMBERS, {"absolute"}),
}


class PatternProblem(msgspec.Struct, frozen=True):
    """`field` is the place in the settings, `words` the tokens or characters it is about. What `blocks` is not saved."""

    field: str
    code: Code
    words: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.code in _BLOCKING


def check_config(config: NamingConfig) -> tuple[PatternProblem, ...]:
    """All problems of all patterns, those that block first."""
    found = [one for field in PATTERN_PLACES for one in check_pattern(field, getattr(config, field))]
    custom = config.custom_colon_replacement
    if config.colon_replacement == "custom" and legal(custom, _LEGAL) != custom:
        found.append(PatternProblem("custom_colon_replacement", "colon-illegal", (custom,)))
    return tuple(sorted(found, key=lambda one: not one.blocks))


def check_pattern(field: str, pattern: str) -> tuple[PatternProblem, ...]:
    """The problems of one pattern, which is for this place in the settings (a key of PATTERN_PLACES)."""
    if not pattern.strip():
        return (PatternProblem(field, "pattern-missing"),)
    place = PATTERN_PLACES[field]
    is_series = place not in ("movie_file", "movie_folder")
    found = pieces(pattern, escapes=is_series)
    problems = [
        *_shape(field, pattern, found, is_series=is_series),
        *_needs(field, place, {one.key for one in found if one.key}),
        *_tokens(field, place, found),
    ]
    plain = "".join(one.text for one in found if not one.key)
    illegal = tuple(dict.fromkeys(character for character in plain if character in '<>:"|?*'))
    if illegal:
        problems.append(PatternProblem(field, "character-illegal", illegal))
    return tuple(problems)


def _shape(field: str, pattern: str, found: Iterable[Piece], *, is_series: bool) -> Iterable[PatternProblem]:
    bare = pattern.replace("{{", "").replace("}}", "") if is_series else pattern
    if pattern.count("{") != pattern.count("}") and bare.count("{") != bare.count("}"):
        yield PatternProblem(field, "braces-unequal")
    levels = _LEVELS.split(pattern)
    if levels[0] == "" or any(level.strip() == ".." for level in levels):
        yield PatternProblem(field, "leaves-folder")


def _needs(field: str, place: Place, keys: set[str]) -> Iterable[PatternProblem]:
    """What tells one file or folder from another."""
    numbers = _NUMBERS_OF.get(field)
    if numbers and not any(one <= keys for one in numbers):
        yield PatternProblem(field, "number-missing")
    if field == "season_folder_format" and "season" not in keys:
        yield PatternProblem(field, "season-missing")
    if place in ("series_folder", "movie_folder", "movie_file"):
        word = "series" if place == "series_folder" else "movie"
        named = any(key.startswith(word) and "title" in key and "firstcharacter" not in key for key in keys)
        ids = keys & {"tmdbid", "imdbid", "tvdbid", "tvmazeid", "originaltitle", "originalfilename"}
        if not named and not ids:
            yield PatternProblem(field, "title-missing")


def _tokens(field: str, place: Place, found: Iterable[Piece]) -> Iterable[PatternProblem]:
    known = {*tokens_of(place), *({"absolute"} if place == "episode_file" else ())}
    everywhere = {key for other in ("movie_file", "episode_file", "season_folder") for key in tokens_of(other)} | {
        "absolute"
    }
    silent = {one.text: one.key for one in found if one.key and one.key not in known}
    unknown = tuple(f"{{{text}}}" for text, key in silent.items() if key not in everywhere)
    elsewhere = tuple(f"{{{text}}}" for text, key in silent.items() if key in everywhere)
    if unknown:
        yield PatternProblem(field, "token-unknown", unknown)
    if elsewhere:
        yield PatternProblem(field, "token-elsewhere", elsewhere)
