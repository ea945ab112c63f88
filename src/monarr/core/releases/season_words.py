"""Seasons and episodes written out, in the languages that name them: `Season 1 Episode 2`, `2. Staffel`, `Cap.102`."""

from __future__ import annotations

import re
from typing import Any

from monarr.core.releases._scan import Find, Name, Phrases
from monarr.core.releases.episodes import dashed_episode, pack
from monarr.core.releases.numbering import LIKELY, MORE, MORE_WORDS, PACK, SURE, Numbering, follow, spread
from monarr.core.releases.parts import SPELLED

_SEASON_WORDS = (
    "season seasons saison saisons staffel staffeln temporada temporadas stagione stagioni seizoen sezon sezona sezonul sæson "
    "säsong sesong kausi сезон сезона сезоны évad evad série serie serien series sezóna season sezonas 시즌 sorozat řada temp"
)
_SEVERAL = "episodes episodios épisodes folgen серии odcinki capitulos capítulos avsnitten afleveringen bölümler eps"
_ONE = (
    "episode episodio épisode episódio folge capitulo capítulo cap aflevering afl avsnitt odcinek odc bolum bölüm epizoda episodul "
    "серия серий jakso osa afsnit rész resz puntata díl dil epizod епизод серія епизоди"
)
SEASON_WORDS = frozenset(_SEASON_WORDS.split())
_PLURAL = frozenset(
    word
    for word in _SEASON_WORDS.split()
    if word in ("seasons", "saisons", "staffeln", "temporadas", "stagioni", "сезоны")
)
_EPISODES = frozenset(_SEVERAL.split())
_EPISODE_LIST = frozenset(f"{_ONE} {_SEVERAL}".split())
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
             "ninth": 9, "tenth": 10, "final": None, "premiere": 1, "première": 1, "deuxième": 2, "erste": 1, "zweite": 2,
             "dritte": 3, "primera": 1, "segunda": 2, "tercera": 3, "primeira": 1, "prima": 1, "seconda": 2, "terza": 3}  # fmt: skip

_EPISODE_WORDS = "|".join(sorted({*_ONE.split(), *_SEVERAL.split(), "epis", "ep", "e", "x"}, key=len, reverse=True))
_WORD_EPISODE = re.compile(
    rf"[ ._,:/|-]{{0,4}}[\[(]?({_EPISODE_WORDS})(?![^\W\d_])[ ._]?[#:.]?[ ._]?(\d{{1,4}})(?!\d)", re.IGNORECASE
)
_NUMBER_EPISODE = re.compile(
    rf"[ ._,:/(|-]{{0,4}}(\d{{1,4}})(?:-[яай]|[.ªºа-я])?(?:[-–](\d{{1,4}}))?[ ._]?(?:{_EPISODE_WORDS}|화|회)(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(\d{1,4})(?:-[яай]|\.)?(?:[-–](\d{1,4}))?[ ._]?(?:серия|серии|серий|bölüm|bolum|rész|resz|díl|folge|episodi|episodios|серія)(?![^\W_])",
    re.IGNORECASE,
)
_SEASON_RANGE = re.compile(
    r"(\d{1,2})[ªº.]?(?:[-–]|[ ._](?:a|to|до|по|y|-)[ ._])(\d{1,2})[ªº.]?[ ._]?([^\W\d_]{4,})", re.IGNORECASE
)
_SPELLED_EPISODE = re.compile(rf"[ ._,:-]{{0,3}}(?:episode|ep)[ ._]({'|'.join(SPELLED)})(?![^\W_])", re.IGNORECASE)
_SEASON_NUMBER = re.compile(r"[ ._:-]{0,2}[\[(]?s?(\d{1,4})(?![^\W_x]|\.\d{1,2}(?![^\W_]))", re.IGNORECASE)
_FIRST_OF_SEVERAL = re.compile(r"[ ._]s?(\d{1,2})(?=[ ._]\d{1,2}(?![^\W_]))", re.IGNORECASE)
# behind the first of several: `Seasons.1.2.3`
_COUNTED_ON = re.compile(r"[ ._](\d{1,2})(?![^\W_])", re.ASCII)
_SEASONS_BEHIND = re.compile(r"[ ._]\d{1,2}(?![^\W_])", re.ASCII)
_CROSSED = re.compile(r"[ ._]?(\d{1,2})x(\d{1,3})(?![^\W_]|[x×]\d)", re.ASCII | re.IGNORECASE)
_LONE_NUMBER = re.compile(r"[ ._](\d{2})(?![^\W_]|[ ._]?[-&+~][ ._]?\d|\.\d)(?=[ ._](?!\d{3,4}[pi])|$)", re.ASCII)
_CAP = re.compile(r"cap[ ._]?(\d{1,2})(\d{2})(?:[_-](?:cap[ ._]?)?\d{1,2}(\d{2}))?(?![^\W_])", re.IGNORECASE | re.ASCII)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|a|ª|º|e|er|ème|eme|ая|й|ма)?")
_GLUED = re.compile(r"([^\W\d_]{4,})(\d{1,4})")
_WORD_NUMBER = re.compile(r"[ ._-]{0,2}[#:.]?[ ._]?(\d{1,4})(?!\d)(?:v\d)?", re.ASCII)
_NUMBER_ALONE = re.compile(r"[ ._]?\d{1,3}(?![^\W_])", re.ASCII)
_EPISODE_BEHIND = re.compile(r"[ ._](\d{2,3})(?:v\d)?(?=[ ._]?[\[(]|$)", re.ASCII | re.IGNORECASE)
_WORD_SEASON = re.compile(r"[ ._,-]{0,3}(?:season|saison|staffel)[ ._]?(\d{1,2})(?![^\W_])", re.IGNORECASE)


