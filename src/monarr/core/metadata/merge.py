"""The merge: the preferred source first, every other one fills gaps, nobody erases (spec/origins.md 2.3).

`sources` come best first. What a source does not say (None, empty) is a gap, not an answer. Of each field the source is
kept, so that everybody can see who said what. Locks are not looked at here: the writer passes over locked fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar, cast

import msgspec

from monarr.core.releases import clean_title

_WHOLE = (
    "title", "original_title", "original_language", "year", "overview", "tagline", "status", "runtime_minutes",
    "certification", "genres", "keywords", "studios", "network", "countries", "collection", "popularity", "budget",
    "revenue", "website", "trailer_url", "premiered_on", "in_cinemas_on", "digital_on", "physical_on", "ended_on",
    "air_time", "time_zone",
)  # fmt: skip
# A source's own numbering of episodes cannot be mixed with another's beyond these.
_EPISODE_GAPS = (
    "title",
    "overview",
    "air_date",
    "aired_at",
    "runtime_minutes",
    "absolute_number",
    "image_url",
    "finale",
)

_T = TypeVar("_T", bound=msgspec.Struct)


class Described(Protocol):
    """`ports.metadata.TitleDetails`, seen from the core."""

    @property
    def provider(self) -> str: ...


class Merged(msgspec.Struct, frozen=True):
    """`details` is of the type that the sources had. `origins` maps each filled field to the provider that gave it;
    fields gathered from several have the first of them."""

    details: Any
    origins: dict[str, str]


def merge_details(sources: Sequence[Described]) -> Merged:
    """One description out of several of the same kind, best first. Raises ValueError when there is none."""
    if not sources:
        raise ValueError("nothing to merge")
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name in _WHOLE:
        for source in sources:
            value = getattr(source, name)
            if not _is_gap(value):
                values[name], origins[name] = value, source.provider
                break
    for name, gather in _GATHERED.items():
        values[name] = gather([cast(Any, source) for source in sources])
        giver = next((source.provider for source in sources if not _is_gap(getattr(source, name))), None)
        if giver is not None:
            origins[name] = giver
    return Merged(msgspec.structs.replace(cast(Any, sources[0]), **values), origins)


def _is_gap(value: Any) -> bool:
    return value is None or value == "" or value == () or value == {}


def _ids(sources: Sequence[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in sources:
        for name, value in source.ids.items():
            if value:
                found.setdefault(name, value)
    return found


def _first_of(key: Callable[[Any], Any], field: str) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Everything that all sources give, the first of each key."""

    def gather(sources: Sequence[Any]) -> tuple[Any, ...]:
        found: dict[Any, Any] = {}
        for source in sources:
            for entry in getattr(source, field):
                found.setdefault(key(entry), entry)
        return tuple(found.values())

    return gather


def _credits(sources: Sequence[Any]) -> tuple[Any, ...]:
    """Each role from the first source that knows anybody in it: two sources spell people differently."""
    found: list[Any] = []
    known: set[str] = set()
    for source in sources:
        own = [credit for credit in source.credits if credit.role not in known]
        found += own
        known |= {credit.role for credit in own}
    return tuple(found)


def _translations(sources: Sequence[Any]) -> tuple[Any, ...]:
    found: dict[str, Any] = {}
    for source in sources:
        for entry in source.translations:
            held = found.get(entry.language)
            found[entry.language] = entry if held is None else _filled(held, entry, ("title", "overview", "tagline"))
    return tuple(found.values())


def _seasons(sources: Sequence[Any]) -> tuple[Any, ...]:
    found: dict[int, Any] = {}
    for source in sources:
        for entry in source.seasons:
            held = found.get(entry.season_number)
            found[entry.season_number] = (
                entry if held is None else _filled(held, entry, ("title", "overview", "image_url"), ids=True)
            )
    return tuple(found[number] for number in sorted(found))


def _episodes(sources: Sequence[Any]) -> tuple[Any, ...]:
    """The first source with episodes says which there are; the others fill gaps in those that they date alike."""
    giving = [source for source in sources if source.episodes]
    if not giving:
        return ()
    others = [{(e.season_number, e.episode_number): e for e in source.episodes} for source in giving[1:]]
    merged = []
    for episode in _unique(giving[0].episodes):
        for listed in others:
            other = listed.get((episode.season_number, episode.episode_number))
            if other is not None and _same_day(episode, other):
                episode = _filled(episode, other, _EPISODE_GAPS, ids=True)
                missing = {rating.source for rating in episode.ratings}
                more = tuple(rating for rating in other.ratings if rating.source not in missing)
                episode = msgspec.structs.replace(episode, ratings=episode.ratings + more)
        merged.append(episode)
    return tuple(sorted(merged, key=lambda episode: (episode.season_number, episode.episode_number)))


def _unique(episodes: Iterable[Any]) -> Iterable[Any]:
    """The first of each number; sources have been seen to list one twice."""
    return {(episode.season_number, episode.episode_number): episode for episode in reversed(tuple(episodes))}.values()


def _same_day(one: Any, other: Any) -> bool:
    if one.air_date is None or other.air_date is None:
        return True
    return bool(abs((one.air_date - other.air_date).days) <= 1)  # shown past midnight, or dated elsewhere


def _filled(held: _T, other: _T, names: Sequence[str], *, ids: bool = False) -> _T:
    """`held` with its gaps among `names` filled from `other`."""
    values = {
        name: getattr(other, name)
        for name in names
        if _is_gap(getattr(held, name)) and not _is_gap(getattr(other, name))
    }
    if ids:
        values["ids"] = {**cast(Any, other).ids, **cast(Any, held).ids}
    return msgspec.structs.replace(held, **values) if values else held


_GATHERED: dict[str, Callable[[Sequence[Any]], Any]] = {
    "ids": _ids,
    "ratings": _first_of(lambda rating: rating.source, "ratings"),
    "credits": _credits,
    "images": _first_of(lambda image: (image.slot, image.url, image.season_number), "images"),
    "translations": _translations,
    "aliases": _first_of(lambda alias: (clean_title(alias.title), alias.season_number), "aliases"),
    "seasons": _seasons,
    "episodes": _episodes,
}
