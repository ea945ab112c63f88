"""Notifications: telling people and programs that something happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

import msgspec


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One event on its way out. `title` and `body` are sentences in the reader's language; `event` is the event as
    JSON-able data for programs."""

    event_id: int
    event_type: str  # noun.verb
    occurred_at: datetime
    title: str
    body: str = ""
    url: str | None = None  # where to look in Monarr
    image_url: str | None = None
    event: dict[str, Any] = {}


class Notifier(Protocol):
    async def test(self) -> None: ...

    async def send(self, notice: Notice) -> None:
        """Delivers, or raises ProviderError. Sending the same event twice must be harmless for the receiver: the event
        id goes along."""
        ...
