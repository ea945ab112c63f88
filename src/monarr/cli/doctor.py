"""`monarr doctor`: whether everything is well, and what to do if not."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run
from monarr.cli._terminal import FAILED
from monarr.version import __version__

_LIBRARIES = ("sqlalchemy", "litestar", "uvicorn", "msgspec", "libtorrent", "av", "pillow", "psycopg", "apprise")
_PROGRAMS = ("ffmpeg", "qbittorrent-nox", "kodi")


@click.command(cls=Command)
def doctor() -> None:
    """Run all health checks and show the environment. Exit code 1 when something is wrong."""
    from monarr.services.health import check_health, list_health
    from monarr.services.workers import living_workers

    spoken = terminal()
    settings = spoken.settings()

    async def work() -> tuple[list[Any], list[str]]:
        async with opened(spoken) as house:
            await check_health(house)
            workers = await house.db.read(living_workers, house.clock.now())
            return await house.db.read(list_health, house.clock.now()), workers

    lines, workers = run(work())
    facts = _environment() | {
        "data folder": str(settings.data_dir),
        "database": _database(settings.database_url),
        "running": ", ".join(workers) or "no server or worker",
    }
    data = {
        "healthy": not any(line.state == "error" for line in lines),
        "checks": [
            {"subject": line.subject, "name": line.name, "state": line.state,
             "message": None if line.message is None else str(line.message), "fix": line.fix}
            for line in lines
        ],
        "environment": facts,
    }  # fmt: skip
    spoken.answer(data, lambda console: _show(console, lines, facts))
    if not data["healthy"]:
        click.get_current_context().exit(FAILED)


def _show(console: Any, lines: list[Any], facts: dict[str, str]) -> None:
    marks = {"ok": ("green", "well"), "warning": ("yellow", "look"), "error": ("red", "wrong")}
    for line in lines:
        color, word = marks.get(line.state, ("yellow", line.state))
        console.print(f"[{color}]{word:<6}[/]", end="")
        console.print(f"{line.name}" + (f": {line.message}" if line.message else ""), markup=False)
    console.print()
    for name, value in facts.items():
        console.print(f"{name:<16} {value}", markup=False)


def _environment() -> dict[str, str]:
    found = {
        "monarr": __version__,
        "python": sys.version.split()[0],
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
    }
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found | {name: shutil.which(name) or "not here (not needed)" for name in _PROGRAMS}


def _database(url: str) -> str:
    from sqlalchemy import make_url

    return make_url(url).render_as_string(hide_password=True)
