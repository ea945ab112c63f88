"""Which of the numbers found counts episodes: the surest numbering, a date, an absolute number, three digits, a part."""

from __future__ import annotations

import re

from monarr.core.releases import numbers
from monarr.core.releases._film_numbers import free_years
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._specials import choose_special, take_special
from monarr.core.releases.numbering import LIKELY, PACK, SURE, WEAK, Numbering

_TELEVISION = frozenset(("television", "sdtv"))
_IBERIAN = frozenset(("Spanish", "Spanish (Latino)", "Portuguese", "Portuguese (Brazil)", "Catalan", "Galician"))
_FILMLESS = frozenset((*_TELEVISION, "hdtv", "webdl", "webrip", "dvd", None))  # of these, films say their year
_FROM_TELEVISION = frozenset((*_TELEVISION, "hdtv", "webdl", "webrip"))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


def choose_numbering(reading: Reading, kind: str | None, *, is_anime: bool) -> None:
    """Set `numbering`, `absolute` or `aired` of the reading, or none of them; `refused` where only a false date would."""
    if kind == "movie":
        free_years(reading)
    best: Find | None = None
    code: Find | None = None
    for find in reading.finds:
        if find.property == "season_code" and code is None and find.start > reading.title_start:
            code = find
            _take_code(reading, find)
        if find.property == "numbering" and (best is None or _is_surer(find, best, reading.title_start)):
            best = find
    if best is not None and best.value.rank == PACK and kind != "series" and _is_amid_film(reading, best):
        best = None
    rank = best.value.rank if best else 0
    if _choose_date(reading, kind, rank):
        return
    if best is not None and rank == LIKELY and kind != "series" and _dates_film(reading, best, kind):
        best.property, best.strong, best = "part", False, None
    if best is not None and rank == LIKELY:
        best = _with_season(reading, best)
        if is_anime and best.value.season is None:
            best, reading.absolute = None, best
        elif is_anime and best.value.rank == LIKELY:
            best = None if _choose_absolute(reading, kind, is_anime=True, least=3) else best
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


