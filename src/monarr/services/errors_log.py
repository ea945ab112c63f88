"""Errors nobody expected, kept with their correlation id so that a report can name one, and listed."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, insert

from monarr.core.redaction import redact
from monarr.db.models import ErrorEvent
from monarr.db.repositories import audit as rows
from monarr.logging import correlation_id
from monarr.services.context import House

_LOG = logging.getLogger(__name__)
_LONGEST_STACK = 16_000


class ErrorLine(msgspec.Struct, frozen=True):
    """One error, without its stack: that is for the log file and the database only."""

    id: int
    occurred_at: datetime
    correlation_id: str
    code: str
    message: str
    path: str | None
    method: str | None
    status: int | None


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


async def keep_error(
    house: House, error: BaseException, *, method: str, path: str, status: int, user_id: int | None = None
) -> None:
    """Keeps an error of a request. Never raises: an error about an error would hide the first."""
    try:
        await house.db.write(
            record_error, error, now=house.clock.now(), method=method, path=path, status=status, user_id=user_id
        )
    except Exception:
        _LOG.exception("error_not_kept")


async def list_errors(house: House, *, before_id: int | None = None, limit: int = 50) -> list[ErrorLine]:
    """Newest first, from before an id on."""
    found = await house.db.read(rows.list_errors, before_id=before_id, limit=limit)
    return [
        ErrorLine(row.id, row.occurred_at, row.correlation_id, row.code, row.message, row.path, row.method, row.status)
        for row in found
    ]
