"""The scene of acquisition, with an indexer whose releases were judged."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from monarr.demo.fakes.torznab import FakeIndexer
from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import people  # noqa: F401 - a fixture


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    scene = Scene(migrated_database_url, tmp_path)
    yield scene
    await scene.close()


@pytest.fixture
async def archive(scene: Scene) -> AsyncIterator[FakeIndexer]:
    async with FakeIndexer() as fake:
        scene.indexer(fake)
        scene.client()
        yield fake
