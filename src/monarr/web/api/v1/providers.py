"""Indexers, download clients, metadata sources, players and notifications: five nouns with the same seven routes, made
from one table. Secrets come back masked; a mask that is sent back means "as it was"."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from monarr.ports.provider import ProviderKind
from monarr.services.player_groups import GroupInput, create_group, delete_group, edit_group, list_groups
from monarr.services.provider_settings import (
    ProviderInput,
    create_provider,
    delete_provider,
    edit_provider,
    find_provider,
    list_providers,
    offered_providers,
    set_enabled,
    test_provider,
)
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires

NOUNS = (
    ("indexers", ProviderKind.INDEXER, "Indexers"),
    ("clients", ProviderKind.DOWNLOAD_CLIENT, "Download clients"),
    ("providers", ProviderKind.METADATA, "Metadata sources"),
    ("players", ProviderKind.PLAYER, "Players"),
    ("notifications", ProviderKind.NOTIFICATION, "Notifications"),
)


class Trial(msgspec.Struct):
    """Settings to try before they are stored; with `id` its stored secrets stand in for masked ones."""

    name: str
    implementation: str
    settings: dict[str, Any] = {}
    id: int | None = None


class Enabling(msgspec.Struct):
    enabled: bool


def _reading(noun: str, kind: ProviderKind, tag: str) -> list[HTTPRouteHandler]:
    may = [requires(f"{noun}.read")]

    @get(f"/{noun}", guards=may, tags=[tag], operation_id=f"{noun}_list")
    async def configured(api: Api) -> list[dict[str, Any]]:
        """All that are configured, in their order of use."""
        return list(api.shown(await list_providers(api.house, kind)))

    @get(f"/{noun}/schema", guards=may, tags=[tag], operation_id=f"{noun}_schema")
    async def offered(api: Api) -> list[dict[str, Any]]:
        """What can be configured, with the fields of each."""
        return list(api.shown(offered_providers(api.house, kind)))

    @get(f"/{noun}/{{row_id:int}}", guards=may, tags=[tag], operation_id=f"{noun}_one")
    async def one(api: Api, row_id: FromPath[int]) -> dict[str, Any]:
        """One of them."""
        found: dict[str, Any] = api.shown(await find_provider(api.house, kind, row_id))
        return found

    return [configured, offered, one]


def _writing(noun: str, kind: ProviderKind, tag: str) -> list[HTTPRouteHandler]:
    may = [requires(f"{noun}.edit")]

    @post(f"/{noun}", guards=may, status_code=201, tags=[tag], operation_id=f"{noun}_make")
    async def make(api: Api, data: JSONBody[ProviderInput]) -> Made:
        """Stores a new one."""
        return Made(await create_provider(api.house, kind, data, api.actor))

    @put(f"/{noun}/{{row_id:int}}", guards=may, status_code=204, tags=[tag], operation_id=f"{noun}_change")
    async def change(api: Api, row_id: FromPath[int], data: JSONBody[ProviderInput]) -> None:
        """Changes one."""
        await edit_provider(api.house, kind, row_id, data, api.actor)

    @put(f"/{noun}/{{row_id:int}}/enabled", guards=may, status_code=204, tags=[tag], operation_id=f"{noun}_enable")
    async def enable(api: Api, row_id: FromPath[int], data: JSONBody[Enabling]) -> None:
        """Switches one on or off."""
        await set_enabled(api.house, kind, row_id, data.enabled, actor=api.actor)

    @delete(f"/{noun}/{{row_id:int}}", guards=may, status_code=204, tags=[tag], operation_id=f"{noun}_drop")
    async def drop(api: Api, row_id: FromPath[int]) -> None:
        """Takes one away."""
        await delete_provider(api.house, kind, row_id, api.actor)

    @post(f"/{noun}/test", guards=may, status_code=204, tags=[tag], operation_id=f"{noun}_test")
    async def trial(api: Api, data: JSONBody[Trial]) -> None:
        """Tries settings for real; an answer without an error means that they work."""
        await test_provider(api.house, kind, data.implementation, data.name, data.settings, row_id=data.id)

    return [make, change, enable, drop, trial]


@get("/player-groups", guards=[requires("players.read")], tags=["Players"])
async def groups(api: Api) -> list[dict[str, Any]]:
    """Players that share one library database, by name."""
    return list(api.shown(await list_groups(api.house)))


@post("/player-groups", guards=[requires("players.edit")], status_code=201, tags=["Players"])
async def make_group(api: Api, data: JSONBody[GroupInput]) -> Made:
    """Makes a group."""
    return Made(await create_group(api.house, data, api.actor))


@put("/player-groups/{group_id:int}", guards=[requires("players.edit")], status_code=204, tags=["Players"])
async def change_group(api: Api, group_id: FromPath[int], data: JSONBody[GroupInput]) -> None:
    """Changes a group."""
    await edit_group(api.house, group_id, data, api.actor)


@delete("/player-groups/{group_id:int}", guards=[requires("players.edit")], status_code=204, tags=["Players"])
async def drop_group(api: Api, group_id: FromPath[int]) -> None:
    """Takes a group and its players away."""
    await delete_group(api.house, group_id, api.actor)


ROUTES = [
    *(handler for noun in NOUNS for made in (_reading, _writing) for handler in made(*noun)),
    groups,
    make_group,
    change_group,
    drop_group,
]
