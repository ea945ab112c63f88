"""`monarr what-if FILE`: what a changed rule would do, before it is saved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from monarr.cli._group import Command, terminal
from monarr.cli._house import opened, run, see_through
from monarr.cli._terminal import DONE

if TYPE_CHECKING:
    from monarr.core.what_if import Effect, WhatIf
    from monarr.services.what_if import DryRun

_SIGNS = {
    "new": "new",
    "replaced": "replaced",
    "other": "another",
    "later": "later",
    "sooner": "sooner",
    "lost": "lost",
}


@click.command("what-if", cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default="-")
@click.option("--save", is_flag=True, help="Save the change afterwards; what is here stays as it is.")
@click.option("--grab", is_flag=True, help="Save the change, and grab what it finds.")
def what_if(file: Path, save: bool, grab: bool) -> int:
    """Say what a change of the rules would do to the library, from FILE or the standard input.

    The change is JSON as the API takes it, with "kind": "profile" ("profile_id", and in "profile" what changes),
    "format" ("format_id", "spec", "scores" by profile), "sizes" ("sizes" by quality, "library_id"), "delay" ("delay_id",
    "delay"), "delay-order" ("ids", the first one first) or "words" ("profile_id", "profile"). Nothing is changed unless --save or --grab says so.
    """
    from monarr.services.context import MONARR
    from monarr.services.what_if import given_change, read_what_if, start_what_if
    from monarr.services.what_if_saving import save_and_grab, save_what_if

    spoken = terminal()
    given = _read(file)

    async def work() -> tuple[DryRun, list[dict[str, Any]]]:
        async with opened(spoken) as house:
            job_id = await start_what_if(house, await given_change(house, given), MONARR)
            await see_through(house, spoken, job_id, "Dry run")
            found, grabbed = await read_what_if(house, job_id), list[dict[str, Any]]()
            if grab:
                grabbing = await save_and_grab(house, job_id, (), MONARR)
                grabbed = await see_through(house, spoken, grabbing, "Grabbing")
            elif save:
                await save_what_if(house, job_id, MONARR)
            return found, grabbed

    found, grabbed = run(work())
    assert found.answer is not None
    answer = found.answer
    data = _as_data(answer) | {"saved": save or grab, "grabbed": grabbed[-1]["download_ids"] if grabbed else []}
    spoken.answer(data, lambda console: _show(spoken, console, answer, data))
    return DONE


def _read(file: Path) -> dict[str, Any]:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return msgspec.json.decode(raw, type=dict[str, Any])
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise click.UsageError(f"{file}: {error}") from error


def _as_data(answer: WhatIf) -> dict[str, Any]:
    from monarr.messages.what_if import basis, effect_sentence, headline, space

    told = space(answer.folders)
    effects = [
        {**msgspec.to_builtins(one, enc_hook=str), "key": one.key, "sentence": str(effect_sentence(one))}
        for one in answer.effects
    ]
    return {
        **msgspec.to_builtins(answer, enc_hook=str), "effects": effects, "sentence": str(headline(answer)),
        "space": str(told) if told else None, "basis": str(basis(answer)),
    }  # fmt: skip


def _show(spoken: Any, console: Any, answer: WhatIf, data: dict[str, Any]) -> None:
    console.print(data["sentence"], markup=False)
    if data["space"]:
        console.print(data["space"], markup=False)
    lines = [_line(one, told["sentence"]) for one, told in zip(answer.effects, data["effects"], strict=True)]
    if lines:
        spoken.table(["Title", "What", "Has", "Gets", ">Size", "Why"], lines, empty="")(console)
    if answer.listed_of > len(answer.effects):
        console.print(f"and {answer.listed_of - len(answer.effects)} more.")
    if data["saved"]:
        console.print(f"Saved; {len(data['grabbed'])} grabbed." if data["grabbed"] else "Saved.")
    else:
        console.print(data["basis"], markup=False)


def _line(one: Effect, sentence: str) -> tuple[object, ...]:
    from monarr.messages.human import size

    has = one.here if one.what in ("new", "replaced") else one.before
    sign = "-" if one.growth_bytes < 0 else "+"
    return (
        f"{one.title} ({one.year})" if one.year else one.title, _SIGNS[one.what], has.quality if has else None,
        one.after.quality if one.after else None, f"{sign}{size(abs(one.growth_bytes))}" if one.growth_bytes else None,
        sentence,
    )  # fmt: skip
