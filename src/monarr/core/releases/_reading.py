"""What belongs to what: from the finds of one name to its title, its numbering and the properties that count."""

from __future__ import annotations

from datetime import date

import msgspec

from monarr.core.releases import edition as editions
from monarr.core.releases import group as groups
from monarr.core.releases import numbers, obfuscation, sites
from monarr.core.releases._scan import Find, Name, scan, split
from monarr.core.releases.episodes import LIKELY, PACK, SURE, WEAK, Numbering

LONGEST = 4096
_WIDE_BRACKETS = str.maketrans("【】（）［］「」", "[]()[][]")
_BETWEEN = frozenset(" ._-([{)]}【】–")


class Reading(msgspec.Struct, gc=False):
    """One name, read. Places are characters of `name.text`."""

    name: Name
    finds: list[Find]  # all
    kept: list[Find]  # those that count
    title_start: int
    title_end: int
    body: int  # where title and numbering end
    numbering: Find | None = None
    absolute: Find | None = None
    aired: Find | None = None
    year: Find | None = None
    group: groups.Group | None = None
    extension: str = ""

    @property
    def is_series(self) -> bool:
        return self.numbering is not None or self.absolute is not None or self.aired is not None

    @property
    def air_date(self) -> date | None:
        return self.aired.value if self.aired else None


def read(text: str, kind: str | None, *, extension: str = "") -> Reading | None:
    """Read one name. None when it is empty, too long, a hash or has control characters only."""
    bare = without_wrapping(text)
    if bare is None:
        return None
    stem, found_extension = bare
    extension = extension or found_extension
    lead = groups.leading(stem)
    name = split(stem)
    if not name.words:
        return None
    finds = scan(name)
    if lead and any(find.start < lead[1] and (find.strong or find.property == "air_date") for find in finds):
        lead = None
    reading = Reading(name, finds, [], lead[1] if lead else 0, len(stem), len(stem), extension=extension)
    if lead:
        reading.group = lead[0]
    _choose_numbering(reading, kind, is_anime=lead is not None)
    _choose_year(reading, kind)
    _bound_title(reading)
    _keep(reading)
    tail = groups.trailing(stem, reading.kept, reading.body, is_numbered=reading.is_series)
    if reading.group is None or (tail and not reading.absolute and stem[tail.start - 1] == "-"):
        reading.group = tail
    if reading.group is not None and reading.group is tail:
        reading.kept = [find for find in reading.kept if find.start < tail.start or find.start >= tail.end]
    return reading


def without_wrapping(text: str) -> tuple[str, str] | None:
    """The bare name and its file extension; None when it cannot be a release name."""
    if len(text) > LONGEST:
        return None
    if not text.isprintable():
        text = "".join(character if character.isprintable() else " " for character in text)
    stem, extension = sites.split_extension(text.strip())
    stem = sites.without_site(stem).strip()
    if "+" in stem and " " not in stem and stem.count("+") > stem.count("."):
        stem = stem.replace("+", " ")
    if not stem.isascii():
        stem = stem.translate(_WIDE_BRACKETS)
    if "%20" in stem:
        stem = stem.replace("%20", " ")
    if not stem or obfuscation.is_obfuscated(stem):
        return None
    return obfuscation.turned(stem), extension


