"""Events: written in the transaction of the change they tell of. Timeline, history, notifications and live updates
read them; nothing notifies by side effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from monarr.db.engine import notice
from monarr.db.models import EventRow

_INSERT = insert(EventRow).returning(EventRow.id)


def record_event(
    connection: Connection,
    type: str,  # noqa: A002 - the word of the field
    *,
    now: datetime,
    item_id: int | None = None,
    title_id: int | None = None,
    version_id: int | None = None,
    library_id: int | None = None,
    download_id: int | None = None,
    file_id: int | None = None,
    user_id: int | None = None,
    title: str | None = None,
    actor: str = "monarr",
    payload: Mapping[str, Any] | None = None,
    correlation_id: str | None = None,
) -> int:
    """Writes one event and returns its id. `type` is `noun.verb` (PRODUCT.md 6); `title_id` is the film or series,
    `item_id` the film or episode; `title` is the snapshot that history shows once the title has gone. Payload keys are
    listed in `monarr.messages.events`."""
    values = {
        "type": type,
        "occurred_at": now,
        "item_id": item_id if item_id is not None else title_id,
        "title_id": title_id,
        "version_id": version_id,
        "library_id": library_id,
        "download_id": download_id,
        "file_id": file_id,
        "user_id": user_id,
        "title": title,
        "actor": actor,
        "payload": dict(payload or {}),
        "correlation_id": correlation_id,
    }
    event_id = connection.execute(_INSERT, values).scalar_one()
    notice(connection, "events")
    return int(event_id)
