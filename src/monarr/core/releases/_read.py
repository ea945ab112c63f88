"""From a text to its reading: unwrapped, scanned, numbered, dated, bounded."""

from __future__ import annotations

import re

from monarr.core.releases import group as groups
from monarr.core.releases import obfuscation, sites
from monarr.core.releases._bounds import bound_title
from monarr.core.releases._dated import choose_year
from monarr.core.releases._front import find_front
from monarr.core.releases._group_words import Group
from monarr.core.releases._kept import keep
from monarr.core.releases._numbering import choose_numbering
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find, scan, split
from monarr.core.releases.wrappers import unwrapped

LONGEST = 4096
_ROUND = re.compile(r"\(([^()]{2,30})\)[ _]+")
_DASHED_NUMBER = re.compile(r"[ _]-[ _]\d{2,4}(?:v\d)?[ _]*(?:[\[(]|$)", re.ASCII)
_WIDE_BRACKETS = str.maketrans("【】（）［］「」", "[]()[][]")


def read(text: str, kind: str | None, *, extension: str = "") -> Reading | None:
    """Read one name. None when it is empty, too long, a hash or has control characters only."""
    bare = without_wrapping(text)
    if bare is None:
        return None
    stem, found_extension = bare
    extension = extension or found_extension
    lead = groups.leading(stem) or _leading_in_round(stem)
    name = split(stem)
    if not name.words:
        return None
    finds = scan(name)
    if lead and any(find.start < lead[1] and _is_no_group(find) for find in finds):
        lead = None
    if lead and any(sign in " ._" for sign in lead[0].name) and _is_followed_by_facts(stem, finds, lead[1]):
        lead = None
    begin, front = find_front(name, finds, lead[1] if lead else 0)
    reading = Reading(name, finds, [], begin, len(stem), len(stem), extension=extension, is_anime=lead is not None)
    if lead:
        reading.group = lead[0]
    choose_numbering(reading, kind, is_anime=lead is not None)
    choose_year(reading, kind)
    bound_title(reading)
    keep(reading)
    if front:
        reading.kept = [find for find in front if find.property != "year"] + reading.kept
        reading.year = reading.year or next((find for find in front if find.property == "year"), None)
    tail = groups.trailing(stem, reading.kept, reading.body, is_placed=reading.is_series or reading.year is not None)
    if tail is not None and reading.group is not None and groups.is_eastern_title(reading.group.name):
        reading.group = None  # "[蛾の行列] Moth Parade S01E02 …-GRP"
        reading.title_start = 0
    reading.group = reading.group or tail
    if reading.group is not None and reading.group is tail:
        reading.kept = [find for find in reading.kept if find.start < tail.start or find.start >= tail.end]
    return reading


def _is_followed_by_facts(stem: str, finds: list[Find], place: int) -> bool:
    """`[Night Moth] 2010 1080p`: the bracket is the title, for nothing else could be."""
    behind = next((find for find in finds if find.start >= place), None)
    if behind is None or not (behind.strong or behind.property == "year"):
        return False
    if any(sign.isalnum() for sign in stem[place : behind.start]):
        return False
    counting = ("number", "numbering")
    return behind.property == "numbering" or not any(find.property in counting for find in finds if find.start >= place)


def _leading_in_round(stem: str) -> tuple[Group, int] | None:
    """`(Group) Title - 05 (1080p)`: as a bracket, where an absolute number follows."""
    match = _ROUND.match(stem) if stem[:1] == "(" else None
    if match is None or match[1].isdigit() or not _DASHED_NUMBER.search(stem, match.end()):
        return None
    return Group(match[1], match.start(1), match.end(1)), match.end()


def _is_no_group(find: Find) -> bool:
    """`[1080p]`, `[FREELEECH]`: what stands in a bracket in front says something of the release."""
    return find.strong or find.property == "air_date" or find.value in ("freeleech", "halfleech")


def without_wrapping(text: str) -> tuple[str, str] | None:
    """The bare name and its file extension; None when it cannot be a release name."""
    if len(text) > LONGEST:
        return None
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    text = unwrapped(text.strip())
    text = sites.unquoted(text) if '"' in text else text
    stem, extension = sites.split_extension(text.strip())
    stem = sites.without_site(stem).strip()
    if "+" in stem and " " not in stem and stem.count("+") > stem.count("."):
        stem = stem.replace("+", " ")
    if not stem.isascii():
        stem = stem.translate(_WIDE_BRACKETS)
    if "%20" in stem:
        stem = stem.replace("%20", " ")
    if not stem or obfuscation.is_obfuscated(stem):
        return None
    return obfuscation.turned(stem), extension
