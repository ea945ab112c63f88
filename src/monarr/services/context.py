"""What every use-case may need, passed in once by bootstrap: no globals, nothing done at import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import msgspec

from monarr.db.engine import Database
from monarr.media.probe import Prober
from monarr.ports.clock import Clock
from monarr.ports.http import HttpClient
from monarr.ports.provider import Provider, ProviderContext, ProviderKind


class Registry(Protocol):
    """`monarr.providers.registry`, seen from the services: they know no provider by name."""

    def all_providers(self, kind: ProviderKind | None = None) -> tuple[Provider, ...]: ...

    def get_provider(self, kind: ProviderKind | str, implementation: str) -> Provider: ...

    def build(
        self, kind: ProviderKind | str, implementation: str, settings: Mapping[str, Any], context: ProviderContext
    ) -> Any: ...

    def schema(self, provider: Provider) -> dict[str, Any]: ...

    def mask(self, provider: Provider, settings: Mapping[str, Any]) -> dict[str, Any]: ...

    def merge_secrets(
        self, provider: Provider, stored: Mapping[str, Any], submitted: Mapping[str, Any]
    ) -> dict[str, Any]: ...


class Cipher(Protocol):
    """`monarr.secrets.Cipher`: secrets at rest. `place` binds a text to its row: `table:row:column`."""

    def encrypt(self, plain: str, place: str) -> str: ...

    def decrypt(self, stored: str, place: str) -> str:
        """Raises SecretUnreadable when the key is another one."""
        ...


class Paths(msgspec.Struct, frozen=True):
    """Folders under the data folder; they exist when a service sees them."""

    data: Path
    assets: Path
    cache: Path
    backups: Path
    logs: Path
    downloads: Path


class House(msgspec.Struct, frozen=True):
    """The parts of the house. A use-case is a function that takes the house first: `await grab(house, release_id)`."""

    db: Database
    clock: Clock
    http: HttpClient
    registry: Registry
    cipher: Cipher
    prober: Prober
    paths: Paths
    sources: Any  # monarr.services.sources.Sources: adapters of configured providers, with health
    live: Any  # monarr.services.live.Live: who listens to changes in this process
    torrents: Any = None  # monarr.services.torrent_session.TorrentSession: who runs the built-in client
    key_id: str = ""  # of the key that enciphers secrets
    external_url: str = ""  # address of Monarr for people, with base path; "" when unknown
    time_zone: str = "UTC"


class Actor(msgspec.Struct, frozen=True):
    """Who asks: a person, or Monarr itself (`user_id` None)."""

    user_id: int | None = None
    name: str = "monarr"


MONARR = Actor()
