"""Folders that download clients and players see under another path."""

from __future__ import annotations

from typing import Any

from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from monarr.services.path_mappings import Mapping, delete_mapping, list_mappings, save_mapping
from monarr.web.api.v1._base import Api, Made, shown
from monarr.web.auth import requires

_TAGS = ["Download clients"]


@get("/path-mappings", guards=[requires("clients.read")], tags=_TAGS)
async def mappings(api: Api) -> list[dict[str, Any]]:
    """All mappings by their path here."""
    return list(shown(await list_mappings(api.house)))


@post("/path-mappings", guards=[requires("clients.edit")], status_code=201, tags=_TAGS)
async def make(api: Api, data: JSONBody[Mapping]) -> Made:
    """Maps a folder for a download client, or for a group of players."""
    return Made(await save_mapping(api.house, data, api.actor))


@put("/path-mappings/{mapping_id:int}", guards=[requires("clients.edit")], status_code=204, tags=_TAGS)
async def change(api: Api, mapping_id: FromPath[int], data: JSONBody[Mapping]) -> None:
    """Changes a mapping."""
    await save_mapping(api.house, data, api.actor, mapping_id=mapping_id)


@delete("/path-mappings/{mapping_id:int}", guards=[requires("clients.edit")], status_code=204, tags=_TAGS)
async def drop(api: Api, mapping_id: FromPath[int]) -> None:
    """Takes a mapping away."""
    await delete_mapping(api.house, mapping_id, api.actor)


ROUTES = [mappings, make, change, drop]
