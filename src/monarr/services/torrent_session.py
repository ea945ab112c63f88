"""One process at a time holds the built-in torrent session, by a lease in the database (PRODUCT.md 6).

The lease is taken when the session is first needed, and renewed until the process ends. A process that does not get it
leaves alone the jobs that talk to download clients, as long as a built-in client is configured.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, exists, select

from monarr.core.errors import Unavailable
from monarr.core.text import text
from monarr.db.engine import Database, DatabaseUnavailable
from monarr.db.leases import lease_holder, release_lease, take_lease
from monarr.db.models import DownloadClientRow
from monarr.ports.clock import Clock
from monarr.services.workers import is_dead

log = logging.getLogger(__name__)
LEASE = "torrent-session"
LASTS = timedelta(seconds=60)
_RENEW_SECONDS = 20.0


class TorrentSession:
    """This process's claim to the built-in session. `implementation` is the name of the built-in client."""

    def __init__(self, db: Database, clock: Clock, holder: str, implementation: str = "builtin") -> None:
        self._db, self._clock, self._holder, self.implementation = db, clock, holder, implementation
        self._renewing: asyncio.Task[None] | None = None
        self.held = False

    async def take(self) -> None:
        """Takes the lease. Raises Unavailable when another process holds it."""
        if not self.held and not await self._try():
            raise Unavailable(text("The built-in torrent client is run by another process of Monarr."))

    async def may_talk_to_clients(self) -> bool:
        """Whether jobs that need download clients can run here: the session is ours or free, or is not used at all."""
        if self.held or not await self._db.read(self._is_configured):
            return True
        return await self._db.read(self._is_free)

    async def _try(self) -> bool:
        self.held = await self._db.write(self._take_row)
        if self.held and self._renewing is None:
            self._renewing = asyncio.create_task(self._renew())
        return self.held

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            try:
                self.held = await self._db.write(self._take_row)
            except DatabaseUnavailable as error:
                log.warning("torrent_lease_not_renewed", extra={"reason": str(error)})

    def _take_row(self, connection: Connection) -> bool:
        now = self._clock.now()
        holder = lease_holder(connection, LEASE, now)
        if holder is not None and is_dead(holder):
            release_lease(connection, LEASE, holder)
        return take_lease(connection, LEASE, self._holder, now=now, lasts=LASTS)

    def _is_configured(self, connection: Connection) -> bool:
        table: Any = DownloadClientRow
        used = exists().where(table.implementation == self.implementation, table.enabled)
        return bool(connection.execute(select(used)).scalar())

    def _is_free(self, connection: Connection) -> bool:
        holder = lease_holder(connection, LEASE, self._clock.now())
        return holder in (None, self._holder) or is_dead(str(holder))

    async def close(self) -> None:
        """Gives the lease back; the session must be closed before."""
        if self._renewing is not None:
            self._renewing.cancel()
            with suppress(asyncio.CancelledError):
                await self._renewing
            self._renewing = None
        if self.held:
            self.held = False
            with suppress(DatabaseUnavailable):
                await self._db.write(release_lease, LEASE, self._holder)
