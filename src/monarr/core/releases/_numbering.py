"""Which of the numbers found counts episodes: the surest numbering, a date, an absolute number, three digits, a part."""

from __future__ import annotations

from monarr.core.releases import numbers
from monarr.core.releases._absolute import absolute_before, absolute_behind, absolute_weight, choose_absolute
from monarr.core.releases._all_seasons import choose_all_seasons
from monarr.core.releases._days import YEAR, choose_date
from monarr.core.releases._film_numbers import free_years
from monarr.core.releases._part_numbers import choose_part
from monarr.core.releases._reading import Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._season_code import take_season_code
from monarr.core.releases._short_numbers import choose_short
from monarr.core.releases._sources import TELEVISION, sources_of
from monarr.core.releases._specials import choose_special, take_special
from monarr.core.releases.numbering import LIKELY, PACK, SURE


def choose_numbering(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """Set `numbering`, `absolute` or `aired` of the reading, or none of them; `refused` where only a false date would."""
    if kind == "movie":
        free_years(reading)
    best: Find | None = None
    code: Find | None = None
    for find in reading.finds:
        if find.property == "season_code" and code is None and find.start > reading.title_start:
            code = find
            take_season_code(reading, find)
        if find.property == "numbering" and (best is None or _is_surer(find, best, reading.title_start)):
            best = find
    if best is not None and best.value.rank == PACK and kind != "series" and _is_amid_film(reading, best):
        best = None
    rank = best.value.rank if best else 0
    if choose_date(reading, kind, rank):
        return
    if best is not None and rank == LIKELY and kind != "series" and _dates_film(reading, best, kind):
        best.property, best.strong, best = "part", False, None
    if best is not None and rank == LIKELY:
        best = _with_season(reading, best)
        if is_anime and best.value.season is None:
            best, reading.absolute = None, best
        elif is_anime and best.value.rank == LIKELY:
            best = None if choose_absolute(reading, kind, is_anime=True, least=3) else best
    reading.numbering = best
    if best is not None:
        _weaken_before(reading, best)
    if kind != "movie":
        _choose_lesser(reading, kind, is_anime=is_anime)
    elif (
        best is None
        and reading.absolute is None
        and (is_anime or not any(find.property == "year" for find in reading.finds))
    ):
        _refuse_episode(reading, is_anime=is_anime)


def _is_amid_film(reading: Reading, pack: Find) -> bool:
    """`Moth (2010) (1080p x265 S82 Joy)`: behind a year and a quality it numbers nothing."""
    before = {
        find.property
        for find in reading.finds
        if reading.title_start < find.start and find.end <= pack.start and (find.strong or find.property == "year")
    }
    return "year" in before and not before.isdisjoint(("resolution", "source", "video_codec"))


def _is_surer(find: Find, best: Find, title_start: int) -> bool:
    """A number that begins the name may be its title, so that another of its rank is surer."""
    if best.start <= title_start and find.value.rank == best.value.rank:
        return bool(find.value.episodes != best.value.episodes)
    return bool(find.value.rank > best.value.rank)


def _choose_lesser(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """An absolute number, beside a season or alone; else three digits; else a part."""
    best = reading.numbering
    if reading.absolute is None and (best is None or best.value.rank == PACK or is_anime):
        choose_absolute(reading, kind, is_anime=is_anime)
    if reading.absolute is None and best is not None and best.value.rank == SURE:
        reading.absolute = absolute_behind(reading, best, is_anime=is_anime) or absolute_before(reading, best)
    take_special(reading)
    for choose in (choose_short, choose_part):
        if reading.numbering is None and reading.absolute is None:
            choose(reading, kind)
    if reading.numbering is None and reading.absolute is None and reading.aired is None:
        choose_special(reading, kind, is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None and reading.aired is None:
        choose_all_seasons(reading, kind)


def _with_season(reading: Reading, best: Find) -> Find:
    """`S02 … 3of6`: a season before the episode is the episode's."""
    if best.value.season is not None:
        return best
    for find in reading.finds:
        if find is best:
            break
        if find.property == "numbering" and find.value.rank == PACK and not find.value.seasons:
            best.value.season, best.value.rank = find.value.season, SURE
    return best


def _weaken_before(reading: Reading, chosen: Find) -> None:
    """Numbers before a surer one belong to the title, which they do not end; a season said twice ends it (`Season 2 S02E05`)."""
    for find in reading.finds:
        if find is chosen:
            return
        if find.property == "source" and find.strong and chosen.value.rank == SURE:
            find.strong = not _is_of_title(reading, find, chosen)
        if find.property == "numbering" and not (find.value.rank == PACK and find.value.season == chosen.value.season):
            find.strong = False


def _is_of_title(reading: Reading, source: Find, chosen: Find) -> bool:
    """`The.Bluray.Bandits.S01E03`: a word like others, with one behind it that means nothing."""
    raw = reading.name.raw(source.first)
    if (
        source.first != source.last
        or not (raw[0].isupper() and raw[1:].islower())
        or source.start <= reading.title_start
    ):
        return False
    following = next((find for find in reading.finds if find.first > source.last), chosen)
    return following.first > source.last + 1


def _dates_film(reading: Reading, numbering: Find, kind: str | None) -> bool:
    """An "Episode IV" before a year is a film's title; where a film is asked for, so is any before a year in brackets."""
    if numbering.value.season:
        return False
    text = reading.name.text
    behind = [find for find in reading.finds if find.start >= numbering.end]
    if behind and behind[0].property == "year":
        return True
    return kind == "movie" and any(find.property == "year" and text[find.start - 1] == "(" for find in behind)


def _refuse_episode(reading: Reading, *, is_anime: bool) -> None:
    """Asked for a film: what is an episode when nothing is asked for stays one, unless a film may be called so."""
    has_year = any(find.property == "year" for find in reading.finds)
    least = 3 if has_year else 2 - is_anime
    choose_absolute(reading, "movie", is_anime=is_anime, least=least)
    if reading.absolute is not None and not _is_no_film(reading, reading.absolute, is_anime=is_anime):
        reading.absolute = None
    if has_year:
        return
    if reading.absolute is None and sources_of(reading) & TELEVISION:
        for choose in (choose_short, choose_part):
            if reading.numbering is None:
                choose(reading, None)
    if reading.numbering is None and reading.absolute is None:
        choose_special(reading, "movie", is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None:
        choose_all_seasons(reading, None)


def _is_no_film(reading: Reading, absolute: Find, *, is_anime: bool) -> bool:
    """`05`, `05v2`, `105` behind a dash; a film may be called `Moth 13` and `Moth - 13`."""
    bare: numbers.Bare = absolute.value
    if bare.digits.startswith("0") or bare.version is not None or bare.counted or bare.last is not None:
        return True
    weight = absolute_weight(reading.name.text, absolute, "movie", is_anime=is_anime)
    is_long = len(bare.digits) > 2 and not YEAR.fullmatch(bare.digits)
    return (is_anime and (weight > 1 or is_long)) or (weight > 2 and is_long)
