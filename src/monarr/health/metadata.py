"""There is a source of metadata, and all answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from monarr.core.text import text
from monarr.db.models import ProviderRow
from monarr.health._resting import resting
from monarr.health.model import Check, Finding
from monarr.services.context import House

_FIX = "/settings/metadata"
_ENABLED: Any = select(ProviderRow.id, ProviderRow.name).where(ProviderRow.enabled).order_by(ProviderRow.name)


async def run(house: House) -> Finding | None:
    rows, off = await house.db.read(_state, house.clock.now())
    if not rows:
        return Finding(text("No metadata source is switched on, so titles are not described."), _FIX, "warning")
    names = [row.name for row in rows if row.id in off]
    if names:
        return Finding(text("Not reached: {names}. Titles are described by the others.", names=", ".join(names)), _FIX)
    return None


def _state(connection: Connection, now: datetime) -> tuple[list[Any], set[int]]:
    rows = list(connection.execute(_ENABLED).all())
    return rows, resting(connection, "metadata", [row.id for row in rows], now)


CHECK = Check("metadata", text("Metadata"), run)
