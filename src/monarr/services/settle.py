"""Grabs that a crash left half done: the client has the download, and it is followed; or it has not, and the search for it
begins anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from monarr.core.errors import ProviderError
from monarr.core.text import text
from monarr.db.events import record_event
from monarr.db.repositories.downloads import (
    claim_ref,
    drop_download,
    items_of,
    list_clients,
    list_followed,
    update_download,
)
from monarr.ports.download_client import ClientDownload
from monarr.ports.provider import ProviderKind
from monarr.services.context import House
from monarr.services.wanted import search_again

# Longer than any hand-over takes: an older reservation is left from a crash.
ABANDONED_AFTER = timedelta(minutes=10)


async def settle_grabs(house: House, *, older_than: timedelta = ABANDONED_AFTER) -> int:
    """Ends reservations that are older than any grab takes; at the start of the only process `older_than` may be zero.
    One whose client does not answer is left for the next time. Returns how many were settled."""
    now = house.clock.now()
    rows = [row for row in await house.db.read(list_followed) if row.state == "grabbing"]
    settled = 0
    for row in rows:
        if now - row.updated_at < older_than:
            continue
        found = await _find_at_clients(house, row)
        if found is None:
            continue
        client, ref = found
        await house.db.write(_adopt, row, client, ref, now)
        settled += 1
    return settled


async def _find_at_clients(house: House, row: Any) -> tuple[Any, str | None] | None:
    """The client that has it and its ref; (None, None) when every client says no; None while one does not answer."""
    clients = [client for client in await house.db.read(list_clients) if client.protocol == row.protocol]
    for client in clients:
        try:
            async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, client.id) as adapter:
                found = await _find_left(adapter, row)
        except ProviderError:
            return None
        if found is not None:
            return client, found.ref
    return None, None


async def _find_left(adapter: Any, row: Any) -> ClientDownload | None:
    """By its hash; what has none (Usenet) by its name."""
    if row.info_hash:
        found: ClientDownload | None = await adapter.find(row.info_hash)
        return found
    listed: list[ClientDownload] = await adapter.list_downloads()
    return next((found for found in listed if found.name == row.release_title), None)


def _adopt(connection: Connection, row: Any, client: Any, ref: str | None, now: Any) -> None:
    items = items_of(connection, row.id)
    payload = {"release": row.release_title, "indexer": row.indexer_name, "quality": row.quality, "score": row.score}
    payload |= {name: row.facts[name] for name in ("overridden", "reason") if name in (row.facts or {})}
    told: dict[str, Any] = {"now": now, "title_id": row.title_id, "version_id": row.version_id, "title": row.title,
                            "item_id": items[0] if len(items) == 1 else row.title_id,
                            "library_id": row.library_id}  # fmt: skip
    if client is None or ref is None:
        drop_download(connection, row.id)
        reason = str(text("Monarr was stopped in the middle of the grab. It is searched for again."))
        record_event(connection, "release.grab_failed", payload=payload | {"reason": reason}, **told)
        search_again(connection, row, items, now)
        return
    claim_ref(connection, client.id, ref)
    values = {
        "state": "queued", "client_id": client.id, "client_name": client.name, "client_ref": ref, "progressed_at": now,
    }  # fmt: skip
    update_download(connection, row.id, values, now)
    record_event(connection, "release.grabbed", payload=payload | {"client": client.name}, download_id=row.id, **told)
