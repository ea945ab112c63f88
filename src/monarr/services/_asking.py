"""Asking all indexers at once; one that fails never stops the others, and each answer comes as soon as it is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monarr.core.errors import MonarrError
from monarr.core.kinds import Origin
from monarr.core.text import Text, text
from monarr.db.models import SyncCursor
from monarr.db.repositories.profiles import IndexerFacts
from monarr.db.repositories.wanted import Wanted
from monarr.ports.indexer import IndexerRelease, Query
from monarr.ports.provider import ProviderKind
from monarr.services.context import House
from monarr.services.errors_log import keep_fault
from monarr.services.offers import Offer

_log = logging.getLogger(__name__)
_AT_ONCE = 6
_LONGEST_SECONDS = 60.0


class IndexerAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What one indexer gave. `problem` says why it gave nothing, or not all."""

    indexer_id: int
    indexer_name: str
    offers: tuple[Offer, ...] = ()
    problem: Text | None = None
    seconds: float = 0.0


def indexers_for(wanted: Wanted, indexers: Sequence[IndexerFacts], origin: Origin) -> list[IndexerFacts]:
    """Those that are on for this kind of search, and fit the title's library and tags."""
    return [
        indexer
        for indexer in indexers
        if indexer.enabled
        and (indexer.enable_interactive if origin is Origin.INTERACTIVE else indexer.enable_search)
        and indexer.library_id in (None, wanted.library_id)
        and (not indexer.tag_ids or not indexer.tag_ids.isdisjoint(wanted.tag_ids))
    ]


async def ask_all(
    house: House, indexers: Sequence[IndexerFacts], queries: Sequence[Query], *,
    longest_seconds: float = _LONGEST_SECONDS,
) -> AsyncIterator[IndexerAnswer]:  # fmt: skip
    """The indexers' answers, the quickest first."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def ask(indexer: IndexerFacts) -> IndexerAnswer:
        async with gate:
            return await _ask(house, indexer, queries, longest_seconds)

    tasks = [asyncio.create_task(ask(indexer)) for indexer in indexers]
    try:
        for answered in asyncio.as_completed(tasks):
            yield await answered
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _ask(house: House, indexer: IndexerFacts, queries: Sequence[Query], longest_seconds: float) -> IndexerAnswer:
    """All questions to one indexer, in turn. What came before a failure is kept."""
    started = house.clock.monotonic()
    found: dict[str, IndexerRelease] = {}
    problem: Text | None = None
    try:
        async with asyncio.timeout(longest_seconds):
            for query in queries:
                problem = await _take_turn(house, indexer)
                if problem is not None:
                    break
                async with house.sources.using(ProviderKind.INDEXER, indexer.id) as adapter:
                    for release in await adapter.search(query):
                        found.setdefault(release.guid, release)
    except TimeoutError:
        problem = text("{name} took longer than {count} seconds.", name=indexer.name, count=round(longest_seconds))
    except MonarrError as error:
        problem = error.message
    except Exception as error:  # a fault of one adapter must not end the search of the others
        _log.exception("indexer_failed indexer=%s", indexer.name)
        await keep_fault(house, error, f"indexer:{indexer.name}")
        problem = text("{name} failed: {reason}", name=indexer.name, reason=type(error).__name__)
    return IndexerAnswer(
        indexer_id=indexer.id,
        indexer_name=indexer.name,
        offers=tuple(Offer(release, indexer.id, indexer.name) for release in found.values()),
        problem=problem,
        seconds=house.clock.monotonic() - started,
    )


async def _take_turn(house: House, indexer: IndexerFacts) -> Text | None:
    """Counts a question against the day's limit; the sentence when there is none left."""
    if indexer.query_limit is None:
        return None
    if await house.db.write(_count_query, indexer.id, indexer.query_limit, house.clock.now()):
        return None
    return text(
        "{name} was asked its {limit} questions of today; it is asked again tomorrow.",
        name=indexer.name,
        limit=indexer.query_limit,
    )


def _count_query(connection: Connection, indexer_id: int, limit: int, now: datetime) -> bool:
    """False when the day's questions are used up. The count begins anew at midnight UTC."""
    name, today = f"queries:{indexer_id}", now.date().isoformat()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = {"name": name, "value": f"{today} 0", "updated_at": now}
    connection.execute(dialect.insert(SyncCursor).on_conflict_do_nothing(), first)
    row = select(SyncCursor.value).where(SyncCursor.name == name).with_for_update()
    day, _, count = connection.execute(row).scalar_one().partition(" ")
    used = int(count) if day == today else 0
    if used >= limit:
        return False
    values = {"value": f"{today} {used + 1}", "updated_at": now}
    connection.execute(update(SyncCursor).where(SyncCursor.name == name), values)
    return True
