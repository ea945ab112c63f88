"""`monarr queue`: what is on its way."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run
from monarr.messages.human import size, wait


@click.command(cls=Command)
def queue() -> None:
    """Show what is being downloaded and imported, and what waits for something better."""
    from monarr.db.queries.queue import list_queue

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await house.db.read(list_queue, now=house.clock.now())

    rows = run(work())
    lines = [
        (
            row.download_id or "",
            row.title or row.release_title,
            row.state,
            "" if row.progress is None else f"{row.progress:.0%}",
            "" if row.size_bytes is None else size(row.size_bytes),
            "" if row.eta_seconds is None else wait(row.eta_seconds / 60),
            row.problem or row.release_title,
        )
        for row in rows
    ]
    columns = [">Download", "Title", "State", ">Done", ">Size", "Left", "Release or problem"]
    spoken.answer([_data(row) for row in rows], spoken.table(columns, lines, empty="Nothing is on its way."))


def _data(row: Any) -> dict[str, Any]:
    import msgspec

    data = msgspec.structs.asdict(row)
    data["problem"] = None if row.problem is None else str(row.problem)
    return data
