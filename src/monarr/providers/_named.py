"""The HTTP client under a user's name for the thing that asks, so that every error says whose it is."""

from __future__ import annotations

from typing import Any

from monarr.core.errors import ProviderError
from monarr.ports.http import HttpAnswer
from monarr.providers.http import HostLimit, Http


class NamedHttp:
    """Passes everything on; puts `name` on errors that have none."""

    def __init__(self, http: Http, name: str) -> None:
        self._http = http
        self._name = name

    async def request(self, method: str, url: str, **options: Any) -> HttpAnswer:
        try:
            return await self._http.request(method, url, **options)
        except ProviderError as error:
            if not error.provider:
                error.provider = error.subject = self._name
            raise

    def allow(self, url: str) -> None:
        """As `Http.allow`."""
        self._http.allow(url)

    def limit(self, url: str, limit: HostLimit) -> None:
        """As `Http.limit`."""
        self._http.limit(url, limit)
