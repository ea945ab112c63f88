"""Episodes as people type them: `S01E03`, `1x03`, `S01E03-E05`, `2×04, 2×05`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ONE = re.compile(r"s?(\d{1,4})\s*[ex×]\s*(\d{1,4})((?:\s*-?\s*[ex×]\s*\d{1,4}|\s*-\s*\d{1,4})*)", re.IGNORECASE)
_MORE = re.compile(r"(-?)\s*[ex×]?\s*(\d{1,4})", re.IGNORECASE)
_MOST = 200


def read_typed_episodes(typed: str) -> tuple[tuple[int, int], ...] | None:
    """Season and number of each episode, in the order they were typed, each once; None for what is no episode.

    >>> read_typed_episodes("S01E03-E05, 2x1")
    ((1, 3), (1, 4), (1, 5), (2, 1))
    >>> read_typed_episodes("the third one") is None
    True
    """
    found: dict[tuple[int, int], None] = {}
    for part in (one for one in re.split(r"[,;]", typed) if one.strip()):
        match = _ONE.fullmatch(part.strip())
        if match is None:
            return None
        season, last = int(match[1]), int(match[2])
        found[(season, last)] = None
        for dash, number in _MORE.findall(match[3]):
            to = int(number)
            for each in range(last + 1, to + 1) if dash else (to,):
                found[(season, each)] = None
            last = to
        if len(found) > _MOST:
            return None
    return tuple(found)


def write_typed_episodes(numbers: Iterable[tuple[int, int]]) -> str:
    """As `read_typed_episodes` reads it.

    >>> write_typed_episodes([(1, 3), (1, 4)])
    'S01E03, S01E04'
    """
    return ", ".join(f"S{season:02d}E{number:02d}" for season, number in numbers)
