"""A BitTorrent tracker over HTTP on loopback. It lists who announced, and never tells a peer of itself.

Source: BEP 3 (announce), BEP 23 (compact peer lists).
"""

from __future__ import annotations

import asyncio
import socket
from urllib.parse import unquote_to_bytes, urlsplit

from monarr.core import bencode

_INTERVAL_SECONDS = 10  # a peer that came too early finds the seeder soon
_READ_TIMEOUT_SECONDS = 10


class Tracker:
    """Start it in a running event loop; peers are told by info hash."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._ports: dict[bytes, set[int]] = {}

    @property
    def url(self) -> str:
        """Where peers announce themselves."""
        if self._server is None:
            raise RuntimeError("the tracker is not running")
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/announce"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)

    async def stop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
            await server.wait_closed()

    def add(self, info_hash: bytes, port: int) -> None:
        """Names a peer that need not announce itself."""
        self._ports.setdefault(info_hash, set()).add(port)

    def forget(self, info_hash: bytes, port: int) -> None:
        self._ports.get(info_hash, set()).discard(port)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _READ_TIMEOUT_SECONDS)
            target = urlsplit(head.split(b" ", 2)[1].decode("latin-1"))
            body = self._announced(_parameters(target.query))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n")
            writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError, IndexError):
            pass  # no HTTP, or gone: there is nobody to tell
        finally:
            writer.close()

    def _announced(self, said: dict[str, bytes]) -> bytes:
        info_hash, port = said.get("info_hash", b""), said.get("port", b"")
        if len(info_hash) != 20 or not port.isdigit():
            return bencode.encode({"failure reason": "info_hash and port are needed"})
        mine = int(port)
        if said.get("event") == b"stopped":
            self.forget(info_hash, mine)
        else:
            self.add(info_hash, mine)
        others = sorted(self._ports.get(info_hash, set()) - {mine})
        peers = b"".join(socket.inet_aton("127.0.0.1") + other.to_bytes(2, "big") for other in others)
        return bencode.encode({"interval": _INTERVAL_SECONDS, "min interval": _INTERVAL_SECONDS, "peers": peers})


def _parameters(query: str) -> dict[str, bytes]:
    """Values as bytes: an info hash is no text."""
    pairs = (pair.partition("=") for pair in query.split("&"))
    return {name: unquote_to_bytes(value.replace("+", " ")) for name, _, value in pairs}
