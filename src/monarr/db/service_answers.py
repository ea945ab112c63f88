"""How services have answered: counts for each half hour, so that a day can be shown and a bad night be found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from monarr.db.models import ServiceAnswer

SLOT = timedelta(minutes=30)
KEPT = timedelta(days=30)
CHECK = "check:"  # what the house asks itself is no answer of a service
_TABLE: Any = ServiceAnswer.__table__


def slot_of(moment: datetime) -> datetime:
    """The beginning of the half hour in which `moment` lies."""
    moment = moment.astimezone(UTC)
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def count_answer(
    connection: Connection, subject: str, now: datetime, *, failed: bool, response_ms: int | None = None
) -> None:
    """Adds one to the half hour; checks of the house are not counted."""
    if subject.startswith(CHECK):
        return
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    timed = not failed and response_ms is not None
    first = {
        "subject": subject, "slot_at": slot_of(now), "answers": 1, "failures": int(failed), "timed": int(timed),
        "response_ms": response_ms if timed else 0,
    }  # fmt: skip
    statement = dialect.insert(_TABLE).values(first)
    sums = ("answers", "failures", "timed", "response_ms")
    added = {name: _TABLE.c[name] + statement.excluded[name] for name in sums}
    connection.execute(statement.on_conflict_do_update(index_elements=["subject", "slot_at"], set_=added))


def forget_answers(connection: Connection, subject: str) -> None:
    connection.execute(delete(_TABLE).where(_TABLE.c.subject == subject))


def remove_old_answers(connection: Connection, now: datetime) -> int:
    """Removes what is older than 30 days, and what a clock that was wrong wrote of days to come; gives how many."""
    over = or_(_TABLE.c.slot_at < now - KEPT, _TABLE.c.slot_at > now + timedelta(days=1))
    return connection.execute(delete(_TABLE).where(over)).rowcount
