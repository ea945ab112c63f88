"""Running the checks of the house, and what stands in the health table."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from monarr.core.errors import MonarrError
from monarr.core.text import Text, stored_text, text
from monarr.db.health import record_failure, record_success
from monarr.db.models import ServiceHealth
from monarr.db.queries.answers import LastDay, load_last_day, no_answers
from monarr.db.service_answers import CHECK
from monarr.health import Check, Finding, all_checks
from monarr.services.context import House
from monarr.services.errors_log import keep_fault

log = logging.getLogger(__name__)
_SECONDS = 30.0
_TABLE: Any = ServiceHealth.__table__


class HealthLine(msgspec.Struct, frozen=True, kw_only=True):
    """One thing and how it is. `subject` is such as `check:disk_space` or `indexer:3`."""

    subject: str
    name: str
    state: str
    message: Text | None = None
    fix: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # rests until then
    checked_at: datetime | None = None
    response_ms: int | None = None
    last_day: LastDay | None = None  # of a service; None for a check of the house


async def check_health(house: House) -> dict[str, int]:
    """Runs every check and writes what it found; gives how many are in each state."""
    checks = all_checks()
    findings = await asyncio.gather(*(_look(house, check) for check in checks))
    counts = {"ok": 0, "warning": 0, "error": 0}
    for check, finding in zip(checks, findings, strict=True):
        counts["ok" if finding is None else finding.state] += 1
        await house.db.write(_write, check, finding, house.clock.now())
    await house.db.write(_forget_others, {CHECK + check.name for check in checks})
    return counts


async def _look(house: House, check: Check) -> Finding | None:
    """A check that itself fails is a finding, and does not keep the others from running."""
    try:
        async with asyncio.timeout(_SECONDS):
            return await check.run(house)
    except TimeoutError:
        return Finding(text("This check did not end in {seconds} seconds.", seconds=round(_SECONDS)), state="warning")
    except MonarrError as error:
        return Finding(error.message, state="warning")
    except Exception as error:
        log.exception("check_failed", extra={"check": check.name})
        await keep_fault(house, error, f"check:{check.name}")
        return Finding(text("This check failed: {reason}", reason=type(error).__name__), state="warning")


def _write(connection: Connection, check: Check, finding: Finding | None, now: datetime) -> None:
    subject, name = CHECK + check.name, str(check.label)
    if finding is None:
        record_success(connection, subject, name, now, None)
    else:
        record_failure(connection, subject, name, now, finding.message, state=finding.state, fix=finding.fix)


def _forget_others(connection: Connection, subjects: set[str]) -> None:
    """A check that a newer version no longer has leaves no word behind."""
    is_check = _TABLE.c.subject.startswith(CHECK, autoescape=True)
    connection.execute(delete(_TABLE).where(is_check, _TABLE.c.subject.not_in(subjects)))


def list_health(connection: Connection, now: datetime) -> list[HealthLine]:
    """Everything watched: errors first, then warnings, then what is well, by name; two statements."""
    order = {"error": 0, "warning": 1, "ok": 2}
    rows = connection.execute(select(_TABLE)).all()
    days = load_last_day(connection, now)
    return [
        _line(row, days.get(row.subject) or no_answers(now))
        for row in sorted(rows, key=lambda row: (order.get(row.state, 1), row.name.casefold()))
    ]


def _line(row: Any, day: LastDay) -> HealthLine:
    return HealthLine(
        subject=row.subject,
        name=row.name,
        state=row.state,
        message=None if row.message is None else stored_text(row.message),
        fix=row.fix,
        since=row.first_failure_at,
        until=row.disabled_until if not row.subject.startswith(CHECK) else None,
        checked_at=row.checked_at,
        response_ms=row.response_ms,
        last_day=day if not row.subject.startswith(CHECK) else None,
    )
