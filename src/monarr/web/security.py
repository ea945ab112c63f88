"""The gate that every request passes: who asks by which name, how big it is, and the headers of every answer.

It stands before Litestar, so that answers to unknown paths and broken requests carry the same headers.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import msgspec

from monarr.logging import correlation_id
from monarr.settings import StartupSettings
from monarr.web.correlation import HEADER, correlation_id_for
from monarr.web.urls import Asked, address_of, asked_by, headers_of, is_loopback

_LOG = logging.getLogger(__name__)
LARGEST_BODY_BYTES = 4_000_000  # Litestar counts bodies that do not say their length

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'self'; img-src 'self'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self';"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


class Gate:
    """Wraps the application. `extra_hosts` are names that the owner has allowed besides those of the settings."""

    def __init__(self, app: Asgi, settings: StartupSettings, extra_hosts: Callable[[], frozenset[str]]) -> None:
        self._app = app
        self._settings = settings
        self._extra_hosts = extra_hosts
        external = urlsplit(settings.external_url).hostname or ""
        self._hosts = frozenset(name.lower() for name in (external, settings.bind) if name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = headers_of(scope)
        asked = asked_by(scope, headers, self._settings.trusted_proxies)
        correlation = correlation_id_for(headers.get(HEADER))
        scope["monarr.headers"], scope["monarr.asked"], scope["monarr.correlation"] = headers, asked, correlation
        scope["scheme"] = asked.scheme
        marked = correlation_id.set(correlation)
        started = perf_counter()
        answer = _Answer(send, correlation, asked.secure, private=not self._is_static(scope["path"]))
        try:
            refusal = self._refusal(scope, headers, asked)
            if refusal is not None:
                await _refuse(answer, correlation, *refusal)
            else:
                await self._app(scope, receive, answer.send)
        finally:
            correlation_id.reset(marked)
            if _LOG.isEnabledFor(logging.DEBUG):
                took_ms = round((perf_counter() - started) * 1000, 1)
                _LOG.debug(
                    "answered",
                    extra={"method": scope["method"], "path": scope["path"], "status": answer.status, "ms": took_ms},
                )

    def _is_static(self, path: str) -> bool:
        return path.startswith(f"{self._settings.base_path}/static/")

    def _refusal(self, scope: Scope, headers: dict[str, str], asked: Asked) -> tuple[int, str] | None:
        """Status and sentence of a refusal, None when the request may go on; takes the base path off the path."""
        if not self.knows_host(asked.host):
            return 421, (
                f"Monarr does not answer to the name “{asked.host[:100]}”. Set MONARR_EXTERNAL_URL, or add the name to "
                "the allowed hosts in Settings, General."
            )
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return 400, "The length of the request is no number."
        if int(length) > LARGEST_BODY_BYTES:
            return 413, f"Requests end at {LARGEST_BODY_BYTES // 1_000_000} MB."
        return self._strip_base(scope)

    def _strip_base(self, scope: Scope) -> tuple[int, str] | None:
        base = self._settings.base_path
        if not base or scope["path"] == "/ping":
            return None
        path = scope["path"]
        if path != base and not path.startswith(base + "/"):
            return 404, f"Monarr lives under {base}/ here."
        scope["path"] = path[len(base) :] or "/"
        raw = scope.get("raw_path")
        if raw is not None:
            scope["raw_path"] = raw[len(base.encode()) :] or b"/"
        return None

    def knows_host(self, host: str) -> bool:
        """Whether to answer to this name: loopback, the external address, the bound address, an allowed name, or a
        literal private address. Any other name may be a foreign site that points at us (DNS rebinding)."""
        if is_loopback(host) or host in self._hosts or host in self._extra_hosts():
            return True
        address = address_of(host)
        return address is not None and address.is_private and not address.is_unspecified


class _Answer:
    """Adds the headers, unless the application has set its own."""

    def __init__(self, send: Send, correlation: str, secure: bool, *, private: bool) -> None:
        self._send = send
        self.status = 0
        self._more = [*_HEADERS, (HEADER.encode(), correlation.encode())]
        if secure:
            self._more.append(_STRICT_TRANSPORT)
        if private:
            self._more.append((b"cache-control", b"no-store"))

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = list(message.get("headers", ()))
            names = {name.lower() for name, _ in own}
            message["headers"] = [*own, *(pair for pair in self._more if pair[0] not in names)]
        await self._send(message)


async def _refuse(answer: _Answer, correlation: str, status: int, sentence: str) -> None:
    body = msgspec.json.encode(
        {"type": "about:blank", "title": sentence, "status": status, "detail": sentence, "correlation_id": correlation}
    )
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await answer.send({"type": "http.response.start", "status": status, "headers": headers})
    await answer.send({"type": "http.response.body", "body": body})
