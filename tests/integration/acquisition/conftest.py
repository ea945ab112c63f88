"""A scene on both databases, an indexer over HTTP, and a client in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.demo.fakes.torznab import FakeIndexer
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import Scene


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    scene = Scene(migrated_database_url, tmp_path)
    yield scene
    await scene.close()


@pytest.fixture
async def lite(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    """For tests to which the kind of database is all the same."""
    scene = Scene(migrated_sqlite_url, tmp_path)
    yield scene
    await scene.close()


@pytest.fixture
async def fake() -> AsyncIterator[FakeIndexer]:
    async with FakeIndexer() as fake:
        yield fake


@pytest.fixture
def archive(scene: Scene, fake: FakeIndexer) -> FakeIndexer:
    """The scene's indexer."""
    scene.indexer(fake)
    return fake


@pytest.fixture
def client(scene: Scene) -> MemoryClient:
    return scene.client()
