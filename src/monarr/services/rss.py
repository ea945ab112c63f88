"""RSS: the newest releases of every indexer, against everything in the libraries.

Names are read once and looked up in the index of clean titles in one statement, so the cost follows the feed and the
matches, not the size of the library.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, update

from monarr.core.errors import MonarrError
from monarr.core.kinds import Origin
from monarr.core.matching import confirm
from monarr.core.releases import ParsedRelease, clean_title, parse_release
from monarr.core.text import Text, text
from monarr.db.models import ServiceHealth
from monarr.db.repositories.profiles import IndexerFacts, list_indexers
from monarr.db.repositories.wanted import Wanted, find_names, load_wanted
from monarr.ports.provider import ProviderKind
from monarr.services._asking import IndexerAnswer
from monarr.services._choosing import Choice, grab_best
from monarr.services.context import MONARR, House
from monarr.services.errors_log import keep_fault
from monarr.services.judging import Judging, judge_matched, match_parsed
from monarr.services.offers import Matched, Offer

_log = logging.getLogger(__name__)
_FIRST_TIME = 100  # releases read from an indexer that is new here
_AT_MOST = 1000  # when much has come since the last time
_LONGEST_SECONDS = 120.0


class _Read(msgspec.Struct, frozen=True, gc=False):
    """An offer with what its name says, and the clean names under which its title may stand."""

    offer: Offer
    parsed: ParsedRelease
    names: frozenset[str]


class RssReport(msgspec.Struct, frozen=True, kw_only=True):
    """`release_count` new ones were read, `matched_count` of them are of titles in the libraries."""

    indexer_count: int = 0
    release_count: int = 0
    matched_count: int = 0
    accepted_count: int = 0
    grabbed: tuple[int, ...] = ()
    failures: tuple[Text, ...] = ()
    problems: tuple[tuple[str, Text], ...] = ()


async def sync_rss(house: House) -> RssReport:
    """Reads what is new at every indexer and grabs the best of what is wanted. How far an indexer was read is noted
    once its releases are judged, so that a crash reads them again."""
    indexers = [found for found in await house.db.read(list_indexers) if found.enabled and found.enable_rss]
    answers = await asyncio.gather(*(_newest(house, indexer) for indexer in indexers))
    offers = [offer for answer in answers for offer in answer.offers]
    judging = await judge_feed(house, offers)
    choice = await grab_from(house, judging)
    await house.db.write(_note_cursors, answers)
    return RssReport(
        indexer_count=len(indexers),
        release_count=len(offers),
        matched_count=len({one.offer.key for one in judging.judged}),
        accepted_count=sum(one.outcome == "accepted" for one in judging.judged),
        grabbed=tuple(choice.download_ids),
        failures=tuple(choice.failures),
        problems=tuple((answer.indexer_name, answer.problem) for answer in answers if answer.problem is not None),
    )


async def judge_feed(house: House, offers: Sequence[Offer], *, origin: Origin = Origin.RSS) -> Judging:
    """Judges those offers that are of titles in the libraries; the others leave no trace."""
    read = await asyncio.to_thread(_read_names, offers)
    wanted = await house.db.read(_load, read, house.clock.now()) if read else {}
    matched = await asyncio.to_thread(_match, read, wanted)
    return await judge_matched(house, matched, origin=origin, loaded=wanted)


def _load(connection: Connection, read: Sequence[_Read], now: datetime) -> dict[int, Wanted]:
    """The titles that the feed may be about; of series only the seasons that it names."""
    names = {name for one in read for name in one.names}
    imdb = {one.parsed.imdb_id for one in read if one.parsed.imdb_id}
    tmdb = {str(one.parsed.tmdb_id) for one in read if one.parsed.tmdb_id}
    found = find_names(connection, names, imdb, tmdb)
    return load_wanted(connection, sorted(found), now, seasons=_seasons_named(read, found))


def _seasons_named(read: Sequence[_Read], found: dict[int, set[str | None]]) -> dict[int, frozenset[int]]:
    """The seasons in question, by series. Left out is a series of which some release counts by day or through, or carries
    an id: of that all episodes are needed."""
    by_name: dict[str, set[int] | None] = {}
    for one in read:
        parsed = one.parsed
        numbered = parsed.season is not None and not parsed.absolute_episodes and parsed.air_date is None
        seasons = {parsed.season, *parsed.seasons} if parsed.season is not None and numbered else None
        for name in one.names:
            before = by_name.get(name, set())
            by_name[name] = None if before is None or seasons is None else before | seasons
    answer: dict[int, frozenset[int]] = {}
    for title_id, names in found.items():
        parts = [by_name.get(name) if name is not None else None for name in names]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts):
            answer[title_id] = frozenset().union(*known)
    return answer


async def grab_from(house: House, judging: Judging, *, origin: Origin = Origin.RSS) -> Choice:
    """Grabs the best for each title and version."""
    choice = Choice()
    for version_id in dict.fromkeys(one.version_id for one in judging.judged):
        await grab_best(house, judging.of_version(version_id), None, choice, actor=MONARR, origin=origin)
    return choice


async def _newest(house: House, indexer: IndexerFacts) -> IndexerAnswer:
    started = house.clock.monotonic()
    offers: tuple[Offer, ...] = ()
    problem: Text | None = None
    limit = _FIRST_TIME if indexer.cursor is None else _AT_MOST
    try:
        async with (
            asyncio.timeout(_LONGEST_SECONDS),
            house.sources.using(ProviderKind.INDEXER, indexer.id) as adapter,
        ):
            releases = await adapter.recent(limit, indexer.cursor)
            offers = tuple(Offer(release, indexer.id, indexer.name) for release in releases)
    except TimeoutError:
        problem = text("{name} took longer than {count} seconds.", name=indexer.name, count=round(_LONGEST_SECONDS))
    except MonarrError as error:
        problem = error.message
    except Exception as error:  # a fault of one adapter must not end the feed of the others
        _log.exception("indexer_failed indexer=%s", indexer.name)
        await keep_fault(house, error, f"indexer:{indexer.name}")
        problem = text("{name} failed: {reason}", name=indexer.name, reason=type(error).__name__)
    return IndexerAnswer(
        indexer_id=indexer.id,
        indexer_name=indexer.name,
        offers=offers,
        problem=problem,
        seconds=house.clock.monotonic() - started,
    )


def _read_names(offers: Iterable[Offer]) -> list[_Read]:
    read = ((offer, parse_release(offer.release.title)) for offer in offers)
    return [
        _Read(offer, parsed, names_of(parsed))
        for offer, parsed in read
        if parsed is not None and parsed.type != "music"
    ]


def names_of(parsed: ParsedRelease) -> frozenset[str]:
    """The clean names under which its title may stand, with its year in the name or without."""
    names = {clean_title(name) for name in (parsed.title, *parsed.alternate_titles)}
    if parsed.year is not None:
        names |= {f"{name}{parsed.year}" for name in tuple(names)}
    return frozenset(names - {""})


def _match(read: Sequence[_Read], wanted: dict[int, Wanted]) -> list[Matched]:
    """Each release with the title that it fits best; one title in two libraries is met twice."""
    by_name: dict[str, list[Wanted]] = {}
    by_id: dict[str, list[Wanted]] = {}
    for title in wanted.values():
        for provider in ("imdb", "tmdb"):
            if provider in title.ids:
                by_id.setdefault(f"{provider}:{title.ids[provider]}", []).append(title)
        for name in {clean_title(name) for name in _all_names(title)}:
            by_name.setdefault(name, []).append(title)
    matched: list[Matched] = []
    for one in read:
        offer, parsed = one.offer, one.parsed
        candidates = {title.id: title for name in one.names for title in by_name.get(name, ())}
        for key in (f"imdb:{parsed.imdb_id}", f"tmdb:{parsed.tmdb_id}"):
            candidates |= {title.id: title for title in by_id.get(key, ())}
        fitting = [fit for title in candidates.values() if (fit := match_parsed(offer, parsed, title)).match.matched]
        best = max((_confidence(fit) for fit in fitting), default=0)
        matched.extend(_with_rivals([fit for fit in fitting if _confidence(fit) == best], wanted))
    return matched


def _with_rivals(found: list[Matched], wanted: dict[int, Wanted]) -> list[Matched]:
    """Of those that fit equally, each with the names of the others. The same title in two libraries is no rival."""
    if len(found) < 2:
        return found
    titles = {one.title_id: wanted[one.title_id] for one in found}
    return [
        msgspec.structs.replace(
            one,
            rivals=tuple(
                f"{other.title} ({other.year})" if other.year else other.title
                for other in titles.values()
                if not _is_same(other, titles[one.title_id])
            ),
        )
        for one in found
    ]


def _is_same(one: Wanted, other: Wanted) -> bool:
    """The same title, as far as its ids, else its name and year tell."""
    if one.id == other.id:
        return True
    shared = one.ids.keys() & other.ids.keys()
    if shared:
        return one.kind is other.kind and any(one.ids[name] == other.ids[name] for name in shared)
    return (one.kind, one.title, one.year) == (other.kind, other.title, other.year)


def _all_names(title: Wanted) -> tuple[str, ...]:
    return (title.title, *title.names.main_aliases, *title.names.aliases)


def _confidence(found: Matched) -> int:
    """Whose episodes are there is the likelier namesake."""
    return confirm(found.match, episodes=bool(found.episode_ids)).confidence


def _note_cursors(connection: Connection, answers: Sequence[IndexerAnswer]) -> None:
    for answer in answers:
        if answer.offers:
            subject = f"{ProviderKind.INDEXER.value}:{answer.indexer_id}"
            newest = answer.offers[0].release.guid
            connection.execute(update(ServiceHealth).where(ServiceHealth.subject == subject).values(cursor=newest))
