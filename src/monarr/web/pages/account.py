"""What one person prefers, their password, and where they are signed in."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput
from monarr.core.text import Text, ntext, text
from monarr.messages.locale import available_languages
from monarr.services.accounts import change_password, save_preferences
from monarr.services.sessions import end_other_sessions, end_session, list_sessions
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._sessions import session_lines
from monarr.web.pages._settings import saved, show
from monarr.web.templating import Page, PageContext

PATH = "/settings/preferences"
CHOICES = {
    "theme": ("system", "dark", "light"),
    "density": ("comfortable", "compact", "dense"),
    "posters": ("", "s", "m", "l"),
    "hours": ("24", "12"),
}
DEFAULTS = {"theme": "dark", "density": "comfortable", "posters": "", "hours": "24"}


@get(PATH, guards=[requires("account.read")], include_in_schema=False)
async def preferences(page: Page) -> Response[str]:
    return await _show(page, _stored(page))


@post(PATH, guards=[requires("account.edit")], include_in_schema=False, status_code=200)
async def change_preferences(page: Page) -> Response[Any]:
    """Keeps what was chosen."""
    form = await read_form(page.request)
    wanted, errors = _chosen(form)
    if errors:
        return await _show(page, wanted, errors, status=422)
    await save_preferences(page.house, page.visitor, wanted)
    return page.go(PATH, saved(page))


@post(f"{PATH}/password", guards=[requires("account.edit")], include_in_schema=False, status_code=200)
async def new_password(page: Page) -> Response[Any]:
    """Changes the password; every other session ends."""
    form = await read_form(page.request)
    try:
        await change_password(page.house, page.visitor, form.raw("current"), form.raw("new"))
    except InvalidInput as error:
        names = {"old_password": "current", "new_password": "new"}
        fields = Errors({names.get(name, name): sentence for name, sentence in error.fields.items()})
        return await _show(page, _stored(page), password=fields, status=422)
    return page.go(PATH, page.toast(text("The password is new. You are signed out everywhere else.")))


@post(
    f"{PATH}/sessions/{{session_id:int}}/end",
    guards=[requires("account.edit")],
    include_in_schema=False,
    status_code=200,
)
async def end(page: Page, session_id: FromPath[int]) -> Response[Any]:
    await end_session(page.house, page.visitor, session_id)
    return page.go(PATH, page.toast(text("That session has ended.")))


@post(f"{PATH}/sessions/end", guards=[requires("account.edit")], include_in_schema=False, status_code=200)
async def end_others(page: Page) -> Response[Any]:
    """Signs out everywhere but here."""
    count = await end_other_sessions(page.house, page.visitor)
    return page.go(PATH, page.toast(ntext("{n} session has ended.", "{n} sessions have ended.", count, n=count)))


def _stored(page: PageContext) -> dict[str, Any]:
    chosen = {name: page.preferences.get(name, DEFAULTS[name]) for name in CHOICES}
    zone, language = page.preferences.get("zone") or "", page.preferences.get("language") or ""
    return {**chosen, "zone": zone, "language": language, "keys": page.preferences.get("keys", True)}


def _chosen(form: Form) -> tuple[dict[str, Any], Errors]:
    errors = Errors()
    wanted: dict[str, Any] = {name: form.get(name) for name in (*CHOICES, "zone", "language")}
    wanted["keys"] = form.on("keys")
    for name, choices in CHOICES.items():
        if wanted[name] not in choices:
            errors[name] = text("Choose one of these.")
    if wanted["zone"] and wanted["zone"] not in available_timezones():
        errors["zone"] = text("There is no such time zone.")
    if wanted["language"] and wanted["language"] not in available_languages():
        errors["language"] = text("Monarr does not speak this language yet.")
    return wanted, errors


async def _show(
    page: PageContext, form: dict[str, Any], errors: Errors | None = None, password: Errors | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    here = page.say(text("As this server ({zone})", zone=page.house.time_zone))
    sentence: Text | None = None
    if errors and "zone" not in errors and "language" not in errors:
        sentence = next(iter(errors.values()))  # type: ignore[assignment]
    return await show(
        page, "settings/preferences.html", PATH, status=status, form=form, errors=errors or Errors(), error=sentence,
        zones=[("", here), *((name, name.replace("_", " ")) for name in _zones())],
        languages=[("", page.say(text("As the browser"))), *_languages()],
        password={"error": None, "errors": password or Errors()}, sessions=session_lines(await list_sessions(page.house, page.visitor), f"{PATH}/sessions"),
    )  # fmt: skip


def _zones() -> list[str]:
    """Zones named after a place."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))


def _languages() -> list[tuple[str, str]]:
    own = {"en": "English", "de": "Deutsch"}
    return [(tag, own.get(tag, tag)) for tag in sorted(available_languages())]


ROUTES = [preferences, change_preferences, new_password, end, end_others]
