"""`monarr groups`: how release groups stand, and why."""

from __future__ import annotations

from typing import Any

import click

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run

_SORTS = ("score", "worst", "name", "releases", "imported", "fakes", "last")


@click.command(cls=Command)
@click.argument("name", required=False)
@click.option("--sort", type=click.Choice(_SORTS), default="score", show_default=True)
@click.option("--limit", default=30, show_default=True, type=click.IntRange(1, 1000))
@click.option("--weigh", is_flag=True, help="Read what is new first, instead of waiting for the hourly job.")
def groups(name: str | None, sort: str, limit: int, weigh: bool) -> None:
    """Show how release groups stand; with NAME one of them, factor by factor."""
    from monarr.db.queries.reputation import find_group, list_groups
    from monarr.services.reputation import weigh_groups

    spoken = terminal()

    async def work() -> Any:
        async with opened(spoken) as house:
            if weigh:
                await weigh_groups(house)
            if name is not None:
                return await house.db.read(find_group, name)
            return await house.db.read(list_groups, sort=sort, limit=limit)

    found = run(work())
    if name is None:
        _show_list(spoken, found)
    else:
        _show_one(spoken, name, found)


def _show_list(spoken: Any, rows: list[Any]) -> None:
    from monarr.core.reputation import tier_of
    from monarr.messages.reputation import tier_words, true_words

    ended = [row.imported_count + row.failed_count + row.fake_count for row in rows]
    lines = [
        (row.name, f"{row.score:.1f}", str(tier_words(tier_of(row.score, row.confidence))), row.release_count,
         str(true_words(row.imported_count, count)))
        for row, count in zip(rows, ended, strict=True)
    ]  # fmt: skip
    names = ("name", "score", "confidence", "release_count", "imported_count", "failed_count", "fake_count",
             "upgraded_count", "first_seen_at", "last_seen_at")  # fmt: skip
    table = spoken.table(["Group", ">Score", "Tier", ">Releases", "Downloads"], lines,
                         empty="No group was seen yet; `monarr search` brings some.")  # fmt: skip
    spoken.answer([{one: getattr(row, one) for one in names} for row in rows], table)


def _show_one(spoken: Any, name: str, found: Any) -> None:
    import msgspec

    from monarr.core.errors import NotFound
    from monarr.core.text import text
    from monarr.messages.reputation import factor_label, factor_sentence, group_sentence

    if found is None:
        raise NotFound(text("Nothing of a group called “{name}” was seen yet.", name=name))
    known = found.reputation
    sentence = str(group_sentence(found.row.name, known.score, known.tier, known.certainty))
    lines = [
        (str(factor_label(one.code)), "?" if one.value is None else f"{one.value:.2f}",
         f"{one.points:.1f} of {one.most:.0f}", str(factor_sentence(one)))
        for one in known.factors
    ]  # fmt: skip
    lines += [(str(factor_label(code)), "", f"{points:+.1f}", "") for code, points in known.adjustments.items()]
    table = spoken.table(["Factor", ">0 to 1", ">Points", "From"], lines, empty="")
    data = {"name": found.row.name, "sentence": sentence, **msgspec.to_builtins(known),
            "history": msgspec.to_builtins(found.history)}  # fmt: skip

    def show(console: Any) -> None:
        console.print(sentence, markup=False)
        table(console)

    spoken.answer(data, show)
