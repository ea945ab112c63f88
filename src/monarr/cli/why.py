"""`monarr why [ITEM]`."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run


@click.command(cls=Command)
@click.argument("item", metavar="[ITEM]", required=False)
@click.option("--season", type=int)
@click.option("--episode", type=int, help="With --season.")
@click.option("--version", "version_id", type=int, help="The number of the version; the default one when not given.")
@click.option("--better", is_flag=True, help="Without ITEM: what is here and could be better, not what is missing.")
@click.option("--limit", default=50, show_default=True, help="Without ITEM: how many to tell of.")
def why(
    item: str | None, season: int | None, episode: int | None, version_id: int | None, better: bool, limit: int
) -> None:
    """Say in one sentence why ITEM (its number or name) is not here, or not better; without ITEM of all that is missing."""
    if item is None:
        _tell_all(better, limit)
        return
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


def _tell_all(better: bool, limit: int) -> None:
    from monarr.db.queries.wanted import list_cutoff_unmet, list_missing
    from monarr.services.why import explain_wanted

    spoken = terminal()

    async def work() -> list[tuple[Any, Any]]:
        async with opened(spoken) as house:
            listed = list_cutoff_unmet if better else list_missing
            rows = await house.db.read(listed, now=house.clock.now(), limit=limit)
            return list(zip(rows, await explain_wanted(house, rows), strict=True))

    found = run(work())
    data = [
        {
            "item_id": row.item_id,
            "title_id": row.title_id,
            "version_id": row.version_id,
            "title": _named(row),
            "code": report.why.code,
            "sentence": str(report.why.sentence),
            "searched_at": report.searched_at,
            "release_count": report.why.release_count,
            "release_id": report.override.release_id if report.override else None,
            "fix": report.why.fix,
        }
        for row, report in found
    ]
    lines = [(row.title_id, _named(row), report.why.sentence) for row, report in found]
    spoken.answer(data, spoken.table([">Id", "Title", "Why"], lines, empty="Nothing is wanted."))


def _named(row: Any) -> str:
    if row.season_number is None:
        return f"{row.title} ({row.year})" if row.year else str(row.title)
    return f"{row.title} S{row.season_number:02}E{row.episode_number:02}"
