"""The ways in which indexers go wrong, as answers that a fake gives in place of its proper one."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from monarr.demo.fakes._serving import Response

_XML = "application/rss+xml; charset=utf-8"


class Misbehaviour(StrEnum):
    SLOW = "slow"  # half a minute of silence
    DRIPPING = "dripping"  # begins, and never gets to the end
    HTML = "html"  # somebody else's web page
    SIGN_IN_PAGE = "sign-in-page"
    BROKEN_XML = "broken-xml"
    ENTITY_BOMB = "entity-bomb"
    EXTERNAL_ENTITY = "external-entity"
    EMPTY = "empty"
    ENDLESS = "endless"  # more than anybody should read
    OTHER_XML = "other-xml"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    BINARY = "binary"


_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (c, *([c - 1] * 8)) for c in range(ord("b"), ord("k"))
    )
    + b"]><rss><channel><title>&j;</title></channel></rss>"
)
_EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b"<rss><channel><title>&x;</title></channel></rss>"
)
_PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Welcome to this router.</p></body></html>"
_SIGN_IN = b"<html><body><form method=post><input name=user><input type=password name=pw></form></body></html>"

_ANSWERS: dict[Misbehaviour, Callable[[], Response]] = {
    Misbehaviour.SLOW: lambda: Response(pause_seconds=30),
    Misbehaviour.DRIPPING: lambda: Response(body=b"<rss>" + b" " * 100_000, drip_seconds=0.3),
    Misbehaviour.HTML: lambda: Response(body=_PAGE, content_type="text/html"),
    Misbehaviour.SIGN_IN_PAGE: lambda: Response(body=_SIGN_IN, content_type="text/html"),
    Misbehaviour.BROKEN_XML: lambda: Response(body=b"<rss><channel><item><title>half a", content_type=_XML),
    Misbehaviour.ENTITY_BOMB: lambda: Response(body=_BOMB, content_type=_XML),
    Misbehaviour.EXTERNAL_ENTITY: lambda: Response(body=_EXTERNAL, content_type=_XML),
    Misbehaviour.EMPTY: lambda: Response(body=b"", content_type=_XML),
    Misbehaviour.ENDLESS: lambda: Response(body=b"<rss>" + b" " * 17_000_000, content_type=_XML),
    Misbehaviour.OTHER_XML: lambda: Response(body=b"<catalogue><book/></catalogue>", content_type="text/xml"),
    Misbehaviour.RATE_LIMITED: lambda: Response(429, b"slow down", headers={"Retry-After": "90"}),
    Misbehaviour.SERVER_ERROR: lambda: Response(503, b"down for a moment"),
    Misbehaviour.BINARY: lambda: Response(body=bytes(range(256)) * 20, content_type="application/octet-stream"),
}


def misbehaving(how: Misbehaviour) -> Response:
    """What is answered instead."""
    return _ANSWERS[how]()
