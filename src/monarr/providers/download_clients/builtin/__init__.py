"""The BitTorrent client that is built into Monarr, on libtorrent: nothing else is needed to download.

Documentation: https://libtorrent.org/reference.html (2.0 and 2.1). Its state lies under the data folder, one file per
torrent; libtorrent itself is loaded with the first use.
"""

from monarr.core.kinds import Protocol as ReleaseProtocol
from monarr.ports.provider import Provider, ProviderKind
from monarr.providers.download_clients.builtin._client import Builtin
from monarr.providers.download_clients.builtin._settings import Settings

__all__ = ["PROVIDER", "Builtin", "Settings"]

PROVIDER = Provider(
    "builtin",
    "Built-in BitTorrent",
    Builtin,
    Settings,
    ProviderKind.DOWNLOAD_CLIENT,
    protocol=ReleaseProtocol.TORRENT.value,
    keyless=True,
    docs_url="https://libtorrent.org",
    help="Downloads by itself; needs no other program.",
)
