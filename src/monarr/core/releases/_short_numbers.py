"""Three or four digits as season and episode: `Show.103.HDTV`."""

from __future__ import annotations

from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._sources import FILMLESS, TELEVISION, sources_of
from monarr.core.releases.numbering import LIKELY, Numbering


def choose_short(reading: Reading, kind: str | None) -> None:
    """`Show.103.HDTV`: three or four digits are season and episode, where no year says that it is a film."""
    finds = reading.finds
    years = [find for find in finds if find.property == "year" and find.first > 0]
    sources = sources_of(reading)
    if kind != "series" and not (sources <= FILMLESS if not years else sources & TELEVISION):
        return
    for number, find in enumerate(finds):
        if find.property != "number" or len(find.value.digits) not in (3, 4) or find.first == 0:
            continue
        if years and years[0].last + 1 != find.first:
            continue  # only right behind the year
        season, episode = divmod(int(find.value.digits), 100)
        last_season, last = divmod(find.value.last or int(find.value.digits), 100)
        if last_season != season or last < episode:
            continue
        following = finds[number + 1] if number + 1 < len(finds) else None
        adjacent = following is not None and following.first == find.last + 1 and following.property != "number"
        at_end = find.last == len(reading.name.words) - 1 and kind == "series"
        if season and episode and season < 40 and (adjacent or at_end or kind == "series" or sources):
            find.strong = True
            value = Numbering(LIKELY, season, list(range(episode, last + 1)))
            reading.numbering = Find("numbering", value, find.start, find.end, find.first, find.last, True)
            return
