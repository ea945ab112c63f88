"""A Torznab or Newznab indexer over real HTTP, with the releases it is given.

It answers capabilities, searches by words, numbers and ids, categories and pages, hands out torrent and NZB files, and
asks for its API key. `asked` is every question it got. For tests, `next_answers` makes coming requests go wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote

from monarr.core.kinds import Protocol
from monarr.demo.fakes._feed_xml import FakeRelease, caps_xml, error_xml, feed_xml, item_xml
from monarr.demo.fakes._misbehaviour import Misbehaviour, misbehaving
from monarr.demo.fakes._serving import LocalServer, Request, Response

__all__ = ["Asked", "FakeIndexer", "FakeRelease", "Misbehaviour"]

MODES = {
    "search": "q",
    "tv-search": "q,season,ep,tvdbid,tvmazeid,imdbid,tmdbid",
    "movie-search": "q,imdbid,tmdbid",
}
_FUNCTIONS = {"search": "search", "tvsearch": "tv-search", "movie": "movie-search"}
_IDS = {"imdbid": "imdb", "tmdbid": "tmdb", "tvdbid": "tvdb", "tvmazeid": "tvmaze"}
_RSS = "application/rss+xml; charset=utf-8"
_FILE_TYPES = {Protocol.TORRENT: "application/x-bittorrent", Protocol.USENET: "application/x-nzb"}


@dataclass(frozen=True)
class Asked:
    """A question: its path and its parameters."""

    path: str
    parameters: dict[str, str]

    @property
    def function(self) -> str:
        return self.parameters.get("t", "")


class FakeIndexer:
    """`releases` may change while it runs; the newest should stand first, as in a real feed."""

    def __init__(
        self,
        releases: Iterable[FakeRelease] = (),
        *,
        name: str = "Fake indexer",
        protocol: Protocol = Protocol.TORRENT,
        api_key: str = "",
        page_size: int = 100,
        states_total: bool = True,
        pages: bool = True,
        modes: dict[str, str] | None = None,
        port: int = 0,
    ) -> None:
        """`states_total` says how many there are in all; without `pages` every page is the first one; `modes` are the
        parameters it takes, in the words of its capabilities."""
        self.releases = list(releases)
        self.name = name
        self.protocol = protocol
        self.api_key = api_key
        self.page_size = page_size
        self.states_total = states_total
        self.pages = pages
        self.modes = MODES if modes is None else modes
        self.asked: list[Asked] = []
        self.next_answers: list[Misbehaviour | Response] = []
        self._server = LocalServer(self._answer, port=port)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def searches(self) -> list[Asked]:
        """The questions that were no capabilities and no downloads."""
        return [asked for asked in self.asked if asked.function in _FUNCTIONS]

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        await self._server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _answer(self, request: Request) -> Response:
        self.asked.append(Asked(request.path, request.query))
        if self.next_answers:
            given = self.next_answers.pop(0)
            return given if isinstance(given, Response) else misbehaving(given)
        if self.api_key and request.query.get("apikey") != self.api_key:
            return self._error(100, "Incorrect user credentials")
        if request.path.startswith("/download/"):
            return self._download(unquote(request.path.removeprefix("/download/")))
        if request.path.rstrip("/") != "/api":
            return Response(404, b"nothing here")
        return self._api(request.query)

    def _api(self, parameters: dict[str, str]) -> Response:
        function = parameters.get("t", "")
        if function == "caps":
            numbers = sorted({number for release in self.releases for number in release.categories})
            return Response(body=caps_xml(self.name, self.page_size, numbers, self.modes), content_type="text/xml")
        mode = _FUNCTIONS.get(function)
        if mode is None:
            return self._error(202, "No such function")
        if not self.modes.get(mode):
            return self._error(203, "Function not available")
        return self._page(parameters, [release for release in self.releases if _suits(release, parameters)])

    def _page(self, parameters: dict[str, str], found: list[FakeRelease]) -> Response:
        size = min(_number(parameters.get("limit")) or self.page_size, self.page_size)
        offset = (_number(parameters.get("offset")) or 0) if self.pages else 0
        prefix = "torznab" if self.protocol is Protocol.TORRENT else "newznab"
        items = [item_xml(release, prefix, self._download_url(release)) for release in found[offset : offset + size]]
        total = len(found) if self.states_total else None
        return Response(body=feed_xml(self.name, items, offset, total), content_type=_RSS)

    def _download_url(self, release: FakeRelease) -> str:
        key = f"?apikey={quote(self.api_key)}" if self.api_key else ""
        return f"{self.url}/download/{quote(release.identity, safe='')}{key}"

    def _download(self, identity: str) -> Response:
        release = next((release for release in self.releases if release.identity == identity), None)
        if release is None or release.content is None:
            return Response(404, error_xml(300, "No such item"), content_type="text/xml")
        return Response(body=release.content, content_type=_FILE_TYPES[self.protocol])

    def _error(self, code: int, words: str) -> Response:
        return Response(body=error_xml(code, words), content_type="text/xml")


def _suits(release: FakeRelease, parameters: dict[str, str]) -> bool:
    """Whether a search finds a release: category, ids, words and numbers must all fit."""
    return (
        _suits_categories(release, parameters.get("cat", ""))
        and all(
            release.ids.get(provider, "").removeprefix("tt").lstrip("0")
            == parameters[name].removeprefix("tt").lstrip("0")
            for name, provider in _IDS.items()
            if name in parameters
        )
        and _words(parameters.get("q", "")) <= _words(release.title)
        and _suits_numbers(release.title, parameters.get("season", ""), parameters.get("ep", ""))
    )


def _suits_categories(release: FakeRelease, wanted: str) -> bool:
    """A main category such as 2000 covers all of its own."""
    numbers = {int(part) for part in wanted.split(",") if part.isdecimal()}
    return not numbers or any(number in numbers or number // 1000 * 1000 in numbers for number in release.categories)


def _suits_numbers(title: str, season: str, episode: str) -> bool:
    if not season:
        return True
    if "/" in episode:
        month, _, day = episode.partition("/")
        return re.search(rf"\b{season}\W{month}\W{day}\b", title) is not None
    if not season.isdecimal():
        return False
    number = rf"E0*{episode}(?!\d)" if episode.isdecimal() else r"(?:E\d+|\b)"
    return re.search(rf"(?i)\bS0*{int(season)}{number}", title) is not None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None
