"""A receiver on loopback, and notifiers built as the product builds them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monarr.demo.fakes.receiver import FakeReceiver
from monarr.ports.clock import SystemClock
from monarr.ports.notifier import Notice, Notifier
from monarr.ports.provider import ProviderContext, ProviderKind
from monarr.providers.http import Http
from monarr.providers.registry import build

MakeNotifier = Callable[..., Notifier]


def notice(**changes: Any) -> Notice:
    """The import of a film, complete."""
    return Notice(
        **{
            "event_id": 42,
            "event_type": "file.imported",
            "occurred_at": datetime(2026, 3, 14, 17, 10, 42, tzinfo=UTC),
            "title": "Sintel is here",
            "body": "1080p, 1.2 GB, from Indexer D.",
            "url": "http://127.0.0.1:8810/title/12",
            "event": {"item": {"id": 12, "title": "Sintel"}, "quality": "WEBDL-1080p"},
            **changes,
        }
    )


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(first_pause_seconds=0.001)
    yield http
    await http.aclose()


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver() as receiver:
        yield receiver


@pytest.fixture
def make(http: Http, tmp_path: Path) -> MakeNotifier:
    """Builds a notifier by its implementation and settings."""

    def build_one(implementation: str, **settings: Any) -> Notifier:
        context = ProviderContext(name="Kitchen", http=http, clock=SystemClock(), data_path=tmp_path)
        made: Notifier = build(ProviderKind.NOTIFICATION, implementation, settings, context)
        return made

    return build_one
