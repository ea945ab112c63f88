"""Specials of anime, which have no season: `Moth - OVA`, `Moth - SP1`, `Moth - Special 02`."""

from __future__ import annotations

import re

import msgspec

from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, in_capitals
from monarr.core.releases.numbering import WEAK, Numbering
from monarr.core.releases.numbers import Bare

_COUNTED = re.compile(r"[ _.]?#?(\d{1,2})(?:v(\d))?(?![^\W_])", re.ASCII | re.IGNORECASE)
_MOST = 4  # that are looked at
_ENDS = ("", "[", "(", "-", "–", "]", ")")
_BY_ITSELF = ("ova", "oad", "ona", "ovd")  # no words of a title


def choose_special(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """A word for specials that ends the title: with a number an absolute one, without it season 0 and no episode."""
    text = reading.name.text
    specials = [find for find in reading.finds if find.start > reading.title_start and _is_special(reading, find)]
    for find in specials[:_MOST]:
        if not (is_anime or kind == "series" or reading.name.words[find.first].startswith(_BY_ITSELF)):
            continue
        counted = _COUNTED.match(text, find.end) if find.property == "edition" or find.value is True else None
        end = counted.end() if counted else find.end
        if text[end : end + 4].lstrip(" _.")[:1] not in _ENDS and not _is_property(reading, end):
            continue
        reading.is_special = True
        if counted is None and (find.property == "edition" or find.value is True):
            value = Numbering(WEAK, 0)
            reading.numbering = Find("numbering", value, find.start, end, find.first, find.last, True)
            return
        digits = counted[1] if counted else str(find.value)
        version = int(counted[2]) if counted and counted[2] else None
        last = reading.name.word_at(end, find.first)
        bare = Bare(digits, half=False, last=None, version=version)
        reading.absolute = Find("number", bare, find.start, end, find.first, last)
        return


def take_special(reading: Reading) -> None:
    """`Moth - Special 02`: the word before the absolute number goes with it; `Moth OVA - 02` is called so."""
    absolute, text = reading.absolute, reading.name.text
    if absolute is None or not isinstance(absolute.value, Bare):
        return
    before = next((find for find in reversed(reading.finds) if find.start < absolute.start), None)
    if before is None or before.start <= reading.title_start or not _is_special(reading, before):
        return
    between = text[before.end : absolute.start].strip(" _.")
    if between and not (between in ("-", "#") and _is_set_off(reading, before)):
        return
    reading.is_special = True
    reading.absolute = msgspec.structs.replace(absolute, start=before.start, first=before.first)


def _is_special(reading: Reading, find: Find) -> bool:
    """`OVA` in capitals or behind a dash; a plain `Special` behind a dash only."""
    if find.property == "special":
        return in_capitals(reading.name.raw(find.first)) or _is_set_off(reading, find)
    if find.property != "edition" or reading.name.words[find.first] != "special":
        return False
    return _is_set_off(reading, find) or (reading.is_anime and _COUNTED.match(reading.name.text, find.end) is not None)


def _is_set_off(reading: Reading, find: Find) -> bool:
    return reading.name.text[: find.start].rstrip(" _.")[-1:] in ("-", "–", "[", "(")


def _is_property(reading: Reading, place: int) -> bool:
    """Whether what follows is a property."""
    return any(
        find.strong and find.start >= place and reading.name.text[place : find.start].strip(" ._-[(") == ""
        for find in reading.finds
    )
