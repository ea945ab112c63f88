"""The clock goes forward: nothing on record lies in the future."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from monarr.core.text import text
from monarr.db.models import EventRow
from monarr.health.model import Check, Finding
from monarr.messages.human import wait
from monarr.services.context import House

_LATEST = select(func.max(EventRow.occurred_at))
_TOLERATED = timedelta(minutes=2)


async def run(house: House) -> Finding | None:
    latest = await house.db.read(lambda c: c.execute(_LATEST).scalar())
    now = house.clock.now()
    if latest is None or latest <= now + _TOLERATED:
        return None
    back = wait((latest - now).total_seconds() / 60)
    return Finding(
        text("The machine's clock is {back} behind what it said before. Check its time.", back=back), state="warning"
    )


CHECK = Check("clock", text("Clock"), run)
