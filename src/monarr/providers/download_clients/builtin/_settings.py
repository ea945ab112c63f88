"""What can be set on the built-in client, and what libtorrent is told of it."""

from __future__ import annotations

from typing import Any

from monarr.core.seeding import SeedGoal
from monarr.ports.provider import ProviderSettings, setting
from monarr.version import __version__

_ENCRYPTION = {"preferred": 1, "required": 0, "off": 2}  # libtorrent's enc_policy: forced 0, enabled 1, disabled 2
_ALERTS = 0x1 | 0x8 | 0x40  # error, storage, status: all that is read here


class Settings(ProviderSettings):
    download_folder: str | None = setting(
        "Download folder", default=None, help="Empty: “downloads” in the client's part of the data folder."
    )
    max_download_kib: int = setting("Download limit", default=0, ge=0, unit="KiB/s", help="0: as fast as it goes.")
    max_upload_kib: int = setting("Upload limit", default=0, ge=0, unit="KiB/s", help="0: as fast as it goes.")
    seed_ratio: float = setting("Seed until ratio", default=1.0, ge=0, help="Uploaded to downloaded. 0: no such goal.")
    seed_minutes: int = setting(
        "Seed for", default=2880, ge=0, unit="minutes", help="Whichever goal comes first ends seeding. 0: no such goal."
    )
    downloads_at_once: int = setting(
        "Downloads at once", default=5, ge=1, le=500, help="Those that get no data do not count."
    )
    listen_port: int = setting(
        "Port for peers", default=6881, ge=0, le=65535, advanced=True, help="0: any free one. The next ten are tried."
    )
    listen_interface: str | None = setting(
        "Network address", default=None, advanced=True, placeholder="10.8.0.2 or tun0", help="Empty: all of them."
    )
    max_connections: int = setting("Connections at most", default=200, ge=2, le=10_000, advanced=True)
    encryption: str = setting(
        "Encryption",
        default="preferred",
        advanced=True,
        choices={"preferred": "Preferred", "required": "Required", "off": "Off"},
    )
    dht: bool = setting("Find peers by DHT", default=True, advanced=True)
    lsd: bool = setting("Find peers in the local network", default=True, advanced=True)
    upnp: bool = setting("Open the port at the router (UPnP, NAT-PMP)", default=True, advanced=True)
    sequential: bool = setting("Fetch pieces in order", default=False, advanced=True)
    local_peers: bool = setting(
        "Several peers on one address", default=False, advanced=True, help="For swarms on one machine, as in the demo."
    )

    @property
    def seed_goal(self) -> SeedGoal:
        return SeedGoal(self.seed_ratio or None, self.seed_minutes or None)


def session_settings(settings: Settings) -> dict[str, Any]:
    """libtorrent's settings pack. Source: https://libtorrent.org/reference-Settings.html"""
    encryption = _ENCRYPTION[settings.encryption]
    pack: dict[str, Any] = {
        "user_agent": f"Monarr/{__version__}",
        "alert_mask": _ALERTS,
        "listen_interfaces": listen_interfaces(settings.listen_interface, settings.listen_port),
        "download_rate_limit": settings.max_download_kib * 1024,
        "upload_rate_limit": settings.max_upload_kib * 1024,
        "connections_limit": settings.max_connections,
        "enable_dht": settings.dht,
        "enable_lsd": settings.lsd,
        "enable_upnp": settings.upnp,
        "enable_natpmp": settings.upnp,
        "in_enc_policy": encryption,
        "out_enc_policy": encryption,
        "active_downloads": settings.downloads_at_once,
        "active_seeds": -1,  # seeding ends by its goals, not by a queue
        "active_limit": -1,
        "dont_count_slow_torrents": True,
        "optimistic_disk_retry": 2**31 - 1,  # seconds: the session tries a disk again itself, with a handle of its own
        "stop_tracker_timeout": 1,  # seconds; closing waits for the trackers' goodbye
    }
    if settings.local_peers:
        pack |= {
            "allow_multiple_connections_per_ip": True,
            "enable_outgoing_utp": False,  # on loopback uTP takes twice as long as TCP
            "enable_incoming_utp": False,
            "close_redundant_connections": False,
            "min_reconnect_time": 1,
        }
    return pack


def listen_interfaces(interface: str | None, port: int) -> str:
    """libtorrent's notation: `address:port`, parted by commas; an IPv6 address in brackets, a device by its name."""
    if not interface:
        return f"0.0.0.0:{port},[::]:{port}"
    host = f"[{interface}]" if ":" in interface and not interface.startswith("[") else interface
    return f"{host}:{port}"