def read_season_word(name: Name, place: int) -> Find | None:
    """`Season 1`, `Season 1 Episode 2`, `Staffel 1`, `Saison 1 à 3`, `Seasons 1-4`, `Season Two`."""
    text, word = name.text, name.words[place]
    if place and name.words[place - 1] == "the" and text[: name.starts[place - 1]].rstrip(" ._")[-1:] in ("", "]"):
        return None  # a title such as "The Series"
    crossed = _CROSSED.match(text, name.ends[place])
    if crossed is not None:
        if word in ("series", "serie", "série"):
            return None
        rank = SURE if len(crossed[2]) > 1 else LIKELY
        value = Numbering(rank, int(crossed[1]), [int(crossed[2])])
        return name.found("numbering", value, place, crossed.end(), strong=True)
    if (counted := _counted_seasons(name, place)) is not None:
        return counted
    number = _SEASON_NUMBER.match(text, name.ends[place])
    if number is not None and "(" in number[0] and _is_year(number[1]):
        return None  # "Moth Series (2010)"
    if number is not None:
        season, end = int(number[1]), number.end()
    else:
        following = name.words[place + 1] if place + 1 < len(name.words) else ""
        spelled = SPELLED.get(following)
        if spelled is None or name.starts[place + 1] - name.ends[place] > 1:
            return None
        season, end = spelled, name.ends[place + 1]
    if word == "series" and season > 60:
        return None
    episode = _episode_behind(name, place, season, end)
    if episode is not None:
        return episode
    if season > 99 and not 1900 < season < 2100:
        return None
    if word in ("series", "serie", "série") and (lone := _LONE_NUMBER.match(text, end)) is not None:
        return name.found("numbering", Numbering(SURE, season, [int(lone[1])]), place, lone.end(), strong=True)
    return pack(name, place, season, end, plural=word in _PLURAL)


