"""Release groups: reading and writing them, and what feeds them. Everything is read from a mark on, in parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from monarr.core.reputation import Reputation, Tally, key_of
from monarr.db.models import EventRow, MediaItem, Release, ReleaseGroup, ReleaseGroupSnapshot, ReleaseVerdict

GROUP: Any = ReleaseGroup.__table__
SNAPSHOT: Any = ReleaseGroupSnapshot.__table__
_RELEASE: Any = Release.__table__
_VERDICT: Any = ReleaseVerdict.__table__
_ITEM: Any = MediaItem.__table__
_EVENT: Any = EventRow.__table__
EXPERIENCES = ("file.imported", "file.upgraded", "download.failed")

# Only what was matched to a title says anything; its running time comes from there.
_RUNTIME = (
    select(func.max(_ITEM.c.runtime_seconds))
    .join(_VERDICT, _VERDICT.c.title_id == _ITEM.c.id)
    .where(_VERDICT.c.release_id == _RELEASE.c.id)
    .scalar_subquery()
)
_NEW_RELEASES = (
    select(_RELEASE.c.id, _RELEASE.c.indexer_id, _RELEASE.c.title, _RELEASE.c.info_hash, _RELEASE.c.size_bytes,
           _RELEASE.c.seeders, _RELEASE.c.first_seen_at, _RELEASE.c.facts, _RUNTIME.label("runtime_seconds"))
    .where(_RELEASE.c.id > bindparam("mark"))
    .order_by(_RELEASE.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_KNOWN_HASHES = (
    select(_RELEASE.c.info_hash)
    .where(_RELEASE.c.info_hash.in_(bindparam("hashes", expanding=True)), _RELEASE.c.id <= bindparam("mark"))
    .distinct()
)
_NEW_EVENTS = (
    select(_EVENT.c.id, _EVENT.c.type, _EVENT.c.occurred_at, _EVENT.c.download_id, _EVENT.c.payload)
    .where(_EVENT.c.id > bindparam("mark"), _EVENT.c.type.in_(EXPERIENCES))
    .order_by(_EVENT.c.id)
    .limit(bindparam("most"))
)
_BY_KEY = select(GROUP).where(GROUP.c.key.in_(bindparam("keys", expanding=True)))
_STANDINGS = select(GROUP.c.key, GROUP.c.name, GROUP.c.score, GROUP.c.confidence)
_STALE = (
    select(GROUP.c.id, GROUP.c.key, GROUP.c.name, GROUP.c.tally)
    .where(GROUP.c.analysed_at < bindparam("before"))
    .order_by(GROUP.c.id)
    .limit(bindparam("most"))
)


class Standing(msgspec.Struct, frozen=True):
    """What the order of releases needs of a group."""

    name: str
    score: float
    confidence: int


def new_releases(connection: Connection, mark: int, most: int) -> list[Row[Any]]:
    """Releases of the ledger after `mark` (an id), oldest first."""
    return list(connection.execute(_NEW_RELEASES, {"mark": mark, "most": most}))


def known_hashes(connection: Connection, hashes: Collection[str], mark: int) -> set[str]:
    """Those of these hashes that the ledger had up to `mark` already: the same release on another indexer."""
    if not hashes:
        return set()
    return set(connection.execute(_KNOWN_HASHES, {"hashes": sorted(hashes), "mark": mark}).scalars())


def new_experiences(connection: Connection, mark: int, most: int) -> list[Row[Any]]:
    """Events after `mark` (an id) that tell how a release turned out, oldest first."""
    return list(connection.execute(_NEW_EVENTS, {"mark": mark, "most": most}))


def load_tallies(connection: Connection, keys: Iterable[str]) -> dict[str, Tally]:
    """What is known of these groups, by key; those that are new are missing."""
    rows = connection.execute(_BY_KEY, {"keys": sorted(set(keys))})
    return {row.key: msgspec.convert(row.tally, Tally, strict=False) for row in rows}


def stale_groups(connection: Connection, before: datetime, most: int) -> list[tuple[str, str, Tally]]:
    """Key, name and tally of groups that were not weighed since `before`."""
    rows = connection.execute(_STALE, {"before": before, "most": most})
    return [(row.key, row.name, msgspec.convert(row.tally, Tally, strict=False)) for row in rows]


def save_groups(
    connection: Connection, weighed: Mapping[str, tuple[str, Tally, Reputation]], now: datetime
) -> dict[str, int]:
    """Writes groups by key; returns their ids. A group that is there keeps its name."""
    if not weighed:
        return {}
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(GROUP)
    changing = [name for name in _row("", "", Tally(), None, now) if name not in ("key", "name", "created_at")]
    statement = statement.on_conflict_do_update(
        index_elements=["key"], set_={name: statement.excluded[name] for name in changing}
    ).returning(GROUP.c.key, GROUP.c.id)
    rows = [_row(key, name, tally, known, now) for key, (name, tally, known) in sorted(weighed.items())]
    return {row.key: row.id for row in connection.execute(statement, rows)}


def _row(key: str, name: str, tally: Tally, known: Reputation | None, now: datetime) -> dict[str, Any]:
    own = tally.own
    return {
        "key": key, "name": name, "score": known.score if known else 50.0,
        "confidence": known.confidence if known else 0, "release_count": tally.releases,
        "imported_count": own.imported, "failed_count": own.failed, "fake_count": own.fake,
        "upgraded_count": own.upgraded_away, "first_seen_at": tally.first_seen_at, "last_seen_at": tally.last_seen_at,
        "tally": msgspec.to_builtins(tally), "analysis": msgspec.to_builtins(known) if known else {},
        "analysed_at": now, "created_at": now, "updated_at": now,
    }  # fmt: skip


def save_snapshots(connection: Connection, weighed: Mapping[int, tuple[Tally, Reputation]], day: date) -> None:
    """Notes how these groups (by id) stand today; a second time on a day replaces the first."""
    if not weighed:
        return
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    rows = [
        {"group_id": group_id, "taken_on": day, "score": known.score, "confidence": known.confidence,
         "release_count": tally.releases, "imported_count": tally.own.imported, "ended_count": tally.own.ended}
        for group_id, (tally, known) in sorted(weighed.items())
    ]  # fmt: skip
    statement = dialect.insert(SNAPSHOT)
    changing = ("score", "confidence", "release_count", "imported_count", "ended_count")
    statement = statement.on_conflict_do_update(
        index_elements=["group_id", "taken_on"], set_={name: statement.excluded[name] for name in changing}
    )
    connection.execute(statement, rows)


def load_standings(connection: Connection, names: Sequence[str] | None = None) -> dict[str, Standing]:
    """The standing of groups by key: of those named, or of all."""
    statement = _STANDINGS
    if names is not None:
        statement = statement.where(GROUP.c.key.in_(sorted({key_of(name) for name in names})))
    return {row.key: Standing(row.name, row.score, row.confidence) for row in connection.execute(statement)}
