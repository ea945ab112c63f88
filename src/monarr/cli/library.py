"""`monarr library`: libraries and their folders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run, see_through

CONTENT = ("movie", "series", "anime")


@click.group(cls=Group)
def library() -> None:
    """Libraries and their folders."""


@library.command()
@click.argument("name")
@click.option("--type", "content", type=click.Choice(CONTENT), required=True, help="What it holds.")
@click.option("--folder", "folders", multiple=True, type=click.Path(path_type=Path), help="A folder; may be repeated.")
@click.option("--profile", help="The quality profile of new titles; 1080p when not given.")
@click.option("--slug", help="Its name in addresses; made from the name when not given.")
def add(name: str, content: str, folders: tuple[Path, ...], profile: str | None, slug: str | None) -> None:
    """Make a library called NAME."""
    from monarr.core.kinds import ContentType
    from monarr.services.context import MONARR
    from monarr.services.libraries import LibraryInput, add_root_folder, create_library
    from monarr.services.picking import pick_profile

    spoken = terminal()

    async def work() -> int:
        async with opened(spoken) as house:
            profile_id = await house.db.read(pick_profile, profile, content)
            given = LibraryInput(name=name, content_type=ContentType(content), slug=slug, quality_profile_id=profile_id)
            library_id = await create_library(house, given, MONARR)
            for place, folder in enumerate(folders):
                await add_root_folder(
                    house, library_id, str(folder.absolute()), MONARR, make=True, is_default=place == 0
                )
            return library_id

    library_id = run(work())
    spoken.answer({"id": library_id, "name": name}, lambda console: console.print(f"{name} is library {library_id}."))


@library.command("list")
def list_() -> None:
    """Show all libraries."""
    from monarr.services.picking import list_libraries

    spoken = terminal()

    async def work() -> list[Any]:
        async with opened(spoken) as house:
            return await house.db.read(list_libraries)

    libraries = run(work())
    lines = [
        (one.id, one.name, one.slug, one.content_type, one.title_count, ", ".join(one.folders)) for one in libraries
    ]
    columns = [">Id", "Name", "Slug", "Holds", ">Titles", "Folders"]
    spoken.answer(libraries, spoken.table(columns, lines, empty="No libraries. `monarr library add` makes one."))


@library.group(cls=Group)
def folder() -> None:
    """The folders of a library."""


@folder.command("add")
@click.argument("library_name", metavar="LIBRARY")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--default", "is_default", is_flag=True, help="New titles go there.")
def add_folder(library_name: str, path: Path, is_default: bool) -> None:
    """Give LIBRARY the folder PATH, made when it is not there."""
    from monarr.services.context import MONARR
    from monarr.services.libraries import add_root_folder
    from monarr.services.picking import pick_library

    spoken, given = terminal(), str(path.absolute())

    async def work() -> int:
        async with opened(spoken) as house:
            row = await house.db.read(pick_library, library_name)
            return await add_root_folder(house, row.id, given, MONARR, make=True, is_default=is_default)

    folder_id = run(work())
    spoken.answer({"id": folder_id, "path": given}, lambda console: console.print(f"Added {path}."))


@library.command()
@click.argument("library_name", metavar="LIBRARY")
@click.option("--all", "everything", is_flag=True, help="All files, not only those that an older reader has read.")
def reread(library_name: str, everything: bool) -> None:
    """Read the streams of files of LIBRARY again."""
    from monarr.services.context import MONARR
    from monarr.services.jobs import queue_job
    from monarr.services.picking import pick_library

    spoken = terminal()

    async def work() -> list[dict[str, Any]]:
        async with opened(spoken) as house:
            row = await house.db.read(pick_library, library_name)
            wanted = {"library_id": row.id, "everything": everything}
            job_id = await queue_job(house, "reread_files", wanted, actor=MONARR)
            return await see_through(house, spoken, job_id, f"Reading the files of {row.name}")

    results = run(work())
    read, left = (sum(one[name] for one in results if name in one) for name in ("read_count", "left_count"))
    spoken.answer({"results": results}, lambda console: console.print(f"Read: {read}. Could not be read: {left}."))


@library.command()
@click.argument("library_name", metavar="LIBRARY")
@click.option(
    "--ask-again", is_flag=True, help="Ask the sources about every folder without a title, not only new ones."
)
def scan(library_name: str, ask_again: bool) -> None:
    """Look what is in the folders of LIBRARY."""
    from monarr.services.context import MONARR
    from monarr.services.jobs import queue_job
    from monarr.services.picking import pick_library

    spoken = terminal()

    async def work() -> list[dict[str, Any]]:
        async with opened(spoken) as house:
            row = await house.db.read(pick_library, library_name)
            wanted = {"library_id": row.id, **({"ask_again": True} if ask_again else {})}
            job_id = await queue_job(house, "scan_library", wanted, actor=MONARR)
            return await see_through(house, spoken, job_id, f"Scanning {row.name}")

    results = run(work())
    spoken.answer({"results": results}, lambda console: console.print("Scanned.", *map(str, results)))
