"""A house for the runtime's tests: a real database, and time that the test owns where it matters."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monarr.bootstrap import open_house
from monarr.services.context import House
from monarr.settings import StartupSettings


class SetClock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
        self.steady = 1000.0

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.steady

    def passes(self, **span: float) -> None:
        """Time goes by."""
        self.moment += timedelta(**span)
        self.steady += timedelta(**span).total_seconds()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def settings(migrated_database_url: str, tmp_path: Path) -> StartupSettings:
    return StartupSettings(data_dir=tmp_path / "data", database_url=migrated_database_url, port=0, tz="Europe/Berlin")


@pytest.fixture
async def house(settings: StartupSettings) -> AsyncIterator[House]:
    async with open_house(settings) as opened:
        yield opened


@asynccontextmanager
async def running(worker: object) -> AsyncIterator[None]:
    """A worker at work for as long as the context is open."""
    task = asyncio.create_task(worker.run())  # type: ignore[attr-defined]
    try:
        yield
    finally:
        worker.stop(0.2)  # type: ignore[attr-defined]
        await asyncio.wait_for(task, 10)


async def eventually(check: Callable[[], Awaitable[object]], seconds: float = 10) -> None:
    """Waits until something that happens elsewhere is so."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 - another process or the database is waited for
            await asyncio.sleep(0.01)
