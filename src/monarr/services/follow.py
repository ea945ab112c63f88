"""Following downloads: each client is asked once, rows and events follow what it says, and what is complete is imported.

Each poll is safe to run twice. A client that does not answer changes nothing but its own health.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import ProviderError
from monarr.core.kinds import JobPriority
from monarr.core.text import Text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.repositories.blocklist import block
from monarr.db.repositories.downloads import (
    get_download,
    items_of,
    list_clients,
    list_followed,
    map_paths,
    update_download,
)
from monarr.db.repositories.profiles import find_settings
from monarr.ports.download_client import ClientDownload
from monarr.ports.provider import ProviderKind
from monarr.services._progress import Change, Patience, missed, seen
from monarr.services.context import House
from monarr.services.settle import settle_grabs
from monarr.services.wanted import search_again

SETTINGS = {"downloads.stalled_minutes": 10, "downloads.give_up_minutes": 180}
_MOVING = ("grabbing", "queued", "downloading", "completed", "importing")


class FollowReport(msgspec.Struct, frozen=True, kw_only=True):
    """`moving`: something changes soon, so look again in seconds. `events` counts by kind; `silent` says which clients
    did not answer, and why."""

    moving: bool = False
    followed: int = 0
    events: dict[str, int] = {}
    silent: tuple[tuple[str, Text], ...] = ()


async def follow_downloads(house: House) -> FollowReport:
    """Asks every client about its downloads, and acts on what has become of them."""
    await settle_grabs(house)
    rows = [row for row in await house.db.read(list_followed) if row.state != "grabbing"]
    clients = {row.id: row for row in await house.db.read(list_clients)}
    asked = sorted({row.client_id for row in rows if row.client_id in clients and row.client_ref})
    answers = await asyncio.gather(
        *(_ask(house, clients[client_id], [row for row in rows if row.client_id == client_id]) for client_id in asked)
    )
    mappings, patience = await house.db.read(map_paths), await house.db.read(_patience)
    events: dict[str, int] = {}
    silent, states = [], []
    for client_id, answer in zip(asked, answers, strict=True):
        if isinstance(answer, Text):
            silent.append((clients[client_id].name, answer))
            continue
        for row in rows:
            if row.client_id != client_id or row.client_ref is None:
                continue
            said = answer.get(row.client_ref)
            now = house.clock.now()
            change = missed(row) if said is None else seen(row, said, mappings.get(client_id, []), patience, now)
            applied = await house.db.write(_apply, row, change, now)
            if applied is not None:
                events[applied] = events.get(applied, 0) + 1
            states.append(change.values.get("state", row.state))
            await _clear_away(house, clients[client_id], row, change)
    return FollowReport(
        moving=any(state in _MOVING for state in states), followed=len(rows), events=events, silent=tuple(silent)
    )


def _patience(connection: Connection) -> Patience:
    values = find_settings(connection, SETTINGS)
    return Patience(
        timedelta(minutes=float(values["downloads.stalled_minutes"])),
        timedelta(minutes=float(values["downloads.give_up_minutes"])),
    )


async def _ask(house: House, client: Any, rows: list[Any]) -> dict[str, ClientDownload] | Text:
    """What the client says by ref; the reason when it says nothing. What is not in its list is asked for by name, as
    somebody may have moved it to another category."""
    try:
        async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, client.id) as adapter:
            told = {found.ref: found for found in await adapter.list_downloads()}
            for row in rows:
                if row.client_ref is not None and row.client_ref not in told:
                    found = await adapter.find(row.client_ref)
                    if found is not None:
                        told[row.client_ref] = found
    except ProviderError as error:
        return error.message
    return told


def _apply(connection: Connection, row: Any, change: Change, now: datetime) -> str | None:
    """Writes the change with its event; returns the event's kind. A row that somebody changed meanwhile is left for the
    next poll."""
    current = get_download(connection, row.id)
    if current.state != row.state:
        return None
    changed = {name: value for name, value in change.values.items() if getattr(current, name) != value}
    is_watched = row.state in ("queued", "downloading", "stalled", "paused")
    if changed or is_watched:
        update_download(connection, row.id, changed, now)
    if change.event is None:
        return None
    items = items_of(connection, row.id)
    _tell(connection, current, items, change, now)
    if change.event == "completed":
        payload = {"download_id": row.id}
        key = unique_key_of("import_download", payload)
        enqueue(connection, "import_download", payload, now=now, priority=JobPriority.CRITICAL, unique_key=key,
                title_id=row.title_id)  # fmt: skip
    if change.gives_up:
        block_download(connection, current, str(change.values["problem_code"]), change.reason or Text(""), now)
        search_again(connection, current, items, now)
    return change.event


def _tell(connection: Connection, row: Any, items: tuple[int, ...], change: Change, now: datetime) -> None:
    payload: dict[str, Any] = {"release": row.release_title, "client": row.client_name, "quality": row.quality}
    if change.reason is not None:
        payload["reason"] = str(change.reason)
    if change.wait_minutes is not None:
        payload["wait_minutes"] = change.wait_minutes
    if change.event == "completed" and change.values.get("size_bytes"):
        payload["size_bytes"] = change.values["size_bytes"]
    record_event(
        connection,
        "download.ignored" if change.event == "removed" else f"download.{change.event}",
        now=now,
        item_id=items[0] if len(items) == 1 else row.title_id,
        title_id=row.title_id,
        version_id=row.version_id,
        library_id=row.library_id,
        download_id=row.id,
        title=row.title,
        payload=payload,
    )


def block_download(
    connection: Connection, row: Any, reason: str, message: Text, now: datetime, *, user_id: int | None = None,
    actor: str = "monarr",
) -> int:  # fmt: skip
    """Puts a download's release on the blocklist."""
    return block(
        connection,
        now=now,
        title_id=row.title_id,
        title=row.title,
        library_id=row.library_id,
        release_title=row.release_title,
        reason=reason,
        message=message,
        info_hash=row.info_hash,
        indexer_id=row.indexer_id,
        indexer_name=row.indexer_name,
        protocol=row.protocol,
        quality=row.quality,
        size_bytes=row.size_bytes,
        user_id=user_id,
        actor=actor,
        download_id=row.id,
    )


async def _clear_away(house: House, client: Any, row: Any, change: Change) -> None:
    """Takes from the client what nobody needs any more: imported and seeded enough, or given up."""
    imported = row.state == "imported" and change.values.get("may_remove") and client.remove_completed
    given_up = change.gives_up and client.remove_failed
    if not (imported or given_up):
        return
    try:
        async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, client.id) as adapter:
            await adapter.remove(row.client_ref, delete_files=True)
    except ProviderError:
        return  # an imported one comes up again at the next poll
    await house.db.write(update_download, row.id, {"client_ref": None, "may_remove": False}, house.clock.now())
