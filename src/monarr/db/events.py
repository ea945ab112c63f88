"""Events: written in the transaction of the change they tell of. Timeline, history, notifications and live updates
read them; nothing notifies by side effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from monarr.db.engine import notice
from monarr.db.models import EventRow

_INSERT = insert(EventRow)
_INSERT_ONE = _INSERT.returning(EventRow.id)
_OPTIONAL = ("version_id", "library_id", "download_id", "file_id", "user_id", "title", "correlation_id")
_NOTHING = dict.fromkeys(_OPTIONAL)


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
    values = _values(
        now, type, item_id=item_id, title_id=title_id, version_id=version_id, library_id=library_id,
        download_id=download_id, file_id=file_id, user_id=user_id, title=title, actor=actor, payload=payload,
        correlation_id=correlation_id,
    )  # fmt: skip
    event_id = connection.execute(_INSERT_ONE, values).scalar_one()
    notice(connection, "events")
    return int(event_id)


def record_events(connection: Connection, events: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Writes events, in order, each with the arguments of `record_event`: one statement, however many."""
    if events:
        connection.execute(_INSERT, [_values(now, **event) for event in events])
        notice(connection, "events")


def _values(
    now: datetime, type: str, *, item_id: int | None = None, title_id: int | None = None, actor: str = "monarr",  # noqa: A002
    payload: Mapping[str, Any] | None = None, **others: Any,
) -> dict[str, Any]:  # fmt: skip
    return {
        **_NOTHING,
        **others,
        "type": type,
        "occurred_at": now,
        "item_id": item_id if item_id is not None else title_id,
        "title_id": title_id,
        "actor": actor,
        "payload": dict(payload or {}),
    }
