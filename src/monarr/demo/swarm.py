"""Real BitTorrent seeders over loopback: what the demo and the tests download from.

One libtorrent session seeds everything; a tracker of its own makes any client on this machine find it. Nothing is
announced or reachable beyond loopback.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import libtorrent as lt

from monarr.core.torrents import parse_torrent
from monarr.demo._tracker import Tracker

_PIECE_BYTES = 256 * 1024
_SESSION: Any = {
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_outgoing_utp": False,  # uTP on loopback takes twice as long as TCP
    "enable_incoming_utp": False,
    "allow_multiple_connections_per_ip": True,  # every peer is 127.0.0.1
    "close_redundant_connections": False,
    "min_reconnect_time": 1,
    "active_limit": -1,
    "active_seeds": -1,
    "alert_mask": 0,
    "stop_tracker_timeout": 1,
    "user_agent": "Monarr demo seeder",
}


class Swarm:
    """Seeds what lies in `folder`; paths may be relative to it. Use it as an async context manager, or `start` and
    `stop` it in one event loop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tracker = Tracker()
        self._session: Any = None
        self._handles: dict[str, Any] = {}

    async def start(self) -> None:
        await self._tracker.start()
        self._session = await asyncio.to_thread(lambda: lt.session(_SESSION))

    async def stop(self) -> None:
        """Ends all seeding; safe to call twice."""
        held, self._session = [self._session], None
        self._handles.clear()
        await self._tracker.stop()
        await asyncio.to_thread(held.clear)  # the last reference to a session waits for its threads

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def tracker_url(self) -> str:
        return self._tracker.url

    @property
    def port(self) -> int:
        """Where the seeder listens, on 127.0.0.1."""
        return int(self._session.listen_port())

    def make_torrent(self, path: Path | str, *, web_seed: str | None = None, piece_bytes: int = _PIECE_BYTES) -> bytes:
        """A torrent file (v1, as every client knows it) of a file or folder, with this swarm's tracker. `web_seed` is
        the address where the same bytes are had over HTTP. Reads and hashes everything."""
        source = self.folder / path
        maker = lt.create_torrent(lt.list_files(str(source)), piece_bytes, lt.create_torrent.v1_only)
        maker.add_tracker(self.tracker_url)
        if web_seed is not None:
            maker.add_url_seed(web_seed)
        lt.set_piece_hashes(maker, str(source.parent))
        return bytes(lt.bencode(maker.generate()))

    def seed(self, path: Path | str, torrent: bytes, *, upload_limit_bytes: int | None = None) -> str:
        """Offers a file or folder that is complete; returns its info hash. `upload_limit_bytes` is per second."""
        params = lt.load_torrent_buffer(torrent)
        params.save_path = str((self.folder / path).parent)
        params.flags = lt.torrent_flags.seed_mode | lt.torrent_flags.update_subscribe
        params.upload_limit = upload_limit_bytes or -1
        info_hash = parse_torrent(torrent).info_hash
        self._handles[info_hash] = self._session.add_torrent(params)
        self._tracker.add(bytes.fromhex(info_hash), self.port)
        return info_hash

    def limit(self, info_hash: str, upload_limit_bytes: int | None) -> None:
        """Changes how many bytes per second one torrent gives; None is as fast as it goes."""
        self._handles[info_hash].set_upload_limit(upload_limit_bytes or -1)

    def withdraw(self, info_hash: str) -> None:
        """Stops offering one torrent; its files stay."""
        self._tracker.forget(bytes.fromhex(info_hash), self.port)
        self._session.remove_torrent(self._handles.pop(info_hash))

    def uploaded_bytes(self, info_hash: str) -> int:
        """Payload given since it was offered."""
        return int(self._handles[info_hash].status().all_time_upload)

    def magnet(self, torrent: bytes) -> str:
        """A magnet address that names the tracker and the seeder itself."""
        promised = parse_torrent(torrent)
        return (
            f"magnet:?xt=urn:btih:{promised.info_hash}&dn={quote(promised.name)}"
            f"&tr={quote(self.tracker_url, safe='')}&x.pe=127.0.0.1:{self.port}"
        )
