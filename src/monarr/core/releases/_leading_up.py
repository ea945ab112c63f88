"""Words right before the end of a title that are the release's: `EXTENDED 2012`, `Moth.KOREAN.S01E02`."""

from __future__ import annotations

from monarr.core.releases import edition as editions
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find, in_capitals

_BEFORE_YEAR = (
    "German",
    "GERMAN",
    "TrueFrench",
    "Truefrench",
    "TRUEFRENCH",
)  # languages written before the year by habit
_LEADING_TO_WORD = frozenset(("the", "a", "an", "good", "in", "of", "my", "all", "and"))


def before_language(reading: Reading, end: int) -> int:
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


def before_leading_finds(reading: Reading, end: int, *, is_year: bool) -> int:
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
