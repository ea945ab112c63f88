"""`monarr unmatched`: folders that belong to no title."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run


@click.group(cls=Group)
def unmatched() -> None:
    """Folders with videos of which no scan could say whose they are."""


@unmatched.command("list")
@click.argument("library_name", metavar="LIBRARY", required=False)
def list_(library_name: str | None) -> None:
    """Show the folders of LIBRARY, or of all, with the titles that might fit; those left alone at the end."""
    from monarr.db.queries.unmatched import list_unmatched
    from monarr.services.picking import list_libraries, pick_library

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            if library_name is not None:
                ids = [(await house.db.read(pick_library, library_name)).id]
            else:
                ids = [one.id for one in await house.db.read(list_libraries)]
            return [row for key in ids for row in await house.db.read(list_unmatched, key)]

    rows = run(work())
    lines = [(row.id, row.path, row.file_count, _guesses(row), "left alone" if row.left_alone else "") for row in rows]
    columns = [">Id", "Folder", ">Videos", "Perhaps", ""]
    spoken.answer(rows, spoken.table(columns, lines, empty="Every folder belongs to a title."))


@unmatched.command()
@click.argument("folder")
@click.argument("words", required=False, default="")
def look(folder: str, words: str) -> None:
    """Ask the sources for titles that FOLDER (its number or path) may be, by its name or by WORDS."""
    from monarr.services.unmatched import look_for_folder, pick_folder

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            return await look_for_folder(house, (await house.db.read(pick_folder, folder)).id, words)

    answer = run(work())
    lines = [(":".join(next(iter(one.ids.items()))), one.title, one.year or "", ", ".join(one.sources))
             for one in answer.titles if one.ids]  # fmt: skip
    table = spoken.table(["Key", "Title", ">Year", "From"], lines, empty="No source knows a title like that.")
    spoken.answer(answer, table)


@unmatched.command()
@click.argument("folder")
@click.argument("key")
def add(folder: str, key: str) -> None:
    """Give FOLDER (its number or path) to the title of an id such as tmdb:45745, which is added if it is not here."""
    from monarr.services.context import MONARR
    from monarr.services.unmatched import add_unmatched, pick_folder

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            return await add_unmatched(house, (await house.db.read(pick_folder, folder)).id, key, MONARR)

    given = run(work())
    words = f"It belongs to title {given.title_id} now. To take it back: monarr unmatched take-back {given.undo_id}"
    spoken.answer(given, lambda console: console.print(words))


@unmatched.command("take-back")
@click.argument("undo_id", type=int)
def take_back(undo_id: int) -> None:
    """Take a folder back from the title it was given to; UNDO_ID is what `add` said. Its files stay."""
    from monarr.services.context import MONARR
    from monarr.services.unmatched import take_back_folder

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            return await take_back_folder(house, undo_id, MONARR)

    row = run(work())
    spoken.answer({"id": row.id, "path": row.path}, lambda console: console.print(f"{row.path} waits again."))


@unmatched.command()
@click.argument("folder")
@click.option("--undo", is_flag=True, help="List it again.")
def leave(folder: str, undo: bool) -> None:
    """Leave FOLDER (its number or path) alone: it is listed no more, and scans pass it over."""
    from monarr.services.context import MONARR
    from monarr.services.unmatched import leave_unmatched, pick_folder

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            row = await house.db.read(pick_folder, folder)
            await leave_unmatched(house, row.id, MONARR, alone=not undo)
            return row

    row = run(work())
    words = f"{row.path} is listed." if undo else f"{row.path} is left alone."
    spoken.answer({"id": row.id, "path": row.path, "left_alone": not undo}, lambda console: console.print(words))


def _guesses(row: Any) -> str:
    return ", ".join(f"{one.title} ({one.year or '?'}) {one.key}" for one in row.guesses)
