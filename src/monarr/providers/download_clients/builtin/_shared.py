"""One session per process and folder: adapters that are built anew (settings changed, settings tested) share it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from monarr.providers.download_clients.builtin._settings import Settings

if TYPE_CHECKING:
    from monarr.providers.download_clients.builtin._session import TorrentSession


class _Held:
    def __init__(self) -> None:
        self.users = 0
        self.session: TorrentSession | None = None
        self.turn = asyncio.Lock()


_held: dict[Path, _Held] = {}


async def take(state_path: Path, settings: Settings) -> TorrentSession:
    """The folder's session, started for the first who asks, with these settings from now on. Give it back with `give`.
    Raises Unavailable when another process has the folder."""
    from monarr.providers.download_clients.builtin._session import TorrentSession  # loads libtorrent

    held = _held.setdefault(state_path, _Held())
    async with held.turn:
        if held.session is None:
            session = TorrentSession(state_path, settings)
            await session.start()
            held.session = session
        elif held.session.settings.dump() != settings.dump():
            held.session.apply(settings)
        held.users += 1
        return held.session


async def give(state_path: Path) -> None:
    """Gives it back; the last one closes it."""
    held = _held[state_path]
    async with held.turn:
        held.users -= 1
        if held.users == 0 and held.session is not None:
            session, held.session = held.session, None
            del _held[state_path]
            await session.close()
