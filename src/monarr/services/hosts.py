"""The host names that the owner has allowed: read at start and after each change."""

from __future__ import annotations

import asyncio

from monarr.services.context import House
from monarr.services.house_settings import CHANGED, read_settings


class AllowedHosts:
    """Holds the names in memory, as every request asks for them."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._names: frozenset[str] = frozenset()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loading: asyncio.Future[None] | None = None
        self._stop = house.db.listen(self._heard)

    def names(self) -> frozenset[str]:
        return self._names

    async def load(self) -> None:
        self._loop = asyncio.get_running_loop()
        values = await read_settings(self._house)
        self._names = frozenset(name.strip().lower().rstrip(".") for name in values["allowed_hosts"])

    def _heard(self, topics: frozenset[str]) -> None:
        if CHANGED in topics and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._load_soon)

    def _load_soon(self) -> None:
        self._loading = asyncio.ensure_future(self.load())

    def close(self) -> None:
        self._stop()
