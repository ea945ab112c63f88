"""There is a download client, and all answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.text import text
from monarr.db.models import DownloadClientRow
from monarr.health._resting import resting
from monarr.health.model import Check, Finding
from monarr.services.context import House

_FIX = "/settings/download-clients"
_ENABLED: Any = (
    select(DownloadClientRow.id, DownloadClientRow.name)
    .where(DownloadClientRow.enabled)
    .order_by(DownloadClientRow.name)
)


async def run(house: House) -> Finding | None:
    rows, off = await house.db.read(_state, house.clock.now())
    if not rows:
        return Finding(text("No download client is switched on, so nothing can be fetched."), _FIX, "warning")
    names = [row.name for row in rows if row.id in off]
    if names:
        return Finding(text("Not reached: {names}. Test them to see why.", names=", ".join(names)), _FIX)
    return None


def _state(connection: Connection, now: datetime) -> tuple[list[Any], set[int]]:
    rows = list(connection.execute(_ENABLED).all())
    return rows, resting(connection, "download_client", [row.id for row in rows], now)


CHECK = Check("download_clients", text("Download clients"), run)
