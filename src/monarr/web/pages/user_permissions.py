"""What one person may do, and why; what is allowed or denied to them apart from their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.access import PERMISSIONS, Access, Because, Override, SystemRole
from monarr.core.errors import InvalidInput, MonarrError
from monarr.core.text import Text, text
from monarr.db.queries.page_settings import list_libraries
from monarr.services.accounts import get_user
from monarr.services.overrides import explain_permissions, get_overrides, set_overrides
from monarr.services.roles import list_roles
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._permission_words import PERMISSION_GROUPS, PERMISSION_WORDS
from monarr.web.pages._settings import show, split
from monarr.web.pages._words import day, end_of_day
from monarr.web.pages.users import PATH as USERS
from monarr.web.templating import Page, PageContext

_PATH = f"{USERS}/{{user_id:int}}/permissions"
_EDIT = [requires("users.edit")]
_BLANK = {"permission": "", "verdict": "allow", "library": "", "until": ""}


@get(_PATH, guards=[requires("users.read")], include_in_schema=False)
async def permissions(page: Page, user_id: FromPath[int]) -> Response[str]:
    """Every permission with its reason."""
    return await _show(page, user_id, _BLANK)


@post(_PATH, guards=_EDIT, include_in_schema=False, status_code=200)
async def add(page: Page, user_id: FromPath[int]) -> Response[Any]:
    """Allows or denies one thing."""
    form = await read_form(page.request)
    given = {name: form.get(name) for name in _BLANK}
    try:
        wanted = _read(page, form)
        held = await get_overrides(page.house, user_id)
        others = [one for one in held if (one.permission, one.library_id) != (wanted.permission, wanted.library_id)]
        await set_overrides(page.house, page.visitor, user_id, [*others, wanted])
    except MonarrError as problem:
        errors, error = split(problem)
        return await _show(page, user_id, given, errors, error, 422)
    words = PERMISSION_WORDS[wanted.permission]
    said = text("Allowed: {what}", what=words) if wanted.allowed else text("Denied: {what}", what=words)
    return page.go(f"{USERS}/{user_id}/permissions", page.toast(said))


@post(f"{_PATH}/remove", guards=_EDIT, include_in_schema=False, status_code=200)
async def remove(page: Page, user_id: FromPath[int]) -> Response[Any]:
    """Goes back to what the roles give."""
    form = await read_form(page.request)
    place = (form.get("permission"), form.number("library"))
    held = await get_overrides(page.house, user_id)
    left = [one for one in held if (one.permission, one.library_id) != place]
    await set_overrides(page.house, page.visitor, user_id, left)
    return page.go(f"{USERS}/{user_id}/permissions", page.toast(text("The roles decide again")))


def _read(page: PageContext, form: Form) -> Override:
    permission, until = form.get("permission"), form.get("until")
    if permission not in PERMISSIONS:
        raise InvalidInput(text("Some settings do not fit yet."), fields={"permission": text("Choose one.")})
    return Override(permission, form.get("verdict") != "deny", form.number("library"), end_of_day(page, until))


async def _show(
    page: PageContext, user_id: int, given: dict[str, str], errors: Errors | None = None, error: Text | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    user = await get_user(page.house, user_id)
    libraries = {row.id: row.name for row in await page.house.db.read(list_libraries)}
    roles = {role.name: role.label for role in await list_roles(page.house)}
    accesses = {one.permission: one for one in await explain_permissions(page.house, user_id)}
    groups = [
        {"name": name, "rows": [_row(page, accesses[one], words, roles, libraries) for one, words in group.items()]}
        for name, group in PERMISSION_GROUPS
    ]
    return await show(
        page, "settings/user_permissions.html", USERS, status=status,
        user={"id": user.id, "name": user.name, "path": f"{USERS}/{user.id}",
              "roles": ", ".join(roles.get(role, role) for role in user.roles)},
        groups=groups, overrides=[_line(page, one, libraries) for one in await get_overrides(page.house, user_id)],
        may_edit=page.may("users.edit") and SystemRole.OWNER not in user.roles, form=given,
        options=[("", page.say(text("Choose one"))), *((name, page.say(words)) for name, words in PERMISSION_WORDS.items())],
        libraries=[("", page.say(text("Everywhere"))), *libraries.items()], errors=errors or Errors(), error=error,
    )  # fmt: skip


def _row(
    page: PageContext, access: Access, words: Text, roles: dict[str, str], libraries: dict[int, str]
) -> dict[str, Any]:
    parts = [_reason(page, access, roles, libraries)]
    if access.denied_in:
        parts.append(text("not in {libraries}", libraries=_names(access.denied_in, libraries)))
    if access.until is not None:
        parts.append(text("until {day}", day=day(page, access.until)))
    reason = ", ".join(page.say(part) for part in parts)
    return {"permission": access.permission, "words": words, "allowed": access.allowed, "reason": reason}


def _reason(page: PageContext, access: Access, roles: dict[str, str], libraries: dict[int, str]) -> Text:
    match access.because:
        case Because.DENIED:
            return text("denied for this person")
        case Because.ALLOWED:
            return text("allowed for this person")
        case Because.LIBRARIES:
            return text("allowed for this person in {libraries}", libraries=_names(access.allowed_in, libraries))
        case Because.ROLE:
            return text("by the role {role}", role=roles.get(access.role or "", access.role or ""))
        case Because.NOTHING:
            return text("no role gives it")


def _names(ids: Sequence[int], libraries: dict[int, str]) -> str:
    return ", ".join(libraries.get(one, str(one)) for one in ids)


def _line(page: PageContext, one: Override, libraries: dict[int, str]) -> dict[str, Any]:
    where = text("in {library}", library=libraries.get(one.library_id, "")) if one.library_id else text("everywhere")
    ended = one.expires_at is not None and one.expires_at <= page.house.clock.now()
    until = None
    if one.expires_at is not None:
        until = text("ended {day}", day=day(page, one.expires_at)) if ended else text(
            "until {day}", day=day(page, one.expires_at)
        )  # fmt: skip
    return {
        "permission": one.permission, "library": one.library_id, "allowed": one.allowed, "ended": ended,
        "words": PERMISSION_WORDS.get(one.permission, text("{name}", name=one.permission)),
        "where": ", ".join(page.say(part) for part in (where, until) if part is not None),
    }  # fmt: skip


ROUTES = [permissions, add, remove]
