"""Season, episode and absolute numbers: spelled by the multi-episode style, with the signs that stand in the pattern."""

from __future__ import annotations

import re

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.model import MultiEpisodeStyle

# `S{season:00}E{episode:00}`, `{season}x{episode:00}`; `{absolute:000}`
_NUMBER = re.compile(
    r"(?P<head>s?\{season(?::(?P<season>0+))?\})(?P<sign>[- ._]?[ex])\{episode(?::(?P<episode>0+))?\}"
    r"|\{absolute(?::(?P<zeros>0+))?\}",
    re.IGNORECASE,
)
_SEASON = re.compile(r"\{season(?::0+)?\}", re.IGNORECASE)
_DATED = re.compile(r"\{[- ._\[(]*air[- ._]+date[- ._)\]]*\}", re.IGNORECASE)
_SIGNS_BEFORE, _SIGNS_AFTER = re.compile(r"\}([- ._]+)$"), re.compile(r"([- ._]+)\{")
_RANGES = ("range", "prefixed_range")


def tells_episodes_apart(level: str) -> bool:
    """Whether a level of a pattern has the number or the date of the episode."""
    return bool(_NUMBER.search(level) or _DATED.search(level))


def spell_numbers(pattern: str, context: Context) -> str:
    """The pattern with episode and absolute numbers in place of their tokens."""
    if not context.episodes:
        return pattern
    style = context.config.multi_episode_style

    def numbered(match: re.Match[str]) -> str:
        if match["head"] is None:
            return _absolute(_absolutes(context, match["zeros"]), _signs_around(match), style)
        head = _SEASON.sub(padded(context.episodes[0].season, match["season"]), match["head"])
        found = [padded(one.episode, match["episode"]) for one in context.episodes]
        return _numbered(head, match["sign"], found, _signs_around(match), style)

    return _NUMBER.sub(numbered, pattern)


def _absolutes(context: Context, zeros: str | None) -> list[str]:
    """None unless the series counts so and all are known."""
    known = [one.absolute for one in context.episodes if one.absolute is not None]
    if not context.counts_absolutely or len(known) < len(context.episodes):
        return []
    return [padded(number, zeros) for number in known]


def _signs_around(match: re.Match[str]) -> str:
    """The signs between the numbers and the token after them, else those after the token before them."""
    after = _SIGNS_AFTER.match(match.string, match.end())
    before = _SIGNS_BEFORE.search(match.string[: match.start()])
    found = after or before
    return found[1] if found else ""


def _numbered(head: str, sign: str, numbers: list[str], around: str, style: MultiEpisodeStyle) -> str:
    """`head` is the season (`S01`), `sign` what parts it from the episode (`E`). One episode is the same in every style."""
    first, *rest = numbers
    rest = rest[-1:] if style in _RANGES else rest
    between = {
        "extend": "-",
        "duplicate": f"{around}{head}{sign}",
        "repeat": sign,
        "scene": f"-{sign}",
        "range": "-",
        "prefixed_range": f"-{sign}",
    }[style]
    return f"{head}{sign}{first}" + "".join(f"{between}{number}" for number in rest)


def _absolute(numbers: list[str], around: str, style: MultiEpisodeStyle) -> str:
    if not numbers:
        return ""
    if style in _RANGES:
        return "-".join(dict.fromkeys((numbers[0], numbers[-1])))
    if style == "duplicate":
        return around.join(numbers)
    return (around.strip() or " ").join(numbers) if style == "repeat" else "-".join(numbers)


def padded(number: int, zeros: str | None) -> str:
    return str(number).zfill(len(zeros or ""))


def _zeros(argument: str) -> str:
    return argument if set(argument) == {"0"} else ""


def _season(context: Context, argument: str) -> str:
    season = context.season
    if season is None and context.episodes:
        season = context.episodes[0].season
    return "" if season is None else padded(season, _zeros(argument))


def _episode(context: Context, argument: str) -> str:
    """A number that stands apart from its season: the first, or first and last of several."""
    ends = (*context.episodes[:1], *context.episodes[1:][-1:])
    return "-".join(padded(one.episode, _zeros(argument)) for one in ends)


SEASON_TOKENS = (Token("season", _season),)
TOKENS = (*SEASON_TOKENS, Token("episode", _episode))
