"""A scene on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.imports.scene import Scene, close, make_house


@pytest.fixture
def scene(migrated_database_url: str, tmp_path: Path) -> Iterator[Scene]:
    house = make_house(migrated_database_url, tmp_path)
    try:
        yield Scene(house, tmp_path).set_up()
    finally:
        close(house)


@pytest.fixture
def lite(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Scene]:
    """A scene for tests of the disk, to which the kind of database is all the same."""
    house = make_house(migrated_sqlite_url, tmp_path)
    try:
        yield Scene(house, tmp_path).set_up()
    finally:
        close(house)
