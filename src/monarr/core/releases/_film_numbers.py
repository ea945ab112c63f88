"""Where a film is asked for, numbers that count seasons or days elsewhere may be its title's, before its year."""

from __future__ import annotations

import re

from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find

_SQUARE = re.compile(r"\dx\d", re.ASCII)
_YEAR_AT_END = re.compile(r"(?<!\d)(?:19|20)\d\d$", re.ASCII)
_EPISODE = re.compile(r"episode", re.IGNORECASE)


def free_years(reading: Reading) -> None:
    """`The.Episode.2010`, `4x4.2019`, `11.14.2003`, `Series.7.2001` are a title and a year."""
    finds = reading.finds
    for number, find in enumerate(finds):
        if find.property not in ("numbering", "air_date"):
            continue
        text = reading.name.text[find.start : find.end]
        begins = find.start <= reading.title_start
        is_bracketed = reading.name.text[find.end : find.end + 1] == ")" or text.endswith(")")
        holds_year = _YEAR_AT_END.search(text.rstrip(")"))
        if holds_year and (begins or is_bracketed or (_EPISODE.match(text) and find.property == "numbering")):
            finds[number] = _year(find, text)
        elif number + 1 < len(finds) and finds[number + 1].property == "year" and (begins or _SQUARE.fullmatch(text)):
            finds[number] = Find("part", None, find.start, find.end, find.first, find.last)


def _year(find: Find, text: str) -> Find:
    end = find.end - (len(text) - len(text.rstrip(")")))
    return Find("year", int(text.rstrip(")")[-4:]), end - 4, end, find.last, find.last)
