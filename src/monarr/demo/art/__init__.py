"""The demo's artwork: one poster and one fanart for each title of the catalogue."""

from __future__ import annotations

from pathlib import Path


def art_path(slot: str, key: str) -> Path:
    """Where the picture lies; `slot` is poster or fanart, `key` is a title's key. Whether it exists is not checked."""
    return Path(__file__).with_name(f"{slot}-{key}.webp")
