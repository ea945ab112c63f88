"""Where the number stands that a title ends at, and what leads up to it."""

from __future__ import annotations

from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases.numbering import PACK


def numbered_from(reading: Reading) -> int:
    places = [find.start for find in (reading.numbering, reading.absolute, reading.aired) if find is not None]
    return min(places) if places else len(reading.name.text)


def before_pack(reading: Reading, end: int) -> int:
    """`The Complete` before a season and `Mini-Series` before any number are no part of the title."""
    text, numbering = reading.name.text, reading.numbering
    is_season = numbering is not None and numbering.value.rank == PACK
    for find in reversed(reading.finds):
        if find.end > end or find.property != "pack":
            continue
        if not all(character in BETWEEN for character in text[find.end : end]) or find.first == 0:
            break
        if (is_season or find.value == "mini") and find.start > reading.title_start:
            last = find.first - 1
            is_article = reading.name.words[last] == "the" and reading.name.starts[last] > reading.title_start
            return reading.name.starts[last] if is_article else find.start
    return end
