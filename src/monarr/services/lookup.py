"""Finding a title to add: all metadata sources are asked at once, their answers merged by id, and what a library holds
already is marked. One source failing never stops the others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.core.errors import MonarrError, ProviderError
from monarr.core.kinds import MediaKind
from monarr.core.matching.distance import distance
from monarr.core.metadata import parse_id
from monarr.core.releases import clean_title
from monarr.core.text import Text
from monarr.db.models import ExternalId, Library, MediaItem, ProviderRow
from monarr.ports.metadata import TitleDetails, TitleHit
from monarr.ports.provider import ProviderKind
from monarr.services.context import House

_PROVIDER: Any = ProviderRow.__table__
_ITEM: Any = MediaItem.__table__
_EXTERNAL: Any = ExternalId.__table__
_LIBRARY: Any = Library.__table__
_MOST_RESULTS = 50


class InLibrary(msgspec.Struct, frozen=True, kw_only=True):
    """Where a found title is already. `library_id` None: known, but in no library."""

    item_id: int
    library_id: int | None
    library: str | None
    in_trash: bool = False


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A title that at least one source knows. `sources` names them, the preferred first."""

    kind: MediaKind
    title: str
    ids: dict[str, str]
    sources: tuple[str, ...]
    original_title: str | None = None
    year: int | None = None
    overview: str | None = None
    poster_url: str | None = None
    status: str | None = None
    network: str | None = None
    popularity: float = 0
    there: tuple[InLibrary, ...] = ()


class FailedSource(msgspec.Struct, frozen=True):
    name: str
    reason: Text


class LookupResult(msgspec.Struct, frozen=True):
    """Titles, best first, and the sources that could not answer. `asked` 0: no source that knows this kind is configured."""

    titles: tuple[Found, ...]
    failed: tuple[FailedSource, ...]
    asked: int


async def look_up(
    house: House, kind: MediaKind, words: str, *, year: int | None = None, limit: int = _MOST_RESULTS
) -> LookupResult:
    """Titles for words, or for an id (`tmdb:45745`, `tt1727587`, an address of a page)."""
    providers = await house.db.read(list_metadata_providers)
    by_id = parse_id(words)
    answers = await asyncio.gather(*(_ask(house, row, kind, words, by_id, year) for row in providers))
    hits = [hit for answer in answers if isinstance(answer, list) for hit in answer]
    failed = tuple(answer for answer in answers if isinstance(answer, FailedSource))
    merged = merge_hits(hits, words if by_id is None else "", year)[:limit]
    there = await house.db.read(_find_there, kind, merged)
    titles = tuple(msgspec.structs.replace(found, there=there[place]) for place, found in enumerate(merged))
    return LookupResult(titles, failed, sum(answer is not None for answer in answers))


def list_metadata_providers(connection: Connection) -> list[Any]:
    """The enabled sources, preferred first."""
    statement = select(_PROVIDER).where(_PROVIDER.c.enabled).order_by(_PROVIDER.c.position, _PROVIDER.c.id)
    return list(connection.execute(statement))


async def _ask(
    house: House, row: Any, kind: MediaKind, words: str, by_id: tuple[str, str] | None, year: int | None
) -> list[TitleHit] | FailedSource | None:
    """None: it does not know this kind, and was not asked."""
    try:
        async with house.sources.using(ProviderKind.METADATA, row.id) as source:
            if kind not in source.kinds:
                return None
            if by_id is None:
                return list(await source.search_titles(kind, words, year))
            details = await source.describe(kind, dict([by_id]))
            return [] if details is None else [_hit(details)]
    except (ProviderError, MonarrError) as error:
        return FailedSource(row.name, error.message)


def _hit(details: TitleDetails) -> TitleHit:
    posters = [image.url for image in details.images if image.slot == "poster" and image.season_number is None]
    return TitleHit(
        provider=details.provider,
        kind=details.kind,
        title=details.title,
        ids=details.ids,
        original_title=details.original_title,
        year=details.year,
        overview=details.overview,
        poster_url=next(iter(posters), None),
        popularity=details.popularity or 0,
        status=details.status,
        network=details.network,
    )


def merge_hits(hits: Sequence[TitleHit], words: str, year: int | None) -> list[Found]:
    """One entry per title: hits that share an id, or the same name and year, are one; the first source's words stand
    and the others fill gaps. Ordered by how near the name is to the words, then by the sources' own order."""
    groups: list[list[TitleHit]] = []
    for hit in hits:
        group = next((one for one in groups if any(_is_same(hit, other) for other in one)), None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    found = [_found(group) for group in groups]
    wanted = clean_title(words) if words else ""
    return [
        one for _place, one in sorted(enumerate(found), key=lambda pair: (_nearness(pair[1], wanted, year), pair[0]))
    ]


def _is_same(one: TitleHit, other: TitleHit) -> bool:
    if one.kind is not other.kind:
        return False
    shared = [name for name in one.ids if name in other.ids]
    if shared:
        return any(one.ids[name] == other.ids[name] for name in shared)
    return one.year is not None and one.year == other.year and clean_title(one.title) == clean_title(other.title)


def _found(group: Sequence[TitleHit]) -> Found:
    first = group[0]
    ids: dict[str, str] = {}
    for hit in group:
        for name, value in hit.ids.items():
            ids.setdefault(name, value)
    return Found(
        kind=first.kind,
        title=first.title,
        ids=ids,
        sources=tuple(dict.fromkeys(hit.provider for hit in group)),
        original_title=_first(hit.original_title for hit in group),
        year=_first(hit.year for hit in group),
        overview=_first(hit.overview for hit in group),
        poster_url=_first(hit.poster_url for hit in group),
        status=_first(hit.status for hit in group),
        network=_first(hit.network for hit in group),
        popularity=max(hit.popularity for hit in group),
    )


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value), None)


def _nearness(found: Found, wanted: str, year: int | None) -> tuple[int, int]:
    """0 for the very name, 1 for a beginning or a small slip, 2 for the rest; then the year."""
    names = [clean_title(name) for name in (found.title, found.original_title) if name]
    apart = 0 if year is None or found.year == year else 1
    if not wanted or wanted in names:
        return 0, apart
    near = any(name.startswith(wanted) or distance(name, wanted, 2) <= 2 for name in names)
    return (1 if near else 2), apart


def _find_there(connection: Connection, kind: MediaKind, found: Sequence[Found]) -> list[tuple[InLibrary, ...]]:
    values = {value for one in found for value in one.ids.values()}
    if not values:
        return [() for _ in found]
    statement = (
        select(_EXTERNAL.c.provider, _EXTERNAL.c.value, _ITEM.c.id, _ITEM.c.library_id, _ITEM.c.deleted_at,
               _LIBRARY.c.name)
        .join(_ITEM, _ITEM.c.id == _EXTERNAL.c.item_id)
        .outerjoin(_LIBRARY, _LIBRARY.c.id == _ITEM.c.library_id)
        .where(_EXTERNAL.c.kind == kind, _EXTERNAL.c.value.in_(values))
        .order_by(_ITEM.c.id)
    )  # fmt: skip
    rows = list(connection.execute(statement))
    answer = []
    for one in found:
        mine = {row.id: row for row in rows if one.ids.get(row.provider) == row.value}
        answer.append(
            tuple(
                InLibrary(
                    item_id=row.id, library_id=row.library_id, library=row.name, in_trash=row.deleted_at is not None
                )
                for row in mine.values()
            )
        )
    return answer
