"""Keeps resume data fresh: asks libtorrent for them, and puts on the disk what comes back as alerts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import libtorrent as lt

from monarr.providers.download_clients.builtin._store import Store
from monarr.providers.download_clients.builtin._torrent import Torrent, with_note

log = logging.getLogger("monarr.downloads.builtin")

_LAST_SAVES_SECONDS = 10.0


class Keeping:
    """`torrents` are the session's own, by ref: nothing is written for one that is not among them any more."""

    def __init__(self, store: Store, torrents: Mapping[str, Torrent]) -> None:
        self._store = store
        self._torrents = torrents
        self._due = 0
        self._none_due = asyncio.Event()
        self._unwritten: dict[str, bytes] = {}
        self._writing = asyncio.Lock()  # so that nothing is written for a torrent that is being forgotten

    def ask(self, torrent: Torrent, flags: int = 0) -> None:
        """Wants fresh resume data of a torrent, if anything has changed."""
        if torrent.handle.is_valid():
            self._due += 1
            wanted = lt.torrent_handle.save_info_dict | lt.torrent_handle.only_if_modified | flags
            torrent.handle.save_resume_data(wanted)

    def came(self, torrent: Torrent | None, params: Any) -> None:
        """An answer to `ask`; None when the torrent has been removed meanwhile."""
        self._due -= 1
        if torrent is not None:
            self._unwritten[torrent.ref] = with_note(lt.write_resume_data(params), torrent.note)

    def nothing_came(self) -> None:
        """The other answer to `ask`: nothing has changed, or the torrent has just been removed."""
        self._due -= 1

    async def write(self) -> None:
        """Puts on the disk what came."""
        while self._unwritten:
            ref, data = self._unwritten.popitem()
            async with self._writing:
                if ref not in self._torrents:
                    continue
                try:
                    await asyncio.to_thread(self._store.save, ref, data)
                except OSError as error:  # a full disk must not end the watch; what comes next is written again
                    log.warning("resume_not_kept ref=%s error=%s", ref, error)
        if self._due == 0:
            self._none_due.set()

    async def forget(self, ref: str) -> None:
        """Drops what is kept of a torrent that is no longer among `torrents`."""
        async with self._writing:
            await asyncio.to_thread(self._store.forget, ref)

    async def all(self) -> None:
        """Everything as it stands, on the disk; while alerts are still read. Gives up after ten seconds."""
        for torrent in self._torrents.values():
            self.ask(torrent, lt.torrent_handle.flush_disk_cache)
        if self._due == 0:
            return
        self._none_due.clear()
        try:
            async with asyncio.timeout(_LAST_SAVES_SECONDS):
                await self._none_due.wait()
        except TimeoutError:
            log.warning("resume_data_missing torrents=%d", self._due)
