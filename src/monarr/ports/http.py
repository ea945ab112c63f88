"""The one way out over HTTP. `monarr.providers.http.Http` fulfils it; adapters depend only on this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec


class HttpAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A complete answer. `headers` have lower-case names; a repeated header keeps its last value."""

    status: int
    headers: dict[str, str]
    content: bytes
    url: str  # after redirects
    elapsed_seconds: float
    cookies: dict[str, str] = {}

    def json(self) -> Any:
        """Decoded JSON. Raises UnexpectedAnswer with a redacted sample when it is none."""
        from monarr.core.errors import UnexpectedAnswer
        from monarr.core.text import text

        try:
            return msgspec.json.decode(self.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            sample = self.content[:200].decode("utf-8", "replace")
            raise UnexpectedAnswer(text("The answer is not JSON."), sample=sample) from error

    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class HttpClient(Protocol):
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
        """Sends one request, with retries, the per-host limiter and redaction.

        `configured` says that the user typed this address into the settings, so that it may be on a private network;
        every other address (from a feed, an answer, a redirect to another host) is refused when it is private. Raises
        AuthenticationFailed (401, 403), RateLimited (429, with Retry-After), Unavailable (no answer, time-out, 5xx),
        Refused (other 4xx), UnexpectedAnswer (over `max_bytes`); a status in `allow_status` is returned instead.
        Only GET and HEAD are retried.
        """
        ...
