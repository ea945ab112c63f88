"""Languages of the sound, by English name.

Words count in any case, codes only in capitals, and both only behind the title. A language that belongs to subtitles
(`French subs`, `SUB ITA`, `VOSTFR`) is no language of the sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.releases import _language_words as words
from monarr.core.releases._scan import Find, Name, Phrases, in_capitals

_BESIDE = words.WORDS | words.CODES
_LISTED = _BESIDE.keys() | frozenset(words.CLAIMING.split())
_TIMES = re.compile(r"[1-9]x([a-z]{2,})")


def read_code(name: Name, place: int) -> Find | None:
    """A code in capitals, or beside another language: `Hun + Tam`, `eng/fin`."""
    word = name.words[place]
    if in_capitals(name.raw(place)):
        return name.find("language", words.CODES[word], place)
    if len(word) == 3 and any(_is_small_code(name, beside) for beside in (place - 1, place + 1)):
        return name.find("language", words.CODES[word], place)
    return None


def _is_small_code(name: Name, place: int) -> bool:
    """A code of three letters that is not in capitals."""
    if not 0 <= place < len(name.words) or len(name.words[place]) != 3:
        return False
    return name.words[place] in words.CODES and not in_capitals(name.raw(place))


def read_signs(name: Name, place: int) -> Find | None:
    """`[GB]`: Chinese as the mainland writes it."""
    start, end = name.starts[place], name.ends[place]
    enclosed = name.text[start - 1 : start] == "[" and name.text[end : end + 1] == "]"
    return name.find("language", "Chinese", place) if enclosed else None


def read_times(name: Name, place: int) -> Find | None:
    """`2xUkr`: two tracks."""
    match = _TIMES.fullmatch(name.words[place])
    return name.find("language", _BESIDE[match[1]], place) if match and match[1] in _BESIDE else None


PHRASES = (
    Phrases("language", words.WORDS),
    Phrases("language", words.PHRASES),
    Phrases("language", words.CLEAR_CODES),
    Phrases("language", dict.fromkeys(words.CODES), read=read_code),
    Phrases("language", {"gb": None}, read=read_signs),
    Phrases("subtitles", dict.fromkeys(words.CLAIMING.split(), True)),
    Phrases("subtitles", dict.fromkeys(words.SELF_CONTAINED.split(), False)),
    Phrases("multi", {"dual": "dual", "dual audio": "dual", "multi": "multi", "multi audio": "multi"}),
    Phrases("multi", {"dl": "dl", "ml": "ml", "dual lang": "dual"}, cased=True),
)  # fmt: skip


def decide(name: Name, finds: Sequence[Find]) -> list[str]:
    """English names in order of place; `["Unknown"]` when none is said."""
    languages: list[str] = []
    for number, find in enumerate(finds):
        language = find.value
        if find.property == "edition" and name.words[find.first] == "original":
            following = finds[number + 1] if number + 1 < len(finds) else None
            if following is not None and following.property == "edition" and following.first == find.last + 1:
                continue
            language = "Original"
        elif find.property != "language" or _is_of_subtitles(name, finds, number):
            continue
        if language not in languages:
            languages.append(language)
    if not name.text.isascii() and "Chinese" not in languages and _CHINESE.search(name.text):
        languages.append("Chinese")
    marks = {find.value for find in finds if find.property == "multi"}
    if languages == ["German"] and marks & {"dl", "ml"}:
        languages += _german_extra(marks)
    if "Spanish (Latino)" in languages and "Spanish" in languages and _LATINO.search(name.text):
        languages.remove("Spanish")
    return languages or ["Unknown"]


def says_multi(finds: Sequence[Find]) -> bool:
    """`MULTi`, unless it is said of subtitles: `Multi Subs`."""
    for number, find in enumerate(finds):
        following = finds[number + 1] if number + 1 < len(finds) else None
        of_subtitles = following is not None and following.property == "subtitles" and following.first == find.last + 1
        if find.property == "multi" and find.value == "multi" and not of_subtitles:
            return True
    return False


_CHINESE = re.compile("[简繁]|字幕|[国國粤粵]语|[国國粤粵]語|国粤|國粵|中字|双语|雙語|双字|中英|公映国配")
_LATINO = re.compile(r"spa[ ._]?\(latino\)", re.IGNORECASE)


def _german_extra(marks: set[str]) -> list[str]:
    return ["Original", "English"] if "ml" in marks else ["Original"]


def _is_of_subtitles(name: Name, finds: Sequence[Find], number: int) -> bool:
    """Right before the word for subtitles (`Eng Subs`), or in the row of languages right behind it (`SUB ITA ENG`)."""
    find = finds[number]
    if number + 1 < len(finds) and _claims(name, find, finds[number + 1]):
        row = finds[number + 1 : number + 3]  # of "Ita Sub Eng" the first is sound, of "Ita Subs Eng" the last
        claims_next = len(row) == 2 and row[1].property == "language" and row[1].first == row[0].last + 1
        return not (claims_next and (name.words[row[0].first] == "sub" or row[1].value == find.value))
    for earlier in range(number - 1, max(number - _LONGEST_ROW, 0) - 1, -1):
        if finds[earlier].last != finds[earlier + 1].first - 1:
            return False
        if finds[earlier].property == "language":
            continue
        # "ENG SUBS GER": what stands before the word has claimed it
        is_taken = (
            earlier > 0 and finds[earlier - 1].property == "language" and name.words[finds[earlier].first].endswith("s")
        )
        return not is_taken and _claims(name, finds[earlier + 1], finds[earlier])
    return False


_LONGEST_ROW = 8


def _claims(name: Name, language: Find, mark: Find) -> bool:
    """Whether a word for subtitles stands beside a language with no bracket between."""
    if mark.property != "subtitles" or not mark.value:
        return False
    one, other = (language, mark) if language.start < mark.start else (mark, language)
    between = name.text[one.end : other.start]
    if between in (" (", "(") and one is mark:
        return one.last + 1 == other.first  # "Sub (Rus, Eng)"
    return one.last + 1 == other.first and not any(character in "()[]{}+" for character in between)


def read_list(name: Name, place: int) -> Find | None:
    """`Eng+Hin+Tam`: the words of a list, which plus signs join, become words of their own."""
    word, start = name.words[place], name.starts[place]
    pieces = word.split("+") if "+" in word else []
    if len(pieces) < 2 or pieces[0] not in _BESIDE or not all(piece in _LISTED for piece in pieces):
        return None
    places = [start + sum(len(piece) + 1 for piece in pieces[:number]) for number in range(len(pieces))]
    name.words[place : place + 1] = pieces
    name.starts[place : place + 1] = places
    name.ends[place : place + 1] = [at + len(piece) for at, piece in zip(places, pieces, strict=True)]
    if pieces[0] in words.WORDS or len(pieces[0]) == 3 or in_capitals(name.raw(place)):
        return name.find("language", _BESIDE[pieces[0]], place)
    return None


READERS = (("123456789", read_times), ("abcdefghijklmnopqrstuvwxyz", read_list))
