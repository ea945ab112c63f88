"""Pictures: look at them, choose among what sources offer, bring one's own, give a slot back."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from litestar import Response, delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import File

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.services.artwork import pick_picture, unlock_picture, upload_picture
from monarr.services.picture_choice import list_offered
from monarr.services.pictures import image_path
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires

_HASH = re.compile(r"[0-9a-f]{64}")
_EXTENSIONS = ("jpg", "jpeg", "png", "webp", "gif")
_KEPT = {"Cache-Control": "private, max-age=31536000, immutable"}


class Pick(msgspec.Struct):
    """A candidate of `/items/{item_id}/artwork`. It is locked: automation leaves the slot alone."""

    candidate_id: int


@get("/artwork/{sha256:str}", guards=[requires("titles.read", by_library=True)], tags=["Artwork"])
async def picture(
    api: Api, sha256: FromPath[str], extension: FromQuery[str] = "jpg", width: FromQuery[int | None] = None
) -> File:
    """A picture of the store, or a WebP of about that width. `extension` as in the title's `pictures`."""
    fits = _HASH.fullmatch(sha256) and extension in _EXTENSIONS
    path = await image_path(api.house, sha256, extension, width) if fits else None
    if path is None:
        raise NotFound(text("There is no such picture."))
    return File(path, content_disposition_type="inline", headers=_KEPT)


@get("/items/{item_id:int}/artwork", guards=[requires("titles.edit", by_library=True)], tags=["Artwork"])
async def offered(api: Api, item_id: FromPath[int]) -> list[dict[str, Any]]:
    """What the sources offer for each slot, with scores."""
    await api.insist_for("titles.edit", item_id)
    return list(api.shown(await list_offered(api.house, item_id)))


@put("/items/{item_id:int}/artwork/{slot:str}", guards=[requires("titles.edit", by_library=True)], status_code=204,
     tags=["Artwork"])  # fmt: skip
async def pick(api: Api, item_id: FromPath[int], slot: FromPath[str], data: JSONBody[Pick]) -> None:
    """Chooses a picture."""
    await api.insist_for("titles.edit", item_id)
    await pick_picture(api.house, item_id, slot, data.candidate_id, actor=api.actor)


@post("/items/{item_id:int}/artwork/{slot:str}", guards=[requires("titles.edit", by_library=True)], status_code=204,
      tags=["Artwork"])  # fmt: skip
async def bring(api: Api, item_id: FromPath[int], slot: FromPath[str]) -> Response[None]:
    """Brings one's own picture: the body is the file."""
    await api.insist_for("titles.edit", item_id)
    await upload_picture(api.house, item_id, slot, await api.request.body(), actor=api.actor)
    return Response(None, status_code=204)


@delete("/items/{item_id:int}/artwork/{slot:str}/lock", guards=[requires("titles.edit", by_library=True)],
        status_code=204, tags=["Artwork"])  # fmt: skip
async def give_back(api: Api, item_id: FromPath[int], slot: FromPath[str]) -> None:
    """Gives a slot back to Monarr, which chooses anew at once."""
    await api.insist_for("titles.edit", item_id)
    await unlock_picture(api.house, item_id, slot)


ROUTES = [picture, offered, pick, bring, give_back]
