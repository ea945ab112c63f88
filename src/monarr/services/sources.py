"""Adapters of the configured providers, built once and kept while their settings stand; every call is watched, so that
health and back-off are one mechanism for all of them (PRODUCT.md 2.13).

    async with house.sources.using("indexer", row_id) as indexer:
        releases = await indexer.search(query)

`using` raises `Resting` when the provider is off after failures, records success with its response time, and records
a failure with its back-off: min(1 min x 2^(n-1), 24 h), 429 as told, 401 and 403 until somebody edits the settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from monarr.core.errors import (
    AuthenticationFailed,
    MonarrError,
    NotFound,
    ProviderError,
    RateLimited,
    Refused,
    Unavailable,
)
from monarr.core.text import text
from monarr.db.engine import Database
from monarr.db.health import LONGEST, find_health, record_failure, record_success
from monarr.db.models import DownloadClientRow, IndexerRow, NotificationTarget, PlayerRow, ProviderRow
from monarr.ports.clock import Clock
from monarr.ports.http import HttpClient
from monarr.ports.provider import ProviderContext, ProviderKind
from monarr.services.context import Cipher, Registry

TABLES: dict[str, Any] = {
    ProviderKind.INDEXER: IndexerRow,
    ProviderKind.DOWNLOAD_CLIENT: DownloadClientRow,
    ProviderKind.METADATA: ProviderRow,
    ProviderKind.PLAYER: PlayerRow,
    ProviderKind.NOTIFICATION: NotificationTarget,
}


class Resting(Unavailable):
    """The provider is off after failures, until `until`; None: until its settings are edited."""

    def __init__(self, name: str, until: datetime | None) -> None:
        sentence = (
            text("{name} rests until {until} after failures.", name=name, until=until.strftime("%H:%M UTC"))
            if until
            else text("{name} refused the sign-in; it is off until its settings are changed.", name=name)
        )
        super().__init__(sentence, provider=name)
        self.until = until


def stored_settings(row: Row[Any], kind: str, cipher: Cipher) -> dict[str, Any]:
    """All settings of a row, secrets deciphered. Raises AuthenticationFailed when the key is another one: only this
    provider is out of use then, as if its password were wrong."""
    settings: dict[str, Any] = dict(row.settings or {})
    if row.secrets:
        place = f"{TABLES[kind].__tablename__}:{row.id}:secrets"
        try:
            plain = cipher.decrypt(row.secrets, place)
        except MonarrError as error:
            raise AuthenticationFailed(
                text("The password or key of {name} cannot be read. Type it in again.", name=row.name),
                provider=row.name,
            ) from error
        settings.update(msgspec.json.decode(plain))
    return settings


class Sources:
    """Keeps one adapter per configured row; a changed row gets a new one."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        http: HttpClient,
        registry: Registry,
        cipher: Cipher,
        data_path: Path,
        guards: Mapping[str, Callable[[], Awaitable[None]]] | None = None,
    ) -> None:
        """`guards` are asked before an implementation is first used: they raise when this process must not."""
        self._db, self._clock, self._http = db, clock, http
        self._registry, self._cipher, self._data_path = registry, cipher, data_path
        self._guards = dict(guards or {})
        self._kept: dict[tuple[str, int], tuple[str, Any]] = {}

    @asynccontextmanager
    async def using(self, kind: ProviderKind | str, row_id: int, *, even_resting: bool = False) -> AsyncIterator[Any]:
        """The adapter of a configured provider, watched. Raises NotFound, Resting, and what the provider raises."""
        kind = str(kind)
        row = await self._db.read(_find_row, kind, row_id)
        subject = f"{kind}:{row_id}"
        now = self._clock.now()
        health = await self._db.read(find_health, subject)
        if health is not None and not even_resting:
            if health.until_edited:
                raise Resting(row.name, None)
            if health.disabled_until is not None and now < health.disabled_until <= now + LONGEST:
                raise Resting(row.name, health.disabled_until)
        adapter = await self._adapter(kind, row)
        started = self._clock.monotonic()
        try:
            yield adapter
        except Refused:
            await self._succeeded(subject, row.name, started)  # it answered, and knew what it said
            raise
        except ProviderError as error:
            await self._failed(subject, row.name, error)
            raise
        else:
            await self._succeeded(subject, row.name, started)

    async def _succeeded(self, subject: str, name: str, started: float) -> None:
        elapsed_ms = int((self._clock.monotonic() - started) * 1000)
        await self._db.write(record_success, subject, name, self._clock.now(), elapsed_ms)

    async def _failed(self, subject: str, name: str, error: ProviderError) -> None:
        wait = error.retry_after_seconds if isinstance(error, RateLimited) else None
        await self._db.write(
            record_failure,
            subject,
            name,
            self._clock.now(),
            error.message,
            until_edited=isinstance(error, AuthenticationFailed),
            wait=None if wait is None else timedelta(seconds=wait),
            sample=error.sample,
        )

    async def _adapter(self, kind: str, row: Row[Any]) -> Any:
        settings = stored_settings(row, kind, self._cipher)
        mark = hashlib.sha256(msgspec.json.encode([row.implementation, row.name, settings])).hexdigest()
        kept = self._kept.get((kind, row.id))
        if kept is not None:
            if kept[0] == mark:
                return kept[1]
            await _close(kept[1])
        guard = self._guards.get(row.implementation)
        if guard is not None:
            await guard()
        adapter = self.build(kind, row.implementation, row.name, settings)
        self._kept[kind, row.id] = (mark, adapter)
        return adapter

    def build(self, kind: str, implementation: str, name: str, settings: Mapping[str, Any]) -> Any:
        """An adapter for settings that are not stored yet: for the Test button. The caller closes it."""
        data_path = self._data_path / implementation
        context = ProviderContext(name=name, http=self._http, clock=self._clock, data_path=data_path)
        allow = getattr(self._http, "allow", None)
        if allow is not None:
            for field in self._registry.get_provider(kind, implementation).settings.declared:
                if field.kind == "url" and settings.get(field.name):
                    allow(settings[field.name])
        return self._registry.build(kind, implementation, settings, context)

    async def close(self) -> None:
        """Closes every adapter: sessions are saved, connections given back."""
        kept, self._kept = list(self._kept.values()), {}
        for _mark, adapter in kept:
            await _close(adapter)

    async def forget(self, kind: ProviderKind | str, row_id: int) -> None:
        """Closes the adapter of a row that was edited or removed."""
        kept = self._kept.pop((str(kind), row_id), None)
        if kept is not None:
            await _close(kept[1])


async def _close(adapter: Any) -> None:
    close = getattr(adapter, "close", None)
    if close is not None:
        await close()


def _find_row(connection: Connection, kind: str, row_id: int) -> Row[Any]:
    table = TABLES[kind].__table__
    row = connection.execute(select(table).where(table.c.id == row_id)).first()
    if row is None:
        raise NotFound(text("This {kind} is no longer configured.", kind=kind.replace("_", " ")))
    return row
