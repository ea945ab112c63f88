"""Where the title ends: at the numbering, the year or the first strong find, and before what leads up to these."""

from __future__ import annotations

from monarr.core.releases import edition as editions
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find, in_capitals
from monarr.core.releases.numbering import PACK


def choose_year(reading: Reading, kind: str | None) -> None:
    """The year that dates the title: the last one before the rest, or the one in brackets; never the title's only word."""
    text = reading.name.text
    end = _before_pack(reading, _numbered_from(reading))
    limit = min(reading.first_strong(), end)
    years = [find for find in reading.finds if find.property == "year" and find.start > reading.title_start + 1]
    years = [find for find in years if any(character.isalnum() for character in text[reading.title_start : find.start])]
    before = [find for find in years if find.start < limit]
    bracketed = [
        find
        for find in before
        if text[find.start - 1] in "([" and text[find.end : find.end + 2].lstrip()[:1] in (")", "]", "-", "–")
    ]
    if bracketed:
        reading.year = bracketed[-1]
    elif reading.is_series:
        touching = [
            find
            for find in before
            if find.end <= end and all(character in BETWEEN for character in text[find.end : end])
        ]
        reading.year = touching[-1] if touching else _behind_season(reading, years)
    elif before:
        reading.year = _first_of_range(text, before)
    elif years:
        reading.year = years[0]


def _first_of_range(text: str, years: list[Find]) -> Find:
    """The last year; of `1998-2010` the first."""
    last = years[-1]
    if len(years) > 1 and text[years[-2].end : last.start] in ("-", "–") and years[-2].value < last.value:
        return years[-2]
    return last


def _behind_season(reading: Reading, years: list[Find]) -> Find | None:
    """`Season 1 (2010)`, `S01.2010.1080p`: right behind a whole season."""
    numbering, text = reading.numbering, reading.name.text
    if numbering is None or not numbering.value.full_season:
        return None
    behind = (year for year in years if year.start >= numbering.end)
    return next((year for year in behind if text[numbering.end : year.start].strip(" ._)]") in ("", "(", "[")), None)


def _numbered_from(reading: Reading) -> int:
    places = [find.start for find in (reading.numbering, reading.absolute, reading.aired) if find is not None]
    return min(places) if places else len(reading.name.text)


def bound_title(reading: Reading) -> None:
    """The title ends at the numbering, the year or the first strong find, and before what leads up to these."""
    text = reading.name.text
    numbered = _numbered_from(reading)
    year = reading.year
    ends = [numbered, reading.first_strong()]
    if year is not None:
        ends.append(year.start)
    end = min(ends)
    if reading.aired is not None and not any(
        sign.isalnum() for sign in text[reading.title_start : reading.aired.start]
    ):
        end = _behind_date(reading, reading.aired)
    if end == len(text):
        end = _first_weak(reading, end)
    if reading.is_series:
        end = _before_language(reading, _before_pack(reading, end))
    else:
        end = _before_leading_finds(reading, end, is_year=year is not None and end == year.start)
    reading.title_end = end
    behind = [find.end for find in (reading.numbering, reading.absolute, reading.aired, year) if find is not None]
    reading.body = max([place for place in behind if place <= len(text)] or [end])


def _behind_date(reading: Reading, aired: Find) -> int:
    """A name that begins with its day: the title stands behind it."""
    reading.title_start, reading.is_dated_in_front = aired.end, True
    return reading.first_strong()


def _before_pack(reading: Reading, end: int) -> int:
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


def _before_language(reading: Reading, end: int) -> int:
    """`Moth.KOREAN.S01E02`: a language in capitals, where the title is not, is no part of it."""
    text, start = reading.name.text, reading.title_start
    last = next((find for find in reversed(reading.finds) if find.end <= end), None)
    if last is None or last.property != "language" or last.start <= start or last.end - last.start < 5:
        return end
    word = text[last.start : last.end]
    if not all(sign in BETWEEN for sign in text[last.end : end]):
        return end
    if word in _BEFORE_YEAR and reading.name.words[last.first - 1] not in _LEADING_TO_WORD:
        return last.start
    return last.start if in_capitals(word) and any(sign.islower() for sign in text[start : last.start]) else end


def _first_weak(reading: Reading, end: int) -> int:
    """Nothing is sure: a source or an edition behind the first word may still end the title."""
    for find in reading.finds:
        if find.property in ("source", "audio", "revision") and find.first > 0 and find.start > reading.title_start:
            return find.start
    return end


_BEFORE_YEAR = (
    "German",
    "GERMAN",
    "TrueFrench",
    "Truefrench",
    "TRUEFRENCH",
)  # languages written before the year by habit


_LEADING_TO_WORD = frozenset(("the", "a", "an", "good", "in", "of", "my", "all", "and"))


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
        if not all(character in BETWEEN for character in text[find.end : run[-1].start if run else end]):
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
    names_cut = first.property == "edition" and last_word not in ("the", "a", "an")
    names_cut = names_cut and (len(run) > 1 or first.value == editions.CLEAR)
    names_cut = names_cut or reading.name.raw(first.first) in _BEFORE_YEAR
    may_leave = names_cut or first.property == "three_d" or in_capitals(reading.name.raw(first.first))
    return first.start if may_leave else end


def _may_leave(text: str, run: list[Find], *, is_year: bool) -> bool:
    first = run[0]
    word = text[first.start : first.end]
    if first.property == "edition" and word.lower() == "limited" and in_capitals(word):
        return True  # shown in few cinemas: no edition, but no word of the title either
    if first.property == "edition":
        neighbours = editions.runs(run)
        return (
            bool(neighbours)
            and neighbours[0][0] is first
            and (not is_year or len(neighbours[0]) > 1 or in_capitals(word) or first.value == editions.CLEAR)
        )
    if first.property == "three_d":
        return True
    return not is_year or _leaves_before_year(text, word, run)


def _leaves_before_year(text: str, word: str, run: list[Find]) -> bool:
    """Whether a word before the year is of the release (`PROPER 2010`, `ITA ENG 2010`) or of the title (`German 2010`)."""
    first = run[0]
    if first.property in ("resolution", "hdr") or (
        first.property == "language" and (len(run) > 1 or word in _BEFORE_YEAR)
    ):
        return True
    shouted = text[: first.start].isupper()  # all is in capitals, so that they tell nothing
    return in_capitals(word) and not shouted and (len(word) > 3 or word in ("CAM", "TS", "TC", "SCR"))
