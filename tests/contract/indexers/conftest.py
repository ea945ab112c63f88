"""An indexer adapter, built as the product builds it, and the fake that it talks to over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monarr.core.bencode import encode
from monarr.core.kinds import Protocol
from monarr.demo.fakes.torznab import FakeIndexer, FakeRelease
from monarr.ports.clock import SystemClock
from monarr.ports.indexer import Indexer
from monarr.ports.provider import ProviderContext, ProviderKind
from monarr.providers.http import Http
from monarr.providers.registry import build

KEY = "0123456789abcdef0123456789abcdef"
WHEN = datetime(2026, 3, 14, 17, 10, 42, tzinfo=UTC)
TORRENT = encode(
    {
        "announce": "http://tracker.example/a",
        "info": {"length": 7, "name": "a.mkv", "piece length": 16384, "pieces": b"x" * 20},
    }
)
NZB = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN" "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">
<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb"><file poster="p" date="1" subject="s"><groups><group>g</group></groups>
<segments><segment bytes="10" number="1">a@b</segment></segments></file></nzb>"""
CONTENT = {Protocol.TORRENT: TORRENT, Protocol.USENET: NZB}

MakeIndexer = Callable[..., Indexer]


def movie(title: str = "Sintel.2010.1080p.WEB-DL.x264-OPEN", **changes: Any) -> FakeRelease:
    """A film release, complete but for its content."""
    return FakeRelease(
        **{
            "title": title,
            "size_bytes": 1_234_567_890,
            "published_at": WHEN,
            "content": TORRENT,
            "categories": (2000, 2040),
            "ids": {"imdb": "tt1727587", "tmdb": "45745"},
            **changes,
        }
    )


def episode(title: str = "Pioneer.One.S01E02.720p.WEB.x264-OPEN", **changes: Any) -> FakeRelease:
    """An episode release, complete but for its content."""
    return movie(title, **{"categories": (5000, 5040), "ids": {"tvdb": "170551"}, **changes})


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(first_pause_seconds=0.001)
    yield http
    await http.aclose()


@pytest.fixture(params=[Protocol.TORRENT, Protocol.USENET], ids=["torznab", "newznab"])
def protocol(request: pytest.FixtureRequest) -> Protocol:
    """Each test runs for both."""
    return Protocol(request.param)


@pytest.fixture
async def fake(protocol: Protocol) -> AsyncIterator[FakeIndexer]:
    async with FakeIndexer(api_key=KEY, protocol=protocol) as fake:
        yield fake


@pytest.fixture
def make(http: Http, fake: FakeIndexer, protocol: Protocol, tmp_path: Path) -> MakeIndexer:
    """Builds the adapter for the fake; settings can be changed by name."""

    def build_one(**settings: Any) -> Indexer:
        implementation = "torznab" if protocol is Protocol.TORRENT else "newznab"
        context = ProviderContext(name="Indexer D", http=http, clock=SystemClock(), data_path=tmp_path)
        made: Indexer = build(
            ProviderKind.INDEXER, implementation, {"url": fake.url, "api_key": KEY, **settings}, context
        )
        return made

    return build_one


@pytest.fixture
def indexer(make: MakeIndexer) -> Indexer:
    return make()
