"""Health with back-off: one row for each thing that can fail, whatever it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from monarr.core.text import Text
from monarr.db.engine import notice
from monarr.db.events import record_event
from monarr.db.models import ServiceHealth
from monarr.db.service_answers import count_answer, forget_answers

LONGEST = timedelta(hours=24)
_TABLE: Any = ServiceHealth.__table__
_FIND = select(_TABLE).where(_TABLE.c.subject == bindparam("key"))


def backoff(failures: int) -> timedelta:
    """How long to rest after that many failures in a row: one minute, doubling, at most a day."""
    return min(timedelta(minutes=2 ** min(max(failures, 1) - 1, 20)), LONGEST)


def find_health(connection: Connection, subject: str) -> Row[Any] | None:
    return connection.execute(_FIND, {"key": subject}).first()


def record_success(connection: Connection, subject: str, name: str, now: datetime, response_ms: int | None) -> None:
    """Notes an answer, and clears a trouble that stood."""
    count_answer(connection, subject, now, failed=False, response_ms=response_ms)
    row = find_health(connection, subject)
    values = {
        "name": name, "state": "ok", "level": 0, "first_failure_at": None, "disabled_until": None,
        "until_edited": False, "message": None, "sample": None, "last_success_at": now, "checked_at": now,
        "response_ms": response_ms,
    }  # fmt: skip
    if row is None:
        connection.execute(insert(_TABLE), {"subject": subject, "checks_total": 1, **values})
        return
    connection.execute(
        update(_TABLE).where(_TABLE.c.subject == subject), {**values, "checks_total": row.checks_total + 1}
    )
    if row.state != "ok":
        record_event(connection, "health.cleared", now=now, payload={"subject": subject, "title": name})
        notice(connection, "health")


def record_failure(
    connection: Connection,
    subject: str,
    name: str,
    now: datetime,
    message: Text,
    *,
    until_edited: bool = False,
    wait: timedelta | None = None,
    sample: str | None = None,
    state: str = "error",
    fix: str | None = None,
) -> None:
    """Notes a failure and how long to rest: `wait` when the other side said so, else by back-off."""
    count_answer(connection, subject, now, failed=True)
    row = find_health(connection, subject)
    level = (row.level if row else 0) + 1
    rest = wait if wait is not None else backoff(level)
    values = {
        "name": name, "state": state, "level": level, "last_failure_at": now, "checked_at": now,
        "first_failure_at": (row.first_failure_at if row else None) or now, "disabled_until": now + min(rest, LONGEST),
        "until_edited": until_edited, "message": msgspec.to_builtins(message), "sample": sample, "fix": fix,
    }  # fmt: skip
    if row is None:
        connection.execute(insert(_TABLE), {"subject": subject, "checks_total": 1, "checks_failed": 1, **values})
    else:
        counts = {"checks_total": row.checks_total + 1, "checks_failed": row.checks_failed + 1}
        connection.execute(update(_TABLE).where(_TABLE.c.subject == subject), {**values, **counts})
    if row is None or row.state == "ok":
        payload = {"subject": subject, "title": name, "reason": str(message)}
        record_event(connection, "health.raised", now=now, payload=payload)
    notice(connection, "health")


def forget_health(connection: Connection, subject: str) -> None:
    """Settings were edited, or the thing has gone: it starts anew."""
    connection.execute(delete(_TABLE).where(_TABLE.c.subject == subject))
    forget_answers(connection, subject)
    notice(connection, "health")
