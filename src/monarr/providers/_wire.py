"""One exchange over the library's client, with its failures translated. Only this module and `_transport` know the HTTP
library; `http` loads them with the first request.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Collection
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from monarr.core.errors import ProviderError, Refused, Unavailable, UnexpectedAnswer
from monarr.core.text import ntext, text
from monarr.ports.clock import Clock
from monarr.ports.http import HttpAnswer
from monarr.providers._exchange import Outgoing
from monarr.providers._guard import NameUnknown, PrivateAddress, Resolve
from monarr.providers._transport import CONFIGURED, Gate

_FAILURES = (httpx2.TransportError, httpx2.DecodingError, TimeoutError, NameUnknown, PrivateAddress)


class Wire:
    """The client and its connections."""

    def __init__(
        self, clock: Clock, resolve: Resolve, allowed: Collection[str], ssl_context: ssl.SSLContext | None
    ) -> None:
        for name in ("httpx2", "httpcore2"):  # they log addresses with their keys
            logging.getLogger(name).setLevel(logging.WARNING)
        nothing_kept = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))  # adapters must not share sessions
        self._clock = clock
        self._client = httpx2.AsyncClient(
            transport=Gate(resolve, allowed, ssl_context), cookies=nothing_kept, trust_env=False
        )

    async def exchange(self, outgoing: Outgoing, timeout_seconds: float, max_bytes: int) -> HttpAnswer:
        """Sends to one host and reads the whole answer, whatever its status. Raises Unavailable, Refused (a private
        address) and UnexpectedAnswer."""
        try:
            async with asyncio.timeout(timeout_seconds):
                return await self._exchange(outgoing, timeout_seconds, max_bytes)
        except _FAILURES as error:
            raise transport_error(error, outgoing.host, timeout_seconds) from error

    async def _exchange(self, outgoing: Outgoing, timeout_seconds: float, max_bytes: int) -> HttpAnswer:
        started = self._clock.monotonic()
        request = self._request(outgoing, timeout_seconds)
        response = await self._client.send(request, auth=outgoing.auth, stream=True, follow_redirects=False)
        try:
            content = await _read(response, outgoing, max_bytes)
        finally:
            await response.aclose()
        return HttpAnswer(
            status=response.status_code,
            headers={name.lower(): value for name, value in response.headers.multi_items()},
            content=content,
            url=outgoing.url,
            elapsed_seconds=self._clock.monotonic() - started,
            cookies={**outgoing.cookies, **{cookie.name: cookie.value or "" for cookie in response.cookies.jar}},
        )

    def _request(self, outgoing: Outgoing, timeout_seconds: float) -> httpx2.Request:
        headers = dict(outgoing.headers)
        if outgoing.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in outgoing.cookies.items())
        try:
            return self._client.build_request(
                outgoing.method,
                outgoing.url,
                headers=headers,
                content=outgoing.content,
                data=outgoing.form,
                files=outgoing.files,
                timeout=timeout_seconds,
                extensions={CONFIGURED: outgoing.configured},
            )
        except httpx2.InvalidURL as error:
            raise UnexpectedAnswer(text("“{host}” is no web address.", host=outgoing.host)) from error

    async def aclose(self) -> None:
        await self._client.aclose()


async def _read(response: httpx2.Response, outgoing: Outgoing, max_bytes: int) -> bytes:
    """The unpacked body; stops reading as soon as it is over the limit."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > max_bytes and outgoing.method != "HEAD":
        raise too_big(outgoing.host, max_bytes)
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise too_big(outgoing.host, max_bytes)
    return bytes(body)


def transport_error(error: Exception, host: str, timeout_seconds: float) -> ProviderError:
    """The error for an exchange that came to no answer."""
    if isinstance(error, PrivateAddress):
        return Refused(
            text(
                "Something led Monarr to {host}, which is on a private network. Only addresses in the settings may be "
                "there.",
                host=host,
            )
        )
    if isinstance(error, NameUnknown):
        return Unavailable(text("No address is known for the name {host}.", host=host))
    if isinstance(error, TimeoutError | httpx2.TimeoutException):
        seconds = max(1, round(timeout_seconds))
        words = ntext(
            "{host} has not answered within a second.",
            "{host} has not answered within {count} seconds.",
            seconds,
            host=host,
        )
        return Unavailable(words)
    if isinstance(error, httpx2.DecodingError):
        return UnexpectedAnswer(text("{host} sends an answer that cannot be unpacked.", host=host))
    certificate = _certificate_problem(error)
    if certificate is not None:
        words = text("The certificate of {host} cannot be trusted: {reason}.", host=host, reason=certificate)
        return Unavailable(words)
    if isinstance(error, httpx2.ConnectError):
        return Unavailable(text("Nothing answers at {host}.", host=host))
    if isinstance(error, httpx2.ProtocolError):
        return UnexpectedAnswer(text("What answers at {host} does not speak HTTP.", host=host))
    return Unavailable(text("The connection to {host} broke off.", host=host))


def too_big(host: str, max_bytes: int) -> UnexpectedAnswer:
    """The error for an answer over the caller's limit."""
    shown = f"{max_bytes / 1_000_000:.3g}"
    return UnexpectedAnswer(text("{host} sends more than {limit} MB, which is more than fits.", host=host, limit=shown))


def _certificate_problem(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None
