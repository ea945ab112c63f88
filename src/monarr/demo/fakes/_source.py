"""What the fake metadata sources share: the server, the record of what was asked, pictures, failures on demand."""

from __future__ import annotations

import asyncio
import re
from abc import ABC, abstractmethod
from datetime import date
from functools import lru_cache
from typing import Any, Self

import msgspec

from monarr.demo.art import art_path
from monarr.demo.catalogue import DemoTitle, load_catalogue
from monarr.demo.fakes._serving import LocalServer, Request, Response
from monarr.demo.portraits import draw_portrait
from monarr.media.images import make_thumbnail

# widths that stand in addresses; `original` is the file as it lies
_ARTWORK = re.compile(r"(poster|fanart)-([a-z]+)\.(?:webp|jpg)$")
_PORTRAIT = re.compile(r"portrait-[0-9a-f]{8}\.webp")


class FakeSource(ABC):
    """A metadata source over real HTTP. `requests` is everything it was asked; each of `next_answers` is given in place
    of a proper answer, in turn; `down` makes it answer 503 until it is False again."""

    def __init__(self, titles: tuple[DemoTitle, ...] | None = None, *, today: date, port: int = 0) -> None:
        self.titles = load_catalogue(today) if titles is None else titles
        self.today = today
        self.requests: list[Request] = []
        self.next_answers: list[Response] = []
        self.down = False
        self._server = LocalServer(self._answer, port=port)

    @property
    def url(self) -> str:
        return self._server.url

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
        self.requests.append(request)
        if self.down:
            return Response(503, b"down for a moment")
        if self.next_answers:
            return self.next_answers.pop(0)
        return await self.proper_answer(request)

    @abstractmethod
    async def proper_answer(self, request: Request) -> Response:
        """What the real one would say."""


def json_response(value: Any, status: int = 200, **headers: str) -> Response:
    return Response(status, msgspec.json.encode(value), "application/json; charset=utf-8", headers=headers)


async def picture_response(name: str, width: int | None) -> Response:
    """A shipped picture, or a drawn portrait, by its file name, as WebP; `width` in pixels, None for its own size."""
    if _PORTRAIT.fullmatch(name):
        drawn = await asyncio.to_thread(draw_portrait, name)
        return Response(body=drawn, content_type="image/webp")
    named = _ARTWORK.search(name)
    if named is None or not art_path(named[1], named[2]).exists():
        return Response(404, b"no such picture")
    content = await asyncio.to_thread(_picture, named[1], named[2], width)
    return Response(body=content, content_type="image/webp")


@lru_cache(maxsize=64)
def _picture(slot: str, key: str, width: int | None) -> bytes:
    content = art_path(slot, key).read_bytes()
    return content if width is None else make_thumbnail(content, width, 3 * width)


def suits(title: DemoTitle, words: str) -> bool:
    """Whether the title, or one of its other names, holds all words."""
    wanted = _plain(words).split()
    names = (title.title, title.original_title or "", *title.aliases)
    return bool(wanted) and any(set(wanted) <= set(_plain(name).split()) for name in names)


def _plain(words: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in words.casefold().replace("'", ""))
