"""Which of the numbers found counts episodes: the surest numbering, a date, an absolute number, three digits, a part."""

from __future__ import annotations

from monarr.core.releases import numbers
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find
from monarr.core.releases.episodes import LIKELY, PACK, SURE, WEAK, Numbering


def choose_numbering(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """Set `numbering`, `absolute` or `aired` of the reading, or none of them."""
    best: Find | None = None
    for find in reading.finds:
        if find.property == "numbering" and (best is None or find.value.rank > best.value.rank):
            best = find
    aired = next((find for find in reading.finds if find.property == "air_date"), None)
    rank = best.value.rank if best else 0
    if aired is not None and rank < SURE and kind != "movie" and (aired.strong or rank == 0):
        reading.aired = aired
        return
    if best is not None and rank == LIKELY and kind != "series" and _dates_film(reading, best, kind):
        best.property, best.strong, best = "part", False, None
    if best is not None and rank == LIKELY and is_anime:
        best, reading.absolute = None, best
    reading.numbering = best
    if best is not None:
        _weaken_before(reading, best)
    if reading.absolute is None and kind != "movie" and (best is None or best.value.rank == PACK or is_anime):
        _choose_absolute(reading, kind, is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None and kind != "movie":
        _choose_short(reading, kind)
    if reading.numbering is None and reading.absolute is None and kind != "movie":
        _choose_part(reading, kind)


def _weaken_before(reading: Reading, chosen: Find) -> None:
    """Numbers before a surer one belong to the title, which they do not end; a season said twice ends it (`Season 2 S02E05`)."""
    for find in reading.finds:
        if find is chosen:
            return
        if find.property == "numbering" and not (find.value.rank == PACK and find.value.season == chosen.value.season):
            find.strong = False


def _dates_film(reading: Reading, numbering: Find, kind: str | None) -> bool:
    """An "Episode IV" before a year is a film's title; where a film is asked for, so is any before a year in brackets."""
    if numbering.value.season:
        return False
    text = reading.name.text
    behind = [find for find in reading.finds if find.start >= numbering.end]
    if behind and behind[0].property == "year":
        return True
    return kind == "movie" and any(find.property == "year" and text[find.start - 1] == "(" for find in behind)


def _choose_absolute(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """The number that counts episodes without seasons: set off by a dash, in a bracket of its own, or last before the rest."""
    text, best, best_weight = reading.name.text, None, 0
    season, limit = reading.numbering, reading.first_strong()
    for find in reading.finds:
        if find.property != "number" or (find.start <= reading.title_start and not find.value.counted):
            continue
        if season is not None and season.value.rank == SURE and find.start > season.start:
            break
        weight = _absolute_weight(text, find, kind, is_anime=is_anime)
        if weight and find.start > limit and season is None and weight < 3:
            continue
        if weight >= best_weight and weight:
            best, best_weight = find, weight
    if best is None:
        return
    if season is not None and season.value.rank == PACK:
        if best.start < season.start or best_weight < 3 or season.value.seasons:
            return
        season.value = Numbering(SURE, season.value.season, _range(best.value), version=best.value.version)
        season.end = best.end
        return
    reading.absolute = best


def _absolute_weight(text: str, find: Find, kind: str | None, *, is_anime: bool) -> int:
    """How much a bare number looks like an absolute episode: 0 not at all, 4 said by a word."""
    bare: numbers.Bare = find.value
    if bare.counted:
        return 4
    before = text[max(0, find.start - 3) : find.start]
    after = text[find.end : find.end + 1]
    ends = after == "" or after in " _[(.]"
    if (before[-1:] == "[" and after == "]") or (before[-1:] == "(" and after == ")" and bare.last is not None):
        return 3 if is_anime or kind == "series" else 0
    if before.rstrip(" _").endswith(("-", "–", "#")) and ends and (" " in before or "_" in before or before[-1] == "#"):
        return 3 if len(bare.digits) > 1 or is_anime else 0
    if bare.version is not None or (bare.half and is_anime):
        return 2
    if len(bare.digits) == 3 and bare.digits[0] == "0" and ends:
        return 2
    if is_anime and len(bare.digits) > 1 and ends:
        return 1
    return 0


def _range(bare: numbers.Bare) -> list[int]:
    first = int(bare.digits)
    last = bare.last if bare.last is not None and first < bare.last <= first + 2000 else first
    return list(range(first, last + 1))


def _choose_short(reading: Reading, kind: str | None) -> None:
    """`Show.103.HDTV`: three or four digits are season and episode, where no year says that it is a film."""
    finds = reading.finds
    if any(find.property == "year" and find.first > 0 for find in finds):
        return
    sources = {find.value[0] for find in finds if find.property == "source"}
    if kind != "series" and sources and not sources & {"television", "sdtv"}:
        return
    for number, find in enumerate(finds):
        if find.property != "number" or len(find.value.digits) not in (3, 4) or find.first == 0 or find.value.last:
            continue
        season, episode = divmod(int(find.value.digits), 100)
        following = finds[number + 1] if number + 1 < len(finds) else None
        adjacent = following is not None and following.first == find.last + 1 and following.property != "number"
        at_end = find.last == len(reading.name.words) - 1 and kind == "series"
        if season and episode and season < 40 and (adjacent or at_end or kind == "series"):
            find.strong = True
            reading.numbering = Find(
                "numbering", Numbering(LIKELY, season, [episode]), find.start, find.end, find.first, find.last, True
            )
            return


def _choose_part(reading: Reading, kind: str | None) -> None:
    """`Part 2` numbers a mini-series when nothing says film: no year, and television or a series was asked for."""
    part = next(
        (find for find in reading.finds if find.property == "part" and find.value.episodes and find.first > 0), None
    )
    if part is None or any(find.property == "year" for find in reading.finds):
        return
    sources = {find.value[0] for find in reading.finds if find.property == "source"}
    if kind == "series" or sources & {"television", "sdtv"}:
        reading.numbering = Find(
            "numbering", Numbering(WEAK, 1, part.value.episodes), part.start, part.end, part.first, part.last, True
        )
