"""Errors nobody expected, kept with their correlation id so that a report can name one; listed, opened and let go."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, insert

from monarr.core.errors import NotFound
from monarr.core.redaction import redact
from monarr.core.text import text
from monarr.db.models import ErrorEvent
from monarr.db.queries.errors import ErrorDetail, find_error
from monarr.db.repositories import errors as rows
from monarr.logging import correlation_id
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

_LOG = logging.getLogger(__name__)
_LONGEST_STACK = 16_000
_PROGRAM = "monarr"
_FAULT_SECONDS = 600.0
_KEPT_AT: dict[tuple[str, str, str], float] = {}  # when this process last kept a fault


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
        "path": redact(path) if path else path,
        "method": method,
        "status": status,
        "stack": redact(stack)[-_LONGEST_STACK:],
        "place": place_of(error),
        "user_id": user_id,
        "details": details or {},
    }
    return int(connection.execute(insert(ErrorEvent).returning(ErrorEvent.id), row).scalar_one())


def place_of(error: BaseException) -> str:
    """The innermost function of Monarr on the way to the error, such as `monarr.services.tags._rename`; without one that
    of whatever code; empty for an error that was never raised."""
    ours = others = ""
    step: TracebackType | None = error.__traceback__
    while step is not None:
        module = str(step.tb_frame.f_globals.get("__name__", ""))
        others = f"{module}.{step.tb_frame.f_code.co_qualname}"
        if module.partition(".")[0] == _PROGRAM:
            ours = others
        step = step.tb_next
    return ours or others


async def keep_error(
    house: House,
    error: BaseException,
    *,
    method: str,
    path: str,
    status: int,
    user_id: int | None = None,
    job_id: int | None = None,
) -> None:
    """Keeps an error of a request or job. Never raises: an error about an error would hide the first."""
    details = {"job_id": job_id} if job_id is not None else {}
    now = house.clock.now()
    try:
        await house.db.write(
            record_error, error, now=now, method=method, path=path, status=status, user_id=user_id, details=details
        )
    except Exception:
        _LOG.exception("error_not_kept")


async def keep_fault(house: House, error: Exception, what: str) -> None:
    """Keeps an error of what runs by itself, such as `scheduler` or `check:disks`. What turns in a loop may fail at each
    turn: one of a kind and place is kept in ten minutes. Never raises."""
    key, now = (what, type(error).__name__, place_of(error)), house.clock.monotonic()
    if now - _KEPT_AT.get(key, -_FAULT_SECONDS) < _FAULT_SECONDS:
        return
    _KEPT_AT[key] = now
    await keep_error(house, error, method="JOB", path=what, status=500)


async def get_error(house: House, which: int | str) -> ErrorDetail:
    """One by its id, or the last one of a correlation id. Raises NotFound."""
    found = await house.db.read(find_error, which)
    if found is None:
        raise NotFound(text("No such error was kept."), subject=f"error:{which}")
    return found


async def forget_errors(house: House, error_id: int, actor: Actor) -> int:
    """Lets an error go with all of its kind and place; how many those were. Raises NotFound."""
    error = await get_error(house, error_id)
    return await house.db.write(_forget, error, actor, house.clock.now())


def _forget(connection: Connection, error: ErrorDetail, actor: Actor, now: datetime) -> int:
    count = rows.delete_errors(connection, error.code, error.place)
    changes = {"error": error.code, "place": error.place, "count": count}
    write_audit(connection, actor, "errors.forgotten", now, changes=changes)
    return count
