"""The ledger: releases as indexers offer them, and how each was judged for a version of a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from monarr.core.errors import NotFound
from monarr.core.kinds import Protocol
from monarr.core.releases import ParsedRelease
from monarr.core.text import text
from monarr.db.bulk import upsert
from monarr.db.models import PendingRelease, Release, ReleaseVerdict
from monarr.db.within import within
from monarr.ports.indexer import IndexerRelease

RELEASE: Any = Release.__table__
VERDICT: Any = ReleaseVerdict.__table__
PENDING: Any = PendingRelease.__table__

_REFRESHED = (
    "indexer_name", "title", "protocol", "download_url", "magnet_url", "info_url", "info_hash", "size_bytes", "seeders",
    "peers", "published_at", "last_seen_at", "facts",
)  # fmt: skip
_REJUDGED = (
    "title_id", "origin", "outcome", "quality", "score", "formats", "verdicts", "refusal", "distance", "judged_at",
)  # fmt: skip
_GET = select(RELEASE).where(RELEASE.c.id == bindparam("key"))
_KNOWN = select(RELEASE.c.indexer_id, RELEASE.c.guid, RELEASE.c.id, RELEASE.c.first_seen_at).where(
    within(RELEASE.c.guid, "guids")
)
_OWNED = _KNOWN.where(within(RELEASE.c.indexer_id, "indexer_ids"))
_UNOWNED = _KNOWN.where(RELEASE.c.indexer_id.is_(None))


class ReleaseFacts(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What `release.facts` holds: the parsed name, and what else the indexer stated."""

    parsed: ParsedRelease | None = None
    flags: tuple[str, ...] = ()
    categories: tuple[int, ...] = ()
    ids: dict[str, str] = {}
    languages: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    grabs: int | None = None
    file_count: int | None = None
    minimum_ratio: float | None = None
    minimum_seed_minutes: int | None = None


Key = tuple[int | None, str]


def first_seen(connection: Connection, keys: Iterable[Key]) -> dict[Key, datetime]:
    """When the ledger first saw these releases; those it has not seen are left out."""
    return {key: row.first_seen_at for key, row in _known(connection, keys).items()}


def _known(connection: Connection, keys: Iterable[Key]) -> dict[Key, Any]:
    """Their rows, by the index of indexer and guid. A null is equal to nothing, so what has no indexer is asked for apart."""
    wanted = set(keys)
    guids = sorted({guid for indexer_id, guid in wanted if indexer_id is not None})
    unowned = sorted({guid for indexer_id, guid in wanted if indexer_id is None})
    rows: list[Any] = []
    if guids:
        indexer_ids = sorted({indexer_id for indexer_id, _ in wanted if indexer_id is not None})
        rows += connection.execute(_OWNED, {"guids": guids, "indexer_ids": indexer_ids}).all()
    if unowned:
        rows += connection.execute(_UNOWNED, {"guids": unowned}).all()
    found = {(row[0], row[1]): row for row in rows}
    return {key: row for key, row in found.items() if key in wanted}


