"""API keys: made here, shown once, ended here. Everybody sees their own."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.access import PERMISSIONS
from monarr.core.errors import MonarrError
from monarr.core.text import Text, text
from monarr.db.queries.page_settings import list_libraries
from monarr.services.api_keys import KeyLine, create_key, delete_key, list_keys
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._settings import ask, show, split
from monarr.web.pages._words import day, end_of_day
from monarr.web.templating import Page, PageContext

PATH = "/settings/api-keys"
READS = [permission for permission in PERMISSIONS if permission.endswith(".read")]
_BLANK = {"name": "", "scope": "full", "library": "", "until": ""}
SCOPES = (("full", text("All that you may")), ("read", text("Read, and change nothing")))


@get(PATH, guards=[requires("account.keys")], include_in_schema=False)
async def keys(page: Page) -> Response[str]:
    return await _show(page)


@post(PATH, guards=[requires("account.keys")], include_in_schema=False, status_code=200)
async def make_key(page: Page) -> Response[Any]:
    """Makes a key and shows it, this one time: the answer is the page itself and is not kept by the browser."""
    form = await read_form(page.request)
    given = {field: form.get(field) for field in _BLANK}
    name = given["name"]
    permissions = READS if given["scope"] == "read" else None
    try:
        made = await create_key(
            page.house, page.visitor, name, permissions=permissions, library_id=form.number("library"),
            expires_at=end_of_day(page, given["until"]),
        )  # fmt: skip
    except MonarrError as problem:
        errors, error = split(problem, {"expires_at": "until"})
        return await _show(page, form=given, errors=errors, error=error, status=422)
    answer = await _show(page, fresh={"name": name, "key": made.key})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@post(f"{PATH}/{{key_id:int}}/revoke", guards=[requires("account.keys")], include_in_schema=False, status_code=200)
async def revoke(page: Page, key_id: FromPath[int]) -> Response[Any]:
    await delete_key(page.house, page.visitor, key_id)
    return page.go(PATH, page.toast(text("The key opens nothing any more.")))


async def _show(
    page: PageContext, fresh: dict[str, str] | None = None, form: dict[str, str] | None = None,
    errors: Errors | None = None, error: Any = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    libraries = {
        one.id: one.name for one in await page.house.db.read(list_libraries) if page.may("titles.read", one.id)
    }
    rows = [_row(page, key, libraries) for key in await list_keys(page.house, page.visitor.user_id)]
    scopes = [(value, page.say(words)) for value, words in SCOPES]
    return await show(
        page, "settings/api_keys.html", PATH, status=status, keys=rows, fresh=fresh, scopes=scopes,
        libraries=[("", page.say(text("In all libraries"))), *libraries.items()], form=form or _BLANK,
        errors=errors or Errors(), error=error,
    )  # fmt: skip


def _row(page: PageContext, key: KeyLine, libraries: dict[int, str]) -> dict[str, Any]:
    words = text("all that you may")
    if key.permissions is not None:
        words = text("reads only") if set(key.permissions) <= set(READS) else text("some of what you may")
    parts: list[Text] = [words]
    if key.library_id is not None:
        parts.append(text("in {library}", library=libraries.get(key.library_id, str(key.library_id))))
    if key.expires_at is not None:
        ended = key.expires_at <= page.house.clock.now()
        until = day(page, key.expires_at)
        parts.append(text("ended {day}", day=until) if ended else text("until {day}", day=until))
    goes = text("Whatever uses it is refused from now on. It cannot come back.")
    return {
        "id": key.id, "name": key.name, "prefix": key.prefix, "created_at": key.created_at,
        "last_used_at": key.used_at, "scope_words": ", ".join(page.say(part) for part in parts),
        "revoke": ask(page, text("Revoke {name}?", name=key.name), goes, f"{PATH}/{key.id}/revoke"),
    }  # fmt: skip


ROUTES = [keys, make_key, revoke]
