"""The audit log: who changed what, written in the unit of the change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.db.repositories import audit as rows
from monarr.logging import correlation_id
from monarr.services.context import Actor, House


class AuditLine(msgspec.Struct, frozen=True):
    """One line of the audit log. `changes` holds before and after where they matter, never a secret."""

    id: int
    occurred_at: datetime
    user_id: int | None
    user_name: str
    action: str
    subject: str | None
    severity: str
    changes: dict[str, Any]
    address: str | None
    correlation_id: str | None


def write_audit(
    connection: Connection,
    actor: Actor,
    action: str,
    now: datetime,
    *,
    subject: str | None = None,
    changes: Mapping[str, Any] | None = None,
    severity: str = "info",
    address: str | None = None,
) -> int:
    """Writes one line and gives its id, with the correlation id of the request or job at work. `action` is such as `user.created` or `api_key.deleted`; `severity` info, warning or error."""
    values = {
        "occurred_at": now,
        "user_id": actor.user_id,
        "user_name": actor.name,
        "action": action,
        "subject": subject,
        "severity": severity,
        "changes": dict(changes or {}),
        "address": address,
        "correlation_id": correlation_id.get(),
    }
    return rows.insert_audit(connection, values)


async def list_audit(
    house: House, *, before_id: int | None = None, limit: int = 50, user_id: int | None = None, action: str = ""
) -> list[AuditLine]:
    """Newest first, from before an id on."""
    found = await house.db.read(rows.list_audit, before_id=before_id, limit=limit, user_id=user_id, action=action)
    return [AuditLine(**row._mapping) for row in found]
