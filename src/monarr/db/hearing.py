"""What other processes commit: PostgreSQL's LISTEN on the channel `monarr`. SQLite has no such thing; there the worker's
poll of five seconds finds what another process queued."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy import make_url

log = logging.getLogger(__name__)
CHANNEL = "monarr"
_LONGEST_PAUSE_SECONDS = 30.0


async def hear(url: str, tell: Callable[[str], None]) -> None:
    """Calls `tell` with each topic until it is cancelled; connects again when the connection is lost, and then tells
    `refresh`, as something may have been missed."""
    import psycopg  # here: a house on SQLite does without it, and starts sooner

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    pause = 0.5
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                pause = 0.5
                tell("refresh")
                async for notification in connection.notifies():
                    tell(notification.payload)
        except (psycopg.Error, OSError) as error:
            log.warning("notices_lost", extra={"reason": str(error).strip(), "again_in_seconds": pause})
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
