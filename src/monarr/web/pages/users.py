"""Accounts: who may come in, with which role."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.access import SystemRole
from monarr.core.errors import MonarrError
from monarr.core.text import text
from monarr.services.accounts import (
    UserLine,
    create_user,
    delete_user,
    edit_user,
    end_session_of,
    get_user,
    list_users,
    may_change,
)
from monarr.services.api_keys import delete_key, list_keys
from monarr.services.roles import list_roles
from monarr.services.sessions import list_sessions
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._sessions import session_lines
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
    return await show(
        page, "settings/users.html", PATH, users=rows, roles_path="/settings/roles" if page.may("roles.read") else None
    )


@get(f"{PATH}/new", guards=[requires("users.edit")], include_in_schema=False)
async def new_user(page: Page) -> Response[str]:
    return await _form(page, None, {"name": "", "username": "", "email": "", "roles": ["member"], "enabled": True})


@post(f"{PATH}/new", guards=[requires("users.edit")], include_in_schema=False, status_code=200)
async def add_user(page: Page) -> Response[Any]:
    """Makes an account; it may sign in at once."""
    form = await read_form(page.request)
    given = {name: form.get(name) for name in ("name", "username", "email")}
    roles = form.all("role")
    try:
        await create_user(
            page.house, page.visitor, name=given["name"], username=given["username"], password=form.raw("password"),
            email=given["email"] or None, roles=roles,
        )  # fmt: skip
    except MonarrError as problem:
        errors, error = split(problem, {"roles": "role"})
        return await _form(page, None, {**given, "roles": roles, "enabled": True}, errors, error, 422)
    return page.go(PATH, page.toast(text("{name} may come in.", name=given["name"])))


@get(f"{PATH}/{{user_id:int}}", guards=[requires("users.read")], include_in_schema=False)
async def one_user(page: Page, user_id: FromPath[int]) -> Response[str]:
    one = await get_user(page.house, user_id)
    return await _form(page, one, _given(one))


def _given(one: UserLine) -> dict[str, Any]:
    return {
        "name": one.name, "username": one.username, "email": one.email or "", "roles": one.roles,
        "enabled": one.status == "active",
    }  # fmt: skip


@post(f"{PATH}/{{user_id:int}}", guards=[requires("users.edit")], include_in_schema=False, status_code=200)
async def change_user(page: Page, user_id: FromPath[int]) -> Response[Any]:
    """Changes an account. A new password, or a closed account, ends its sessions."""
    one = await get_user(page.house, user_id)
    form = await read_form(page.request)
    given: dict[str, Any] = {name: form.get(name) for name in ("name", "username", "email")}
    given["roles"] = form.all("role")
    given["enabled"] = form.on("enabled")
    changes = {"name": given["name"], "username": given["username"], "email": given["email"] or None}
    if given["enabled"] != (one.status == "active"):
        changes["status"] = "active" if given["enabled"] else "inactive"
    same = SystemRole.OWNER in one.roles or set(given["roles"]) == set(one.roles)
    roles = None if same else given["roles"]
    try:
        await edit_user(
            page.house, page.visitor, user_id, changes=changes, roles=roles, password=form.raw("password") or None
        )
    except MonarrError as problem:
        errors, error = split(problem, {"roles": "role"})
        return await _form(page, one, given, errors, error, 422)
    return page.go(PATH, saved(page))


@post(f"{PATH}/{{user_id:int}}/sessions/{{session_id:int}}/end", guards=[requires("users.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def end_session(page: Page, user_id: FromPath[int], session_id: FromPath[int]) -> Response[Any]:
    """Signs somebody out in one place."""
    await end_session_of(page.house, page.visitor, user_id, session_id)
    return page.go(f"{PATH}/{user_id}", page.toast(text("That session has ended.")))


@post(f"{PATH}/{{user_id:int}}/keys/{{key_id:int}}/revoke", guards=[requires("users.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def revoke_key(page: Page, user_id: FromPath[int], key_id: FromPath[int]) -> Response[Any]:
    """Ends a key of somebody's."""
    await delete_key(page.house, page.visitor, key_id)
    return page.go(f"{PATH}/{user_id}", page.toast(text("The key opens nothing any more.")))


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
        roles=roles, is_owner=is_owner, sessions=await _sessions(page, one), keys=await _keys(page, one), errors=errors or Errors(), error=error, delete=delete,
    )  # fmt: skip


def _may_end(page: PageContext, one: UserLine) -> bool:
    """Whether sessions and keys of this person are the visitor's to end."""
    is_other = one.id != page.visitor.user_id
    return is_other and page.may("users.edit") and may_change(page.visitor, one, page.house.clock.now())


async def _sessions(page: PageContext, one: UserLine | None) -> list[dict[str, Any]]:
    """Where somebody else is signed in; one's own stand in the preferences."""
    if one is None or not _may_end(page, one):
        return []
    return session_lines(await list_sessions(page.house, page.visitor, one.id), f"{PATH}/{one.id}/sessions")


async def _keys(page: PageContext, one: UserLine | None) -> list[dict[str, Any]]:
    if one is None or not _may_end(page, one):
        return []
    goes = text("Whatever uses it is refused from now on. It cannot come back.")
    return [
        {
            "id": key.id, "name": key.name, "prefix": key.prefix, "last_used_at": key.used_at,
            "revoke": ask(page, text("Revoke {name}?", name=key.name), goes, f"{PATH}/{one.id}/keys/{key.id}/revoke"),
        }
        for key in await list_keys(page.house, one.id)
    ]  # fmt: skip


ROUTES = [users, new_user, add_user, one_user, change_user, end_session, revoke_key, drop_user]
