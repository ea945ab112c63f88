"""Newznab: usenet releases. Source: https://inhies.github.io/Newznab-API/"""

from __future__ import annotations

from monarr.core.kinds import Protocol
from monarr.ports.provider import Provider, ProviderKind
from monarr.providers.indexers._feed import FeedIndexer
from monarr.providers.indexers._settings import FeedSettings


class NewznabSettings(FeedSettings):
    """Nothing beyond what both protocols have."""


class Newznab(FeedIndexer):
    protocol = Protocol.USENET


PROVIDER = Provider(
    "newznab",
    "Newznab",
    Newznab,
    NewznabSettings,
    ProviderKind.INDEXER,
    protocol=Protocol.USENET,
    docs_url="https://inhies.github.io/Newznab-API/",
    help="Usenet releases from Prowlarr or any site with a Newznab address.",
)