def _counted_seasons(name: Name, place: int) -> Find | None:
    """`Seasons.1.2.3`, and behind the singular three at least: `Season 1 2 3`."""
    first = _FIRST_OF_SEVERAL.match(name.text, name.ends[place])
    if first is None:
        return None
    seasons, end = [int(first[1])], first.end()
    while (match := _COUNTED_ON.match(name.text, end)) and int(match[1]) == seasons[-1] + 1:
        seasons.append(int(match[1]))
        end = match.end()
    if len(seasons) < (2 if name.words[place] in _PLURAL else 3):
        return None
    value = Numbering(PACK, seasons[0], seasons=seasons, full_season=True)
    return name.found("numbering", value, place, end, strong=True)


def _episode_behind(name: Name, place: int, season: int, end: int) -> Find | None:
    """The numbering, when an episode follows the season in words, behind a dash or before its word."""
    text = name.text
    if season >= 2100:
        return None
    episode = _WORD_EPISODE.match(text, end)
    if episode is not None:
        numbers = [int(episode[2])]
        end = follow(text, episode.end(), numbers, MORE_WORDS if episode[1].lower() in _EPISODES else MORE)
    else:
        counted = dashed_episode(text, end) or _NUMBER_EPISODE.match(text, end)
        spelled = _SPELLED_EPISODE.match(text, end) if counted is None else None
        if spelled is not None:
            value = Numbering(SURE, season, [SPELLED[spelled[1].lower()]])
            return name.found("numbering", value, place, spelled.end(), strong=True)
        if counted is None:
            return None
        numbers = [int(digits) for digits in counted.groups() if digits]
        numbers, end = numbers if counted.re is _NUMBER_EPISODE else numbers[:1], counted.end()
    return name.found("numbering", Numbering(SURE, season, spread(numbers) or numbers[:1]), place, end, strong=True)


def read_ordinal_season(name: Name, place: int) -> Find | None:
    """`1st Season`, `2. Staffel`, `3ª Temporada`, `1 сезон`, `1. évad 2. rész`."""
    if place + 1 >= len(name.words) or name.words[place + 1] not in SEASON_WORDS:
        return None
    match = _ORDINAL.fullmatch(name.words[place])
    if match is None or name.starts[place + 1] - name.ends[place] > 2:
        return None
    return _season_before(name, place, int(match[1]))


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _season_before(name: Name, place: int, season: int) -> Find | None:
    """The season word stands behind its number, which is word `place`."""
    end = name.ends[place + 1]
    if not name.words[place].isdigit() and (numbered := _EPISODE_BEHIND.match(name.text, end)):
        value = Numbering(SURE, season, [int(numbered[1])])
        return name.found("numbering", value, place, numbered.end(), strong=True)
    if (following := _SEASON_NUMBER.match(name.text, end)) and not _is_year(following[1]):
        counted = _NUMBER_EPISODE.match(name.text, end)  # "1. Sezon 2. Bölüm", but "9 Season 2 Episode 3"
        if counted is None or _NUMBER_ALONE.match(name.text, counted.end()):
            return None
    return _episode_behind(name, place, season, end) or pack(name, place, season, end)


def read_season_range(name: Name, place: int) -> Find | None:
    """`1-3 сезон`, `1ª a 3ª Temporada`."""
    match = _SEASON_RANGE.match(name.text, name.starts[place])
    if match is None or match[3].lower() not in SEASON_WORDS or not int(match[1]) < int(match[2]):
        return None
    seasons = spread([int(match[1]), int(match[2])]) or []
    value = Numbering(PACK, seasons[0], seasons=seasons, full_season=True)
    return name.found("numbering", value, place, match.end(), strong=True)


def read_number_episode(name: Name, place: int) -> Find | None:
    """`12. Bölüm`, `1-10 серии`: the number stands before its word."""
    match = _NUMBER_BEFORE.match(name.text, name.starts[place])
    if match is None:
        return None
    numbers = [int(digits) for digits in match.groups() if digits]
    value = Numbering(LIKELY, None, spread(numbers) or numbers[:1])
    return name.found("numbering", value, place, match.end(), strong=True)