def save_releases(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[Key, int]:
    """Writes what was seen, each release once by indexer and guid; returns their ids. What an indexer says again
    replaces what it said before; `first_seen_at` stays."""
    if not rows:
        return {}
    unowned = [row for row in rows if row["indexer_id"] is None]
    owned = [row for row in rows if row["indexer_id"] is not None]
    found = _save_unowned(connection, unowned) if unowned else {}
    if owned:
        upsert(connection, RELEASE, owned, key=("indexer_id", "guid"), replaced=_REFRESHED)
        known = _known(connection, ((row["indexer_id"], row["guid"]) for row in owned))
        found |= {key: row.id for key, row in known.items()}
    return found


def _save_unowned(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[Key, int]:
    """Releases that were pushed from outside have no indexer; a null is never equal to another in a unique key."""
    known = {key: row.id for key, row in _known(connection, ((None, row["guid"]) for row in rows)).items()}
    for row in rows:
        key = (None, row["guid"])
        if key in known:
            values = {name: row[name] for name in _REFRESHED}
            connection.execute(update(RELEASE).where(RELEASE.c.id == known[key]), values)
        else:
            known[key] = connection.execute(insert(RELEASE).returning(RELEASE.c.id), dict(row)).scalar_one()
    return known


def save_verdicts(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes judgements; the newest replaces the one before of the same release, version and item."""
    upsert(connection, VERDICT, rows, key=("release_id", "version_id", "item_id"), replaced=_REJUDGED)


def get_release(connection: Connection, release_id: int) -> Row[Any]:
    """A release of the ledger. Raises NotFound once it has been cleared away."""
    row = connection.execute(_GET, {"key": release_id}).first()
    if row is None:
        raise NotFound(text("This release is no longer in the ledger. Search again."), subject=f"release:{release_id}")
    return row


def as_offered(row: Row[Any]) -> IndexerRelease:
    """The release as its indexer stated it, for fetching it and for judging it anew."""
    facts = msgspec.convert(row.facts, ReleaseFacts)
    leechers = None if row.peers is None else max(0, row.peers - (row.seeders or 0))
    return IndexerRelease(
        guid=row.guid,
        title=row.title,
        protocol=Protocol(row.protocol),
        download_url=row.download_url,
        magnet_url=row.magnet_url,
        info_url=row.info_url,
        info_hash=row.info_hash,
        size_bytes=row.size_bytes,
        published_at=row.published_at,
        categories=facts.categories,
        seeders=row.seeders,
        leechers=leechers,
        grabs=facts.grabs,
        file_count=facts.file_count,
        ids=facts.ids,
        languages=facts.languages,
        subtitles=facts.subtitles,
        flags=frozenset(facts.flags),
        minimum_ratio=facts.minimum_ratio,
        minimum_seed_minutes=facts.minimum_seed_minutes,
    )


def release_row(
    offer: IndexerRelease, parsed: ParsedRelease | None, indexer_id: int | None, indexer_name: str, now: datetime
) -> dict[str, Any]:
    """The ledger's row for what an indexer offers."""
    peers = None if offer.seeders is None and offer.leechers is None else (offer.seeders or 0) + (offer.leechers or 0)
    facts = ReleaseFacts(
        parsed=parsed,
        flags=tuple(sorted(offer.flags)),
        categories=offer.categories,
        ids=offer.ids,
        languages=offer.languages,
        subtitles=offer.subtitles,
        grabs=offer.grabs,
        file_count=offer.file_count,
        minimum_ratio=offer.minimum_ratio,
        minimum_seed_minutes=offer.minimum_seed_minutes,
    )
    return {
        "indexer_id": indexer_id,
        "indexer_name": indexer_name,
        "guid": offer.guid,
        "title": offer.title,
        "protocol": offer.protocol.value,
        "download_url": offer.download_url,
        "magnet_url": offer.magnet_url,
        "info_url": offer.info_url,
        "info_hash": offer.info_hash.lower() if offer.info_hash else None,
        "size_bytes": offer.size_bytes,
        "seeders": offer.seeders,
        "peers": peers,
        "published_at": offer.published_at,
        "first_seen_at": now,
        "last_seen_at": now,
        "facts": facts,
    }


def save_pending(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Notes releases that wait; one that waits already keeps when it came."""
    upsert(connection, PENDING, rows, key=("release_id", "version_id"), replaced=("item_ids", "reason", "grab_at"))


def drop_pending(connection: Connection, version_id: int, item_ids: Iterable[int]) -> None:
    """Nothing waits any more for these items in this version."""
    held = set(item_ids)
    rows = connection.execute(select(PENDING.c.id, PENDING.c.item_ids).where(PENDING.c.version_id == version_id))
    over = [row.id for row in rows if held & set(row.item_ids)]
    if over:
        connection.execute(delete(PENDING).where(PENDING.c.id.in_(over)))
