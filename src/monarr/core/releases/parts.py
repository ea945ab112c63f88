"""Parts, volumes and `3 of 8`: of a season, a mini-series, a day or a film."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases
from monarr.core.releases.numbering import LIKELY, WEAK, Numbering, spread

_I = re.ASCII | re.IGNORECASE
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_NUMERALS = "one two three four five six seven eight nine ten eleven twelve"
SPELLED = {name: number for number, name in enumerate(_NUMERALS.split(), 1)}
_WORDED = "|".join(sorted([*_ROMAN, *SPELLED], key=len, reverse=True))
_BEHIND_SEASON = re.compile(
    rf"[ ._,-]{{0,3}}[\[(]?(?:part|pt|p|vol|volume|cour)[ ._]?(\d{{1,2}}|{_WORDED})(?![^\W_])[\])]?", _I
)
_GLUED = re.compile(r"(part|pt|parte|teil|vol|volume)(\d{1,2})", re.ASCII)
_OF = re.compile(r"(\d{1,3})[ ._]?(?:of|de|di|von|sur|/|из)[ ._]?(\d{1,3})(?![^\W_])", re.IGNORECASE)
_MORE = re.compile(
    rf"(?:[-–]|[ ._]?[&+][ ._]?|[ ._](?:to|and|und|et|y|e)[ ._])(?:(?:part|pt)[ ._]?)?(\d{{1,2}}|{_WORDED})(?![^\W_])",
    _I,
)
_LEADS_TO_OF = frozenset(("part", "pt", "parte", "teil", "ep", "episode", "parts"))
_COUNTS_EPISODES = frozenset(("part", "pt", "parte", "teil", "partie", "parts"))


def _number(word: str) -> int | None:
    lowered = word.lower()
    if lowered.isascii() and lowered.isdigit():
        return int(lowered) if len(lowered) < 3 else None
    return _ROMAN.get(lowered) or SPELLED.get(lowered)


def part_behind(text: str, place: int) -> tuple[int, int] | None:
    """` Part 2`, `P01`, ` Vol. 2` behind a season: the number, and where it ends."""
    match = _BEHIND_SEASON.match(text, place)
    number = _number(match[1]) if match else None
    return (number, match.end()) if match and number else None


def read_of(name: Name, place: int) -> Find | None:
    """`3of8`, `3 of 8`, `Part 3 of 8`."""
    match = _OF.match(name.text, name.starts[place])
    if match is None or not 0 < int(match[1]) <= int(match[2]):
        return None
    is_led = place > 0 and name.words[place - 1] in _LEADS_TO_OF and name.starts[place] - name.ends[place - 1] <= 2
    first = place - 1 if is_led else place
    return name.found("numbering", Numbering(LIKELY, None, [int(match[1])]), first, match.end(), strong=True)


def read_part(name: Name, place: int) -> Find | None:
    """`Part 2`, `Part II`, `Pt.3`, `Parts 1 & 2`, `Vol 1`: of a season, a mini-series or a film."""
    words = name.words
    if place + 1 >= len(words) or name.starts[place + 1] - name.ends[place] > 1:
        return None
    number = _number(words[place + 1])
    if not number:
        return None
    if words[place] in _LEADS_TO_OF and (counted := read_of(name, place + 1)) is not None:
        return counted
    return _part(name, place, words[place], number, name.ends[place + 1])


def read_glued(name: Name, place: int) -> Find | None:
    """`Part2`, `Pt2`."""
    match = _GLUED.fullmatch(name.words[place])
    return _part(name, place, match[1], int(match[2]), name.ends[place]) if match and int(match[2]) else None


def _part(name: Name, place: int, word: str, number: int, end: int) -> Find | None:
    numbers = [number]
    while (match := _MORE.match(name.text, end)) is not None:
        following = _number(match[1])
        if following is None or following <= numbers[-1] or following > numbers[0] + 20:
            break
        numbers.append(following)
        end = match.end()
    if word == "parts" and len(numbers) == 1:
        return None
    episodes = (spread(numbers) or numbers[:1]) if word in _COUNTS_EPISODES else []
    return name.found("part", Numbering(WEAK, None, episodes, part=number), place, end)


PHRASES = (
    Phrases("part", dict.fromkeys(("part", "pt", "parte", "teil", "partie", "parts", "vol", "volume")), read=read_part),
)
READERS = (("0123456789", read_of), ("ptv", read_glued))
