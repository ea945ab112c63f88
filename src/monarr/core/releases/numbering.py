"""What one place of a name says of seasons and episodes, and how lists and ranges of numbers go on."""

from __future__ import annotations

import re

import msgspec

MOST_EPISODES = 400  # a longer range is two numbers that mean something else


_MOST_LISTED = 60  # of numbers that a name writes one by one


class Numbering(msgspec.Struct, gc=False):
    """What one place in the name says. `rank`: how surely it numbers episodes, higher wins (see `_numbering`)."""

    rank: int
    season: int | None = None
    episodes: list[int] = []
    seasons: list[int] = []
    full_season: bool = False
    part: int | None = None
    version: int | None = None


SURE, LIKELY, PACK, WEAK = 5, 4, 3, 2

_I = re.ASCII | re.IGNORECASE
TO = r"(?:to|and|a|et|y|und|e|bis|au|thru|through)"
# behind `S01E02`: `-E04`, `E03`, `.E03`, `-04`, `+03`, `, 03`, `_03`, ` to E05`
MORE = re.compile(
    rf"(?:[ ._]?[-–~&+,/][ ._]?|[ ._]{TO}[ ._]|\][ ._]?\[|[ ._]{{0,2}})(?:s(?P<season>\d{{1,4}})[ ._]?)?(?:(?:ep|x?e)[ ._]?|x(?!26[456]))(\d{{1,4}})(?:v\d)?(?!\d)"
    rf"|[-–&+~,](\d{{1,4}})(?:v\d)?(?![^\W_]|\.\d(?!\d))|[ ._]?[&+,~][ ._]?(\d{{1,3}})(?![^\W_])|[ ._](?:to|bis|thru)[ ._](\d{{1,4}})(?![^\W_])|(?:and|to)(\d{{1,3}})(?![^\W_])"
    r"|_(\d{2})(?![^\W_]|_[a-z]+_)",
    _I,
)
# behind a word for several episodes: `Episodes 2-5`, `2 to 5`, `1 - 10`
MORE_WORDS = re.compile(
    r"[ ._]?[-–~&+,][ ._]?(\d{1,4})(?![^\W_])|[ ._](?:to|and|a|à|à|et|y|und|e|bis|au|по|и|ve)[ ._](\d{1,4})(?![^\W_])",
    re.IGNORECASE,
)
SPACED_RANGE = re.compile(r"[ ._]-[ ._](\d{2})(?=[ ._]-[ ._]|[ ._]?[\])\[(]|$)", re.ASCII)


def spread(numbers: list[int]) -> list[int] | None:
    """All from the first to the last; None when that is no range."""
    first, last = numbers[0], numbers[-1]
    if last < first or last - first > MOST_EPISODES:
        return None
    return list(range(first, last + 1))


def follow(text: str, place: int, numbers: list[int], more: re.Pattern[str], season: int | None = None) -> int:
    """Append the numbers that continue a list or a range; where it ends. Another season than `season` ends it too."""
    while len(numbers) < _MOST_LISTED and (match := more.match(text, place)) is not None:
        if more is MORE and match["season"] and int(match["season"]) != season:
            break
        number = int(match[match.lastindex or 0])
        if number < numbers[-1] or number - numbers[-1] > MOST_EPISODES:
            break
        numbers.append(number)
        place = match.end()
    return place
