"""Connections of the one HTTP client: an open pool for addresses that the user configured, and a guarded one that
connects only to public addresses, or to hosts on the list of allowed ones.

The guard sits where the socket is opened, so every connection of the guarded pool has passed it, whatever led there.
"""

from __future__ import annotations

import ssl
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

import httpcore2
import httpx2

from monarr.providers._guard import NameUnknown, PrivateAddress, Resolve, is_public

CONFIGURED = "monarr_configured"  # the request extension that opens the way to private addresses
_KEEP_SECONDS = 30.0
_MOST_CONNECTIONS = 40
_MOST_ADDRESSES = 4  # of one name that are tried


class GuardedNetwork(httpcore2.AsyncNetworkBackend):
    """Opens connections only to checked addresses, and to exactly those."""

    def __init__(self, resolve: Resolve, allowed: Collection[str], *, guarded: bool) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._guarded = guarded
        self._plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature of the base
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._addresses(host, port)
        problem: Exception = httpcore2.ConnectError(f"no address of {host}")
        for address in addresses:
            try:
                return await self._plain.connect_tcp(
                    address, port, _share(timeout, len(addresses)), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
        raise problem

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NameUnknown(host) from error
        if self._guarded and f"{host}:{port}" not in self._allowed:
            found = [address for address in found if is_public(address)]
            if not found:
                raise PrivateAddress(host)
        return sorted(found, key=lambda address: ":" in address)[:_MOST_ADDRESSES]  # IPv4 first: it works everywhere

    async def sleep(self, seconds: float) -> None:
        await self._plain.sleep(seconds)


class PooledTransport(httpx2.AsyncHTTPTransport):
    """The library's transport over a pool with a network of ours: its constructor offers no place for one."""

    def __init__(self, network: GuardedNetwork, context: ssl.SSLContext) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=context,
            max_connections=_MOST_CONNECTIONS,
            max_keepalive_connections=_MOST_CONNECTIONS // 4,
            keepalive_expiry=_KEEP_SECONDS,
            http2=True,
            network_backend=network,
        )


class Gate(httpx2.AsyncBaseTransport):
    """Sends each request through the pool that suits it."""

    def __init__(self, resolve: Resolve, allowed: Collection[str], context: ssl.SSLContext | None = None) -> None:
        context = context or _trusting_the_usual()
        self._open = PooledTransport(GuardedNetwork(resolve, allowed, guarded=False), context)
        self._guarded = PooledTransport(GuardedNetwork(resolve, allowed, guarded=True), context)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._open if request.extensions.get(CONFIGURED) else self._guarded
        return await pool.handle_async_request(request)

    async def aclose(self) -> None:
        await self._open.aclose()
        await self._guarded.aclose()


@cache
def _trusting_the_usual() -> ssl.SSLContext:
    """The authorities that the library trusts; reading them takes 50 ms."""
    return httpx2.create_ssl_context()


def _share(timeout_seconds: float | None, addresses: int) -> float | None:
    return None if timeout_seconds is None else timeout_seconds / max(1, addresses)
