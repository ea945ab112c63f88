"""A whole house on both databases: real providers against fake sites, real files in a temporary folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from monarr.db import Database
from monarr.db.defaults import ensure_defaults
from monarr.db.models import Library, ProviderRow, QualityProfileRow, RootFolder
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.providers import registry
from monarr.providers.http import Http
from monarr.secrets import Cipher
from monarr.services.context import House, Paths
from monarr.services.live import Live
from monarr.services.sources import Sources
from tests.support.probing import shared_prober

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class MovingClock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return 0.0

    def forward(self, **step: float) -> None:
        self.time += timedelta(**step)


@pytest.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[House]:
    data = tmp_path / "data"
    paths = Paths(data, *(data / name for name in ("assets", "cache", "backups", "logs", "downloads")))
    for name in ("assets", "cache", "backups", "logs", "downloads"):
        (data / name).mkdir(parents=True)
    clock, db = MovingClock(), Database(migrated_database_url)
    http, cipher, prober = Http(first_pause_seconds=0.001), Cipher(b"k" * 32), shared_prober()
    sources = Sources(db, clock, http, registry, cipher, data)
    await db.write(ensure_defaults, clock.now())
    yield House(
        db=db, clock=clock, http=http, registry=registry, cipher=cipher, prober=prober, paths=paths, sources=sources,
        live=Live(),
    )  # fmt: skip
    await sources.close()
    await http.aclose()
    prober.close()
    db.close()


@pytest.fixture
async def tmdb() -> AsyncIterator[FakeTMDB]:
    async with FakeTMDB(today=date(2026, 11, 20)) as fake:
        yield fake


@pytest.fixture
async def tvmaze() -> AsyncIterator[FakeTVmaze]:
    async with FakeTVmaze(today=date(2026, 11, 20)) as fake:
        yield fake


@pytest.fixture
async def sources(house: House, tmdb: FakeTMDB, tvmaze: FakeTVmaze) -> None:
    """TMDB first, then TVmaze; both are the fakes."""

    def configure(connection: Any) -> None:
        connection.execute(ProviderRow.__table__.delete())
        secrets = house.cipher.encrypt('{"api_key":"k"}', "provider:1:secrets")
        rows = [
            {"id": 1, "name": "TMDB", "implementation": "tmdb", "settings": {"base_url": tmdb.url}, "secrets": secrets,
             "position": 0},
            {"id": 2, "name": "TVmaze", "implementation": "tvmaze", "settings": {"base_url": tvmaze.url},
             "secrets": None, "position": 1},
        ]  # fmt: skip
        connection.execute(insert(ProviderRow.__table__), rows)

    await house.db.write(configure)
    for fake in (tmdb, tvmaze):
        house.http.allow(fake.url)  # type: ignore[attr-defined]


class Shelves:
    """The libraries of the tests and their folders."""

    movies: int
    series: int
    movie_root: Path
    series_root: Path
    movie_root_id: int
    series_root_id: int
    profile: int


@pytest.fixture
async def shelves(house: House, tmp_path: Path) -> Shelves:
    made = Shelves()
    made.movie_root, made.series_root = tmp_path / "movies", tmp_path / "tv"
    for folder in (made.movie_root, made.series_root):
        folder.mkdir()

    def build(connection: Any) -> None:
        profiles = QualityProfileRow.__table__.c
        hd = select(profiles.id).where(profiles.name == "1080p", profiles.content_type == "movie")
        made.profile = connection.execute(hd).scalar_one()
        for kind, name, root in (("movie", "Films", made.movie_root), ("series", "Shows", made.series_root)):
            library = connection.execute(
                insert(Library.__table__).returning(Library.__table__.c.id),
                {"name": name, "slug": name.lower(), "content_type": kind},
            ).scalar_one()
            folder = connection.execute(
                insert(RootFolder.__table__).returning(RootFolder.__table__.c.id),
                {"library_id": library, "path": str(root), "is_default": True},
            ).scalar_one()
            connection.execute(
                insert(Library.metadata.tables["library_default"]),
                {"library_id": library, "quality_profile_id": made.profile, "root_folder_id": folder},
            )
            if kind == "movie":
                made.movies, made.movie_root_id = library, folder
            else:
                made.series, made.series_root_id = library, folder

    await house.db.write(build)
    return made
