"""Words and years in names of albums, and where an album's title ends among them."""

from __future__ import annotations

import re
from typing import NamedTuple

YEAR = re.compile(r"(?<![^\W_])(?:19|20)\d\d(?![^\W_])")
IN_BRACKETS = re.compile(r"[\[({][^\])}]{0,20}?((?<!\d)(?:19|20)\d\d(?!\d))[^\])}]{0,20}[\])}]")
_FORMAT_WORDS = (
    "flac|mp3|web|cdr?|cds|cdm|cdep|[2-9]cd|vinyl|alac|aac|ape|wav|ogg|wma|m4a|320|256|192|24[ ._-]?bit|16[ ._-]?bit|dvda|sacd|vbr|v0|v2|"
    "lossless|(?:320|256|192)? ?kbps|remastered|advance|promo|bootleg|retail"
)
_FORMAT = re.compile(rf"(?<![^\W_])(?:{_FORMAT_WORDS})(?![^\W_])", re.I)
MEDIUM = re.compile(rf"(?:{_FORMAT_WORDS}|lp|ep|[2-9]lp|\d+khz|\d+bit|single|(?:19|20)\d\d|\(.*\))", re.I)
_PRINT = re.compile(r"\b(?:deluxe|edition|remaster(?:ed)?|expanded|bonus|version|reissue|explicit|limited)\b", re.I)
_BRACKET = re.compile(r"[\[({]")
GROUP = re.compile(r"[^\W_][\w.]{1,30}")


class Parts(NamedTuple):
    artist: str
    album: str
    year: int | None
    group: str | None


def album_of(part: str) -> str:
    """Up to the first format word, or the first bracket that does not belong to the title."""
    found = _FORMAT.search(part, 1)
    end = found.start() if found else len(part)
    for bracket in _BRACKET.finditer(part, 1, end):
        closing = part.find(")", bracket.end())
        content = part[bracket.end() : closing]
        belongs = (
            part[bracket.start()] == "("
            and 0 < closing < end
            and not _PRINT.search(content)
            and not YEAR.search(content)
        )
        if not belongs:
            end = bracket.start()
            break
    return part[:end].strip(" ._,;")


def is_medium_behind(part: str, place: int) -> bool:
    """Whether a format is told from that place on."""
    return _FORMAT.search(part, place) is not None
