"""`monarr guides`: where formats and profiles come from, what changed there, taking it up, keeping one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run
from monarr.services.context import MONARR, House

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


@click.group(cls=Group)
def guides() -> None:
    """Guides of custom formats, profiles, sizes and naming."""


def _asked(work: Callable[[House], Awaitable[Any]]) -> Any:
    spoken = terminal()

    async def done() -> Any:
        async with opened(spoken) as house:
            return await work(house)

    return run(done())


@guides.command("list")
def list_() -> None:
    """Show the guides with their versions."""
    from monarr.services.guides import list_guides

    rows = _asked(list_guides)
    lines = [
        (row.id, row.name, row.kind, row.version or "not in use", row.found_version, "yes" if row.pinned else "",
         row.location)
        for row in rows
    ]  # fmt: skip
    columns = [">Guide", "Name", "For", "In use", "Read last", "Pinned", "From"]
    terminal().answer(rows, terminal().table(columns, lines, empty="No guides; `monarr guides add` reads one."))


@guides.command()
@click.argument("place")
@click.option("--kind", type=click.Choice(["series", "movie"]), required=True)
@click.option("--name", default="", help="What to call it; else it is called after its place.")
def add(place: str, kind: Any, name: str) -> None:
    """Read a guide from PLACE: a folder, an archive or an address. Nothing is taken up yet."""
    from monarr.services.guides import add_guide

    given: dict[str, Any] = {"name": name}
    path = Path(place)
    if place.startswith(("http://", "https://")):
        given["address"] = place
    elif path.is_dir():
        given["folder"] = str(path.resolve())
    else:
        given |= {"archive": path.read_bytes() if path.is_file() else None, "file_name": path.name}
    made = _asked(lambda house: add_guide(house, kind, MONARR, **given))
    terminal().answer({"id": made}, lambda console: console.print(f"Guide {made} is read. Nothing is taken up yet."))


@guides.command()
@click.argument("guide_id", type=int)
def show(guide_id: int) -> None:
    """Show what a guide has, and what it changed."""
    from monarr.services.guide_view import view_guide

    view = _asked(lambda house: view_guide(house, guide_id))
    marks = {(True, False): "pinned", (False, True): "yours", (True, True): "yours", (False, False): ""}
    lines = [
        (one.id, one.type.value.replace("_", " "), one.name, one.state.value.replace("_", " "),
         marks[one.pinned, one.forked], "; ".join(str(change) for change in one.changes))
        for one in view.entries
    ]  # fmt: skip
    table = terminal().table([">Entry", "Type", "Name", "State", "Kept", "Changes"], lines, empty="Nothing.")
    told = [
        {"id": one.id, "type": one.type, "key": one.key, "name": one.name, "state": one.state, "pinned": one.pinned,
         "forked": one.forked, "local_id": one.local_id, "changes": [str(change) for change in one.changes]}
        for one in view.entries
    ]  # fmt: skip
    terminal().answer({"name": view.source.name, "entries": told}, table)


@guides.command()
@click.argument("guide_id", type=int)
@click.option("--archive", type=click.Path(exists=True, dir_okay=False), help="The newer archive, if it came as one.")
def look(guide_id: int, archive: str | None) -> None:
    """Read a guide anew; what was taken up stays."""
    from monarr.services.guides import look_again

    content = Path(archive).read_bytes() if archive else None
    _asked(lambda house: look_again(house, guide_id, MONARR, archive=content))
    terminal().answer({"id": guide_id}, lambda console: console.print(f"Guide {guide_id} is read anew."))


@guides.command()
@click.argument("guide_id", type=int)
@click.argument("entries", nargs=-1, type=int)
@click.option("--everything", is_flag=True, help="All formats and profiles of the guide.")
def apply(guide_id: int, entries: tuple[int, ...], everything: bool) -> None:
    """Take up ENTRIES; without any, what changed of that which is in use."""
    from monarr.services.guide_apply import apply_guide

    applied = _asked(
        lambda house: apply_guide(house, guide_id, MONARR, entry_ids=entries or None, everything=everything)
    )
    line = f"{len(applied.formats)} formats and {len(applied.profiles)} profiles taken up."
    terminal().answer(applied, lambda console: console.print(line))


@guides.command()
@click.argument("guide_id", type=int)
@click.argument("entry_id", type=int, required=False)
@click.option("--off", is_flag=True, help="Let it follow the guide again.")
def pin(guide_id: int, entry_id: int | None, off: bool) -> None:
    """Keep a guide, or one ENTRY of it, at its version."""
    from monarr.services.guides import keep_entry, pin_guide

    async def work(house: House) -> None:
        if entry_id is None:
            await pin_guide(house, guide_id, not off, MONARR)
        else:
            await keep_entry(house, guide_id, entry_id, MONARR, pinned=not off)

    _asked(work)
    terminal().answer({"pinned": not off}, lambda console: console.print("Follows the guide." if off else "Pinned."))


@guides.command()
@click.argument("guide_id", type=int)
@click.argument("entry_id", type=int)
@click.option("--off", is_flag=True, help="Let it follow the guide again.")
def fork(guide_id: int, entry_id: int, off: bool) -> None:
    """Make ENTRY your own; updates of the guide only inform."""
    from monarr.services.guides import keep_entry

    _asked(lambda house: keep_entry(house, guide_id, entry_id, MONARR, forked=not off))
    terminal().answer({"forked": not off}, lambda console: console.print("Follows the guide." if off else "Yours now."))


@guides.command()
@click.argument("guide_id", type=int)
def forget(guide_id: int) -> None:
    """Let a guide go; what came from it stays."""
    from monarr.services.guides import forget_guide

    _asked(lambda house: forget_guide(house, guide_id, MONARR))
    terminal().answer({"id": guide_id}, lambda console: console.print(f"Guide {guide_id} is gone."))
