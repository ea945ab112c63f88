"""One request on its way: its parts, and what remains of them after a redirect.

Redirects are followed by hand, so that each hop is judged anew: to another host go neither keys nor cookies nor the
permission to reach a private address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import msgspec

from monarr.core.errors import Refused, UnexpectedAnswer
from monarr.core.redaction import redact
from monarr.core.text import text

_PORTS = {"http": 80, "https": 443}
_KEPT_ELSEWHERE = frozenset({"accept", "accept-language", "user-agent", "range"})
_BECOMES_GET = (301, 302, 303)


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A request. Header names are lower-case."""

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None = None
    form: Mapping[str, Any] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    auth: tuple[str, str] | None = None
    cookies: dict[str, str] = {}
    configured: bool = False

    @property
    def host(self) -> str:
        """`name:port`, by which limits and permissions go."""
        return host_of(self.url)

    @property
    def has_body(self) -> bool:
        return self.content is not None or self.form is not None or self.files is not None


def host_of(url: str) -> str:
    """`name:port` of an http or https address. Raises Refused for other schemes, UnexpectedAnswer for what is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
        name = parts.hostname
    except ValueError:
        name, port = None, None
        parts = urlsplit("")
    if parts.scheme and parts.scheme not in _PORTS:
        raise Refused(text("Monarr opens addresses with http or https only, not {scheme}.", scheme=parts.scheme))
    if not name or parts.scheme not in _PORTS:
        raise UnexpectedAnswer(text("“{address}” is no web address.", address=redact(url)[:200]))
    return f"{name}:{port or _PORTS[parts.scheme]}"


def with_params(url: str, params: Mapping[str, Any] | None) -> str:
    """The address with further parameters; those with None are left out, and what stands there stays as it is."""
    base = url.partition("#")[0]
    given = {name: _written(value) for name, value in (params or {}).items() if value is not None}
    if not given:
        return base
    joint = "&" if urlsplit(base).query else "" if base.endswith("?") else "?"
    return base + joint + urlencode(given, doseq=True)


def redirected(sent: Outgoing, status: int, location: str, cookies: Mapping[str, str]) -> Outgoing:
    """The request for the next hop. `cookies` are those that the redirecting host set. Raises Refused when a body
    would travel to another host."""
    url = urljoin(sent.url, location).partition("#")[0]
    host_of(url)
    becomes_get = (status in _BECOMES_GET and sent.method == "POST") or (status == 303 and sent.method != "HEAD")
    method = "GET" if becomes_get else sent.method
    if not _is_same_place(sent.url, url):
        if sent.has_body and not becomes_get:
            raise Refused(text("{host} sends Monarr on to another server; use that one’s address.", host=sent.host))
        kept = {name: value for name, value in sent.headers.items() if name in _KEPT_ELSEWHERE}
        return Outgoing(method=method, url=url, headers=kept)
    next_hop = msgspec.structs.replace(sent, method=method, url=url, cookies={**sent.cookies, **cookies})
    if becomes_get:
        headers = {name: value for name, value in sent.headers.items() if name != "content-type"}
        next_hop = msgspec.structs.replace(next_hop, headers=headers, content=None, form=None, files=None)
    return next_hop


def _is_same_place(before: str, after: str) -> bool:
    """The same host and port, or the same host by https instead of http."""
    old, new = urlsplit(before), urlsplit(after)
    if host_of(before) == host_of(after):
        return not (old.scheme == "https" and new.scheme == "http")
    return old.hostname == new.hostname and (old.scheme, new.scheme) == ("http", "https")


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
