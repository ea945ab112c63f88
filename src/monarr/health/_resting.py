"""Which of some configured providers rest after failures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from monarr.db.health import find_health


def resting(connection: Connection, kind: str, ids: Sequence[int], now: datetime) -> set[int]:
    """The ids of those that are off now, or until somebody edits their settings."""
    found = {one: find_health(connection, f"{kind}:{one}") for one in ids}
    return {
        one
        for one, row in found.items()
        if row is not None and (row.until_edited or (row.disabled_until is not None and row.disabled_until > now))
    }
