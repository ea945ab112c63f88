"""`monarr profile`: quality profiles, and the goals that they can be made from."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run

_KINDS = click.Choice(["movie", "series", "anime"])


@click.group(cls=Group)
def profile() -> None:
    """Quality profiles, and goals to make them from."""


@profile.command("list")
def list_() -> None:
    """Show the profiles with the goal that each follows."""
    from monarr.messages.goals import follow_words
    from monarr.services.goals import goals_of_profiles
    from monarr.services.profiles import list_profiles

    spoken = terminal()

    async def work() -> tuple[list[Any], dict[int, Any]]:
        async with opened(spoken) as house:
            return await list_profiles(house), await house.db.read(goals_of_profiles)

    found, goals = run(work())
    data = [
        {"id": one.id, "name": one.name, "cutoff": one.items[one.cutoff_rank].label,
         "goal": goals[one.id].code if one.id in goals else None,
         "state": goals[one.id].state if one.id in goals else None}
        for one in found
    ]  # fmt: skip
    lines = [
        (one["id"], one["name"], one["cutoff"], str(follow_words(one["goal"], one["state"])) if one["goal"] else "")
        for one in data
    ]
    spoken.answer(data, spoken.table([">Id", "Profile", "Goal quality", "Goal"], lines, empty="No profiles."))


@profile.command()
@click.option("--kind", type=_KINDS, help="Only goals for this kind of library.")
def goals(kind: str | None) -> None:
    """Show the goals: what each is for, and what it weighs."""
    from monarr.core.kinds import ContentType
    from monarr.messages.goals import episode_words, film_words, goal_about, goal_name, goal_reasons
    from monarr.services.goals import preview_goals

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await preview_goals(house, ContentType(kind) if kind else None)

    data = [
        {"code": one.goal.code, "name": str(goal_name(one.goal.code)), "about": str(goal_about(one.goal.code)),
         "rules": [str(words) for words in goal_reasons(one.goal)],
         "film": str(film_words(one.weight)) if one.weight else None,
         "episode": str(episode_words(one.weight)) if one.weight else None}
        for one in run(work())
    ]  # fmt: skip
    lines = [(one["code"], one["name"], one["film"] if kind in (None, "movie") else one["episode"]) for one in data]
    spoken.answer(data, spoken.table(["Goal", "Name", "Weighs"], lines, empty="No goals."))


@profile.command()
@click.argument("goal")
@click.option("--name", default="", help="The profile's name; that of the goal if not given.")
@click.option("--kind", type=_KINDS, help="What it is for; films and series alike if not given.")
def add(goal: str, name: str, kind: str | None) -> None:
    """Make a profile from GOAL, as `monarr profile goals` lists them."""
    from monarr.core.kinds import ContentType
    from monarr.services.context import MONARR
    from monarr.services.goals import create_from_goal

    spoken = terminal()

    async def work() -> int:
        async with opened(spoken) as house:
            return await create_from_goal(
                house, goal, MONARR, name=name, content_type=ContentType(kind) if kind else None
            )

    made = run(work())
    spoken.answer({"id": made}, lambda console: console.print(f"Profile {made} is there."))
