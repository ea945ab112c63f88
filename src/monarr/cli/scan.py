"""`monarr scan PATH`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path))
def scan(path: Path) -> None:
    """Look what is in PATH, a folder of a library or of a title in it."""
    from monarr.services.context import MONARR
    from monarr.services.jobs import queue_job

    spoken, given = terminal(), str(path.absolute())

    async def work() -> list[dict[str, Any]]:
        async with opened(spoken) as house:
            job_id = await queue_job(house, "scan_path", {"path": given}, actor=MONARR)
            return await see_through(house, spoken, job_id, f"Scanning {path}")

    results = run(work())
    spoken.answer({"results": results}, lambda console: console.print("Scanned.", *map(str, results)))
