"""`monarr search`: what the indexers have for a title of the library, judged."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through
from monarr.services.context import House

_MARKS = {"accepted": "fits", "waiting": "waits", "refused": "refused"}


@click.command(cls=Command)
@click.argument("title")
@click.option("--season", type=int)
@click.option("--episode", type=int, help="With --season.")
@click.option("--grab", "grab_best", is_flag=True, help="Grab the best instead of listing.")
@click.option("--limit", default=20, show_default=True, help="How many to list.")
def search(title: str, season: int | None, episode: int | None, grab_best: bool, limit: int) -> None:
    """Search the indexers for TITLE (its number or name), and list what they have, best first."""
    from monarr.services.picking import pick_episode, pick_title

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            row = await house.db.read(pick_title, title)
            episode_id = None
            if season is not None and episode is not None:
                episode_id = await house.db.read(pick_episode, row.id, season, episode)
            if grab_best:
                return await _grab_best(house, row, season, episode_id)
            return await _list(house, row.id, season, episode_id)

    async def _grab_best(house: House, row: Any, season: int | None, episode_id: int | None) -> Any:
        from monarr.services.context import MONARR
        from monarr.services.jobs import queue_job

        payload = {"title_id": row.id, "season": season, "episode_ids": [episode_id] if episode_id else []}
        job_id = await queue_job(house, "search_title", payload, actor=MONARR)
        results = await see_through(house, spoken, job_id, f"Searching for {row.title}")
        return results[0] if results else {}

    found = run(work())
    if grab_best:
        grabbed = found.get("grabbed", [])
        sentence = f"{found.get('release_count', 0)} releases, {len(grabbed)} grabbed."
        spoken.answer(found, lambda console: console.print(sentence))
        return
    for problem in found["problems"]:
        spoken.say(f"{problem['indexer']}: {problem['problem']}")
    lines = [
        (
            one["id"],
            one["title"],
            one["quality"],
            one["size"],
            one["seeders"],
            one["score"],
            one["verdict"],
            one["reason"],
        )
        for one in found["releases"][:limit]
    ]
    columns = [">Release", "Name", "Quality", ">Size", ">Seeders", ">Score", "Verdict", "Why"]
    spoken.answer(found, spoken.table(columns, lines, empty="The indexers have nothing for it."))


async def _list(house: House, title_id: int, season: int | None, episode_id: int | None) -> dict[str, Any]:
    from monarr.messages.human import size
    from monarr.services.search import interactive_search

    report = await interactive_search(house, title_id, episode_id=episode_id, season=season)
    releases = []
    for listed in report.releases:
        judged, offer = listed.judged, listed.judged.offer.release
        releases.append(
            {
                "id": judged.release_id,
                "title": offer.title,
                "indexer": judged.offer.indexer_name,
                "size_bytes": offer.size_bytes,
                "size": "" if offer.size_bytes is None else str(size(offer.size_bytes)),
                "seeders": offer.seeders,
                "quality": judged.candidate.parsed.quality,
                "score": judged.candidate.score,
                "version_id": judged.version_id,
                "item_ids": list(judged.item_ids),
                "outcome": judged.outcome,
                "verdict": _MARKS.get(judged.outcome, judged.outcome),
                "reason": _reason(judged),
            }
        )
    problems = [{"indexer": one.indexer_name, "problem": str(one.problem)} for one in report.problems]
    return {"title_id": title_id, "version": report.version_name, "releases": releases, "problems": problems}


def _reason(judged: Any) -> str:
    """The first refusal, in words."""
    from monarr.messages import verdict_sentence

    for verdict in judged.judgement.verdicts:
        if verdict.outcome == "refused" and judged.outcome != "accepted":
            return str(verdict_sentence(verdict))
    return ""
