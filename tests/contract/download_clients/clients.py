"""Clients as tests want them: on loopback, and never talking to the world."""

from __future__ import annotations

from pathlib import Path

from monarr.ports.clock import SystemClock
from monarr.ports.http import HttpClient
from monarr.ports.provider import ProviderContext
from monarr.providers.download_clients.builtin import Builtin
from monarr.providers.download_clients.builtin import Settings as BuiltinSettings
from monarr.providers.download_clients.qbittorrent import QBittorrent
from monarr.providers.download_clients.qbittorrent import Settings as QBittorrentSettings

LOOPBACK = {
    "listen_interface": "127.0.0.1",
    "listen_port": 0,
    "dht": False,
    "lsd": False,
    "upnp": False,
    "local_peers": True,
}


def builtin(data_path: Path, **settings: object) -> Builtin:
    """A built-in client; close it."""
    context = ProviderContext(name="Built-in", http=None, clock=SystemClock(), data_path=data_path)
    return Builtin(BuiltinSettings.load({**LOOPBACK, **settings}), context)


def qbittorrent(url: str, http: HttpClient, **settings: object) -> QBittorrent:
    context = ProviderContext(name="qBittorrent", http=http, clock=SystemClock(), data_path=Path("unused"))
    return QBittorrent(QBittorrentSettings.load({"url": url, **settings}), context)
