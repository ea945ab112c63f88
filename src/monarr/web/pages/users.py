"""Accounts: who may come in, with which role."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.access import SystemRole
from monarr.core.errors import MonarrError
from monarr.core.text import text
from monarr.services.accounts import UserLine, create_user, delete_user, edit_user, get_user, list_users
from monarr.services.roles import list_roles
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/users"
_HUES = 8


@get(PATH, guards=[requires("users.read")], include_in_schema=False)
async def users(page: Page) -> Response[str]:
    labels = {role.name: role.label for role in await list_roles(page.house)}
    rows = [
        {
            "id": one.id, "name": one.name, "username": one.username, "hue": one.id % _HUES,
            "role_words": ", ".join(labels.get(role, role) for role in one.roles), "path": f"{PATH}/{one.id}",
            "last_seen_at": one.signed_in_at, "on": one.status == "active",
        }
        for one in await list_users(page.house)
    ]  # fmt: skip
    return await show(page, "settings/users.html", PATH, users=rows)


@get(f"{PATH}/new", guards=[requires("users.edit")], include_in_schema=False)
async def new_user(page: Page) -> Response[str]:
    return await _form(page, None, {"name": "", "username": "", "email": "", "role": "member", "enabled": True})


@post(f"{PATH}/new", guards=[requires("users.edit")], include_in_schema=False, status_code=200)
async def add_user(page: Page) -> Response[Any]:
    """Makes an account; it may sign in at once."""
    form = await read_form(page.request)
    given = {name: form.get(name) for name in ("name", "username", "email", "role")}
    try:
        await create_user(
            page.house, page.visitor, name=given["name"], username=given["username"], password=form.raw("password"),
            email=given["email"] or None, roles=[given["role"]],
        )  # fmt: skip
    except MonarrError as problem:
        errors, error = split(problem, {"roles": "role"})
        return await _form(page, None, {**given, "enabled": True}, errors, error, 422)
    return page.go(PATH, page.toast(text("{name} may come in.", name=given["name"])))


@get(f"{PATH}/{{user_id:int}}", guards=[requires("users.read")], include_in_schema=False)
async def one_user(page: Page, user_id: FromPath[int]) -> Response[str]:
    one = await get_user(page.house, user_id)
    return await _form(page, one, _given(one))


def _given(one: UserLine) -> dict[str, Any]:
    return {
        "name": one.name, "username": one.username, "email": one.email or "", "role": one.roles[0] if one.roles else "",
        "enabled": one.status == "active",
    }  # fmt: skip


@post(f"{PATH}/{{user_id:int}}", guards=[requires("users.edit")], include_in_schema=False, status_code=200)
async def change_user(page: Page, user_id: FromPath[int]) -> Response[Any]:
    """Changes an account. A new password, or a closed account, ends its sessions."""
    one = await get_user(page.house, user_id)
    form = await read_form(page.request)
    given: dict[str, Any] = {name: form.get(name) for name in ("name", "username", "email", "role")}
    given["enabled"] = form.on("enabled")
    changes = {"name": given["name"], "username": given["username"], "email": given["email"] or None}
    if given["enabled"] != (one.status == "active"):
        changes["status"] = "active" if given["enabled"] else "inactive"
    roles = None if one.roles and given["role"] == one.roles[0] else [given["role"]]
    try:
        await edit_user(
            page.house, page.visitor, user_id, changes=changes, roles=roles, password=form.raw("password") or None
        )
    except MonarrError as problem:
        errors, error = split(problem, {"roles": "role"})
        return await _form(page, one, given, errors, error, 422)
    return page.go(PATH, saved(page))


@post(f"{PATH}/{{user_id:int}}/delete", guards=[requires("users.edit")], include_in_schema=False, status_code=200)
async def drop_user(page: Page, user_id: FromPath[int]) -> Response[Any]:
    one = await get_user(page.house, user_id)
    try:
        await delete_user(page.house, page.visitor, user_id)
    except MonarrError as error:
        return page.go(f"{PATH}/{user_id}", page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("The account of {name} is gone.", name=one.name)))


async def _form(
    page: PageContext, one: UserLine | None, given: dict[str, Any], errors: Errors | None = None, error: Any = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    is_owner = one is not None and SystemRole.OWNER in one.roles
    roles = [
        (role.name, role.label)
        for role in await list_roles(page.house)
        if (role.name == SystemRole.OWNER) == is_owner and (role.name != SystemRole.ADMIN or page.may("users.admins"))
    ]
    path = f"{PATH}/{one.id}" if one else f"{PATH}/new"
    delete: dict[str, Any] | None = None
    if one is not None and not is_owner and one.id != page.visitor.user_id:
        goes = text("They are signed out everywhere and their keys end. What they added stays.")
        delete = ask(page, text("Delete the account of {name}?", name=one.name), goes, f"{path}/delete")
        delete["reason"] = None  # type: ignore[assignment]
    return await show(
        page, "settings/user_form.html", PATH, status=status, action=path, user={"id": one.id if one else None, **given},
        roles=roles, sessions=[], errors=errors or Errors(), error=error, delete=delete,
    )  # fmt: skip


ROUTES = [users, new_user, add_user, one_user, change_user, drop_user]
