"""The day a daily episode was shown, in any order; nothing when no such day exists or when two days fit."""

from __future__ import annotations

import re
from datetime import date

from monarr.core.releases._scan import Find, Name, Phrases

_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)([-._ /])(\d{1,2})\2(\d{1,2})(?![^\W_])", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-._ /])(\d{1,2})\2((?:19|20)\d\d)(?![^\W_])", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d\d)([-._ ])(\d\d)\2(\d\d)(?![^\W_])", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)", re.ASCII)
_CHANNELS = frozenset((("5", "1"), ("7", "1"), ("2", "0"), ("6", "1"), ("1", "0"), ("2", "1")))  # `2010.5.1` is sound
_LATEST_SHORT_YEAR = 40
_AROUND = ("_", ".", "-")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_GLUED = re.compile(r"(\d{1,2})([a-z]{3,9})((?:19|20)\d\d)", re.ASCII)
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
        return _day_or_none(name, place, _date(int(match[1]), int(match[2]), int(match[3])), name.ends[place])
    if len(word) == 6 and word.isdigit():
        return _six_digits(name, place)
    following = name.starts[place + 1] if place + 1 < len(name.words) else len(text)
    if (
        len(word) == 4
        and (match := _YEAR_FIRST.match(text, start))
        and not (place == 0 and _YEAR_LAST.match(text, following))
    ):
        if match[2] == "." and (match[3], match[4]) in _CHANNELS:
            return None
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        found = _date(year, month, day) if month <= 12 else _date(year, day, month)
        return _day_or_none(name, place, found, match.end(), is_full=_is_full(match[3], match[4]))
    if len(word) == 4 and (spelled := _year_first(name, place)) is not None:
        return spelled
    if len(word) > 2:
        return _day_first(name, place) if len(word) <= 4 else _in_one_word(name, place)
    if match := _YEAR_LAST.match(text, start):
        found = _unordered(int(match[4]), int(match[1]), int(match[3]))
        return _day_or_none(name, place, found, match.end(), is_full=_is_full(match[1], match[3]))
    if _YEAR_LAST.match(text, following):
        return None  # a number of the title before a whole day
    if (match := _SHORT_YEAR.match(text, start)) and int(match[1]) <= _LATEST_SHORT_YEAR:
        # two-digit years: only year-month-day, and only where the first number can be no day
        found = _date(2000 + int(match[1]), int(match[3]), int(match[4]))
        return name.found("air_date", found, place, match.end()) if found else None
    return _day_first(name, place)


def _day_or_none(name: Name, place: int, found: date | None, end: int, *, is_full: bool = True) -> Find | None:
    """The day; and of what is written like one in full but is none, or could be two, that it is no day."""
    if found is None:
        return name.found("no_date", None, place, end) if is_full else None
    return name.found("air_date", found, place, end, strong=True)


def _is_full(one: str, other: str) -> bool:
    """Whether two numbers beside a year are written as a month and a day are, be there such a day or not."""
    return len(one) == len(other) == 2 and min(int(one), int(other)) <= 31


def _six_digits(name: Name, place: int) -> Find | None:
    """`160504` between dots, as Korean shows have it beside the number of the episode."""
    word, text = name.words[place], name.text
    before, after = text[name.starts[place] - 1 : name.starts[place]], text[name.ends[place] : name.ends[place] + 1]
    if before not in _AROUND or after not in _AROUND:
        return None
    found = _date(2000 + int(word[:2]), int(word[2:4]), int(word[4:]))
    return name.find("air_date", found, place) if found else None


def _in_one_word(name: Name, place: int) -> Find | None:
    """`14May2016`."""
    match = _GLUED.fullmatch(name.words[place])
    return _spelled(name, place, match[3], match[2], match[1], place) if match and match[2] in _MONTHS else None


def _year_first(name: Name, place: int) -> Find | None:
    """`2016 May 14`."""
    words = name.words
    if place + 2 >= len(words) or words[place + 1] not in _MONTHS:
        return None
    day = _DAY.fullmatch(words[place + 2])
    if place == 0 and len(words) > 3 and _YEAR.fullmatch(words[place + 3]):
        return None  # a title's year before a whole day
    return _spelled(name, place, words[place], words[place + 1], day[1] if day else "", place + 2)


def _day_first(name: Name, place: int) -> Find | None:
    """`22 Jan 2018`, `22nd of January 2018`."""
    words = name.words
    if place + 3 < len(words) and words[place + 1] == "of" and words[place + 2] in _MONTHS:
        day = _DAY.fullmatch(words[place])
        return _spelled(name, place, words[place + 3], words[place + 2], day[1] if day else "", place + 3)
    if place + 2 >= len(words) or words[place + 1] not in _MONTHS:
        return None
    day = _DAY.fullmatch(words[place])
    return _spelled(name, place, words[place + 2], words[place + 1], day[1] if day else "", place + 2)


def read_month(name: Name, place: int) -> Find | None:
    """`January 22nd 2018`."""
    words = name.words
    if place + 2 >= len(words):
        return None
    day = _DAY.fullmatch(words[place + 1])
    return _spelled(name, place, words[place + 2], words[place], day[1] if day else "", place + 2)


def _spelled(name: Name, place: int, year: str, month: str, day: str, last: int) -> Find | None:
    if not day or len(year) != 4 or not (year.isascii() and year.isdigit()) or not 1900 <= int(year) < 2100:
        return None
    found = _date(int(year), _MONTHS[month], int(day))
    return name.find("air_date", found, place, last, strong=True) if found else None


PHRASES = (Phrases("air_date", dict.fromkeys(_MONTHS), read=read_month),)
READERS = (("0123456789", read_date),)
