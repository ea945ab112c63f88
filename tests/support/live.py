"""Real programs. A test that needs one asks for it here: missing means skipped with a clear word, or failed when
`MONARR_TEST_REQUIRE_LIVE=1` says that all of them must be there (as in CI)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

# Debian package by program, where the names differ
_PACKAGES = {
    "Xvfb": "xvfb",
    "ffprobe": "ffmpeg",
    "npm": "npm",
    "kodi.bin": "kodi-bin",
    "transmission-daemon": "transmission-daemon",
}
# other places and names to look for
_ELSEWHERE = {
    "kodi.bin": ("/usr/lib/*/kodi/kodi.bin", "/usr/lib/kodi/kodi.bin"),
    "chromium": ("/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"),
}


def find_program(name: str) -> Path | None:
    """Where the program is, or None."""
    found = shutil.which(name)
    if found is not None:
        return Path(found)
    for pattern in _ELSEWHERE.get(name, ()):
        for path in sorted(Path("/").glob(pattern.lstrip("/"))):
            if os.access(path, os.X_OK):
                return path
    return None


def require_program(name: str) -> Path:
    """Where the program is; without it the test is skipped, or fails when real programs are required."""
    found = find_program(name)
    if found is None:
        missing(f"{name} is not installed here (Debian package: {_PACKAGES.get(name, name)})")
    return found


def missing(what: str) -> NoReturn:
    """Ends the test: skipped, or failed under `MONARR_TEST_REQUIRE_LIVE=1`."""
    if live_is_required():
        pytest.fail(f"{what}, and MONARR_TEST_REQUIRE_LIVE=1 makes that a failure", pytrace=False)
    pytest.skip(what)


def live_is_required() -> bool:
    return os.environ.get("MONARR_TEST_REQUIRE_LIVE", "") not in ("", "0")
