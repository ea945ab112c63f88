"""The indexer behind Newznab and Torznab, which are one API with different attributes.

Sources: https://inhies.github.io/Newznab-API/, https://torznab.github.io/spec-1.3-draft/. Quirks kept in mind: some
indexers answer every page with the same items, some hand out fewer per page than they announce, some have no
capabilities; errors come with status 200 or with a failing one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

from monarr.core.errors import AuthenticationFailed, ProviderError, RateLimited, Refused, UnexpectedAnswer
from monarr.core.kinds import Protocol
from monarr.core.text import text
from monarr.ports.http import HttpAnswer
from monarr.ports.indexer import Capabilities, Grabbed, IndexerRelease, Query
from monarr.ports.provider import ProviderContext
from monarr.providers.http import host_of
from monarr.providers.indexers import _caps, _fetching
from monarr.providers.indexers._item import release_of, whole
from monarr.providers.indexers._questions import Question, recent_question, rounds_for
from monarr.providers.indexers._settings import FeedSettings
from monarr.providers.indexers._xml import error_in, local, parse_xml

_CAPABILITIES_SECONDS = 12 * 3600
_FEED_BYTES = 16_000_000
_FEED_SECONDS = 60.0  # searching many sites behind one address takes its time
_MOST_PAGES = 30
_BIG_FEED_BYTES = 250_000  # from here on a thread parses, so that nobody else waits


class Page:
    """One answered page. `stated_count` is how many items it had, usable or not; `total` what the indexer says."""

    def __init__(self, root: Element, protocol: Protocol, base_url: str) -> None:
        channel = next((part for part in root if local(part) == "channel"), root)
        items = [part for part in channel if local(part) == "item"]
        found = (release_of(item, protocol, base_url) for item in items)
        self.releases = [release for release in found if release is not None]
        self.stated_count = len(items)
        response = next((part for part in channel if local(part) == "response"), None)
        self.total = whole(response.get("total")) if response is not None else None


class FeedIndexer:
    """Fulfils `ports.indexer.Indexer`. Subclasses say which protocol their releases have."""

    protocol: ClassVar[Protocol]

    def __init__(self, settings: FeedSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context
        self._address = settings.url + settings.api_path
        self._capabilities: Capabilities | None = None
        self._capabilities_until = 0.0

    async def test(self) -> None:
        """Asks for the capabilities, which most give to anybody, and for one page, which needs the key."""
        self._capabilities = None
        if not await self.recent(limit=1):
            raise Refused(
                text("{name} answers, but has nothing in these categories. Choose others.", name=self._context.name),
                provider=self._context.name,
            )

    async def capabilities(self) -> Capabilities:
        """Asked once in twelve hours. An indexer without capabilities gets the usual ones."""
        now = self._context.clock.monotonic()
        if self._capabilities is None or now >= self._capabilities_until:
            try:
                root = parse_xml(await self._ask({"t": "caps"}), self._context.name)
                if local(root) != "caps":
                    raise self._no_api()
                self._capabilities = _caps.parse_capabilities(root)
            except Refused:
                self._capabilities = _caps.DEFAULT
            self._capabilities_until = now + _CAPABILITIES_SECONDS
        return self._capabilities

    async def search(self, query: Query) -> list[IndexerRelease]:
        found: dict[str, IndexerRelease] = {}
        for questions in rounds_for(query, await self.capabilities(), self._settings):
            for question in questions:
                for release in await self._pages(question, query.limit):
                    found.setdefault(release.guid, release)
            if found:
                break
        return list(found.values())[: query.limit]

    async def recent(self, limit: int = 100, until_guid: str | None = None) -> list[IndexerRelease]:
        question = recent_question(await self.capabilities(), self._settings)
        return await self._pages(question, limit, until_guid)

    async def fetch(self, release: IndexerRelease) -> Grabbed:
        if release.download_url is None:
            if release.magnet_url is None:
                name = self._context.name
                words = text("{name} gives no address for “{title}”.", name=name, title=release.title)
                raise Refused(words, provider=name)
            return Grabbed(magnet_url=release.magnet_url)
        answer = await self._get(release.download_url, {}, _fetching.MAX_BYTES)
        return await asyncio.to_thread(_fetching.grabbed, answer, release, self._context.name)

    async def close(self) -> None:
        """Nothing to give back: connections belong to the shared client."""

    async def _pages(self, question: Question, limit: int, until_guid: str | None = None) -> list[IndexerRelease]:
        """Releases of all pages, until there are `limit`, `until_guid` is met, or nothing new comes."""
        size = max(1, min(limit, (await self.capabilities()).limit_maximum))
        found: dict[str, IndexerRelease] = {}
        offset = 0
        for _ in range(_MOST_PAGES):
            page = await self._page(question, size, offset)
            before = len(found)
            for release in page.releases:
                if release.guid == until_guid:
                    return list(found.values())[:limit]
                found.setdefault(release.guid, release)
            offset += page.stated_count
            is_last = page.stated_count < size if page.total is None else offset >= page.total
            if is_last or len(found) == before or len(found) >= limit:
                break
        return list(found.values())[:limit]

    async def _page(self, question: Question, size: int, offset: int) -> Page:
        paging = {"extended": "1", "limit": str(size), **({"offset": str(offset)} if offset else {})}
        content = await self._ask({**question, **paging})
        if len(content) > _BIG_FEED_BYTES:
            return await asyncio.to_thread(self._read_page, content)
        return self._read_page(content)

    def _read_page(self, content: bytes) -> Page:
        root = parse_xml(content, self._context.name)
        if local(root) not in ("rss", "feed", "channel"):
            raise self._no_api()
        return Page(root, self.protocol, self._settings.url + "/")

    async def _ask(self, question: Mapping[str, str]) -> bytes:
        extra = dict(parse_qsl(self._settings.additional_parameters.lstrip("?&"), keep_blank_values=True))
        key = {"apikey": self._settings.api_key} if self._settings.api_key else {}
        return (await self._get(self._address, {**question, **extra, **key}, _FEED_BYTES)).content

    async def _get(self, url: str, params: Mapping[str, str], max_bytes: int) -> HttpAnswer:
        """Raises the API's own error where the answer of a failing status holds one."""
        name = self._context.name
        try:
            answer: HttpAnswer = await self._context.http.request(
                "GET",
                url,
                params=params,
                configured=self._is_own(url),
                timeout_seconds=_FEED_SECONDS,
                max_bytes=max_bytes,
                retries=1,
            )
        except ProviderError as error:
            own = None if isinstance(error, RateLimited | AuthenticationFailed) else error_in(error.sample, name)
            if own is not None:
                raise own from error
            error.provider = error.subject = name
            raise
        return answer

    def _is_own(self, url: str) -> bool:
        """Whether an address lies on the host and port that the user configured."""
        return host_of(url) == host_of(self._settings.url)

    def _no_api(self) -> UnexpectedAnswer:
        name = self._context.name
        words = text("{name} answers with XML, but not as an indexer does. Check its address and API path.", name=name)
        return UnexpectedAnswer(words, provider=name)