def _choose_numbering(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    best: Find | None = None
    for find in reading.finds:
        if find.property == "numbering" and (best is None or find.value.rank > best.value.rank):
            best = find
    aired = next((find for find in reading.finds if find.property == "air_date"), None)
    rank = best.value.rank if best else 0
    if aired is not None and rank < SURE and kind != "movie" and (aired.strong or rank == 0):
        reading.aired = aired
        return
    if best is not None and rank == LIKELY and kind != "series" and _dates_film(reading, best):
        best.property, best.strong, best = "part", False, None
    if best is not None and rank == LIKELY and is_anime:
        best, reading.absolute = None, best
    reading.numbering = best
    if reading.absolute is None and kind != "movie" and (best is None or best.value.rank == PACK or is_anime):
        _choose_absolute(reading, kind, is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None and kind != "movie":
        _choose_short(reading, kind)
    if reading.numbering is None and reading.absolute is None and kind != "movie":
        _choose_part(reading, kind)


def _dates_film(reading: Reading, numbering: Find) -> bool:
    """An "Episode IV" before a year is a film's title."""
    behind = [find for find in reading.finds if find.start >= numbering.end]
    return bool(behind) and behind[0].property == "year" and not numbering.value.season


def _first_strong(reading: Reading) -> int:
    return next(
        (find.start for find in reading.finds if find.strong and find.start > reading.title_start),
        len(reading.name.text),
    )


def _choose_absolute(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """The number that counts episodes without seasons: set off by a dash, in a bracket of its own, or last before the rest."""
    text, best, best_weight = reading.name.text, None, 0
    season, limit = reading.numbering, _first_strong(reading)
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


def _choose_year(reading: Reading, kind: str | None) -> None:
    """The year that dates the title: the last one before the rest, or the one in brackets; never the title's only word."""
    text = reading.name.text
    end = _numbered_from(reading)
    limit = min(_first_strong(reading), end)
    years = [find for find in reading.finds if find.property == "year" and find.start > reading.title_start + 1]
    years = [find for find in years if any(character.isalnum() for character in text[reading.title_start : find.start])]
    before = [find for find in years if find.start < limit]
    bracketed = [
        find
        for find in before
        if text[find.start - 1] in "([" and text[find.end : find.end + 1] in (")", "]", "-", "–")
    ]
    if bracketed:
        reading.year = bracketed[-1]
    elif reading.is_series:
        touching = [
            find
            for find in before
            if find.end <= end and all(character in _BETWEEN for character in text[find.end : end])
        ]
        reading.year = touching[-1] if touching else _behind_season(reading, years)
    elif before:
        reading.year = before[-1]
    elif years:
        reading.year = years[0]


def _behind_season(reading: Reading, years: list[Find]) -> Find | None:
    """`Season 1 (2010)`: in brackets right behind a whole season."""
    numbering, text = reading.numbering, reading.name.text
    if numbering is None or not numbering.value.full_season:
        return None
    return next((year for year in years if text[numbering.end : year.start].strip(" ._") == "("), None)


def _numbered_from(reading: Reading) -> int:
    places = [find.start for find in (reading.numbering, reading.absolute, reading.aired) if find is not None]
    return min(places) if places else len(reading.name.text)


def _bound_title(reading: Reading) -> None:
    """The title ends at the numbering, the year or the first strong find, and before what leads up to these."""
    text = reading.name.text
    numbered = _numbered_from(reading)
    year = reading.year
    ends = [numbered, _first_strong(reading)]
    if year is not None:
        ends.append(year.start)
    end = min(ends)
    if end == len(text):
        end = _first_weak(reading, end)
    if not reading.is_series:
        end = _before_leading_finds(reading, end, is_year=year is not None and end == year.start)
    reading.title_end = end
    behind = [find.end for find in (reading.numbering, reading.absolute, reading.aired, year) if find is not None]
    reading.body = max([place for place in behind if place <= len(text)] or [end])


def _first_weak(reading: Reading, end: int) -> int:
    """Nothing is sure: a source or an edition behind the first word may still end the title."""
    for find in reading.finds:
        if find.property in ("source", "audio", "revision") and find.first > 0 and find.start > reading.title_start:
            return find.start
    return end


def _before_leading_finds(reading: Reading, end: int, *, is_year: bool) -> int:
    """Words right before the end that are properties themselves (`EXTENDED 2012`, `PROPER 1080p`) leave the title."""
    text, finds = reading.name.text, reading.finds
    leading = [
        find
        for find in finds
        if find.end <= end and not find.strong and find.property not in ("number", "year", "part", "special", "extras")
    ]
    run: list[Find] = []
    for find in reversed(leading):
        if not all(character in _BETWEEN for character in text[find.end : run[-1].start if run else end]):
            break
        run.append(find)
    run.reverse()
    while run and not _may_leave(text, run, is_year=is_year):
        run = run[1:]
    words_before = (
        [start for start in reading.name.starts if reading.title_start <= start < run[0].start] if run else []
    )
    if not run or not words_before:
        return end
    first, last_word = run[0], reading.name.words[run[0].first - 1]
    if len(words_before) > 1:
        return words_before[-1] if first.property == "edition" and last_word == "the" else first.start
    names_cut = first.property == "edition" and len(run) > 1 and last_word not in ("the", "a", "an")
    may_leave = names_cut or first.property == "three_d" or reading.name.raw(first.first).isupper()
    return first.start if may_leave else end


def _may_leave(text: str, run: list[Find], *, is_year: bool) -> bool:
    first = run[0]
    word = text[first.start : first.end]
    if first.property == "edition":
        neighbours = editions.runs(run)
        return (
            bool(neighbours) and neighbours[0][0] is first and (not is_year or len(neighbours[0]) > 1 or word.isupper())
        )
    if first.property == "three_d":
        return True
    if is_year:
        return (word.isupper() and len(word) > 3) or (first.property == "language" and word == "German")
    return True


def _keep(reading: Reading) -> None:
    """Strong finds count everywhere behind the title; weak ones where no episode title can stand."""
    numbered = [find for find in (reading.numbering, reading.absolute, reading.aired) if find is not None]
    chosen = {id(find) for find in numbered}
    behind = [find for find in reading.finds if find.start >= reading.title_end and id(find) not in chosen]
    behind = [find for find in behind if not any(one.start <= find.start < one.end for one in numbered)]
    if not numbered:
        reading.kept = [find for find in behind if find.property not in ("number", "year", "numbering")]
        return
    reading.kept = [
        find for find in _without_episode_title(behind, reading) if find.property not in ("number", "year", "numbering")
    ]


def _without_episode_title(behind: list[Find], reading: Reading) -> list[Find]:
    """Drop weak finds amid the words between the number and the first strong find; they are the episode's title."""
    text = reading.name.text
    first_strong = next((find for find in behind if find.strong and find.start >= reading.body), None)
    limit = first_strong.start if first_strong else len(text)
    early = [find for find in behind if find.start < limit]
    late = [find for find in behind if find.start >= limit]
    kept: list[Find] = []
    place = reading.body
    for find in early:
        if find.start >= place and not all(character in _BETWEEN for character in text[place : find.start]):
            break
        kept.append(find)
        place = find.end
    rest = early[len(kept) :]
    chain: list[Find] = []
    place = limit
    for find in reversed(rest):
        touches = all(character in _BETWEEN for character in text[find.end : place])
        if not touches and text[find.start - 1] not in "([":
            break
        chain.append(find)
        place = find.start
    return kept + chain[::-1] + late
