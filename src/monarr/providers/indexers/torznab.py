"""Torznab: torrents, from Jackett, Prowlarr, and indexers that speak it themselves.

Source: https://torznab.github.io/spec-1.3-draft/
"""

from __future__ import annotations

from monarr.core.kinds import Protocol
from monarr.ports.provider import Provider, ProviderKind, setting
from monarr.providers.indexers._feed import FeedIndexer
from monarr.providers.indexers._settings import FeedSettings


class TorznabSettings(FeedSettings):
    minimum_seeders: int = setting(
        "Minimum seeders", default=1, ge=0, le=1000, help="Releases with fewer are refused.", advanced=True
    )


class Torznab(FeedIndexer):
    protocol = Protocol.TORRENT


PROVIDER = Provider(
    "torznab",
    "Torznab",
    Torznab,
    TorznabSettings,
    ProviderKind.INDEXER,
    protocol=Protocol.TORRENT,
    docs_url="https://torznab.github.io/spec-1.3-draft/",
    help="Torrents from Prowlarr, Jackett or any site with a Torznab address.",
)
