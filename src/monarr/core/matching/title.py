"""A release's title against a wanted title: 100 points, less a named penalty for each thing that does not fit.

The figures are those of `spec/origins.md` 1.3 "Matching confidence", told as what is missing from 100: an id decides
alone; an exact title is 95 and the year brings it to 100; an alias is 85 (95 when it is the title's main other name);
a title that only a country or year tells apart is 75, and the year lifts it to 95 or 85; a resembling title is 60 to 90.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from monarr.core.kinds import MediaKind
from monarr.core.matching.distance import distance
from monarr.core.releases import ParsedRelease, clean_title

ACCEPTED_CONFIDENCE = 80
_FUZZY_LEAST_LETTERS = 8  # shorter titles are too near to one another
_FUZZY_LETTERS_PER_STEP = 6
_QUALIFIER = re.compile(r"\s*\((?:[A-Z]{2,3}|(?:18|19|20|21)\d\d)\)\s*$")
_NUMBERS = re.compile(r"\d+")


class WantedTitle(msgspec.Struct, frozen=True, kw_only=True):
    """The title that releases are compared with. `main_aliases` are its other official names (the original title),
    `aliases` all further ones."""

    kind: MediaKind
    title: str
    year: int | None = None
    main_aliases: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    imdb_id: str | None = None
    tmdb_id: int | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """A named part of the confidence: a penalty (negative) or what else speaks for the match."""

    code: str
    points: int


class Match(msgspec.Struct, frozen=True, gc=False):
    """Whether the release is of the title, how surely (0 to 100), and the parts of that."""

    matched: bool
    confidence: int
    parts: tuple[Part, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts)


def match_title(parsed: ParsedRelease, wanted: WantedTitle) -> Match:
    """Compares one release with one title. It is a match from `ACCEPTED_CONFIDENCE` on when nothing contradicts."""
    if parsed.type != ("movie" if wanted.kind is MediaKind.MOVIE else "series"):
        return _none("other-kind")
    same_id = _id_agrees(parsed, wanted)
    if same_id is not None:
        return Match(True, 100, (Part("id-equal", 0),)) if same_id else _none("id-differs")
    parts = _by_name(parsed, wanted)
    if parts is None:
        return _none("title-differs")
    confidence = max(0, 100 + sum(part.points for part in parts))
    contradicted = any(part.code in ("year-differs", "numbers-differ") for part in parts)
    return Match(confidence >= ACCEPTED_CONFIDENCE and not contradicted, confidence, parts)


def confirm(
    match: Match, *, episodes: bool = False, quality: bool = False, group: bool = False, sources: bool = False
) -> Match:
    """The match with what else speaks for it, capped at 100: its episodes exist, the file's quality agrees, the group
    is known, several sources agree. What was no match stays none."""
    given = (("episodes-confirmed", 5, episodes), ("quality-agrees", 2, quality), ("group-known", 2, group),
             ("sources-agree", 5, sources))  # fmt: skip
    gained = tuple(Part(code, points) for code, points, is_so in given if is_so)
    confidence = min(100, match.confidence + sum(part.points for part in gained))
    return Match(match.matched, confidence, match.parts + gained) if match.matched else match


def _none(code: str) -> Match:
    return Match(False, 0, (Part(code, -100),))


def _id_agrees(parsed: ParsedRelease, wanted: WantedTitle) -> bool | None:
    """None when no id is known on both sides; one that agrees outweighs one that does not."""
    pairs: list[tuple[str | int | None, str | int | None]] = [
        (parsed.imdb_id, wanted.imdb_id),
        (parsed.tmdb_id, wanted.tmdb_id),
    ]
    answers = [one == other for one, other in pairs if one is not None and other is not None]
    return any(answers) if answers else None


def _by_name(parsed: ParsedRelease, wanted: WantedTitle) -> tuple[Part, ...] | None:
    """The penalties of the best way in which the names agree; None when they do not."""
    ways = [
        parts for name in (parsed.title, *parsed.alternate_titles) for parts in _ways(_clean(name), parsed.year, wanted)
    ]
    return max(ways, key=lambda parts: sum(part.points for part in parts), default=None)


def _ways(name: str, year: int | None, wanted: WantedTitle) -> Iterator[tuple[Part, ...]]:
    own = _clean(wanted.title)
    if name in (own, _with_year(own, wanted.year)):
        # A year that is part of the compared name has already agreed.
        in_name = name != own or own.endswith(str(wanted.year))
        yield (Part("title-equal", 0), Part("year-in-title", 0) if in_name and year is None else _year(year, wanted))
        return
    bare = _clean(_QUALIFIER.sub("", wanted.title))
    if bare != own and name == bare:
        yield (Part("qualifier-missing", -5), _qualifying_year(year, wanted))
    if name in _cleaned(wanted.main_aliases):
        yield (Part("main-alias", -5), _year(year, wanted))
    elif name in _cleaned(wanted.aliases):
        yield (Part("alias", -15), _alias_year(year, wanted))
    yield from _fuzzy(name, own, year, wanted)


def _year(year: int | None, wanted: WantedTitle) -> Part:
    if year is None or wanted.year is None:
        return Part("year-unknown", -5)
    apart = abs(year - wanted.year)
    if apart == 0:
        return Part("year-equal", 0)
    return Part("year-near", -15) if apart == 1 else Part("year-differs", -60)


def _alias_year(year: int | None, wanted: WantedTitle) -> Part:
    """An alias without a year is no less an alias; one with the wrong year is somebody else's."""
    part = _year(year, wanted)
    return Part(part.code, 0) if part.code == "year-unknown" else part


def _qualifying_year(year: int | None, wanted: WantedTitle) -> Part:
    """The name alone does not tell the title from its namesake: the year must."""
    part = _year(year, wanted)
    points = {"year-equal": 0, "year-near": -10, "year-unknown": -20}.get(part.code, part.points)
    return Part(part.code, points)


def _fuzzy(name: str, own: str, year: int | None, wanted: WantedTitle) -> Iterator[tuple[Part, ...]]:
    """A slip of the pen. Without the same year it is shown to people, never taken by itself."""
    limit = min(len(own), len(name)) // _FUZZY_LETTERS_PER_STEP
    if min(len(own), len(name)) < _FUZZY_LEAST_LETTERS or limit == 0:
        return
    steps = distance(name, own, limit)
    if steps == 0 or steps > limit:
        return
    resembling = Part("title-resembles", -10 - round(30 * steps / limit))
    if _NUMBERS.findall(name) != _NUMBERS.findall(own):
        yield (resembling, Part("numbers-differ", -30))
        return
    part = _year(year, wanted)
    yield (resembling, part if part.code != "year-unknown" else Part("year-unknown", -20))


def _with_year(name: str, year: int | None) -> str:
    return f"{name}{year}" if year else name


@lru_cache(maxsize=16_384)
def _clean(title: str) -> str:
    return clean_title(title)


def _cleaned(titles: Iterable[str]) -> set[str]:
    return {_clean(title) for title in titles}
