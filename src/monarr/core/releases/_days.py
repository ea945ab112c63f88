"""A day that an episode was shown on, unless numbers say more surely which it is."""

from __future__ import annotations

import re

from monarr.core.releases import numbers
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._sources import TELEVISION, sources_of
from monarr.core.releases.numbering import PACK, SURE

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def choose_date(reading: Reading, kind: str | None, rank: int) -> bool:
    """A day, unless numbers say it more surely. Of what is no day, or could be two, nothing is made but a film."""
    if kind == "movie" and not _is_of_a_day(reading, rank):
        for find in reading.finds:
            if find.property in ("air_date", "no_date"):
                _make_year(reading, find)
        return False
    aired = next((find for find in reading.finds if find.property == "air_date"), None)
    if aired is not None and rank < SURE and (aired.strong or rank == 0):
        reading.aired = aired
        return True
    reading.refused = rank < PACK and any(find.property == "no_date" for find in reading.finds)
    return False


def _is_of_a_day(reading: Reading, rank: int) -> bool:
    """Asked for a film: whether a day tells that it is an episode; not when a year in brackets dates a film."""
    text = reading.name.text
    is_shown = bool(sources_of(reading) & TELEVISION)
    has_day = any(find.property == "air_date" and (find.strong or is_shown) for find in reading.finds)
    return (
        has_day
        and rank < SURE
        and not any(find.property == "year" and text[find.start - 1] in "([" for find in reading.finds)
    )


def _make_year(reading: Reading, find: Find) -> None:
    """For a film only the year of a day counts."""
    year = YEAR.search(reading.name.text, find.start, find.end)
    if year is None or year.end() - year.start() == find.end - find.start:
        find.property, find.strong = "number", False
        find.value = numbers.Bare("", half=False, last=None, version=None)
        return
    find.property, find.value, find.strong, find.start, find.end = "year", int(year[0]), False, year.start(), year.end()
