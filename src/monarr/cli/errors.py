"""`monarr errors`: what came up that nobody expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run

if TYPE_CHECKING:
    from rich.console import Console


@click.command(cls=Command)
@click.argument("which", required=False, metavar="[ID]")
@click.option(
    "--source", type=click.Choice(["request", "job"]), default=None, help="Only those of requests, or of jobs."
)
@click.option("--kind", default="", metavar="NAME", help="Only those of one kind, such as OSError.")
@click.option("--words", default="", help="Only those with these words in kind, message, place or path.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 1000))
@click.option("--before", default=None, type=int, metavar="NUMBER", help="Go on after the last number of a list.")
def errors(which: str | None, source: str | None, kind: str, words: str, limit: int, before: int | None) -> None:
    """Show what came up that nobody expected, or one of them with its trace.

    ID is the number of a line, or the id that a page or an answer of the API showed."""
    from monarr.db.queries.errors import ErrorsWanted, list_error_groups
    from monarr.services.errors_log import get_error

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            if which is not None:
                return await get_error(house, int(which) if which.isdecimal() else which.lower())
            wanted = ErrorsWanted(source or "", kind, "", words)
            return await house.db.read(list_error_groups, wanted, before_id=before, limit=limit)

    found = run(work())
    if which is not None:
        spoken.answer(found, lambda console: _tell(console, found))
        return
    lines = [
        (row.id, row.code, row.message.partition("\n")[0][:100], row.count, _moment(row.first_at), _moment(row.last_at),
         row.correlation_id)
        for row in found
    ]  # fmt: skip
    columns = [">Number", "Kind", "Message", ">Times", "First", "Last", "Id"]
    spoken.answer(found, spoken.table(columns, lines, empty="Nothing unexpected has come up."))


def _tell(console: Console, error: Any) -> None:
    facts = [
        ("Kind", error.code), ("Message", error.message), ("Where", error.place),
        ("At work", f"{error.method or ''} {error.path or ''}".strip()), ("By", error.user_name), ("When", _moment(error.occurred_at)),
        ("Times", error.count), ("First", _moment(error.first_at)), ("Last", _moment(error.last_at)),
        ("Id", error.correlation_id),
    ]  # fmt: skip
    for name, value in facts:
        if value not in (None, ""):
            console.print(f"{name:<8} {value}", markup=False)
    console.print()
    console.print(error.trace, markup=False)


def _moment(moment: Any) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
