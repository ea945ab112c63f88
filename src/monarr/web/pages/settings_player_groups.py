"""Groups of players: those that share one library database, of which one is told of a change for all."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, ntext, text
from monarr.db.queries.page_settings import list_players
from monarr.ports.provider import ProviderKind
from monarr.services.player_groups import GroupInput, create_group, delete_group, edit_group, list_groups
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/player-groups"
_READ, _EDIT = [requires("players.read")], [requires("players.edit")]


@get(PATH, guards=_READ, include_in_schema=False)
async def groups(page: Page) -> Response[str]:
    players = await page.house.db.read(list_players)
    kinds = {one.implementation: one.label for one in page.house.registry.all_providers(ProviderKind.PLAYER)}
    rows = []
    for row in await list_groups(page.house):
        members = [one.name for one in players if one.group_id == row.id]
        rows.append(
            {
                "id": row.id, "name": row.name, "kind": kinds.get(row.implementation, row.implementation),
                "members": ", ".join(members) or page.say(text("nobody")), "on": row.enabled,
                "path": f"{PATH}/{row.id}",
            }
        )  # fmt: skip
    return await show(page, "settings/player_groups.html", PATH, groups=rows)


@get(f"{PATH}/new", guards=_EDIT, include_in_schema=False)
async def new(page: Page) -> Response[str]:
    return await _form(page, None, {"name": "", "implementation": "", "enabled": True, "skip": False, "members": ()})


@post(f"{PATH}/new", guards=_EDIT, include_in_schema=False, status_code=200)
async def add(page: Page) -> Response[Any]:
    return await _save(page, None)


@get(f"{PATH}/{{group_id:int}}", guards=_EDIT, include_in_schema=False)
async def one(page: Page, group_id: FromPath[int]) -> Response[str]:
    row = await _find(page, group_id)
    members = tuple(one.id for one in await page.house.db.read(list_players) if one.group_id == group_id)
    given = {"name": row.name, "implementation": row.implementation, "enabled": row.enabled,
             "skip": row.skip_while_playing, "members": members}  # fmt: skip
    return await _form(page, row, given)


@post(f"{PATH}/{{group_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def change(page: Page, group_id: FromPath[int]) -> Response[Any]:
    return await _save(page, await _find(page, group_id))


@post(f"{PATH}/{{group_id:int}}/delete", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop(page: Page, group_id: FromPath[int]) -> Response[Any]:
    row = await _find(page, group_id)
    await delete_group(page.house, group_id, page.actor)
    return page.go(PATH, page.toast(text("“{name}” and its players are gone.", name=row.name)))


async def _find(page: PageContext, group_id: int) -> Any:
    found = next((row for row in await list_groups(page.house) if row.id == group_id), None)
    if found is None:
        raise NotFound(text("There is no such group of players."), subject=f"player_group:{group_id}")
    return found


def _given(form: Form, row: Any) -> dict[str, Any]:
    return {
        "name": form.get("name"), "implementation": row.implementation if row else form.get("implementation"),
        "enabled": form.on("enabled"), "skip": form.on("skip_while_playing"),
        "members": tuple(int(one) for one in form.all("player") if one.isdecimal()),
    }  # fmt: skip


async def _save(page: PageContext, row: Any) -> Response[Any]:
    given = _given(await read_form(page.request), row)
    wanted = GroupInput(
        name=given["name"], implementation=given["implementation"], enabled=given["enabled"],
        skip_while_playing=given["skip"], player_ids=given["members"],
    )  # fmt: skip
    try:
        if row is None:
            page.house.registry.get_provider(ProviderKind.PLAYER, wanted.implementation)
            await create_group(page.house, wanted, page.actor)
        else:
            await edit_group(page.house, row.id, wanted, page.actor)
    except MonarrError as problem:
        errors, error = split(problem, {"player_ids": "player"})
        return await _form(page, row, given, errors, error, 422)
    return page.go(PATH, saved(page))


async def _form(
    page: PageContext, row: Any, given: dict[str, Any], errors: Errors | None = None, error: Text | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{row.id if row else 'new'}"
    players = await page.house.db.read(list_players)
    own = [one for one in players if row is None or one.implementation == row.implementation]
    kinds = [(one.implementation, one.label) for one in page.house.registry.all_providers(ProviderKind.PLAYER)]
    heading = row.name if row else page.say(text("A new group"))
    return await show(
        page, "settings/player_group_form.html", PATH, status=status, action=path, heading=heading, is_new=row is None,
        kinds=kinds, players=[(one.id, one.name) for one in own], form=given, errors=errors or Errors(), error=error,
        delete=_deleting(page, row, players, path) if row else None,
    )  # fmt: skip


def _deleting(page: PageContext, row: Any, players: list[Any], path: str) -> dict[str, str]:
    count = sum(one.group_id == row.id for one in players)
    goes = ntext(
        "Its player goes with it, and is told nothing any more. No file is touched.",
        "Its {n} players go with it, and are told nothing any more. No file is touched.",
        count, n=count,
    ) if count else text("Nobody is in it. No file is touched.")  # fmt: skip
    return ask(page, text("Delete “{name}”?", name=row.name), goes, f"{path}/delete")


ROUTES = [groups, new, add, one, change, drop]
