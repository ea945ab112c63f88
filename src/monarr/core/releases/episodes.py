"""Season and episode numbers in digits and letters: `S01E02`, `1x02`, `E05`, and a season by itself, `S01`.

Each reader stands on a word that can begin a numbering and follows it with short expressions, one step per number, as
far as it goes.
"""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases
from monarr.core.releases.numbering import (
    LIKELY,
    MORE,
    MORE_WORDS,
    PACK,
    SPACED_RANGE,
    SURE,
    Numbering,
    follow,
    spread,
)
from monarr.core.releases.parts import part_behind

_I = re.ASCII | re.IGNORECASE
_SEASON = re.compile(r"[st](\d{1,4})", _I)
_SPACED_SEASON = re.compile(
    r"(?:s|(?:se|sea|ssn)[ ._]?)[ ._]?(\d{1,2})[ ._,-]{0,3}e(?:p|pisode)?[ ._]?(\d{1,4})(?![^\W_])", _I
)
# another season behind a dash: `S01E01-S02E10`, `1x01-2x10`
_SPANNED = re.compile(
    r"(?:[ ._]?[-–~][ ._]?|[ ._](?:to|a|à|au|bis|thru|through)[ ._])(?:s(\d{1,2})[ ._]?e|(\d{1,2})x)\d{1,3}(?![^\W_])",
    _I,
)
_EPISODE = re.compile(
    r"(?:[ ._-]{0,3}|[ ._]?[\[(])(?:e|ep|x|xe|episodes?|epis|cap|folge)[ ._-]{0,2}(\d{1,4})(?:v(\d))?(?!\d)", _I
)
_DASHED = re.compile(r"[ ._]-[ ._](\d{1,3})(?:v(\d))?(?=[ ._](?!\d|-[ ._]?\d)|[\[(\])]|$)", _I)
_BRACKETED = re.compile(r"[ ._]?[\[(](\d{1,3})[ ._]?[-–~][ ._]?(\d{1,3})[\])]", re.ASCII)
_SEASON_MORE = re.compile(
    r"(?:[-–]|[ ._][-–][ ._](?=s)|[ ._]?[&+~,][ ._]?|[ ._](?:to|and|a|à|et|y|und|thru|through|bis)[ ._])(?:[st]|season[ ._]?)?(\d{1,2})(?![^\W_])"
    r"|[ ._]?s(\d{1,2})(?![^\W_])",
    re.IGNORECASE,
)
_SEASONS_MORE = re.compile(
    r"[ ._][-–][ ._](?:s|season[ ._]?)?(\d{1,2})(?![^\W_])|" + _SEASON_MORE.pattern, re.IGNORECASE
)
_SPACED_SEASONS = re.compile(r"[ ._]-[ ._]([2-9])(?=[ ._]\d{3,4}p|[ ._]?[\])\[(]|$)", _I)
_DISC = re.compile(r"[ ._]?(?:d|disc|disk)[ ._]?\d{1,2}(?![^\W_])", _I)
_CROSS = re.compile(r"(\d{1,4})[x×](\d{1,4})(?:v\d)?(?![^\W_]|[x×]\d)|(\d{1,2})x(\d{1,3})(?=x\d)", _I)
_CROSS_MORE = re.compile(
    r"(?:[ ._]?[-–&+,][ ._]?|[ ._]{1,2})\d{1,2}x(\d{2,3})(?!\d)|[-–&+](\d{2,3})(?![^\W_])|[ ._][&+][ ._](\d{2,3})(?![^\W_])|x(\d{1,3})(?!\d)",
    _I,
)
_ALONE = re.compile(r"(?:ep|e)(\d{1,4})(?:v(\d))?(?!\d)", _I)
_OF_ALL = re.compile(r"[ ._]?of[ ._]?\d{1,3}(?![^\W_])", _I)
_BACKWARDS = re.compile(r"[ ._]?s(\d{1,2})(?![^\W_])", _I)
_WORDED = re.compile(r"(?:se|sea|ssn)\d{1,2}(?:ep?\d{1,4})?")
_GLUED = re.compile(r"[^\W\d_]+s(\d{1,2})((?:e\d{2,3})+)$")


def read_season_episode(name: Name, place: int) -> Find | None:
    """`S01E02`, `S01E02-E05`, `S01.E02`, `T01E02`, `S01`, `S01-S03`, `S2 - 05`, `S01 Part 2`, `S01D02`."""
    text, start = name.text, name.starts[place]
    match = _SEASON.match(text, start)
    if match is None:
        return read_spaced(name, place) if _WORDED.fullmatch(name.words[place]) else None
    season, end = int(match[1]), match.end()
    episode = _EPISODE.match(text, end)
    if episode is not None:
        if (spanned := _spanned(name, place, season, episode.end())) is not None:
            return spanned
        numbers = [int(episode[1])]
        plural = episode[0].lower().rstrip("0123456789 ._-").endswith("episodes")
        end = follow(text, episode.end(), numbers, MORE_WORDS if plural else MORE, season)
        ranged = SPACED_RANGE.match(text, end) if len(numbers) == 1 and text[0] != "[" else None
        if ranged and numbers[0] < int(ranged[1]) <= numbers[0] + 5:
            numbers.append(int(ranged[1]))
            end = ranged.end()
        version = int(episode[2]) if episode[2] else None
        value = Numbering(SURE, season, spread(numbers) or numbers[:1], version=version)
        return name.found("numbering", value, place, end, strong=True)
    if text[start] in "Tt":
        return _season_code(name, place, season, end)
    disc = _DISC.match(text, end)
    if disc is not None:
        return name.found("numbering", Numbering(PACK, season, full_season=True), place, disc.end(), strong=True)
    if end < len(text) and text[end].isalnum() and not _SEASON_MORE.match(text, end) and not part_behind(text, end):
        return None
    dashed = _DASHED.match(text, end)
    if dashed and season < 100:
        version = int(dashed[2]) if dashed[2] else None
        value = Numbering(SURE, season, [int(dashed[1])], version=version)
        return name.found("numbering", value, place, dashed.end(), strong=True)
    return pack(name, place, season, end)


