"""A small HTTP/1.1 server in the running event loop, for fakes: exact control of what is answered, and how badly.

It listens on loopback only, on a free port unless told otherwise.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self
from urllib.parse import parse_qs, urlsplit

_MOST_HEADERS = 100
_MOST_BODY_BYTES = 20_000_000


@dataclass(frozen=True)
class Request:
    """What a client asked. Header names are lower-case; of a repeated parameter the last value counts."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Response:
    """What it gets. `pause_seconds` passes before the answer begins, `drip_seconds` between its pieces of 1 KiB."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    pause_seconds: float = 0.0
    drip_seconds: float = 0.0


Answer = Callable[[Request], Awaitable[Response]]


class LocalServer:
    """Answers every request with `answer`. Use it as an async context manager, or `start` and `stop` it."""

    def __init__(self, answer: Answer, *, port: int = 0) -> None:
        self._answer = answer
        self._wanted_port = port
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        if self._server is None:
            raise RuntimeError("the server is not running")
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self._wanted_port)

    async def stop(self) -> None:
        """Ends at once, running answers included."""
        server, self._server = self._server, None
        if server is None:
            return
        server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await server.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while (request := await _read(reader)) is not None:
                await _write(writer, request, await self._answer(request))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ValueError):
            pass  # the client went, sent nonsense, or the server stops: the connection ends either way
        finally:
            self._connections.discard(task)
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    """The next request; None when the client has closed. Raises ValueError for what is no HTTP."""
    line = (await reader.readline()).decode("latin-1").split()
    if not line:
        return None
    if len(line) != 3:
        raise ValueError("no request line")
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        name, _, value = (await reader.readline()).decode("latin-1").rstrip("\r\n").partition(":")
        if not name:
            break
        headers[name.strip().lower()] = value.strip()
    length = min(int(headers.get("content-length", "0")), _MOST_BODY_BYTES)
    body = await reader.readexactly(length) if length else b""
    target = urlsplit(line[1])
    query = {name: values[-1] for name, values in parse_qs(target.query, keep_blank_values=True).items()}
    return Request(method=line[0].upper(), path=target.path, query=query, headers=headers, body=body)


async def _write(writer: asyncio.StreamWriter, request: Request, response: Response) -> None:
    if response.pause_seconds:
        await asyncio.sleep(response.pause_seconds)
    phrase = HTTPStatus(response.status).phrase
    headers = {"Content-Type": response.content_type, "Content-Length": str(len(response.body)), **response.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {response.status} {phrase}\r\n{head}\r\n".encode("latin-1"))
    body = b"" if request.method == "HEAD" else response.body
    step = 1024 if response.drip_seconds else max(1, len(body))
    for start in range(0, len(body), step):
        writer.write(body[start : start + step])
        await writer.drain()
        if response.drip_seconds:
            await asyncio.sleep(response.drip_seconds)
    await writer.drain()
