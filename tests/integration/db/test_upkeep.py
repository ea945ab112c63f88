"""Counts follow the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from monarr.db.models import MediaItem, SyncCursor
from monarr.db.statistics import recount_title
from monarr.services.upkeep import _recount
from tests.integration.db import samples
from tests.integration.db.samples import NOW


def state(connection: Connection, item_id: int) -> Any:
    return connection.execute(select(MediaItem.state).where(MediaItem.id == item_id)).scalar()


def test_what_airs_between_two_looks_is_counted_once(connection: Connection) -> None:
    title_id, _, episodes = samples.series(connection, "Harbour Lights", aired=0, coming=1)
    samples.version(connection, title_id)
    recount_title(connection, title_id, NOW)
    assert _recount(connection, NOW) == 0
    assert state(connection, episodes[0]) == "unreleased"
    later = NOW + timedelta(days=8)
    assert _recount(connection, later) == 1
    assert state(connection, episodes[0]) == "missing"
    assert _recount(connection, later + timedelta(minutes=5)) == 0


def test_a_clock_that_was_set_back_harms_nothing(connection: Connection) -> None:
    _recount(connection, NOW)
    assert _recount(connection, NOW - timedelta(days=1)) == 0
    assert len(connection.execute(select(SyncCursor.name)).all()) == 1
