"""`monarr title`: how a title is looked for, the names that releases find it by, and the numbers of its episodes."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run

if TYPE_CHECKING:
    from monarr.services.context import House

Work = Callable[["House", Any], Coroutine[Any, Any, Any]]
_SWITCHES = {"yes": True, "no": False}
_switch = click.Choice(list(_SWITCHES))


@click.group(cls=Group)
def title() -> None:
    """How a title is looked for: monitored, its names, the numbers of its episodes. ITEM is its number or name."""


@title.command()
@click.argument("item")
@click.option("--monitored", type=_switch, help="Whether it is looked for.")
@click.option("--season", type=int, help="With --monitored: only this season.")
@click.option("--episode", type=int, help="With --season: only this episode.")
@click.option("--from", "minimum_availability", type=click.Choice(["announced", "in_cinemas", "released"]),
              help="Of a film: from when on it counts as out.")  # fmt: skip
@click.option("--type", "series_type", type=click.Choice(["standard", "daily", "anime"]),
              help="Of a series: how its releases are counted.")  # fmt: skip
@click.option("--new-seasons", "monitor_new_seasons", type=_switch, help="Whether seasons to come are looked for.")
@click.option("--tag", "tags", multiple=True, help="Its tags from now on; may be repeated.")
def edit(
    item: str,
    monitored: str | None,
    season: int | None,
    episode: int | None,
    tags: tuple[str, ...],
    **given: str | None,
) -> None:
    """Change how ITEM is looked for."""
    from monarr.services.context import MONARR
    from monarr.services.edit import edit_title, set_monitored, set_season_monitored, set_tags
    from monarr.services.picking import pick_episode

    changes = {name: _SWITCHES.get(value, value) for name, value in given.items() if value is not None}

    async def work(house: House, row: Any) -> None:
        if monitored is not None and season is not None and episode is None:
            await set_season_monitored(house, row.id, season, _SWITCHES[monitored], MONARR)
        elif monitored is not None:
            part = row.id if season is None else await house.db.read(pick_episode, row.id, season, episode or 0)
            await set_monitored(house, [part], _SWITCHES[monitored], MONARR)
        if changes:
            await edit_title(house, row.id, changes, MONARR)
        if tags:
            await set_tags(house, [row.id], tags, MONARR)

    row, _ = _run(item, work)
    terminal().answer({"title_id": row.id, "title": row.title}, _said(f"“{row.title}” is changed."))


@title.command()
@click.argument("item")
def names(item: str) -> None:
    """Show the other names that releases of ITEM may bear."""
    from monarr.db.queries.title_names import list_names

    _, found = _run(item, lambda house, row: house.db.read(list_names, row.id))
    lines = [
        (one.id, one.title, "" if one.season_number is None else one.season_number, one.source,
         ", ".join(f"{other.title} ({other.year or '?'})" for other in one.also_of))
        for one in found
    ]  # fmt: skip
    columns = [">Id", "Name", ">Season", "From", "Also of"]
    terminal().answer(found, terminal().table(columns, lines, empty="It has no other name."))


@title.command("add-name")
@click.argument("item")
@click.argument("name")
@click.option("--season", type=int, help="Only releases of this season bear it.")
def add_a_name(item: str, name: str, season: int | None) -> None:
    """Say that releases of ITEM may be called NAME."""
    from monarr.services.context import MONARR
    from monarr.services.title_names import NewName, add_name

    given = NewName(title=name, season_number=season)
    row, name_id = _run(item, lambda house, row: add_name(house, row.id, given, MONARR))
    terminal().answer({"id": name_id, "name": name}, _said(f"“{row.title}” is also called “{name}”."))


@title.command("remove-name")
@click.argument("item")
@click.argument("number", type=int, metavar="ID")
def remove_a_name(item: str, number: int) -> None:
    """Take the name ID away from ITEM; `monarr title names` shows the numbers."""
    from monarr.services.context import MONARR
    from monarr.services.title_names import remove_name

    row, gone = _run(item, lambda house, row: remove_name(house, row.id, number, MONARR))
    terminal().answer({"id": number, "name": gone.title}, _said(f"“{row.title}” is no longer called “{gone.title}”."))


@title.command()
@click.argument("item")
@click.option("--season", type=int)
def numbers(item: str, season: int | None) -> None:
    """Show how the episodes of ITEM are counted, and how releases count them."""
    from monarr.db.queries.numbers import list_numbers

    _, found = _run(item, lambda house, row: house.db.read(list_numbers, row.id, season))
    states = {None: "", True: "yes", False: "no"}
    lines = [
        (f"S{one.season_number:02}E{one.episode_number:02}", one.title, _plain(one.absolute_number),
         "" if one.scene_number is None else f"S{one.scene_season:02}E{one.scene_number:02}",
         _plain(one.scene_absolute), states[one.is_confirmed])
        for one in found
    ]  # fmt: skip
    columns = ["Number", "Title", ">From the first", "In releases", ">Absolute there", "Confirmed"]
    terminal().answer(found, terminal().table(columns, lines, empty="It has no episodes."))


@title.command("set-numbers")
@click.argument("item")
@click.argument("season", type=int)
@click.argument("episode", type=int)
@click.option("--absolute", "absolute_number", type=int, help="Counted from the first episode on.")
@click.option("--scene-season", type=int, help="The season that releases say.")
@click.option("--scene-episode", "scene_number", type=int, help="The number that releases say.")
@click.option("--scene-absolute", type=int, help="The absolute number that releases say.")
@click.option("--as-catalogue", is_flag=True, help="Releases count it as the catalogue does.")
def set_the_numbers(item: str, season: int, episode: int, as_catalogue: bool, **given: int | None) -> None:
    """Say how EPISODE of SEASON of ITEM is counted; what is not given stays, and all of it is confirmed."""
    from monarr.db.queries.numbers import list_numbers
    from monarr.services.context import MONARR
    from monarr.services.numbers import NumbersInput, set_numbers
    from monarr.services.picking import pick_episode

    async def work(house: House, row: Any) -> int:
        episode_id = await house.db.read(pick_episode, row.id, season, episode)
        held = next(one for one in await house.db.read(list_numbers, row.id, season) if one.id == episode_id)
        stays = {name: None if as_catalogue and name != "absolute_number" else getattr(held, name) for name in given}
        said = {name: value for name, value in given.items() if value is not None}
        return await set_numbers(house, row.id, [NumbersInput(id=episode_id, **stays | said)], MONARR)

    _, count = _run(item, work)
    terminal().answer({"count": count}, _said("Set and confirmed." if count else "It was so already."))


def _run(item: str, work: Work) -> tuple[Any, Any]:
    """The title that is meant, and what the work on it gave."""
    from monarr.services.picking import pick_title

    async def inside() -> tuple[Any, Any]:
        async with opened(terminal()) as house:
            row = await house.db.read(pick_title, item)
            return row, await work(house, row)

    return run(inside())


def _said(sentence: str) -> Callable[[Any], None]:
    return lambda console: console.print(sentence, markup=False)


def _plain(number: int | None) -> str | int:
    return "" if number is None else number
