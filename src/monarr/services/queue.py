"""What a person does with a download: take it away, block it, pause it, try the import again, let it go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import Conflict
from monarr.core.kinds import JobPriority
from monarr.core.text import Text, text
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue, unique_key_of
from monarr.db.repositories.downloads import get_download, items_of, update_download
from monarr.db.repositories.wanted import LOCAL_FAULT, OPEN_STATES
from monarr.ports.provider import ProviderKind
from monarr.services.context import Actor, House
from monarr.services.follow import block_download
from monarr.services.wanted import search_again


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """What a removal would do. `left_behind` are bytes that are lost when files are deleted; `keeps_library` that the
    imported file stays in any case."""

    download_id: int
    release_title: str
    client_name: str
    deletes_files: bool
    downloaded_bytes: int
    keeps_library: bool


async def explain_removal(house: House, download_id: int, *, delete_files: bool = True) -> Removal:
    """What goes and what stays, before anything is done. Raises NotFound."""
    row = await house.db.read(get_download, download_id)
    done = (row.size_bytes or 0) - (row.left_bytes or 0)
    return Removal(
        download_id=row.id,
        release_title=row.release_title,
        client_name=row.client_name,
        deletes_files=delete_files,
        downloaded_bytes=max(0, done),
        keeps_library=row.imported_at is not None,
    )


async def remove_download(
    house: House,
    download_id: int,
    *,
    actor: Actor,
    from_client: bool = True,
    delete_files: bool = True,
    blocklist: bool = False,
    search: bool = False,
) -> None:
    """Takes a download out of the queue: from its client with its files (unless kept there); with `blocklist` the release
    is not grabbed again, with `search` the next best is looked for. Raises NotFound, Conflict while it is imported, and
    ProviderError when its client does not answer: then nothing has changed."""
    row = await house.db.read(get_download, download_id)
    if row.state in ("importing", "grabbing"):
        raise Conflict(text("Monarr is at work on it just now. Try again in a moment."), subject=f"download:{row.id}")
    if from_client and row.client_id is not None and row.client_ref is not None:
        async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, row.client_id, even_resting=True) as adapter:
            await adapter.remove(row.client_ref, delete_files=delete_files)
    await house.db.write(_record_removal, row, actor, blocklist, search, from_client, house.clock.now())


async def block_and_search(house: House, download_id: int, *, actor: Actor) -> None:
    """Takes it away, never grabs it again, and looks for the next best."""
    await remove_download(house, download_id, actor=actor, blocklist=True, search=True)


async def pause_download(house: House, download_id: int) -> None:
    """Raises NotFound, Conflict when it is not under way, ProviderError."""
    await _at_client(house, download_id, "pause", "paused")


async def resume_download(house: House, download_id: int) -> None:
    """Goes on; also after the client's disk was mended. Raises as `pause_download`."""
    await _at_client(house, download_id, "resume", "queued")


async def retry_import(house: House, download_id: int, *, actor: Actor) -> int:
    """Queues the import again; returns the job. Raises NotFound, and Conflict when it is not complete."""
    return await house.db.write(_retry, download_id, actor, house.clock.now())


async def ignore_download(house: House, download_id: int, *, actor: Actor) -> None:
    """Lets it go: the client keeps it, Monarr no longer follows or imports it. Raises NotFound, Conflict."""
    await house.db.write(_ignore, download_id, actor, house.clock.now())


async def wait_longer(house: House, download_id: int) -> None:
    """A download that stands still gets the whole patience once more. Raises NotFound, Conflict."""
    await house.db.write(_wait, download_id, house.clock.now())


def _record_removal(
    connection: Connection, row: Any, actor: Actor, blocklist: bool, search: bool, from_client: bool, now: datetime
) -> None:
    values = {"state": "removed" if row.imported_at is None else "imported", "client_ref": None, "rate_bytes": 0,
              "eta_seconds": None, "may_remove": False}  # fmt: skip
    update_download(connection, row.id, values, now)
    reason = (
        text("Taken out of the queue and of {client}.", client=row.client_name)
        if from_client
        else text("Taken out of the queue; {client} keeps it.", client=row.client_name)
    )
    _tell(connection, row, actor, reason, now)
    if blocklist:
        block_download(connection, row, "user", text("Blocked by hand."), now, user_id=actor.user_id, actor=actor.name)
    if search:
        search_again(connection, row, items_of(connection, row.id), now)


async def _at_client(house: House, download_id: int, verb: str, state: str) -> None:
    row = await house.db.read(get_download, download_id)
    may_go_on = row.state == "failed" and row.problem_code == LOCAL_FAULT
    if row.client_ref is None or not (row.state in ("queued", "downloading", "stalled", "paused") or may_go_on):
        raise Conflict(text("This download is no longer under way."), subject=f"download:{row.id}")
    async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, row.client_id, even_resting=True) as adapter:
        await getattr(adapter, verb)(row.client_ref)
    now = house.clock.now()
    values = {"state": state, "problem": None, "problem_code": None, "progressed_at": now, "rate_bytes": 0}
    await house.db.write(update_download, row.id, values, now)


def _retry(connection: Connection, download_id: int, actor: Actor, now: datetime) -> int:
    row = get_download(connection, download_id)
    if row.state not in ("completed", "blocked"):
        raise Conflict(text("Only a complete download can be imported."), subject=f"download:{row.id}")
    values = {"state": "completed", "problem": None, "problem_code": None}
    update_download(connection, row.id, values, now)
    payload = {"download_id": row.id}
    return enqueue(
        connection,
        "import_download",
        payload,
        now=now,
        priority=JobPriority.CRITICAL,
        unique_key=unique_key_of("import_download", payload),
        title_id=row.title_id,
        user_id=actor.user_id,
    )


def _ignore(connection: Connection, download_id: int, actor: Actor, now: datetime) -> None:
    row = get_download(connection, download_id)
    if row.state not in OPEN_STATES and row.state != "failed":
        raise Conflict(text("This download is no longer under way."), subject=f"download:{row.id}")
    update_download(connection, row.id, {"state": "ignored", "client_ref": None, "rate_bytes": 0}, now)
    _tell(connection, row, actor, text("{client} keeps it; Monarr leaves it alone.", client=row.client_name), now)


def _wait(connection: Connection, download_id: int, now: datetime) -> None:
    row = get_download(connection, download_id)
    if row.state != "stalled":
        raise Conflict(text("This download does not stand still."), subject=f"download:{row.id}")
    update_download(connection, row.id, {"progressed_at": now}, now)


def _tell(connection: Connection, row: Any, actor: Actor, reason: Text, now: datetime) -> None:
    items = items_of(connection, row.id)
    payload = {"release": row.release_title, "client": row.client_name, "reason": str(reason)}
    if actor.user_id is not None:
        payload["by"] = actor.name
    record_event(
        connection,
        "download.ignored",
        now=now,
        item_id=items[0] if len(items) == 1 else row.title_id,
        title_id=row.title_id,
        version_id=row.version_id,
        library_id=row.library_id,
        download_id=row.id,
        user_id=actor.user_id,
        actor=actor.name,
        title=row.title,
        payload=payload,
    )
