"""The demo's outside world on loopback: an indexer, seeders, metadata sources and a player, all speaking the real
protocols. Monarr does not know that they are not the real ones."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import msgspec

from monarr.core.torrents import info_hash_of
from monarr.demo.catalogue import DemoTitle, load_catalogue
from monarr.demo.fakes.player import FakePlayer
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.torznab import FakeIndexer, FakeRelease
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.demo.media import write_video
from monarr.demo.offers import Offer, Shelved
from monarr.demo.swarm import Swarm

API_KEY = "d3m0d3m0d3m0d3m0d3m0d3m0d3m0d3m0"
Report = Callable[[str], None]


class Offered(msgspec.Struct, frozen=True):
    """A release that is on offer: where its bytes lie at the seeder, and their hash."""

    offer: Offer
    path: Path
    sha256: str
    info_hash: str
    size_bytes: int


class World:
    """Use it as an async context manager. `folder` takes the seeders' files; nothing else is written."""

    def __init__(self, folder: Path, *, now: datetime | None = None, report: Report | None = None) -> None:
        self.folder = folder
        self.now = now or datetime.now(UTC)
        self.titles: tuple[DemoTitle, ...] = load_catalogue(self.now.date())
        self.indexer = FakeIndexer(name="Open film archive", api_key=API_KEY)
        self.tmdb = FakeTMDB(self.titles, today=self.now.date())
        self.tvmaze = FakeTVmaze(self.titles, today=self.now.date())
        self.player = FakePlayer()
        self.swarm = Swarm(folder / "seeds")
        self.offered: dict[str, Offered] = {}
        self._torrents: dict[str, bytes] = {}
        self._report = report or (lambda _words: None)
        self._makers = ThreadPoolExecutor(2, thread_name_prefix="demo-media")

    async def __aenter__(self) -> Self:
        (self.folder / "seeds").mkdir(parents=True, exist_ok=True)
        for part in (self.indexer, self.tmdb, self.tvmaze, self.player, self.swarm):
            await part.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for part in (self.swarm, self.player, self.tvmaze, self.tmdb, self.indexer):
            await part.stop()
        self._makers.shutdown(wait=True, cancel_futures=True)

    def title(self, key: str) -> DemoTitle:
        """The title whose artwork has this name."""
        return next(title for title in self.titles if title.key == key)

    async def offer(self, offers: Iterable[Offer]) -> None:
        """Makes the files, seeds them, and puts the releases into the feed, the newest first."""
        await asyncio.gather(*(self._offer(offer) for offer in offers))
        held = sorted(self.offered.values(), key=lambda offered: offered.offer.age_hours)
        self.indexer.releases = [self._release(offered) for offered in held]

    async def _offer(self, offer: Offer) -> None:
        loop = asyncio.get_running_loop()
        path = self.folder / "seeds" / f"{offer.name}.mkv"
        sha256 = await loop.run_in_executor(self._makers, _make, path, offer)
        torrent = await loop.run_in_executor(self._makers, self.swarm.make_torrent, path)
        self.swarm.seed(path, torrent, upload_limit_bytes=offer.upload_limit_bytes)
        self._torrents[offer.name] = torrent
        self.offered[offer.name] = Offered(offer, path, sha256, info_hash_of(torrent), path.stat().st_size)
        self._report(offer.name)

    def _release(self, offered: Offered) -> FakeRelease:
        offer = offered.offer
        return FakeRelease(
            title=offer.name,
            size_bytes=offered.size_bytes,
            published_at=self.now - timedelta(hours=offer.age_hours),
            content=self._torrents[offer.name],
            info_hash=offered.info_hash,
            seeders=offer.seeders,
            leechers=offer.leechers,
            categories=(offer.category,),
            ids={name: value for name, value in offer.title.ids.items() if name in ("imdb", "tmdb", "tvdb", "tvmaze")},
            flags=offer.flags,
        )

    async def fill_shelf(self, root: Path, shelved: Iterable[Shelved]) -> None:
        """Puts files into a folder of films, as if they had always been there."""
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._makers, _shelve, root, film) for film in shelved))


def _make(path: Path, offer: Offer) -> str:
    write_video(path, offer.spec)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shelve(root: Path, film: Shelved) -> None:
    path = root / film.path
    path.parent.mkdir(parents=True, exist_ok=True)
    write_video(path, film.spec)
