"""The day a daily episode was shown, in any order; nothing when no such day exists or when two days fit."""

from __future__ import annotations

import re
from datetime import date

from monarr.core.releases._scan import Find, Name, Phrases

_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([-._ /])(\d{1,2})\2(\d{1,2})(?![^\W_])", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-._ /])(\d{1,2})\2((?:19|20)\d\d)(?![^\W_])", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d\d)([-._ ])(\d\d)\2(\d\d)(?![^\W_])", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)", re.ASCII)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?", re.ASCII)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _unordered(year: int, one: int, other: int) -> date | None:
    """The day from two numbers in unknown order; None when both orders give a day and they differ."""
    if one != other and one <= 12 and other <= 12:
        return None
    return _date(year, other, one) if one > 12 else _date(year, one, other)


def read_date(name: Name, place: int) -> Find | None:
    text, start, word = name.text, name.starts[place], name.words[place]
    found = None
    if len(word) == 8 and (match := _COMPACT.fullmatch(word)):
        found = _date(int(match[1]), int(match[2]), int(match[3]))
        return name.find("air_date", found, place, strong=True) if found else None
    if len(word) == 4 and (match := _YEAR_FIRST.match(text, start)):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        found = _date(year, month, day) if month <= 12 else _date(year, day, month)
        return name.found("air_date", found, place, match.end(), strong=True) if found else None
    if len(word) > 2:
        return _day_first(name, place) if len(word) <= 4 else None
    if match := _YEAR_LAST.match(text, start):
        found = _unordered(int(match[4]), int(match[1]), int(match[3]))
        return name.found("air_date", found, place, match.end(), strong=True) if found else None
    if match := _SHORT_YEAR.match(text, start):
        # two-digit years: only year-month-day, and only where the first number can be no day
        found = _date(2000 + int(match[1]), int(match[3]), int(match[4]))
        return name.found("air_date", found, place, match.end()) if found else None
    return _day_first(name, place)


def _day_first(name: Name, place: int) -> Find | None:
    """`22 Jan 2018`."""
    words = name.words
    if place + 2 >= len(words) or words[place + 1] not in _MONTHS:
        return None
    day = _DAY.fullmatch(words[place])
    return _spelled(name, place, words[place + 2], words[place + 1], day[1] if day else "")


def read_month(name: Name, place: int) -> Find | None:
    """`January 22nd 2018`."""
    words = name.words
    if place + 2 >= len(words):
        return None
    day = _DAY.fullmatch(words[place + 1])
    return _spelled(name, place, words[place + 2], words[place], day[1] if day else "")


def _spelled(name: Name, place: int, year: str, month: str, day: str) -> Find | None:
    if not day or len(year) != 4 or not (year.isascii() and year.isdigit()) or not 1900 <= int(year) < 2100:
        return None
    found = _date(int(year), _MONTHS[month], int(day))
    return name.find("air_date", found, place, place + 2, strong=True) if found else None


PHRASES = (Phrases("air_date", dict.fromkeys(_MONTHS), read=read_month),)
READERS = (("0123456789", read_date),)
