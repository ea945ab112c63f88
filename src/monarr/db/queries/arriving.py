"""What is on its way to a title: the living half of its mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select

from monarr.core.wanted import cue
from monarr.db.models import Download

_DOWNLOAD: Any = Download.__table__
OPEN = ("grabbing", "queued", "downloading", "stalled", "paused", "completed", "importing", "blocked")
_FIND = select(
    _DOWNLOAD.c.title_id, _DOWNLOAD.c.version_id, _DOWNLOAD.c.state, _DOWNLOAD.c.size_bytes, _DOWNLOAD.c.left_bytes
).where(_DOWNLOAD.c.title_id.in_(bindparam("ids", expanding=True)), _DOWNLOAD.c.state.in_(OPEN))


class Arrival(msgspec.Struct, frozen=True):
    """An open download. `share` is 0 to 1; None while its size is not known."""

    version_id: int | None
    state: str
    share: float | None


def find_arrivals(connection: Connection, title_ids: Sequence[int]) -> dict[int, list[Arrival]]:
    """Open downloads by title."""
    found: dict[int, list[Arrival]] = {}
    if title_ids:
        for row in connection.execute(_FIND, {"ids": list(title_ids)}):
            share = share_of(row.size_bytes, row.left_bytes)
            found.setdefault(row.title_id, []).append(Arrival(row.version_id, row.state, share))
    return found


def share_of(size_bytes: int | None, left_bytes: int | None) -> float | None:
    """How much of a download is here, 0 to 1; None while that is not known."""
    if not size_bytes or left_bytes is None:
        return None
    return min(max(1 - left_bytes / size_bytes, 0.0), 1.0)


def mark_of(state: str, arrivals: Sequence[Arrival]) -> tuple[str, float | None]:
    """The mark of a title or version, and the share of the download that is furthest."""
    shares = [arrival.share for arrival in arrivals if arrival.share is not None]
    return cue(state, [arrival.state for arrival in arrivals]), max(shares, default=None)
