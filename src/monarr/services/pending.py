"""Releases that wait: for something better until their delay is over, or for a download client that answers.

When the time of the first comes, all that waits for the same thing is judged anew, however long it has waited itself, and
the best is grabbed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, update

from monarr.core.kinds import Origin
from monarr.core.text import Text
from monarr.db.repositories.releases import PENDING, RELEASE, as_offered
from monarr.services._choosing import CLIENT_AWAY, Choice, grab_best
from monarr.services.context import MONARR, House
from monarr.services.judging import Judged, judge_offers
from monarr.services.offers import Offer


class PendingReport(msgspec.Struct, frozen=True, kw_only=True):
    """`dropped` were no longer wanted, or replaced by a better one; `waiting` wait on."""

    grabbed: tuple[int, ...] = ()
    dropped: int = 0
    waiting: int = 0
    failures: tuple[Text, ...] = ()


async def grab_due(house: House) -> PendingReport:
    """Grabs what has waited long enough."""
    due = await house.db.read(_due_titles, house.clock.now())
    grabbed: list[int] = []
    failures: list[Text] = []
    dropped = waiting = 0
    for title_id, version_id, reason in due:
        rows = await house.db.read(_waiting_for, version_id, reason, house.clock.now())
        offers = [Offer(as_offered(row), row.indexer_id, row.indexer_name) for row in rows]
        # What only waits for a client was chosen already; what waits for something better is met as a feed's.
        origin = Origin.SEARCH if reason == CLIENT_AWAY else Origin.RSS
        judging = await judge_offers(
            house, offers, title_id, origin=origin, version_id=version_id, user_invoked=reason == CLIENT_AWAY,
            delay_is_over=True,
        )  # fmt: skip
        choice = Choice()
        await grab_best(house, judging.judged, None, choice, actor=MONARR, origin=origin)
        grabbed += choice.download_ids
        failures += choice.failures
        gone, kept = await house.db.write(_tidy, rows, judging.judged, house.clock.now())
        dropped, waiting = dropped + gone, waiting + kept
    return PendingReport(grabbed=tuple(grabbed), dropped=dropped, waiting=waiting, failures=tuple(failures))


def _due_titles(connection: Connection, now: datetime) -> list[tuple[int, int, str]]:
    columns = (PENDING.c.title_id, PENDING.c.version_id, PENDING.c.reason)
    rows = connection.execute(select(*columns).where(PENDING.c.grab_at <= now).distinct().order_by(*columns))
    return [(row.title_id, row.version_id, row.reason) for row in rows]


def _waiting_for(connection: Connection, version_id: int, reason: str, now: datetime) -> list[Any]:
    """What is due, and what waits for the same things."""
    statement = (
        select(RELEASE, PENDING.c.id.label("pending_id"), PENDING.c.item_ids, PENDING.c.grab_at)
        .join(PENDING, PENDING.c.release_id == RELEASE.c.id)
        .where(PENDING.c.version_id == version_id, PENDING.c.reason == reason)
        .order_by(PENDING.c.id)
    )
    rows = list(connection.execute(statement))
    due = {item for row in rows if row.grab_at <= now for item in row.item_ids}
    return [row for row in rows if not due.isdisjoint(row.item_ids)]


def _tidy(connection: Connection, rows: list[Any], judged: tuple[Judged, ...], now: datetime) -> tuple[int, int]:
    """Drops what the rules refuse now; what only has to wait, or whose client is away, is looked at again."""
    outcomes = {one.release_id: one.outcome for one in judged}
    ids = [row.pending_id for row in rows]
    left = {
        row.release_id: row.id
        for row in connection.execute(select(PENDING.c.id, PENDING.c.release_id).where(PENDING.c.id.in_(ids)))
    }
    refused = [pending_id for release_id, pending_id in left.items() if outcomes.get(release_id) == "refused"]
    connection.execute(delete(PENDING).where(PENDING.c.id.in_(refused)))
    late = PENDING.c.id.in_(list(left.values())) & (PENDING.c.grab_at <= now)
    connection.execute(update(PENDING).where(late), {"grab_at": now + timedelta(minutes=5)})
    return len(refused), len(left) - len(refused)
