"""Requests that change something must come from our own pages: the browser says so, or the form brings the session's
token. Requests with an API key are exempt, as no browser sends one by itself."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from monarr.core.errors import NotAllowed
from monarr.core.text import text
from monarr.web.urls import Asked, same_origin

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
HEADER = "x-csrf-token"


def origin_says(headers: Mapping[str, str], asked: Asked, external_url: str) -> bool | None:
    """True: the browser vouches that our page sent it; False: another site did; None: it says nothing."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if origin is not None:
        return same_origin(origin, asked, external_url)
    if site is not None:
        return site in ("same-origin", "none")
    return None


def refuse_foreign(headers: Mapping[str, str], asked: Asked, external_url: str) -> None:
    """Raises NotAllowed when another site sent the request."""
    if origin_says(headers, asked, external_url) is False:
        raise NotAllowed(text("This came from another site, so nothing was done. Start again from Monarr."))


def check_token(given: str | None, expected: str) -> None:
    """Raises NotAllowed when the session's token is missing or another one."""
    if not given or not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise NotAllowed(text("This page is too old, so nothing was done. Load it again, then try once more."))
