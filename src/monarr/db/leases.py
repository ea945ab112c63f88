"""Who alone may do something: the scheduler, the built-in torrent session. A lease is renewed by its holder, and free
for others once it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from monarr.db.models import Lease

_TABLE: Any = Lease.__table__
_TAKE_OVER = (
    update(_TABLE)
    .where(
        _TABLE.c.name == bindparam("wanted"),
        or_(
            _TABLE.c.holder == bindparam("by"), _TABLE.c.until < bindparam("now"), _TABLE.c.until > bindparam("absurd")
        ),
    )
    .values(holder=bindparam("by"), until=bindparam("end"))
)


def take_lease(connection: Connection, name: str, holder: str, *, now: datetime, lasts: timedelta) -> bool:
    """Takes or renews a lease; False while another holds it. An end further away than any lease lasts comes from a
    clock that was wrong, and does not count."""
    values = {"wanted": name, "by": holder, "now": now, "end": now + lasts, "absurd": now + 10 * lasts}
    if connection.execute(_TAKE_OVER, values).rowcount:
        return True
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    fresh = insert(_TABLE).values(name=name, holder=holder, until=now + lasts).on_conflict_do_nothing()
    return connection.execute(fresh.returning(_TABLE.c.name)).scalar() is not None


def release_lease(connection: Connection, name: str, holder: str) -> None:
    """Gives a lease back."""
    connection.execute(delete(_TABLE).where(_TABLE.c.name == name, _TABLE.c.holder == holder))


def lease_holder(connection: Connection, name: str, now: datetime) -> str | None:
    """Who holds a lease now."""
    return connection.execute(select(Lease.holder).where(Lease.name == name, Lease.until >= now)).scalar()
