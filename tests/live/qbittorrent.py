"""A real qBittorrent on loopback, with a profile of its own, ended by its process id."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.live import require_program
from tests.support.ports import free_port

PROGRAM = "qbittorrent-nox"
USER, PASSWORD = "admin", "adminadmin"  # what 4.5 starts with
_READY_SECONDS = 20

_CONFIGURATION = r"""
[LegalNotice]
Accepted=true
[BitTorrent]
Session\DHTEnabled=false
Session\LSDEnabled=false
Session\PeXEnabled=false
Session\DefaultSavePath={downloads}
Session\Port={peer_port}
Session\Interface=lo
Session\InterfaceName=lo
Session\InterfaceAddress=127.0.0.1
Session\MultiConnectionsPerIp=true
Session\QueueingSystemEnabled=false
[Network]
PortForwardingEnabled=false
[Preferences]
WebUI\Address=127.0.0.1
WebUI\Port={port}
WebUI\LocalHostAuth={auth}
WebUI\CSRFProtection=true
WebUI\HostHeaderValidation=true
"""


@dataclass(frozen=True)
class RunningQBittorrent:
    url: str
    downloads: Path
    process: subprocess.Popen[bytes]


@contextmanager
def running_qbittorrent(folder: Path, *, asks_for_password: bool = True) -> Iterator[RunningQBittorrent]:
    """Starts it with everything in `folder`, waits until it answers, and ends it."""
    program = require_program(PROGRAM)
    port, downloads = free_port(), folder / "downloads"
    downloads.mkdir(parents=True)
    configuration = folder / "qBittorrent" / "config" / "qBittorrent.conf"
    configuration.parent.mkdir(parents=True)
    auth = str(asks_for_password).lower()
    configuration.write_text(
        _CONFIGURATION.format(downloads=downloads, port=port, peer_port=free_port(), auth=auth), "utf-8"
    )
    process = subprocess.Popen(
        [program, f"--profile={folder}", f"--webui-port={port}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}", process)
        yield RunningQBittorrent(f"http://127.0.0.1:{port}", downloads, process)
    finally:
        process.kill()
        process.wait(timeout=10)


def _wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + _READY_SECONDS
    while time.monotonic() < give_up_at:
        if process.poll() is not None:
            pytest.fail(f"{PROGRAM} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"{PROGRAM} did not answer within {_READY_SECONDS} s")
