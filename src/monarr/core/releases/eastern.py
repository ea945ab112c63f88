"""Chinese, Japanese and Korean numbers of seasons and episodes: `第2季第05集`, `第05話`, `シーズン2`, `시즌 1 2화`."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases
from monarr.core.releases.episodes import pack
from monarr.core.releases.numbering import SURE, Numbering, spread

_SIGNS = "一二三四五六七八九十"
_DIGITS = {sign: number for number, sign in enumerate(_SIGNS, 1)}
_SEASON = re.compile(rf"第\s?(\d{{1,2}}|[{_SIGNS}]{{1,3}})\s?[季期部]")
_WORD_SEASON = re.compile(r"(?:시즌|シーズン|シリーズ)\s?(\d{1,2})")
_EPISODE = re.compile(
    r"[ ._\[\]-]{0,3}(?:第\s?(\d{1,4})(?:\s?[-~]\s?第?(\d{1,4}))?\s?[話话集回]|(\d{1,4})\s?[화회話话集回]|[\[]?e(\d{1,4})(?!\d))",
    re.IGNORECASE,
)


def _value(digits: str) -> int | None:
    """`十二` is 12, `二十` is 20."""
    if digits.isdigit():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if ten:
        return (_DIGITS.get(tens, 1) * 10) + (_DIGITS.get(ones, 0))
    return _DIGITS.get(digits)


def read_season(name: Name, place: int) -> Find | None:
    """A season, and the episode that follows it."""
    match = _SEASON.match(name.text, name.starts[place]) or _WORD_SEASON.match(name.text, name.starts[place])
    season = _value(match[1]) if match else None
    if match is None or season is None:
        return None
    episode = _EPISODE.match(name.text, match.end())
    if episode is None:
        return pack(name, place, season, match.end())
    first = int(episode[1] or episode[3] or episode[4])
    numbers = [first, int(episode[2] or first)]
    value = Numbering(SURE, season, spread(numbers) or numbers[:1])
    return name.found("numbering", value, place, episode.end(), strong=True)


PHRASES = (
    Phrases("numbering", dict.fromkeys(f"第{sign}{word}" for sign in _SIGNS for word in "季期部"), read=read_season),
)
READERS = (("第시シ", read_season),)
