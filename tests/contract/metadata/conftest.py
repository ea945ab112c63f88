"""The day on which these tests happen, and what adapters get."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monarr.ports.provider import ProviderContext
from monarr.providers.http import Http


class StandingClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 12, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def today() -> date:
    return date(2026, 11, 20)


@pytest.fixture
async def context(tmp_path: Path) -> AsyncIterator[ProviderContext]:
    http = Http(first_pause_seconds=0.001)
    yield ProviderContext(name="source", http=http, clock=StandingClock(), data_path=tmp_path)
    await http.aclose()
