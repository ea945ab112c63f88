"""`monarr delay-profiles` and `monarr release-profiles`: what holds releases back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import click
import msgspec

from monarr.cli._group import Group, terminal
from monarr.cli._house import opened, run

if TYPE_CHECKING:
    from monarr.services.context import House

Work = Callable[["House"], Coroutine[Any, Any, Any]]
_SWITCHES = {"yes": True, "no": False}
_switch = click.Choice(list(_SWITCHES))


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def give(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return give


_DELAY = _options(
    click.option("--torrent-minutes", type=int),
    click.option("--usenet-minutes", type=int),
    click.option("--prefer", "preferred_protocol", type=click.Choice(["torrent", "usenet", "either"])),
    click.option("--torrents", "enable_torrent", type=_switch, help="Whether torrents are taken at all."),
    click.option("--usenet", "enable_usenet", type=_switch),
    click.option("--not-for-best", "bypass_if_highest_quality", type=_switch,
                 help="Whether the best quality of the profile waits for nothing."),
    click.option("--not-from-score", "bypass_above_score", type=int, help="From this score on nothing waits."),
    click.option("--tag", "tags", multiple=True, help="Only for titles with one of these; may be repeated."),
    click.option("--library", "library_id", type=int),
)  # fmt: skip
_WORDS = _options(
    click.option("--must", "required", multiple=True, help="A word that names must have, or /expression/; repeatable."),
    click.option("--must-not", "forbidden", multiple=True, help="A word that names must not have; repeatable."),
    click.option("--tag", "tags", multiple=True),
    click.option("--not-tag", "excluded_tags", multiple=True),
    click.option("--indexer", "indexer_ids", type=int, multiple=True, help="The number of an indexer; repeatable."),
    click.option("--refuse-early", "refuse_before_air", type=_switch,
                 help="Whether what is published before the air date is refused."),
    click.option("--grace-days", type=int),
    click.option("--on", "enabled", type=_switch),
    click.option("--library", "library_id", type=int),
)  # fmt: skip


@click.group("delay-profiles", cls=Group)
def delay_profiles() -> None:
    """How long to wait for something better."""


@delay_profiles.command("list")
def list_delay_profiles() -> None:
    """Show them in the order in which they are asked."""
    from monarr.services.delays import list_delays

    found = _run(list_delays)
    lines = [
        (one.id, one.name, one.torrent_minutes, one.usenet_minutes, one.preferred_protocol, ", ".join(one.tags))
        for one in found
    ]
    columns = [">Id", "Name", ">Torrent min", ">Usenet min", "Prefers", "Tags"]
    terminal().answer(found, terminal().table(columns, lines, empty="No delay profiles: nothing waits."))


@delay_profiles.command("add")
@click.argument("name")
@_DELAY
def add_delay_profile(name: str, **given: Any) -> None:
    """Make a delay profile called NAME; it is asked last."""
    from monarr.core.restricting import DelayInput
    from monarr.services.context import MONARR
    from monarr.services.delays import save_delay

    wanted = msgspec.convert(_given(given) | {"name": name}, DelayInput)
    _saved(_run(lambda house: save_delay(house, wanted, MONARR)), name)


@delay_profiles.command("edit")
@click.argument("number", type=int, metavar="ID")
@click.option("--name")
@_DELAY
def edit_delay_profile(number: int, **given: Any) -> None:
    """Change what is given of the delay profile ID."""
    from monarr.core.restricting import DelayInput
    from monarr.services.context import MONARR
    from monarr.services.delays import list_delays, save_delay

    async def work(house: House) -> str:
        stored = _one_of(await list_delays(house), number, "delay profile")
        wanted = msgspec.convert(_plain(stored, DelayInput) | _given(given), DelayInput)
        await save_delay(house, wanted, MONARR, delay_id=number)
        return wanted.name

    _saved(number, _run(work))


@delay_profiles.command("order")
@click.argument("numbers", nargs=-1, type=int, metavar="ID...")
def order_delay_profiles(numbers: tuple[int, ...]) -> None:
    """Ask them in this order; name each."""
    from monarr.services.context import MONARR
    from monarr.services.delays import order_delays

    _run(lambda house: order_delays(house, numbers, MONARR))
    terminal().answer({"ids": list(numbers)}, lambda console: console.print("In this order from now on."))


@delay_profiles.command("remove")
@click.argument("number", type=int, metavar="ID")
def remove_delay_profile(number: int) -> None:
    """Take the delay profile ID away."""
    from monarr.services.context import MONARR
    from monarr.services.delays import delete_delay

    _run(lambda house: delete_delay(house, number, MONARR))
    terminal().answer({"id": number}, lambda console: console.print("It is gone."))


@click.group("release-profiles", cls=Group)
def release_profiles() -> None:
    """Words that names must, or must not, have."""


@release_profiles.command("list")
def list_all_release_profiles() -> None:
    """Show them by name."""
    from monarr.services.release_profiles import list_release_profiles

    found = _run(list_release_profiles)
    lines = [
        (one.id, one.name, "yes" if one.enabled else "no", ", ".join(one.required), ", ".join(one.forbidden),
         ", ".join((*one.tags, *(f"not {tag}" for tag in one.excluded_tags))))
        for one in found
    ]  # fmt: skip
    columns = [">Id", "Name", "On", "Must have", "Must not have", "Tags"]
    terminal().answer(found, terminal().table(columns, lines, empty="No release profiles."))


@release_profiles.command("add")
@click.argument("name")
@_WORDS
def add_release_profile(name: str, **given: Any) -> None:
    """Make a release profile called NAME."""
    from monarr.core.restricting import ReleaseProfileInput
    from monarr.services.context import MONARR
    from monarr.services.release_profiles import save_release_profile

    wanted = msgspec.convert(_given(given) | {"name": name}, ReleaseProfileInput)
    _saved(_run(lambda house: save_release_profile(house, wanted, MONARR)), name)


@release_profiles.command("edit")
@click.argument("number", type=int, metavar="ID")
@click.option("--name")
@_WORDS
def edit_release_profile(number: int, **given: Any) -> None:
    """Change what is given of the release profile ID; a list that is given replaces the one that was there."""
    from monarr.core.restricting import ReleaseProfileInput
    from monarr.services.context import MONARR
    from monarr.services.release_profiles import list_release_profiles, save_release_profile

    async def work(house: House) -> str:
        stored = _one_of(await list_release_profiles(house), number, "release profile")
        wanted = msgspec.convert(_plain(stored, ReleaseProfileInput) | _given(given), ReleaseProfileInput)
        await save_release_profile(house, wanted, MONARR, profile_id=number)
        return wanted.name

    _saved(number, _run(work))


@release_profiles.command("remove")
@click.argument("number", type=int, metavar="ID")
def remove_release_profile(number: int) -> None:
    """Take the release profile ID away."""
    from monarr.services.context import MONARR
    from monarr.services.release_profiles import delete_release_profile

    _run(lambda house: delete_release_profile(house, number, MONARR))
    terminal().answer({"id": number}, lambda console: console.print("It is gone."))


def _run(work: Work) -> Any:
    async def inside() -> Any:
        async with opened(terminal()) as house:
            return await work(house)

    return run(inside())


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """What was said on the command line, as the services take it."""
    said = {name: value for name, value in options.items() if value not in (None, ())}
    if said.get("preferred_protocol") == "either":
        said["preferred_protocol"] = None
    return {name: _SWITCHES.get(value, value) if isinstance(value, str) else value for name, value in said.items()}


def _plain(stored: Any, shape: Any) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(stored)
    return {name: value for name, value in whole.items() if name in shape.__struct_fields__}


def _one_of(stored: list[Any], number: int, what: str) -> Any:
    from monarr.core.errors import NotFound
    from monarr.core.text import text

    found = next((one for one in stored if one.id == number), None)
    if found is None:
        raise NotFound(text("There is no {what} {number}.", what=what, number=number))
    return found


def _saved(number: int, name: str) -> None:
    terminal().answer(
        {"id": number, "name": name}, lambda console: console.print(f"“{name}” is {number}.", markup=False)
    )