def read_ordinal_word(name: Name, place: int) -> Find | None:
    """`First Season`."""
    season = _ORDINALS.get(name.words[place])
    if season is None or place + 1 >= len(name.words) or name.words[place + 1] not in SEASON_WORDS:
        return None
    if name.starts[place + 1] - name.ends[place] > 1:
        return None
    found = _season_before(name, place, season)
    if found is not None and place > 1 and name.words[place - 1] == "the":
        found.start, found.first = name.starts[place - 1], place - 1
    return found


def read_episode_word(name: Name, place: int) -> Find | None:
    """`Episode 5`, `Ep. 05`, `Folge 3`, `Cap.102`, `Episodes 1-10`."""
    text, word = name.text, name.words[place]
    cap = _CAP.match(text, name.starts[place]) if word.startswith("cap") else None
    if cap is not None:
        numbers = [int(cap[2]), int(cap[3] or cap[2])]
        value = Numbering(SURE, int(cap[1]), spread(numbers) or numbers[:1])
        return name.found("numbering", value, place, cap.end(), strong=True)
    number = _WORD_NUMBER.match(text, name.ends[place])
    if number is None:
        following = name.words[place + 1] if place + 1 < len(name.words) else ""
        if word != "episode" or following not in SPELLED or name.starts[place + 1] - name.ends[place] > 1:
            return None
        value = Numbering(LIKELY, None, [SPELLED[following]])
        return name.find("numbering", value, place, place + 1, strong=True)
    if word == "ep" and _is_year(number[1]):
        return None  # "Moth EP 2010": a record
    if word == "e" and (number.start(1) - name.ends[place] != 1 or len(number[1]) > 3):
        return None
    numbers = [int(number[1])]
    end = follow(text, number.end(), numbers, MORE_WORDS if word in _EPISODES else MORE)
    if end < len(text) and text[end].isalnum():
        return None
    value = Numbering(LIKELY, None, spread(numbers) or numbers[:1])
    season = _WORD_SEASON.match(text, end)
    if season:
        value.season, value.rank, end = int(season[1]), SURE, season.end()
    return name.found("numbering", value, place, end, strong=word not in ("e", "cap", "folge"))


def read_glued(name: Name, place: int) -> Find | None:
    """`Season1`, `Episode05`."""
    match = _GLUED.fullmatch(name.words[place])
    if match is None or not (match[1] in SEASON_WORDS or match[1] in _EPISODE_LIST):
        return None
    name.divide(place, match.end(1))
    return read_season_word(name, place) if match[1] in SEASON_WORDS else read_episode_word(name, place)


def read_whole_series(name: Name, place: int) -> Find | None:
    """`Complete Series`: everything, beginning with season 1; seasons that it counts are read by themselves."""
    last = place
    while name.words[last] not in _WHOLE:
        last += 1
    if last == place:
        last += 1
    if name.words[last] == "series" and _SEASONS_BEHIND.match(name.text, name.ends[last]):
        return None
    return name.find("numbering", Numbering(PACK, 1, full_season=True), place, last, strong=True)


_WHOLE = ("series", "show", "serie", "série")


def _none(words: str) -> dict[str, Any]:
    return dict.fromkeys(words.split())


PHRASES = (
    Phrases("numbering", dict.fromkeys(SEASON_WORDS), read=read_season_word),
    Phrases("numbering", _none(f"{_ONE} {_SEVERAL} ep e"), read=read_episode_word),
    Phrases("numbering", _none(" ".join(_ORDINALS)), read=read_ordinal_word),
    Phrases("numbering", dict.fromkeys((
        "complete series", "the complete series", "complete tv series", "the complete tv series", "serie complete",
        "série complète", "serie completa", "serie completo", "série completa", "komplette serie", "die komplette serie",
        "la serie completa", "serie tv completa", "la série complète", "serie integrale", "serie intégrale", "série intégrale",
    )), read=read_whole_series),
)  # fmt: skip
READERS = (
    ("0123456789", read_ordinal_season),
    ("0123456789", read_season_range),
    ("0123456789", read_number_episode),
    ("".join(sorted({word[0] for word in SEASON_WORDS | _EPISODE_LIST})), read_glued),
)
