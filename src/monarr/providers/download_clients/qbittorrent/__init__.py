"""qBittorrent by its Web API version 2: qBittorrent 4.1 to 5.x.

Documentation: https://github.com/qbittorrent/qBittorrent/wiki (WebUI API). Quirks: since 5.0 torrents are "stopped"
where they were "paused"; a login may be needless on the same host; adding answers before the torrent is listed; figures
refresh every 1.5 seconds; a hybrid torrent goes by its v2 hash.
"""

from monarr.core.kinds import Protocol as ReleaseProtocol
from monarr.ports.provider import Provider, ProviderKind
from monarr.providers.download_clients.qbittorrent._client import QBittorrent
from monarr.providers.download_clients.qbittorrent._settings import Settings

__all__ = ["PROVIDER", "QBittorrent", "Settings"]

PROVIDER = Provider(
    "qbittorrent",
    "qBittorrent",
    QBittorrent,
    Settings,
    ProviderKind.DOWNLOAD_CLIENT,
    protocol=ReleaseProtocol.TORRENT.value,
    docs_url="https://github.com/qbittorrent/qBittorrent/wiki",
    help="qBittorrent 4.1 or later, with its Web UI switched on.",
)
