"""Tags: labels that bind indexers, clients, delays and notifications to titles."""

from __future__ import annotations

import msgspec
from litestar import delete, get, patch, post
from litestar.params import FromPath, JSONBody

from monarr.services.tags import TagUses, create_tag, delete_tag, list_tags, rename_tag
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires


class Label(msgspec.Struct):
    label: str


@get("/tags", guards=[requires("tags.read")], tags=["Tags"])
async def tags(api: Api) -> list[TagUses]:
    """All tags by label, with how many things bear them."""
    return await list_tags(api.house)


@post("/tags", guards=[requires("tags.edit")], status_code=201, tags=["Tags"])
async def make(api: Api, data: JSONBody[Label]) -> Made:
    """Makes a tag; one of that label is given back."""
    return Made(await create_tag(api.house, data.label, api.actor))


@patch("/tags/{tag_id:int}", guards=[requires("tags.edit")], status_code=204, tags=["Tags"])
async def rename(api: Api, tag_id: FromPath[int], data: JSONBody[Label]) -> None:
    """Calls a tag something else, wherever it is."""
    await rename_tag(api.house, tag_id, data.label, api.actor)


@delete("/tags/{tag_id:int}", guards=[requires("tags.edit")], status_code=204, tags=["Tags"])
async def drop(api: Api, tag_id: FromPath[int]) -> None:
    """Takes a tag off everything."""
    await delete_tag(api.house, tag_id, api.actor)


ROUTES = [tags, make, rename, drop]
