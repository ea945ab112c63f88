"""The program in this process: its exit code, what it said and what it answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from monarr.cli import cli
from tests.integration.acquisition.scene import Scene


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return msgspec.json.decode(self.out)


Monarr = Callable[..., Answer]


@pytest.fixture
def monarr(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Monarr:
    """Runs `monarr` on a data folder of the test's own."""
    for name in ("MONARR_DATA_DIR", "MONARR_DATABASE_URL", "MONARR_PORT"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Answer:
        capfd.readouterr()
        code = cli.run(["--data-dir", str(tmp_path / "data"), *map(str, words)])
        out, err = capfd.readouterr()
        return Answer(code, out, err)

    return run


@pytest.fixture
async def scene(migrated_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Scene]:
    """What the program finds: a house on either database."""
    scene = Scene(migrated_database_url, tmp_path)
    monkeypatch.setenv("MONARR_DATABASE_URL", migrated_database_url)
    yield scene
    await scene.close()


@pytest.fixture
def house(monarr: Monarr, scene: Scene) -> tuple[Monarr, Scene]:
    """The program, and what it finds."""
    return monarr, scene
