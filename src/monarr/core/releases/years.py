"""Years, 1888 (the oldest film) to 2099."""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name

_YEAR = re.compile(r"(?:18[89]|19\d|20\d)\d", re.ASCII)


def read_year(name: Name, place: int) -> Find | None:
    """A year of four digits. Whether it dates the title or belongs to it is decided with the whole name in view."""
    word = name.words[place]
    if len(word) == 4 and _YEAR.fullmatch(word) and int(word) >= 1888:
        return name.find("year", int(word), place)
    return None


READERS = (("12", read_year),)
