"""Errors nobody expected, kept with their correlation id so that a report can name one."""

from __future__ import annotations

import traceback
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from monarr.db.models import ErrorEvent
from monarr.logging import correlation_id, redact

_LONGEST_STACK = 16_000


def record_error(
    connection: Connection,
    error: BaseException,
    *,
    now: datetime,
    path: str | None = None,
    method: str | None = None,
    status: int | None = None,
    user_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> int:
    """Keeps an error, secrets taken out; gives its id. The correlation id is that of the request or job at work."""
    stack = "".join(traceback.format_exception(error))
    row = {
        "occurred_at": now,
        "correlation_id": correlation_id.get() or "",
        "code": type(error).__name__,
        "message": redact(str(error)),
        "path": path,
        "method": method,
        "status": status,
        "stack": redact(stack)[-_LONGEST_STACK:],
        "user_id": user_id,
        "details": details or {},
    }
    return int(connection.execute(insert(ErrorEvent).returning(ErrorEvent.id), row).scalar_one())
