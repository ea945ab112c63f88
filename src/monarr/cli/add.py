"""`monarr add`: look a title up and put it into a library."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through
from monarr.cli._terminal import Terminal
from monarr.core.errors import InvalidInput, NotFound, Unavailable
from monarr.core.text import text
from monarr.services.context import House

PRESETS = ("all", "future", "missing", "existing", "recent", "pilot", "first_season", "last_season", "none")


@click.command(cls=Command)
@click.argument("words")
@click.option("--kind", "--type", "kind", type=click.Choice(["movie", "series"]), help="What it is.")
@click.option("--year", type=int, help="Of several with one name, that of this year.")
@click.option("--library", metavar="LIBRARY", help="Number, slug or name; the default one when not given.")
@click.option("--monitor", type=click.Choice(PRESETS), default="all", show_default=True, help="What to look for.")
@click.option("--search/--no-search", default=True, show_default=True, help="Search for it at once.")
def add(words: str, kind: str | None, year: int | None, library: str | None, monitor: str, search: bool) -> None:
    """Add the film or series of these WORDS, or of an id such as tmdb:45745, tvmaze:526 or tt1727587."""
    spoken = terminal()

    async def work() -> dict[str, Any]:
        async with opened(spoken) as house:
            return await _add(house, spoken, words, kind, year, library, monitor, search)

    added = run(work())
    spoken.answer(added, lambda console: console.print(_sentence(added), markup=False))


def _sentence(added: dict[str, Any]) -> str:
    grabbed = f"; {len(added['grabbed'])} on the way" if added["grabbed"] else ""
    return f"{added['title']} ({added['year'] or 'year unknown'}) is in {added['library']} as number {added['id']}{grabbed}."


async def _add(
    house: House,
    spoken: Terminal,
    words: str,
    kind: str | None,
    year: int | None,
    library: str | None,
    monitor: str,
    search: bool,
) -> dict[str, Any]:
    from monarr.core.kinds import ContentType, MediaKind
    from monarr.core.monitoring import MonitorPreset
    from monarr.services.add import AddTitle, add_title
    from monarr.services.picking import pick_library

    if kind is None and library is None:
        raise InvalidInput(text("Say what it is with --kind movie or --kind series, or name the --library."))
    types = {"movie": ("movie",), "series": ("series", "anime")}.get(kind or "", ())
    row = await house.db.read(pick_library, library, types)
    media_kind = MediaKind(kind) if kind else ContentType(row.content_type).title_kind
    found = await _look_up(house, spoken, media_kind, words, year)
    title = AddTitle(
        kind=media_kind, title=found.title, ids=found.ids, library_id=row.id, year=found.year,
        original_title=found.original_title, overview=found.overview, monitor=MonitorPreset(monitor), search=search,
    )  # fmt: skip
    title_id = await add_title(house, title)
    results = await _see_jobs(house, spoken, title_id, found.title)
    grabbed = [one for result in results for one in result.get("grabbed", ())]
    return {"id": title_id, "title": found.title, "year": found.year, "library": row.name, "grabbed": grabbed}


async def _look_up(house: House, spoken: Terminal, kind: Any, words: str, year: int | None) -> Any:
    from monarr.services.lookup import look_up

    result = await look_up(house, kind, words, year=year)
    for failed in result.failed:
        spoken.say(f"{failed.name}: {failed.reason}")
    if result.titles:
        return result.titles[0]
    if result.failed and len(result.failed) == result.asked:
        raise Unavailable(text("No metadata source answers; try again later."))
    raise NotFound(text("No source knows “{words}”.", words=words))


async def _see_jobs(house: House, spoken: Terminal, title_id: int, title: str) -> list[dict[str, Any]]:
    """Waits for the description and the search that follows it."""
    from monarr.services.jobs import jobs_of_title

    for job in await house.db.read(jobs_of_title, title_id, "refresh_title"):
        return await see_through(house, spoken, job, f"Describing {title}")
    return []
