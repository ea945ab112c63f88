"""Settings of the whole house, as they are declared."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from monarr.core.errors import InvalidInput
from monarr.core.text import text
from monarr.ports.provider import Setting
from monarr.services.house_settings import GROUPS, HouseSettings, change_settings, declared, read_settings
from monarr.version import __version__
from monarr.web.auth import door_of, requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._settings import given_values, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/general"
_MB = 1_000_000


@get(PATH, guards=[requires("settings.read")], include_in_schema=False)
async def general(page: Page) -> Response[str]:
    return await _show(page, await read_settings(page.house))


@post(PATH, guards=[requires("settings.edit")], include_in_schema=False, status_code=200)
async def change_general(page: Page) -> Response[Any]:
    """Changes what the form holds."""
    values = {**given_values(await read_form(page.request), HouseSettings.declared)}
    for one in HouseSettings.declared:
        if one.unit == "bytes":
            values[one.name] = _in_bytes(values[one.name])
    try:
        await change_settings(page.house, page.visitor, values)
    except InvalidInput as error:
        errors, sentence = split(error)
        return await _show(page, values, errors, sentence, 422)
    return page.go(PATH, saved(page))


async def _show(
    page: PageContext, values: dict[str, Any], errors: Errors | None = None, error: Any = None, status: int = 200
) -> Response[str]:
    groups = [
        {"name": text(group.name), "about": None, "settings": [_shown(one) for one in declared(group)]}
        for group in GROUPS
    ]
    sizes = {one.name for one in HouseSettings.declared if one.unit == "bytes"}
    values = {name: _in_mb(value) if name in sizes else value for name, value in values.items()}
    more = {"groups": groups, "values": values, "errors": errors or Errors(), "error": error}
    return await show(page, "settings/general.html", PATH, status=status, facts=server_facts(page), **more)


def _shown(one: Setting) -> Setting:
    """Sizes are typed in megabytes."""
    if one.unit != "bytes":
        return one
    return msgspec.structs.replace(one, unit="MB", kind="number", ge=0, le=None)


def _in_mb(value: Any) -> Any:
    return f"{value / _MB:.10g}" if isinstance(value, int) else value


def _in_bytes(value: Any) -> Any:
    """What cannot be read stays as it was typed, and the service says what is amiss."""
    try:
        return round(float(value) * _MB)
    except (TypeError, ValueError, OverflowError):
        return value


def server_facts(page: PageContext) -> list[tuple[str, str]]:
    """What was set when Monarr started."""
    settings = door_of(page.request).settings
    kind = "PostgreSQL" if settings.database_url.startswith("postgres") else "SQLite"
    facts = [
        (text("Version"), __version__),
        (text("Database"), kind),
        (text("Data folder"), str(page.house.paths.data)),
        (text("Address"), settings.external_url or f"{settings.bind}:{settings.port}{settings.base_path}"),
        (text("Time zone"), settings.tz),
    ]
    return [(page.say(words), value) for words, value in facts]


ROUTES = [general, change_general]
