"""Where somebody is signed in, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monarr.services.sessions import SessionLine


def session_lines(lines: Iterable[SessionLine], path: str) -> list[dict[str, Any]]:
    """`path` is that below which each is ended."""
    return [
        {
            "id": line.id, "words": _browser(line.agent) + (f", {line.address}" if line.address else ""),
            "seen_at": line.used_at, "current": line.current, "end_path": f"{path}/{line.id}/end",
        }
        for line in lines
    ]  # fmt: skip


def _browser(agent: str | None) -> str:
    """A browser and its system, as a person calls them."""
    if not agent:
        return "Unknown program"
    browsers = (
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
               ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip
    browser = next((name for mark, name in browsers if mark in agent), agent.partition("/")[0][:40])
    system = next((name for mark, name in systems if mark in agent), "")
    return f"{browser} on {system}" if system else browser
