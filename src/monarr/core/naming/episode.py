"""Tokens of episodes, and their numbers by the multi-episode style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.naming import titles
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.model import MultiEpisodeStyle

NUMBERED = re.compile(
    r"([sS]?)\{season(?::(0+))?\}([- ._]?(?:ep|EP|Ep|e|E|x|X)?[- ._]?)\{episode(?::(0+))?\}", re.IGNORECASE
)
ABSOLUTE = re.compile(r"\{absolute(?::(0+))?\}", re.IGNORECASE)
_PART = re.compile(r"\s*(?:\((?:part )?\d+\)|,? part \d+)$", re.IGNORECASE)


def spell_numbers(pattern: str, context: Context) -> str:
    """The pattern with season, episode and absolute numbers in place of their tokens."""
    episodes = context.episodes
    if not episodes:
        return pattern
    style = context.config.multi_episode_style
    numbers = [episode.episode for episode in episodes]

    def spelled(match: re.Match[str]) -> str:
        season = _padded(episodes[0].season, match[2])
        head = f"{match[1]}{season}{match[3]}"
        return _styled(head, match[3], [_padded(number, match[4]) for number in numbers], style)

    def absolute(match: re.Match[str]) -> str:
        known = [episode.absolute for episode in episodes if episode.absolute is not None]
        padded = [_padded(number, match[1]) for number in known]
        if style in ("range", "prefixed_range") and len(padded) > 1:
            padded = [padded[0], padded[-1]]
        return "-".join(padded)

    return ABSOLUTE.sub(absolute, NUMBERED.sub(spelled, pattern))


def _padded(number: int, zeros: str | None) -> str:
    return str(number).zfill(len(zeros or ""))


def _styled(head: str, sign: str, numbers: Sequence[str], style: MultiEpisodeStyle) -> str:
    """`head` is season and sign (`S01E`). One episode is the same in every style."""
    first, *rest = numbers
    if not rest:
        return f"{head}{first}"
    mark = sign.strip(" ._-") or "-"
    if style == "range":
        return f"{head}{first}-{rest[-1]}"
    if style == "prefixed_range":
        return f"{head}{first}-{sign.lstrip('- ._')}{rest[-1]}"
    joined = {"extend": "-", "duplicate": f".{head}", "repeat": sign or mark, "scene": f"-{sign.lstrip('- ._')}"}[style]
    return f"{head}{first}" + "".join(f"{joined}{number}" for number in rest)


def episode_title(context: Context, argument: str) -> str:
    """The titles joined by a plus; a story in parts is named once, without its part numbers."""
    found = [episode.title for episode in context.episodes if episode.title]
    if len(found) > 1:
        bare = list(dict.fromkeys(_PART.sub("", title) for title in found))
        found = bare if len(bare) < len(found) else list(dict.fromkeys(found))
    return " + ".join(found)


def _clean_title(context: Context, argument: str) -> str:
    return titles.cleaned(episode_title(context, argument))


def _air_date(context: Context, argument: str) -> str:
    """`2018 01 22`; the token's own sign takes the place of the spaces. Unknown days say so."""
    day = context.episodes[0].air_date if context.episodes else None
    return day.strftime("%Y %m %d") if day else "Unknown"


def _season(context: Context, argument: str) -> str:
    season = (
        context.season if context.season is not None else (context.episodes[0].season if context.episodes else None)
    )
    return "" if season is None else _padded(season, argument)


def _episode(context: Context, argument: str) -> str:
    return "-".join(_padded(episode.episode, argument) for episode in context.episodes)


TOKENS = (
    Token("Episode Title", episode_title, limited=True),
    Token("Episode CleanTitle", _clean_title, limited=True),
    Token("Air Date", _air_date),
    Token("season", _season),
    Token("episode", _episode),
)
