"""Settings of the whole house."""

from __future__ import annotations

from typing import Any

from litestar import get, patch
from litestar.params import JSONBody

from monarr.services.house_settings import GROUPS, change_settings, declared, read_settings
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


@get("/settings", guards=[requires("settings.read")], tags=["This server"])
async def settings(api: Api) -> dict[str, Any]:
    """All settings by name."""
    return await read_settings(api.house)


@get("/settings/schema", guards=[requires("settings.read")], tags=["This server"])
async def schema(api: Api) -> list[dict[str, Any]]:
    """What can be set, in groups, with limits and defaults."""
    return [{"name": group.name, "settings": api.shown(declared(group))} for group in GROUPS]


@patch("/settings", guards=[requires("settings.edit")], tags=["This server"])
async def change(api: Api, data: JSONBody[dict[str, Any]]) -> dict[str, Any]:
    """Changes what is named and returns all."""
    return await change_settings(api.house, api.visitor, data)


ROUTES = [settings, schema, change]
