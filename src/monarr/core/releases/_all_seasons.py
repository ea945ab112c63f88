"""A word for the whole as all seasons of a series: `Moth.COMPLETE.720p.HDTV`."""

from __future__ import annotations

from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._sources import FROM_TELEVISION, sources_of
from monarr.core.releases.numbering import PACK, Numbering


def _ends_title(reading: Reading, pack: Find) -> bool:
    """Whether a property, a closing bracket or nothing follows: `COMPLETE.720p`, but `A.Complete.Moth.720p`."""
    if pack.first == 0 or reading.name.words[pack.first - 1] in ("a", "the"):
        return False
    behind = next((find for find in reading.finds if find.start >= pack.end), None)
    if behind is not None and behind.property == "year":
        return False
    between = reading.name.text[pack.end : behind.start if behind else None]
    return all(character in BETWEEN for character in between)


def choose_all_seasons(reading: Reading, kind: str | None) -> None:
    """`Moth.COMPLETE.720p.HDTV`, `Moth.INTEGRALE.FRENCH`: all seasons, where nothing says film."""
    finds = reading.finds
    pack = next((find for find in finds if find.property == "pack" and find.start > reading.title_start), None)
    if pack is None or pack.value not in ("complete", "integral") or not _ends_title(reading, pack):
        return
    properties = {find.property for find in finds}
    sources = {source for source in sources_of(reading) if source}
    if sources and not sources <= FROM_TELEVISION:
        is_encode = pack.value == "integral" or any(find.value in ("x264", "x265") for find in finds)
        if "year" in properties or not is_encode:
            return
    elif not sources and ("year" in properties or (kind != "series" and pack.value != "integral")):
        return
    reading.numbering = Find(
        "numbering", Numbering(PACK, 1, full_season=True), pack.start, pack.end, pack.first, pack.last, True
    )
