"""Delay profiles: how long to wait for something better; the first that fits a title holds for it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.kinds import Protocol
from monarr.core.restricting import DelayInput
from monarr.core.text import Text, text
from monarr.core.what_if import DelayChange, DelayOrderChange
from monarr.db.queries.page_settings import list_libraries
from monarr.messages.human import wait
from monarr.services.delays import StoredDelay, delete_delay, list_delays, order_delays, save_delay
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/delays"


@get(PATH, guards=[requires("profiles.read")], include_in_schema=False)
async def delays(page: Page) -> Response[str]:
    """All of them in their order, or in the one that the address proposes and nobody has saved yet."""
    names = {row.id: row.name for row in await page.house.db.read(list_libraries)}
    stored = await list_delays(page.house)
    ids = [one.id for one in stored]
    wanted = _proposed(page.request.query_params.get("order", ""), ids)
    by_id = {one.id: one for one in stored}
    rows = [
        {"id": one.id, "name": one.name, "path": f"{PATH}/{one.id}", "tags": one.tags,
         "library": names.get(one.library_id or 0), "means": page.say(_meaning(one)),
         "up": _moved(wanted, place, -1), "down": _moved(wanted, place, 1)}
        for place, one in enumerate(by_id[key] for key in wanted)
    ]  # fmt: skip
    return await show(
        page, "settings/delays.html", PATH, delays=rows, may_edit=page.may("profiles.edit"),
        order=_written(wanted) if wanted != ids else None,
    )  # fmt: skip


def _proposed(given: str, stored: list[int]) -> list[int]:
    """The order of the address; what it does not name stays behind, what is gone is passed over."""
    named = [int(part) for part in given.split(",") if part.isdecimal() and int(part) in stored]
    return list(dict.fromkeys([*named, *stored]))


def _moved(ids: list[int], place: int, by: int) -> str | None:
    """The address of the order with one moved; None where it cannot go further."""
    target = place + by
    if not 0 <= target < len(ids):
        return None
    others = [key for key in ids if key != ids[place]]
    others.insert(target, ids[place])
    return f"{PATH}?order={_written(others)}#delay-{ids[place]}"


def _written(ids: list[int]) -> str:
    return ",".join(map(str, ids))


def _meaning(one: DelayInput) -> Text:
    """In one sentence: how long each protocol waits."""
    torrent = _wait(one.torrent_minutes, text("torrents"), on=one.enable_torrent)
    usenet = _wait(one.usenet_minutes, text("usenet"), on=one.enable_usenet)
    return text("{torrent}; {usenet}", torrent=torrent, usenet=usenet)


def _wait(minutes: int, protocol: Text, *, on: bool) -> Text:
    if not on:
        return text("no {protocol}", protocol=protocol)
    return (
        text("{protocol} wait {span}", protocol=protocol, span=wait(minutes))
        if minutes
        else text("{protocol} at once", protocol=protocol)
    )


@post(f"{PATH}/order", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def order(page: Page) -> Response[Any]:
    """Saves a proposed order, or tries it first."""
    form = await read_form(page.request)
    ids = _proposed(form.get("order"), [one.id for one in await list_delays(page.house)])
    if form.get("do") == "what-if":
        return await dry_run(page, DelayOrderChange(ids=tuple(ids)))
    await order_delays(page.house, ids, page.actor)
    return page.go(PATH, saved(page))


@get(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False)
async def new_delay(page: Page) -> Response[str]:
    return await _form(page, None, DelayInput(name=""))


@post(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def add_delay(page: Page) -> Response[Any]:
    return await _posted(page, None)


@get(f"{PATH}/{{delay_id:int}}", guards=[requires("profiles.read")], include_in_schema=False)
async def one_delay(page: Page, delay_id: FromPath[int]) -> Response[str]:
    return await _form(page, delay_id, await _find(page, delay_id))


@post(f"{PATH}/{{delay_id:int}}", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def change_delay(page: Page, delay_id: FromPath[int]) -> Response[Any]:
    await _find(page, delay_id)
    return await _posted(page, delay_id)


@post(f"{PATH}/{{delay_id:int}}/delete", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def drop_delay(page: Page, delay_id: FromPath[int]) -> Response[Any]:
    one = await _find(page, delay_id)
    await delete_delay(page.house, delay_id, page.actor)
    return page.go(PATH, page.toast(text("{name} is gone.", name=one.name)))


async def _find(page: PageContext, delay_id: int) -> StoredDelay:
    for one in await list_delays(page.house):
        if one.id == delay_id:
            return one
    raise NotFound(text("There is no such delay profile."), subject=f"delay_profile:{delay_id}")


async def _posted(page: PageContext, delay_id: int | None) -> Response[Any]:
    form = await read_form(page.request)
    given = DelayInput(name=form.get("name"))
    try:
        given = _read(form)
        if form.get("do") == "what-if":
            return await dry_run(page, DelayChange(delay_id=delay_id, delay=given))
        await save_delay(page.house, given, page.actor, delay_id=delay_id)
    except MonarrError as problem:
        errors, error = split(problem)
        if not isinstance(problem, InvalidInput):
            errors, error = Errors({"name": problem.message}), None
        return await _form(page, delay_id, given, errors, error, 422)
    return page.go(PATH, saved(page))


def _read(form: Form) -> DelayInput:
    preferred = form.get("preferred_protocol")
    return DelayInput(
        name=form.get("name"), library_id=form.number("library_id"),
        tags=tuple(part.strip() for part in form.get("tags").split(",") if part.strip()),
        preferred_protocol=Protocol(preferred) if preferred in set(Protocol) else None,
        enable_torrent=form.on("enable_torrent"), enable_usenet=form.on("enable_usenet"),
        torrent_minutes=form.number("torrent_minutes") or 0, usenet_minutes=form.number("usenet_minutes") or 0,
        bypass_if_highest_quality=form.on("bypass_if_highest_quality"),
        bypass_above_score=form.number("bypass_above_score"),
    )  # fmt: skip


async def _form(
    page: PageContext, delay_id: int | None, one: DelayInput, errors: Errors | None = None, error: Any = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{delay_id}" if delay_id else f"{PATH}/new"
    libraries = [(str(row.id), row.name) for row in await page.house.db.read(list_libraries)]
    goes = text("The next delay profile that fits a title holds for it then.")
    return await show(
        page, "settings/delay_form.html", PATH, status=status, action=path, id=delay_id,
        delay=msgspec.structs.asdict(one), libraries=[("", page.say(text("All libraries"))), *libraries],
        protocols=[("", page.say(text("Both alike"))), ("torrent", page.say(text("Torrents"))),
                   ("usenet", page.say(text("Usenet")))],
        errors=errors or Errors(), error=error,
        delete=ask(page, text("Delete {name}?", name=one.name), goes, f"{path}/delete") if delay_id else None,
    )  # fmt: skip


ROUTES = [delays, order, new_delay, add_delay, one_delay, change_delay, drop_delay]
