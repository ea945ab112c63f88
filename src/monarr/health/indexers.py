"""There is an indexer for searching and one whose feed is read, and not all of them rest after failures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from monarr.core.text import text
from monarr.db.models import IndexerRow
from monarr.health._resting import resting
from monarr.health.model import Check, Finding
from monarr.services.context import House

_FIX = "/settings/indexers"
_ENABLED: Any = select(IndexerRow.id, IndexerRow.enable_rss, IndexerRow.enable_search).where(IndexerRow.enabled)


async def run(house: House) -> Finding | None:
    rows, off = await house.db.read(lambda c: _state(c, house.clock.now()))
    if not rows:
        return Finding(text("No indexer is set up, so nothing can be found. Add one."), _FIX, "warning")
    if not any(row.enable_rss for row in rows):
        return Finding(text("No indexer's feed is read, so new releases are not seen. Switch one on."), _FIX, "warning")
    if not any(row.enable_search for row in rows):
        return Finding(text("No indexer may be searched. Switch the search of one on."), _FIX, "warning")
    if len(off) == len(rows):
        return Finding(text("All indexers rest after failures. Test them to see why."), _FIX)
    return None


def _state(connection: Connection, now: Any) -> tuple[list[Any], set[int]]:
    rows = list(connection.execute(_ENABLED).all())
    return rows, resting(connection, "indexer", [row.id for row in rows], now)


CHECK = Check("indexers", text("Indexers"), run)