def _season_code(name: Name, place: int, season: int, end: int) -> Find | None:
    """`T3`, `T1 a T3`: a season in Spanish and Portuguese names, which is decided with the whole name in view."""
    text = name.text
    if season > 40 or not season or (end < len(text) and text[end].isalnum()):
        return None
    find = pack(name, place, season, end)
    find.property, find.strong = "season_code", False
    return find


def _spanned(name: Name, place: int, season: int, end: int) -> Find | None:
    """From an episode of one season to one of another: these seasons."""
    match = _SPANNED.match(name.text, end)
    last = int(match[1] or match[2]) if match else 0
    if match is None or not season < last <= season + 40:
        return None
    value = Numbering(PACK, season, seasons=list(range(season, last + 1)), full_season=True)
    return name.found("numbering", value, place, match.end(), strong=True)


def pack(name: Name, place: int, season: int, end: int, *, plural: bool = False) -> Find:
    """What follows a season without an episode: a range in brackets, more seasons, a part, a disc, or nothing."""
    text = name.text
    bracketed = _BRACKETED.match(text, end)
    if bracketed is not None:
        numbers = [int(bracketed[1]), int(bracketed[2])]
        value = Numbering(SURE, season, spread(numbers) or numbers[:1])
        return name.found("numbering", value, place, bracketed.end(), strong=True)
    part = part_behind(text, end)
    if part is not None:
        number, end = part
        return name.found("numbering", Numbering(PACK, season, part=number), place, end, strong=True)
    seasons = [season]
    end = follow(text, end, seasons, _SEASONS_MORE if plural else _SEASON_MORE)
    spaced = _SPACED_SEASONS.match(text, end) if len(seasons) == 1 else None
    if spaced and int(spaced[1]) > season:
        seasons.append(int(spaced[1]))
        end = spaced.end()
    disc = _DISC.match(text, end)
    end = disc.end() if disc else end
    value = Numbering(PACK, season, seasons=(spread(seasons) if len(seasons) > 1 else None) or [], full_season=True)
    return name.found("numbering", value, place, end, strong=True)


def dashed_episode(text: str, place: int) -> re.Match[str] | None:
    """` - 05` behind a season; its first group is the number."""
    return _DASHED.match(text, place)


def read_spaced(name: Name, place: int) -> Find | None:
    """`S 01 E 02`, `Se.1 Ep.2`."""
    match = _SPACED_SEASON.match(name.text, name.starts[place])
    if match is None:
        return None
    return name.found("numbering", Numbering(SURE, int(match[1]), [int(match[2])]), place, match.end(), strong=True)


def read_cross(name: Name, place: int) -> Find | None:
    """`1x02`, `1x02-03`, `1x02-1x03`, `1x02x03`. A `3x3` is as well a word of the title, so it is less sure."""
    text, start = name.text, name.starts[place]
    match = _CROSS.match(text, start)
    if match is None:
        return None
    digits = match[2] or match[4]
    season, episode = int(match[1] or match[3]), int(digits)
    if season > 99 and (not 1900 <= season <= 2099 or episode > 400):
        return None
    if (spanned := _spanned(name, place, season, match.end())) is not None:
        return spanned
    numbers = [episode]
    end = follow(text, match.end(), numbers, _CROSS_MORE)
    ranged = SPACED_RANGE.match(text, end) if len(numbers) == 1 else None
    if ranged and numbers[0] < int(ranged[1]) <= numbers[0] + 3:
        numbers.append(int(ranged[1]))
        end = ranged.end()
    rank = LIKELY if len(digits) == 1 and len(numbers) == 1 else SURE
    return name.found("numbering", Numbering(rank, season, spread(numbers) or numbers[:1]), place, end, strong=True)


def read_alone(name: Name, place: int) -> Find | None:
    """`E05`, `EP05-08`: the only season."""
    text, start = name.text, name.starts[place]
    match = _ALONE.match(text, start)
    if match is None:
        return None
    numbers = [int(match[1])]
    counted = _OF_ALL.match(text, match.end())
    end = counted.end() if counted else follow(text, match.end(), numbers, MORE)
    if end < len(text) and text[end].isalnum():
        return None
    season = _BACKWARDS.match(text, end)
    value = Numbering(LIKELY, None, spread(numbers) or numbers[:1], version=int(match[2]) if match[2] else None)
    if season:  # written backwards: E05S01
        value.season, value.rank, end = int(season[1]), SURE, season.end()
    return name.found("numbering", value, place, end, strong=True)


def read_glued(name: Name, place: int) -> Find | None:
    """`MothS01E02`: the title and its number in one word, which is divided."""
    match = _GLUED.fullmatch(name.words[place])
    if match is None:
        return None
    name.divide(place, match.start(1) - 1)
    return read_season_episode(name, place + 1)


PHRASES = (Phrases("numbering", dict.fromkeys(("s", "se", "sea", "ssn")), read=read_spaced),)
READERS = (
    ("st", read_season_episode),
    ("e", read_alone),
    ("0123456789", read_cross),
    ("abcdefghijklmnopqrstuvwxyz", read_glued),
)
