"""The scene of acquisition."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.integration.acquisition.scene import Scene
from tests.integration.pages.conftest import people  # noqa: F401 - a fixture


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Scene]:
    scene = Scene(migrated_database_url, tmp_path)
    yield scene
    await scene.close()
