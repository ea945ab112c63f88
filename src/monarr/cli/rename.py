"""`monarr rename ITEM`, `monarr rename --library SLUG`."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through


@click.command(cls=Command)
@click.argument("item", metavar="ITEM", required=False)
@click.option("--library", "slug", metavar="SLUG", help="All titles of a library, instead of ITEM.")
@click.option("--dry-run", is_flag=True, help="Only say what would be renamed.")
def rename(item: str | None, slug: str | None, dry_run: bool) -> None:
    """Give the files of ITEM (its number or name), or of a library, the names of the rules."""
    if (item is None) == (slug is None):
        raise click.UsageError("Give either ITEM or --library.")
    spoken = terminal()

    async def work() -> dict[str, Any]:
        async with opened(spoken) as house:
            if dry_run:
                return {"lines": await _lines(house, item, slug)}
            return await _renamed(house, spoken, item, slug)

    found = run(work())
    spoken.answer(found, lambda console: _show(console, found))


async def _lines(house: Any, item: str | None, slug: str | None) -> list[dict[str, Any]]:
    from monarr.services.picking import pick_library, pick_title
    from monarr.services.rename import preview_rename
    from monarr.services.rename_library import preview_library

    if item is not None:
        title = await house.db.read(pick_title, item)
        lines = [one for one in await preview_rename(house, title.id) if one.outcome != "same"]
    else:
        library = await house.db.read(pick_library, slug)
        found = await preview_library(house, library.id)
        lines = list(found.lines)
        while found.next_first is not None:
            found = await preview_library(house, library.id, found.next_first)
            lines += found.lines
    return [
        {"file_id": one.file_id, "title": one.title, "old_path": one.old_path, "new_path": one.new_path,
         "outcome": one.outcome, "problem": str(one.problem) if one.problem else None, "others": one.others}
        for one in lines
    ]  # fmt: skip


async def _renamed(house: Any, spoken: Any, item: str | None, slug: str | None) -> dict[str, Any]:
    from monarr.services.context import MONARR
    from monarr.services.picking import pick_library, pick_title
    from monarr.services.rename import rename_files
    from monarr.services.rename_library import start_rename

    if item is not None:
        title = await house.db.read(pick_title, item)
        act_id = await rename_files(house, title.id, actor=MONARR)
        return {"act_ids": [act_id] if act_id else [], "left": []}
    library = await house.db.read(pick_library, slug)
    job_id = await start_rename(house, library.id, None, MONARR)
    results = await see_through(house, spoken, job_id, f"Renaming the files of {slug}")
    return results[0] if results else {"act_ids": [], "left": []}


def _show(console: Any, found: dict[str, Any]) -> None:
    lines = found.get("lines")
    if lines is not None:
        for line in lines:
            console.print(line["old_path"], markup=False)
            console.print(f"  -> {line['new_path']}", markup=False)
            if line["problem"]:
                console.print(f"     {line['problem']}", style="red", markup=False)
        if not lines:
            console.print("Every file bears its name already.")
        return
    count = len(found["act_ids"])
    console.print(
        f"Renamed the files of {count} title{'' if count == 1 else 's'}." if count else "Nothing was renamed."
    )
    for one in found["left"]:
        console.print(f"{one['path']}: {one['why']}", style="red", markup=False)
