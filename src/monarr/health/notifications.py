"""The notification targets answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.text import text
from monarr.db.models import NotificationTarget
from monarr.health._resting import resting
from monarr.health.model import Check, Finding
from monarr.services.context import House

_FIX = "/settings/notifications"
_ENABLED: Any = (
    select(NotificationTarget.id, NotificationTarget.name)
    .where(NotificationTarget.enabled)
    .order_by(NotificationTarget.name)
)


async def run(house: House) -> Finding | None:
    rows, off = await house.db.read(_state, house.clock.now())
    names = [row.name for row in rows if row.id in off]
    if names:
        return Finding(
            text("Not reached: {names}. What happened meanwhile is told later.", names=", ".join(names)), _FIX
        )
    return None


def _state(connection: Connection, now: datetime) -> tuple[list[Any], set[int]]:
    rows = list(connection.execute(_ENABLED).all())
    return rows, resting(connection, "notification", [row.id for row in rows], now)


CHECK = Check("notifications", text("Notifications"), run)
