"""`monarr grab`: take a release that a search has listed."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through


@click.command(cls=Command)
@click.argument("release_id", type=int)
@click.option("--version", help="For which version of the title, by name or number; needed when there are several.")
@click.option("--for", "title", help="The title that it is of (number or name), whatever its name says.")
@click.option("--season", type=int, help="With --for: the season of its episodes.")
@click.option(
    "--episode", "episodes", type=int, multiple=True, help="With --season: an episode that it holds; may be repeated."
)
@click.option("--override", is_flag=True, help="Grab it although a rule refuses it.")
@click.option("--reason", default="", help="Why the rule is overridden; the story of the title keeps it.")
def grab(
    release_id: int, version: str | None, title: str | None, season: int | None, episodes: tuple[int, ...],
    override: bool, reason: str,
) -> None:  # fmt: skip
    """Grab the release with the number RELEASE_ID, as `monarr search` lists it."""
    from monarr.services.context import MONARR
    from monarr.services.jobs import queue_job
    from monarr.services.picking import pick_episode, pick_title, pick_verdict
    from monarr.services.rematch import rematch_release

    if episodes and (title is None or season is None):
        raise click.UsageError("--episode is for --for and --season: say which title and season.")
    if reason and not override:
        raise click.UsageError("--reason is for --override: without it no rule is set aside.")
    spoken = terminal()

    async def work() -> dict[str, Any]:
        async with opened(spoken) as house:
            if title is not None:
                row = await house.db.read(pick_title, title)
                ids = [await house.db.read(pick_episode, row.id, season or 0, number) for number in episodes]
                version_of = int(version) if version is not None and version.isdecimal() else None
                judged = await rematch_release(house, release_id, row.id, version_id=version_of, episode_ids=ids)
                version_id, item_ids = judged.version_id, list(judged.item_ids)
            else:
                version_id, item_ids = await house.db.read(pick_verdict, release_id, version)
            payload: dict[str, Any] = {"release_id": release_id, "version_id": version_id, "item_ids": item_ids}
            payload |= {"override": override, "reason": reason}
            job_id = await queue_job(house, "grab_release", payload, actor=MONARR)
            results = await see_through(house, spoken, job_id, "Grabbing")
            return {"release_id": release_id, "version_id": version_id, **(results[0] if results else {})}

    grabbed = run(work())
    spoken.answer(grabbed, lambda console: console.print(f"Grabbed; it is download {grabbed.get('download_id')}."))
