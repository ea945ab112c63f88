"""Season and episode numbers in all their habits.

Each reader stands on a word that can begin a numbering (`S01E02`, `1x02`, `E05`, `Season 2`, `3 of 8`) and follows it
with short expressions, one step per number, as far as it goes.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from monarr.core.releases._scan import Find, Name, Phrases

MOST_EPISODES = 400  # a longer range is two numbers that mean something else


class Numbering(msgspec.Struct, gc=False):
    """What one place in the name says. `rank`: how surely it numbers episodes, higher wins (see `decide`)."""

    rank: int
    season: int | None = None
    episodes: list[int] = []
    seasons: list[int] = []
    full_season: bool = False
    part: int | None = None
    version: int | None = None


SURE, LIKELY, PACK, WEAK = 5, 4, 3, 2

_I = re.ASCII | re.IGNORECASE
_SEASON = re.compile(r"[st](\d{1,4})", _I)
_EPISODE = re.compile(r"(?:[ ._-]{0,3}|[ ._]?[\[(])(?:e|ep|x|xe|episode|epis)[ ._-]?(\d{1,4})(?:v(\d))?(?![0-9])", _I)
_DASHED = re.compile(r"[ ._]-[ ._](\d{1,3})(?:v(\d))?(?=[ ._](?!\d|-[ ._]?\d)|[\[(]|$)", _I)
_MORE = re.compile(
    r"(?:[ ._]?[-&+~,][ ._]?|[ ._](?:to|and|a|et|y|und)[ ._]|[ ._]?)(?:s\d{1,4}[ ._]?)?(?:e|ep|x(?!26[456]))[ ._]?(\d{1,4})(?:v\d)?(?![0-9])"
    r"|[-&+~,](\d{2,4})(?:v\d)?(?![^\W_])|[ ._]?[&+,~][ ._]?(\d{1,3})(?![^\W_])",
    _I,
)
_SPACED_RANGE = re.compile(r"[ ._]-[ ._](\d{2,3})(?=[ ._]-[ ._]|[\])]|$)", _I)
_SEASON_MORE = re.compile(
    r"(?:-|[ ._]-[ ._](?=s)|[ ._]?[&+~,][ ._]?|[ ._](?:to|and|a|et|y|und|thru|through)[ ._])(?:s|season[ ._]?)?(\d{1,2})(?![^\W_])|[ ._]?s(\d{1,2})(?![^\W_])",
    _I,
)
_CROSS = re.compile(r"(\d{1,4})x(\d{1,4})(?:v\d)?(?![^\W_]|[x×]\d)|(\d{1,2})x(\d{1,3})(?=x\d)", _I)
_CROSS_MORE = re.compile(r"(?:[ ._]?[-&+][ ._]?)(?:\d{1,2}x)?(\d{2,3})(?![^\W_])|x(\d{1,3})(?![0-9])", _I)
_ALONE = re.compile(r"(?:ep|e)(\d{1,4})(?:v(\d))?(?![0-9])", _I)
_OF = re.compile(r"[\[(]?(\d{1,3})[ ._]?(?:of|de|di|von|sur|/)[ ._]?(\d{1,3})(?![^\W_])", _I)
_PART = re.compile(r"[ ._-]{0,3}[\[(]?(?:part|pt|p|vol|volume|cour)[ ._]?(\d{1,2})(?![^\W_])", _I)
_WORD_EPISODE = re.compile(
    r"[ ._,:-]{0,3}[\[(]?(?:episode|episodio|épisode|episódio|folge|capitulo|capítulo|cap|afl|avsnitt|aflevering|odcinek|bolum|bölüm|epizoda|"
    r"серия|серии|epis|ep|e|jakso|osa|afsnit|rész|resz|puntata|x|episodes)[ ._]?[#:]?[ ._]?(\d{1,4})(?![0-9])",
    re.IGNORECASE,
)
_SEASON_WORD = re.compile(r"[ ._-]{0,2}[\[(]?(\d{1,4})(?![^\W_x]|\.\d)", _I)
_CAP = re.compile(r"cap[ ._]?(\d{1,2})(\d{2})(?:_(?:cap[ ._]?)?\d{1,2}(\d{2}))?(?![^\W_])", _I)
_BACKWARDS = re.compile(r"[ ._]?s(\d{1,2})(?![^\W_])", _I)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|a|ª|º|e|er|ème|eme)?")
_WORD_NUMBER = re.compile(r"[ ._-]{0,2}[#:]?[ ._]?(\d{1,4})(?![0-9])(?:v\d)?", _I)
_WORD_SEASON = re.compile(r"[ ._,-]{0,3}(?:season|saison|staffel)[ ._]?(\d{1,2})(?![^\W_])", _I)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_NUMERALS = "one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {name: number for number, name in enumerate(_NUMERALS.split(), 1)}


def _spread(numbers: list[int]) -> list[int] | None:
    """All from the first to the last; None when that is no range."""
    first, last = numbers[0], numbers[-1]
    if last < first or last - first > MOST_EPISODES:
        return None
    return list(range(first, last + 1))


def _follow(text: str, place: int, numbers: list[int], more: re.Pattern[str]) -> int:
    """Append the numbers that continue a list or a range; where it ends."""
    while (match := more.match(text, place)) is not None:
        number = int(next(digits for digits in match.groups() if digits))
        if number < numbers[-1] or number - numbers[-1] > MOST_EPISODES:
            break
        numbers.append(number)
        place = match.end()
    return place


def read_season_episode(name: Name, place: int) -> Find | None:
    """`S01E02`, `S01E02-E05`, `S01.E02`, `T01E02`, `S01`, `S01-S03`, `S2 - 05`, `S01 Part 2`."""
    text, start = name.text, name.starts[place]
    match = _SEASON.match(text, start)
    if match is None:
        return None
    season, end = int(match[1]), match.end()
    is_spanish = text[start] in "Tt"
    episode = _EPISODE.match(text, end)
    if episode is not None:
        numbers = [int(episode[1])]
        end = _follow(text, episode.end(), numbers, _MORE)
        ranged = _SPACED_RANGE.match(text, end) if len(numbers) == 1 else None
        if ranged and numbers[0] < int(ranged[1]) <= numbers[0] + 30:
            numbers.append(int(ranged[1]))
            end = ranged.end()
        version = int(episode[2]) if episode[2] else None
        value = Numbering(SURE, season, _spread(numbers) or numbers[:1], version=version)
        return name.found("numbering", value, place, end, strong=True)
    if is_spanish or (
        (end < len(text) and text[end].isalnum()) and not _SEASON_MORE.match(text, end) and not _PART.match(text, end)
    ):
        return None
    dashed = _DASHED.match(text, end)
    if dashed and season < 100:
        version = int(dashed[2]) if dashed[2] else None
        value = Numbering(SURE, season, [int(dashed[1])], version=version)
        return name.found("numbering", value, place, dashed.end(), strong=True)
    return _pack(name, place, season, end)


def _pack(name: Name, place: int, season: int, end: int) -> Find:
    """What follows a season without an episode: more seasons, a part, or nothing."""
    part = _PART.match(name.text, end)
    if part is not None:
        value = Numbering(PACK, season, part=int(part[1]))
        return name.found("numbering", value, place, part.end(), strong=True)
    seasons = [season]
    end = _follow(name.text, end, seasons, _SEASON_MORE)
    spread = _spread(seasons) if len(seasons) > 1 else None
    value = Numbering(PACK, season, seasons=spread or [], full_season=True)
    return name.found("numbering", value, place, end, strong=True)


def read_cross(name: Name, place: int) -> Find | None:
    """`1x02`, `1x02-03`, `1x02-1x03`, `1x02x03`."""
    text, start = name.text, name.starts[place]
    match = _CROSS.match(text, start)
    if match is None:
        return None
    season, episode = int(match[1] or match[3]), int(match[2] or match[4])
    if (season > 99 and (season < 1900 or season > 2099)) or (season > 99 and episode > 400):
        return None
    numbers = [episode]
    end = _follow(text, match.end(), numbers, _CROSS_MORE)
    return name.found("numbering", Numbering(SURE, season, _spread(numbers) or numbers[:1]), place, end, strong=True)


def read_alone(name: Name, place: int) -> Find | None:
    """`E05`, `EP05-08`: the only season."""
    text, start = name.text, name.starts[place]
    match = _ALONE.match(text, start)
    if match is None:
        return None
    numbers = [int(match[1])]
    end = _follow(text, match.end(), numbers, _MORE)
    if end < len(text) and text[end].isalnum():
        return None
    season = _BACKWARDS.match(text, end)
    value = Numbering(LIKELY, None, _spread(numbers) or numbers[:1], version=int(match[2]) if match[2] else None)
    if season:  # written backwards: E05S01
        value.season, value.rank, end = int(season[1]), SURE, season.end()
    return name.found("numbering", value, place, end, strong=True)


def read_of(name: Name, place: int) -> Find | None:
    """`3of8`, `3 of 8`."""
    match = _OF.match(name.text, name.starts[place])
    if match is None or not 0 < int(match[1]) <= int(match[2]):
        return None
    return name.found("numbering", Numbering(LIKELY, None, [int(match[1])]), place, match.end(), strong=True)


def read_whole_series(name: Name, place: int) -> Find:
    """`Complete Series`: everything, beginning with season 1."""
    last = place + (2 if name.words[place] == "the" else 1)
    return name.find("numbering", Numbering(PACK, 1, full_season=True), place, last, strong=True)


def read_season_word(name: Name, place: int) -> Find | None:
    """`Season 1`, `Season 1 Episode 2`, `Staffel 1`, `Saison 1 à 3`, `Seasons 1-4`, `2nd Season`."""
    text = name.text
    number = _SEASON_WORD.match(text, name.ends[place])
    if number is not None:
        season, end = int(number[1]), number.end()
    else:
        following = name.words[place + 1] if place + 1 < len(name.words) else ""
        spelled = _SPELLED.get(following)
        if spelled is None or name.starts[place + 1] - name.ends[place] > 1:
            return None
        season, end = spelled, name.ends[place + 1]
    if name.words[place] in ("series", "volume") and season > 60:
        return None
    episode = _WORD_EPISODE.match(text, end) or _DASHED.match(text, end)
    if episode is not None and season < 2100:
        numbers = [int(episode[1])]
        end = _follow(text, episode.end(), numbers, _MORE)
        value = Numbering(SURE, season, _spread(numbers) or numbers[:1])
        return name.found("numbering", value, place, end, strong=True)
    if season > 99 and not 1900 < season < 2100:
        return None
    return _pack(name, place, season, end)


def read_ordinal_season(name: Name, place: int) -> Find | None:
    """`1st Season`, `2. Staffel`, `3ª Temporada`, `1 сезон`."""
    if place + 1 >= len(name.words) or name.words[place + 1] not in SEASON_WORDS:
        return None
    word = name.words[place]
    match = _ORDINAL.fullmatch(word)
    if match is None or name.starts[place + 1] - name.ends[place] > 2:
        return None
    end = name.ends[place + 1]
    if _SEASON_WORD.match(name.text, end):
        return None
    season = int(match[1])
    episode = _WORD_EPISODE.match(name.text, end)
    if episode is not None:
        value = Numbering(SURE, season, [int(episode[1])])
        return name.found("numbering", value, place, episode.end(), strong=True)
    return _pack(name, place, season, end)


def read_episode_word(name: Name, place: int) -> Find | None:
    """`Episode 5`, `Ep. 05`, `Folge 3`, `Cap.102`."""
    text = name.text
    cap = _CAP.match(text, name.starts[place])
    if cap is not None:
        numbers = [int(cap[2]), int(cap[3] or cap[2])]
        value = Numbering(SURE, int(cap[1]), _spread(numbers) or numbers[:1])
        return name.found("numbering", value, place, cap.end(), strong=True)
    number = _WORD_NUMBER.match(text, name.ends[place])
    if number is None:
        return None
    if name.words[place] == "e" and (number.start(1) - name.ends[place] != 1 or len(number[1]) > 3):
        return None
    numbers = [int(number[1])]
    end = _follow(text, number.end(), numbers, _MORE)
    if end < len(text) and text[end].isalnum():
        return None
    value = Numbering(LIKELY, None, _spread(numbers) or numbers[:1])
    season = _WORD_SEASON.match(text, end)
    if season:
        value.season, value.rank, end = int(season[1]), SURE, season.end()
    return name.found("numbering", value, place, end, strong=name.words[place] not in ("e", "cap", "folge"))


def read_part(name: Name, place: int) -> Find | None:
    """`Part 2`, `Part II`, `Pt.3`, `Vol 1`: of a season, a mini-series or a film."""
    if place + 1 >= len(name.words) or name.starts[place + 1] - name.ends[place] > 1:
        return None
    word = name.words[place + 1]
    number = (
        int(word) if word.isascii() and word.isdigit() and len(word) < 3 else _ROMAN.get(word) or _SPELLED.get(word)
    )
    if not number:
        return None
    episodes = [number] if name.words[place] in ("part", "pt", "parte", "teil") else []
    return name.find("part", Numbering(WEAK, None, episodes, part=number), place, place + 1)


def _none(words: str) -> dict[str, Any]:
    return dict.fromkeys(words.split())


_SEASON_WORDS = (
    "season seasons saison saisons staffel staffeln temporada temporadas stagione stagioni seizoen sezon sezona sezonul sæson "
    "säsong sesong kausi сезон сезона évad evad série serie serien series sezóna season: sezonas 시즌"
)
SEASON_WORDS = frozenset(_SEASON_WORDS.split())

PHRASES = (
    Phrases("numbering", dict.fromkeys(SEASON_WORDS), read=read_season_word),
    Phrases(
        "numbering",
        _none("episode episodes ep eps episodio épisode episódio folge capitulo capítulo cap aflevering avsnitt odcinek bolum bölüm epizoda "
              "серия серии jakso afsnit rész resz puntata e"),
        read=read_episode_word,
    ),
    Phrases("numbering", dict.fromkeys(("complete series", "the complete series")), read=read_whole_series),
    Phrases("part", _none("part pt parte teil vol volume"), read=read_part),
    Phrases("special", {"special": True, "specials": True, "ova": True, "oad": True, "ona": True, "sp": True,
                        "omake": True, "nced": True, "ncop": True}),
    Phrases("extras", {"extras": True, "extra": True, "bonus": True, "featurettes": True, "samples": True}),
    Phrases("pack", {"complete": True, "season pack": True, "batch": True, "integrale": True, "intégrale": True,
                     "komplett": True, "completa": True, "full season": True, "mini series": "mini", "miniseries": "mini"}),
)  # fmt: skip


def read_digits(name: Name, place: int) -> Find | None:
    return read_cross(name, place) or read_of(name, place) or read_ordinal_season(name, place)


READERS = (("st", read_season_episode), ("e", read_alone), ("0123456789", read_digits))