def _refuse_episode(reading: Reading, *, is_anime: bool) -> None:
    """Asked for a film: what is an episode when nothing is asked for stays one, unless a film may be called so."""
    has_year = any(find.property == "year" for find in reading.finds)
    least = 3 if has_year else 2 - is_anime
    _choose_absolute(reading, "movie", is_anime=is_anime, least=least)
    if reading.absolute is not None and not _is_no_film(reading, reading.absolute, is_anime=is_anime):
        reading.absolute = None
    if has_year:
        return
    if reading.absolute is None and _sources(reading) & _TELEVISION:
        for choose in (_choose_short, _choose_part):
            if reading.numbering is None:
                choose(reading, None)
    if reading.numbering is None and reading.absolute is None:
        choose_special(reading, "movie", is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None:
        _choose_everything(reading, None)


def _is_no_film(reading: Reading, absolute: Find, *, is_anime: bool) -> bool:
    """`05`, `05v2`, `105` behind a dash; a film may be called `Moth 13` and `Moth - 13`."""
    bare: numbers.Bare = absolute.value
    if bare.digits.startswith("0") or bare.version is not None or bare.counted or bare.last is not None:
        return True
    weight = _absolute_weight(reading.name.text, absolute, "movie", is_anime=is_anime)
    is_long = len(bare.digits) > 2 and not _YEAR.fullmatch(bare.digits)
    return (is_anime and (weight > 1 or is_long)) or (weight > 2 and is_long)


def _take_code(reading: Reading, code: Find) -> None:
    """`T3` counts seasons where Spanish or Portuguese is spoken, everything is said to be there, or another number says so."""
    words, following = reading.name.words, code.last + 1
    said = following < len(words) and words[following] in ("completa", "completo", "complete", "integral")
    for find in reading.finds:
        if find.start < code.end:
            continue
        if find.property == "year":
            return
        said = said or (find.property == "language" and find.value in _IBERIAN)
        said = said or (find.property == "numbering" and find.value.season == code.value.season)
    if said or code.value.seasons:
        code.property, code.strong = "numbering", True


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
        _choose_absolute(reading, kind, is_anime=is_anime)
    if reading.absolute is None and best is not None and best.value.rank == SURE:
        reading.absolute = _absolute_behind(reading, best, is_anime=is_anime) or _absolute_before(reading, best)
    take_special(reading)
    for choose in (_choose_short, _choose_part):
        if reading.numbering is None and reading.absolute is None:
            choose(reading, kind)
    if reading.numbering is None and reading.absolute is None and reading.aired is None:
        choose_special(reading, kind, is_anime=is_anime)
    if reading.numbering is None and reading.absolute is None and reading.aired is None:
        _choose_everything(reading, kind)


def _choose_date(reading: Reading, kind: str | None, rank: int) -> bool:
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
    is_shown = bool(_sources(reading) & _TELEVISION)
    has_day = any(find.property == "air_date" and (find.strong or is_shown) for find in reading.finds)
    return (
        has_day
        and rank < SURE
        and not any(find.property == "year" and text[find.start - 1] in "([" for find in reading.finds)
    )


def _make_year(reading: Reading, find: Find) -> None:
    """For a film only the year of a day counts."""
    year = _YEAR.search(reading.name.text, find.start, find.end)
    if year is None or year.end() - year.start() == find.end - find.start:
        find.property, find.strong = "number", False
        find.value = numbers.Bare("", half=False, last=None, version=None)
        return
    find.property, find.value, find.strong, find.start, find.end = "year", int(year[0]), False, year.start(), year.end()


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


def _choose_absolute(reading: Reading, kind: str | None, *, is_anime: bool, least: int = 1) -> bool:
    """The number that counts episodes without seasons: set off by a dash, in a bracket of its own, or last before the rest."""
    text, best, best_weight = reading.name.text, None, least - 1
    season, limit = reading.numbering, reading.first_strong()
    is_television = not is_anime and bool(_sources(reading) & _TELEVISION)
    for find in reading.finds:
        if find.property != "number" or (find.start <= reading.title_start and not find.value.counted):
            continue
        if season is not None and season.value.rank == SURE and find.start > season.start:
            break
        weight = _absolute_weight(text, find, kind, is_anime=is_anime)
        if is_television and weight < 5 and len(find.value.digits) > 2 and text[find.start - 1] in "_.":
            continue  # `show_-_102_hdtv`: season and episode
        if not weight and kind is None and _is_zero_led(reading, find):
            weight = 1
        if weight and find.start > limit and season is None and weight < 3:
            continue
        if season is not None and season.value.rank == SURE and weight < 3:
            weight *= text[find.end : season.start].strip() in ("(", "[")  # "17 (S02E05)"
        if weight > best_weight or (best is not None and weight == best_weight):
            best, best_weight = find, weight
    if best is None:
        return False
    if season is not None and season.value.rank == PACK:
        touches = is_anime and text[season.end : best.start].strip(" _") == ""
        if best.start < season.start or (best_weight < 3 and not touches) or season.value.seasons:
            return False
        season.value = Numbering(SURE, season.value.season, _range(best.value), version=best.value.version)
        season.end = best.end
        return False
    reading.absolute = best
    return True


def _is_zero_led(reading: Reading, find: Find) -> bool:
    """`Moth 05 [1080p]`: no film of such a number, where no year dates one."""
    digits, after = find.value.digits, reading.name.text[find.end : find.end + 2].lstrip(" _.")
    return (
        len(digits) == 2
        and digits[0] == "0"
        and digits != "00"
        and after[:1] in ("[", "(")
        and not any(one.property == "year" for one in reading.finds)
    )


def _absolute_weight(text: str, find: Find, kind: str | None, *, is_anime: bool) -> int:
    """How much a bare number looks like an absolute episode: 0 not at all, 5 said by a word."""
    bare: numbers.Bare = find.value
    if bare.counted:
        return 5
    if not is_anime and bare.digits.strip("0") == "":
        return 0  # "10 000 Moths"
    before = text[max(0, find.start - 3) : find.start]
    after = text[find.end : find.end + 1]
    ends = after == "" or after in " _[(.]"
    if (before[-1:] == "[" and (after == "]" or (after == "+" and bare.last is not None))) or (
        before[-1:] == "(" and after == ")" and bare.last is not None
    ):
        return 3 if is_anime or kind == "series" else 0
    set_off = before.rstrip(" _.").endswith(("-", "–", "#")) and (before[-1:] in " _." or before[-1:] == "#")
    if set_off and ends and (len(bare.digits) > 1 or is_anime or before[-1:] == "#"):
        behind = text[find.end : find.end + 3].lstrip(" _.")
        return 4 if behind[:1] in ("", "-", "–", "[", "(") else 3  # "- 05 - 24 Hours"
    if bare.version is not None or (bare.half and is_anime):
        return 2
    if len(bare.digits) == 3 and bare.digits[0] == "0" and ends:
        return 2
    if is_anime and len(bare.digits) > 1 and ends:
        return 1
    return 1 if kind == "series" and len(bare.digits) == 2 and bare.digits[0] == "0" and ends else 0


def _absolute_behind(reading: Reading, season: Find, *, is_anime: bool) -> Find | None:
    """`S02E05 - 017 - Title`, and of anime `S02E05 (17)`: the absolute number beside season and episode."""
    text = reading.name.text
    for find in reading.finds:
        if find.start < season.end:
            continue
        between, after = text[season.end : find.start], text[find.end : find.end + 3]
        if find.property != "number" or not all(character in BETWEEN for character in between) or find.value.last:
            return None
        digits = find.value.digits
        is_between_dashes = between == " - " and after == " - "
        is_closed = (between.strip(), after[:1]) in (("(", ")"), ("[", "]"))
        is_last = after == "" or after.lstrip(" ")[:1] in ("[", "(", "")
        if len(digits) == 3 and (is_between_dashes or (digits[0] == "0" and (is_closed or is_last))):
            return find
        return find if is_anime and len(digits) > 1 and (is_between_dashes or is_closed) else None
    return None


def _absolute_before(reading: Reading, season: Find) -> Find | None:
    """`Moth - 017 - S02E05`: of three digits, between dashes, before season and episode."""
    text = reading.name.text
    find = next((find for find in reversed(reading.finds) if find.start < season.start), None)
    if find is None or find.property != "number" or find.value.last or len(find.value.digits) != 3:
        return None
    before = text[reading.title_start : find.start]
    return find if text[find.end : season.start] == " - " and before.endswith(" - ") else None


def _range(bare: numbers.Bare) -> list[int]:
    first = int(bare.digits)
    last = bare.last if bare.last is not None and first < bare.last <= first + 2000 else first
    return list(range(first, last + 1))


def _sources(reading: Reading) -> set[str | None]:
    return {find.value[0] for find in reading.finds if find.property == "source"}


def _choose_short(reading: Reading, kind: str | None) -> None:
    """`Show.103.HDTV`: three or four digits are season and episode, where no year says that it is a film."""
    finds = reading.finds
    years = [find for find in finds if find.property == "year" and find.first > 0]
    sources = _sources(reading)
    if kind != "series" and not (sources <= _FILMLESS if not years else sources & _TELEVISION):
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


def _ends_title(reading: Reading, pack: Find) -> bool:
    """Whether a property, a closing bracket or nothing follows: `COMPLETE.720p`, but `A.Complete.Moth.720p`."""
    if pack.first == 0 or reading.name.words[pack.first - 1] in ("a", "the"):
        return False
    behind = next((find for find in reading.finds if find.start >= pack.end), None)
    if behind is not None and behind.property == "year":
        return False
    between = reading.name.text[pack.end : behind.start if behind else None]
    return all(character in BETWEEN for character in between)


def _choose_everything(reading: Reading, kind: str | None) -> None:
    """`Moth.COMPLETE.720p.HDTV`, `Moth.INTEGRALE.FRENCH`: all seasons, where nothing says film."""
    finds = reading.finds
    pack = next((find for find in finds if find.property == "pack" and find.start > reading.title_start), None)
    if pack is None or pack.value not in ("complete", "integral") or not _ends_title(reading, pack):
        return
    properties = {find.property for find in finds}
    sources = {source for source in _sources(reading) if source}
    if sources and not sources <= _FROM_TELEVISION:
        is_encode = pack.value == "integral" or any(find.value in ("x264", "x265") for find in finds)
        if "year" in properties or not is_encode:
            return
    elif not sources and ("year" in properties or (kind != "series" and pack.value != "integral")):
        return
    reading.numbering = Find(
        "numbering", Numbering(PACK, 1, full_season=True), pack.start, pack.end, pack.first, pack.last, True
    )


def _choose_part(reading: Reading, kind: str | None) -> None:
    """`Part 2` numbers a mini-series when nothing says film: no year behind, and television or a series was asked for."""
    part: Find | None = None
    for find in reading.finds:
        if find.property == "part" and find.value.episodes and find.first > 0:
            if part is not None and find.first > part.last + 1:
                break
            part = find
    if part is None or any(find.property == "year" and find.start > part.start for find in reading.finds):
        return
    sources = _sources(reading)
    if kind == "series" or sources & _TELEVISION or (sources and kind is None and sources <= _FILMLESS):
        reading.numbering = Find(
            "numbering", Numbering(WEAK, 1, part.value.episodes), part.start, part.end, part.first, part.last, True
        )
