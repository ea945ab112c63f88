"""Parts as the episodes of a mini-series."""

from __future__ import annotations

from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._sources import FILMLESS, TELEVISION, sources_of
from monarr.core.releases.numbering import WEAK, Numbering


def choose_part(reading: Reading, kind: str | None) -> None:
    """`Part 2` numbers a mini-series when nothing says film: no year behind, and television or a series was asked for."""
    part: Find | None = None
    for find in reading.finds:
        if find.property == "part" and find.value.episodes and find.first > 0:
            if part is not None and find.first > part.last + 1:
                break
            part = find
    if part is None or any(find.property == "year" and find.start > part.start for find in reading.finds):
        return
    sources = sources_of(reading)
    if kind == "series" or sources & TELEVISION or (sources and kind is None and sources <= FILMLESS):
        reading.numbering = Find(
            "numbering", Numbering(WEAK, 1, part.value.episodes), part.start, part.end, part.first, part.last, True
        )
