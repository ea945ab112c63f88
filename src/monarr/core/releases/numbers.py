"""Bare numbers: absolute episodes of anime with versions, halves and ranges, and numbers of three or four digits.

Only found here; `decide` makes an episode of one when nothing better numbers the name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from monarr.core.releases._scan import Find, Name

_NUMBER = re.compile(
    r"(\d{1,4})(?:\.([5]))?(?:v(\d))?(?:(?:-|[ _]?~[ _]?)(\d{1,4})(?:v(\d))?)?(?:end|fin)?(?![^\W_])",
    re.ASCII | re.IGNORECASE,
)
_SPACED = re.compile(r"[ _]-[ _](\d{2,4})(?:v\d)?(?=[ _]?(?:[\[(]|$))", re.ASCII)
_AND = re.compile(r"(?:[ _]?[&+][ _]?|,[ _])(\d{1,4})(?:v\d)?(?![^\W_])", re.ASCII)
_CJK = re.compile(r"[第제]?\s?(\d{1,4})(?:\s?[-~]\s?(\d{1,4}))?\s?[話话集回화회]")


class Bare(NamedTuple):
    """`digits` as written; `last` ends a range; `version` as in `05v2`; `counted`: a word says that it is an episode."""

    digits: str
    half: bool
    last: int | None
    version: int | None
    counted: bool = False


def read_number(name: Name, place: int) -> Find | None:
    start = name.starts[place]
    if not name.text.isascii():
        found = _CJK.match(name.text, start)
        if found:
            last = int(found[2]) if found[2] else None
            return name.found("number", Bare(found[1], False, last, None, True), place, found.end())
    match = _NUMBER.match(name.text, start)
    if match is None:
        return None
    last, end = int(match[4]) if match[4] else None, match.end()
    version = match[3] or match[5]
    if last is None and (more := _AND.match(name.text, end)) and int(more[1]) == int(match[1]) + 1:
        last, end = int(more[1]), more.end()
    if last is None and (match[1][0] == "0" or name.text[start - 2 : start] in ("- ", "-_")):
        spaced = _SPACED.match(name.text, end)  # "- 05 - 07 [", but "100 - 05 ["
        if spaced and len(spaced[1]) == len(match[1]) and int(spaced[1]) > int(match[1]):
            last, end = int(spaced[1]), spaced.end()
    bare = Bare(match[1], match[2] is not None, last, int(version) if version else None)
    return name.found("number", bare, place, end)


READERS = (("0123456789第제", read_number),)
