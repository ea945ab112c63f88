"""`monarr why ITEM`."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run


@click.command(cls=Command)
@click.argument("item", metavar="ITEM")
@click.option("--season", type=int)
@click.option("--episode", type=int, help="With --season.")
@click.option("--version", "version_id", type=int, help="The number of the version; the default one when not given.")
def why(item: str, season: int | None, episode: int | None, version_id: int | None) -> None:
    """Say in one sentence why ITEM (its number or name) is not here, or not better."""
    from monarr.services.picking import pick_episode, pick_title
    from monarr.services.why import explain_why

    spoken = terminal()

    async def work() -> tuple[Any, Any]:
        async with opened(spoken) as house:
            row = await house.db.read(pick_title, item)
            episode_id = None
            if season is not None and episode is not None:
                episode_id = await house.db.read(pick_episode, row.id, season, episode)
            return row, await explain_why(house, row.id, episode_id=episode_id, version_id=version_id)

    row, report = run(work())
    answer = report.why
    data = {
        "title_id": row.id,
        "title": row.title,
        "code": answer.code,
        "sentence": str(answer.sentence),
        "searched": None if answer.searched is None else str(answer.searched),
        "release_count": answer.release_count,
        "temporary": answer.temporary,
        "until": answer.until,
        "fix": answer.fix,
        "release_id": report.override.release_id if report.override else None,
        "next_look_at": report.next_look_at,
    }

    def show(console: Any) -> None:
        console.print(str(answer.sentence), markup=False)
        if answer.searched is not None:
            console.print(str(answer.searched), style="dim", markup=False)
        if report.override is not None:
            console.print(f"To take it all the same: monarr grab {report.override.release_id} --override", markup=False)

    spoken.answer(data, show)
