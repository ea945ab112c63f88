"""The database is of this version. Whether its file is whole takes long to see: that is `monarr db check`."""

from __future__ import annotations

from monarr.core.text import text
from monarr.db.migrate import current, head
from monarr.health.model import Check, Finding
from monarr.services.context import House


async def run(house: House) -> Finding | None:
    revision = await house.db.read(current)
    if revision == head():
        return None
    return Finding(
        text("The database is at step {found}, not {wanted}. Restart Monarr.", found=revision, wanted=head())
    )


CHECK = Check("database", text("Database"), run)
