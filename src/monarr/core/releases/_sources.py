"""Sources as they tell films from series."""

from __future__ import annotations

from monarr.core.releases._reading import Reading

TELEVISION = frozenset(("television", "sdtv"))
FILMLESS = frozenset((*TELEVISION, "hdtv", "webdl", "webrip", "dvd", None))  # of these, films say their year
FROM_TELEVISION = frozenset((*TELEVISION, "hdtv", "webdl", "webrip"))


def sources_of(reading: Reading) -> set[str | None]:
    return {find.value[0] for find in reading.finds if find.property == "source"}
