"""Roles: what each gives. Those that come with Monarr are shown; the house makes others of its own."""

from __future__ import annotations

import re
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.access import MATRIX
from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, ntext, text
from monarr.services.accounts import list_users
from monarr.services.roles import RoleLine, delete_role, list_roles, save_role
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._permission_words import PERMISSION_GROUPS
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/roles"
_EDIT = [requires("roles.edit")]


@get(PATH, guards=[requires("roles.read")], include_in_schema=False)
async def roles(page: Page) -> Response[str]:
    people = await _people(page)
    rows = [
        {
            "id": role.id, "label": role.label, "path": f"{PATH}/{role.id}", "is_own": not role.is_system,
            "gives": page.say(text("gives {n} of {all}", n=len(role.permissions), all=len(MATRIX))),
            "people": page.say(_count(len(people.get(role.name, ())))),
        }
        for role in await list_roles(page.house)
    ]  # fmt: skip
    return await show(page, "settings/roles.html", PATH, roles=rows, may_edit=page.may("roles.edit"))


@get(f"{PATH}/new", guards=_EDIT, include_in_schema=False)
async def new_role(page: Page) -> Response[str]:
    return await _form(page, None, "", [])


@post(f"{PATH}/new", guards=_EDIT, include_in_schema=False, status_code=200)
async def make_role(page: Page) -> Response[Any]:
    """Makes a role."""
    return await _save(page, None)


@get(f"{PATH}/{{role_id:int}}", guards=[requires("roles.read")], include_in_schema=False)
async def one_role(page: Page, role_id: FromPath[int]) -> Response[str]:
    role = await _find(page, role_id)
    return await _form(page, role, role.label, role.permissions)


@post(f"{PATH}/{{role_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def change_role(page: Page, role_id: FromPath[int]) -> Response[Any]:
    """Changes a role; who has it may do so at once."""
    return await _save(page, await _find(page, role_id))


@post(f"{PATH}/{{role_id:int}}/delete", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop_role(page: Page, role_id: FromPath[int]) -> Response[Any]:
    role = await _find(page, role_id)
    await delete_role(page.house, page.visitor, role_id)
    return page.go(PATH, page.toast(text("The role {name} is gone.", name=role.label)))


async def _save(page: PageContext, role: RoleLine | None) -> Response[Any]:
    form = await read_form(page.request)
    label, given = form.get("label"), _given(form)
    name = role.name if role else re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-0123456789")[:40]
    try:
        await save_role(page.house, page.visitor, role.id if role else None, name, label, given)
    except MonarrError as problem:
        errors, error = split(problem, {"name": "label"})
        return await _form(page, role, label, given, errors, error, 422)
    return page.go(PATH, saved(page))


def _given(form: Form) -> list[str]:
    return sorted({value for value in form.all("permission") if value in MATRIX})


async def _people(page: PageContext) -> dict[str, list[str]]:
    """Names by role."""
    found: dict[str, list[str]] = {}
    for one in await list_users(page.house):
        for name in one.roles:
            found.setdefault(name, []).append(one.name)
    return found


def _count(count: int) -> Text:
    return ntext("{n} person", "{n} people", count, n=count) if count else text("nobody")


async def _find(page: PageContext, role_id: int) -> RoleLine:
    for role in await list_roles(page.house):
        if role.id == role_id:
            return role
    raise NotFound(text("There is no such role."), subject=f"role:{role_id}")


async def _form(
    page: PageContext, role: RoleLine | None, label: str, given: list[str], errors: Errors | None = None,
    error: Text | None = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    fixed = (role is not None and role.is_system) or not page.may("roles.edit")
    groups = [
        {"name": name, "rows": [(one, words, one in given) for one, words in group.items() if fixed or _may_give(one)]}
        for name, group in PERMISSION_GROUPS
    ]
    path = f"{PATH}/{role.id}" if role else f"{PATH}/new"
    people = (await _people(page)).get(role.name, []) if role else []
    delete = None
    if role is not None and not fixed:
        goes = ntext("{n} person loses what it gave.", "{n} people lose what it gave.", len(people), n=len(people))
        delete = ask(
            page,
            text("Delete the role {name}?", name=role.label),
            goes if people else text("Nobody has it."),
            f"{path}/delete",
        )
    return await show(
        page, "settings/role_form.html", PATH, status=status, role={"id": role.id if role else None, "label": label},
        title=role.label if role else page.say(text("New role")), fixed=fixed, groups=groups, people=", ".join(people),
        action=path, errors=errors or Errors(), error=error, delete=delete,
    )  # fmt: skip


def _may_give(permission: str) -> bool:
    """What only the owner may do cannot be given."""
    return len(MATRIX[permission]) > 1


ROUTES = [roles, new_role, make_role, one_role, change_role, drop_role]
