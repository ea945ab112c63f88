"""The ledger: releases as indexers offer them, and how each was judged for a version of a title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monarr.core.errors import NotFound
from monarr.core.kinds import Protocol
from monarr.core.releases import ParsedRelease
from monarr.core.text import text
from monarr.db.models import PendingRelease, Release, ReleaseVerdict
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
_SEEN = select(RELEASE.c.indexer_id, RELEASE.c.guid, RELEASE.c.first_seen_at).where(
    RELEASE.c.guid.in_(bindparam("guids", expanding=True))
)
_UNOWNED = select(RELEASE.c.id, RELEASE.c.guid).where(
    RELEASE.c.indexer_id.is_(None), RELEASE.c.guid.in_(bindparam("guids", expanding=True))
)


class ReleaseFacts(msgspec.Struct, frozen=True, kw_only=True):
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
    wanted = set(keys)
    rows = connection.execute(_SEEN, {"guids": sorted({guid for _, guid in wanted})}) if wanted else ()
    return {(row.indexer_id, row.guid): row.first_seen_at for row in rows if (row.indexer_id, row.guid) in wanted}


def save_releases(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[Key, int]:
    """Writes what was seen, each release once by indexer and guid; returns their ids. What an indexer says again
    replaces what it said before; `first_seen_at` stays."""
    if not rows:
        return {}
    unowned = [row for row in rows if row["indexer_id"] is None]
    owned = [row for row in rows if row["indexer_id"] is not None]
    found = _save_unowned(connection, unowned) if unowned else {}
    if owned:
        statement = _dialect(connection).insert(RELEASE)
        statement = statement.on_conflict_do_update(
            index_elements=["indexer_id", "guid"], set_={name: statement.excluded[name] for name in _REFRESHED}
        )
        answer = connection.execute(
            statement.returning(RELEASE.c.indexer_id, RELEASE.c.guid, RELEASE.c.id), [dict(row) for row in owned]
        )
        found |= {(row.indexer_id, row.guid): row.id for row in answer}
    return found


def _save_unowned(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[Key, int]:
    """Releases that were pushed from outside have no indexer; a null is never equal to another in a unique key."""
    known = {row.guid: row.id for row in connection.execute(_UNOWNED, {"guids": [row["guid"] for row in rows]})}
    for row in rows:
        if row["guid"] in known:
            values = {name: row[name] for name in _REFRESHED}
            connection.execute(update(RELEASE).where(RELEASE.c.id == known[row["guid"]]), values)
        else:
            known[row["guid"]] = connection.execute(insert(RELEASE).returning(RELEASE.c.id), dict(row)).scalar_one()
    return {(None, guid): release_id for guid, release_id in known.items()}


def save_verdicts(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes judgements; the newest replaces the one before of the same release, version and item."""
    if not rows:
        return
    statement = _dialect(connection).insert(VERDICT)
    statement = statement.on_conflict_do_update(
        index_elements=["release_id", "version_id", "item_id"],
        set_={name: statement.excluded[name] for name in _REJUDGED},
    )
    connection.execute(statement, [dict(row) for row in rows])


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
    if not rows:
        return
    statement = _dialect(connection).insert(PENDING)
    statement = statement.on_conflict_do_update(
        index_elements=["release_id", "version_id"],
        set_={name: statement.excluded[name] for name in ("item_ids", "reason", "grab_at")},
    )
    connection.execute(statement, [dict(row) for row in rows])


def drop_pending(connection: Connection, version_id: int, item_ids: Iterable[int]) -> None:
    """Nothing waits any more for these items in this version."""
    held = set(item_ids)
    rows = connection.execute(select(PENDING.c.id, PENDING.c.item_ids).where(PENDING.c.version_id == version_id))
    over = [row.id for row in rows if held & set(row.item_ids)]
    if over:
        connection.execute(delete(PENDING).where(PENDING.c.id.in_(over)))


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite
