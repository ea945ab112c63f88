"""Errors that reached a person, kept with the correlation id that the person was shown."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime

import msgspec

from monarr.core.errors import MonarrError
from monarr.db.repositories import audit as rows
from monarr.services.context import House

_LOG = logging.getLogger(__name__)
_LONGEST_STACK = 20_000


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


async def record_error(
    house: House,
    error: BaseException,
    *,
    correlation_id: str,
    method: str,
    path: str,
    status: int,
    user_id: int | None = None,
) -> None:
    """Keeps an error. Never raises: an error about an error would hide the first."""
    stack = "".join(traceback.format_exception(error))[-_LONGEST_STACK:]
    values = {
        "occurred_at": house.clock.now(),
        "correlation_id": correlation_id,
        "code": type(error).__name__,
        "message": str(error) if isinstance(error, MonarrError) else type(error).__name__,
        "path": path,
        "method": method,
        "status": status,
        "stack": stack,
        "details": {},
        "user_id": user_id,
    }
    try:
        await house.db.write(rows.insert_error, values)
    except Exception:
        _LOG.exception("error_not_kept", extra={"correlation_id": correlation_id})


async def list_errors(house: House, *, before_id: int | None = None, limit: int = 50) -> list[ErrorLine]:
    """Newest first, from before an id on."""
    found = await house.db.read(rows.list_errors, before_id=before_id, limit=limit)
    return [
        ErrorLine(row.id, row.occurred_at, row.correlation_id, row.code, row.message, row.path, row.method, row.status)
        for row in found
    ]
