"""The newest names that the ledger has seen, of any title: what a rule is tried on before it is saved."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.core.releases import ParsedRelease
from monarr.db.repositories.releases import RELEASE, ReleaseFacts

MOST = 500
_NEWEST = (
    select(RELEASE.c.id, RELEASE.c.title, RELEASE.c.size_bytes, RELEASE.c.facts)
    .order_by(RELEASE.c.last_seen_at.desc(), RELEASE.c.id.desc())
    .limit(bindparam("most"))
)


class RecentRelease(msgspec.Struct, frozen=True):
    """A release with what is known of it; `parsed` None: its name says nothing."""

    id: int
    title: str
    size_bytes: int | None
    parsed: ParsedRelease | None
    flags: frozenset[str]


def recent_releases(connection: Connection, most: int = MOST) -> list[RecentRelease]:
    """The newest first; a name that several indexers offer comes once."""
    met: set[str] = set()
    found = []
    rows: list[Any] = list(connection.execute(_NEWEST, {"most": most}))
    for row in rows:
        if row.title not in met:
            met.add(row.title)
            facts = msgspec.convert(row.facts, ReleaseFacts)
            found.append(RecentRelease(row.id, row.title, row.size_bytes, facts.parsed, frozenset(facts.flags)))
    return found
