"""The one way out over HTTP: time-outs, retries, limits per host, redaction, the address guard, and errors that say what
to do next. `Http` fulfils `ports.http.HttpClient`.

It is created without touching the network; connections, certificates and the library behind it come with the first
request.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from monarr.core.errors import ProviderError, RateLimited, Unavailable, UnexpectedAnswer
from monarr.core.redaction import redact, secrets_of
from monarr.core.text import text
from monarr.ports.clock import Clock, SystemClock
from monarr.ports.http import HttpAnswer
from monarr.providers._exchange import Outgoing, host_of, redirected, with_params
from monarr.providers._guard import NameUnknown, Resolve, resolve
from monarr.providers._limits import HostLimit, HostLimits
from monarr.providers._statuses import retry_after, sample_of, status_error
from monarr.version import __version__

if TYPE_CHECKING:
    import ssl

    from monarr.providers._wire import Wire

__all__ = ["HostLimit", "Http", "host_of"]

log = logging.getLogger("monarr.http")

_MOST_REDIRECTS = 5
_LONGEST_PAUSE_SECONDS = 10.0
_REDIRECTS = (301, 302, 303, 307, 308)


class Http:
    """One for the whole process. `allowed_hosts` (`name:port`) may be on a private network without `configured`."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        allowed_hosts: Iterable[str] = (),
        limit: HostLimit | None = None,
        resolve: Resolve = resolve,
        ssl_context: ssl.SSLContext | None = None,
        first_pause_seconds: float = 0.5,
        user_agent: str = f"Monarr/{__version__}",
    ) -> None:
        self._clock = clock or SystemClock()
        self._allowed = set(allowed_hosts)
        self._limits = HostLimits(self._clock, limit or HostLimit())
        self._resolve = resolve
        self._ssl_context = ssl_context
        self._first_pause_seconds = first_pause_seconds
        self._user_agent = user_agent
        self._wire: Wire | None = None

    def allow(self, url: str) -> None:
        """From now on this address's host and port may be on a private network: the user configured it."""
        self._allowed.add(host_of(url))

    def limit(self, url: str, limit: HostLimit) -> None:
        """Sets how hard the host of this address may be asked."""
        self._limits.set(host_of(url), limit)

    async def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        content: bytes | None = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        auth: tuple[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        timeout_seconds: float = 20,
        max_bytes: int = 10_000_000,
        configured: bool = False,
        retries: int = 2,
        allow_status: tuple[int, ...] = (),
        follow_redirects: bool = True,
    ) -> HttpAnswer:
        """See `ports.http.HttpClient.request`. `timeout_seconds` is for each hop as a whole. A redirect to a magnet
        address is returned as it came, with its `location`."""
        host_of(url)  # an address that is none is said here
        sent_headers = {
            "user-agent": self._user_agent,
            **{name.lower(): value for name, value in (headers or {}).items()},
        }
        if json is not None:
            content = msgspec.json.encode(json)
            sent_headers.setdefault("content-type", "application/json")
        outgoing = Outgoing(
            method=method.upper(),
            url=with_params(url, params),
            headers=sent_headers,
            content=content,
            form=form,
            files=files,
            auth=auth,
            cookies=dict(cookies or {}),
            configured=configured,
        )
        hidden = secrets_of(outgoing.url, headers, form, cookies) | frozenset(auth or ())
        terms = _Terms(timeout_seconds, max_bytes, allow_status, follow_redirects, hidden)
        tries = 1 + (max(0, retries) if outgoing.method in ("GET", "HEAD") else 0)
        return await self._try(outgoing, terms, tries)

    async def _try(self, outgoing: Outgoing, terms: _Terms, tries: int) -> HttpAnswer:
        """Tries again while that may help, and as long as not even one time-out has passed."""
        started = self._clock.monotonic()
        for attempt in range(1, tries + 1):
            try:
                return await self._follow(outgoing, terms)
            except (Unavailable, RateLimited) as error:
                pause = self._pause(error, attempt)
                spent = self._clock.monotonic() - started
                if attempt == tries or pause is None or spent + pause > terms.timeout_seconds:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _pause(self, error: ProviderError, attempt: int) -> float | None:
        """Seconds before the next try; None when another try makes no sense."""
        if isinstance(error.__cause__, NameUnknown):
            return None
        if isinstance(error, RateLimited):
            asked = error.retry_after_seconds
            return None if asked is None or asked > _LONGEST_PAUSE_SECONDS else asked + random.uniform(0, 0.2)
        pause = min(self._first_pause_seconds * 2.0 ** (attempt - 1), _LONGEST_PAUSE_SECONDS)
        return pause * random.uniform(0.5, 1.5)

    async def _follow(self, outgoing: Outgoing, terms: _Terms) -> HttpAnswer:
        first_host = outgoing.host
        for _ in range(_MOST_REDIRECTS + 1):
            answer = await self._hop(outgoing, terms)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location or not terms.follow_redirects:
                return answer
            if location.lower().startswith("magnet:"):
                return answer
            outgoing = redirected(outgoing, answer.status, location, answer.cookies)
        raise UnexpectedAnswer(text("{host} redirects in circles.", host=first_host))

    async def _hop(self, outgoing: Outgoing, terms: _Terms) -> HttpAnswer:
        """One exchange with one host; a status that means failure is raised."""
        address = redact(outgoing.url)
        async with self._limits.turn(outgoing.host):
            try:
                answer = await self._started().exchange(outgoing, terms.timeout_seconds, terms.max_bytes)
            except ProviderError as error:
                log.info("http_failed method=%s url=%s error=%s", outgoing.method, address, error)
                raise
        log.debug("http_answered method=%s url=%s status=%d", outgoing.method, address, answer.status)
        if answer.status < 400 or answer.status in terms.allow_status:
            return answer
        raise status_error(
            answer.status,
            outgoing.host,
            sample=redact(sample_of(answer.content), terms.hidden),
            retry_after_seconds=retry_after(answer.headers.get("retry-after"), self._clock.now()),
        )

    def _started(self) -> Wire:
        if self._wire is None:
            from monarr.providers._wire import Wire

            self._wire = Wire(self._clock, self._resolve, self._allowed, self._ssl_context)
        return self._wire

    async def aclose(self) -> None:
        """Closes all connections. Safe to call twice; a later request opens new ones."""
        wire, self._wire = self._wire, None
        if wire is not None:
            await wire.aclose()


class _Terms(msgspec.Struct, frozen=True):
    """What a caller asks of every hop; `hidden` are the secret values that must not show."""

    timeout_seconds: float
    max_bytes: int
    allow_status: tuple[int, ...]
    follow_redirects: bool
    hidden: frozenset[str]
