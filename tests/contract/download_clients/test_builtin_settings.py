"""What the built-in client's settings mean to libtorrent, and what it costs to have it around unused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from monarr.core.seeding import SeedGoal
from monarr.providers.download_clients.builtin import Settings
from monarr.providers.download_clients.builtin._settings import listen_interfaces, session_settings


@pytest.mark.parametrize(
    ("interface", "written"),
    [
        (None, "0.0.0.0:6881,[::]:6881"),
        ("127.0.0.1", "127.0.0.1:6881"),
        ("fd00::1", "[fd00::1]:6881"),
        ("tun0", "tun0:6881"),
    ],
)
def test_addresses_are_written_as_libtorrent_reads_them(interface: str | None, written: str) -> None:
    assert listen_interfaces(interface, 6881) == written


def test_limits_are_kib_in_the_form_and_bytes_for_libtorrent() -> None:
    pack = session_settings(Settings.load({"max_download_kib": 100, "max_upload_kib": "20"}))
    assert (pack["download_rate_limit"], pack["upload_rate_limit"]) == (102_400, 20_480)


def test_nothing_set_as_goal_means_no_goal() -> None:
    assert Settings.load({"seed_ratio": 0, "seed_minutes": 0}).seed_goal == SeedGoal()
    assert Settings.load({}).seed_goal == SeedGoal(1.0, 2880)


def test_libtorrent_is_loaded_with_the_first_use_only() -> None:
    code = "import sys, monarr.providers.download_clients.builtin; print('libtorrent' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[3] / "src", timeout=30
    )
    assert run.stdout.strip() == "False", run.stderr
