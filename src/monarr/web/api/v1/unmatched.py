"""Folders that belong to no title."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.db.queries.unmatched import list_unmatched
from monarr.services.unmatched import add_unmatched, get_unmatched, leave_unmatched
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires


class Owner(msgspec.Struct):
    """Whose folder it is: an id such as `tmdb:45745`."""

    key: str


class Leaving(msgspec.Struct):
    """False: it is listed again."""

    alone: bool = True


@get("/unmatched-folders", guards=[requires("titles.add", by_library=True)], tags=["Libraries"])
async def unmatched(api: Api, library_id: FromQuery[int]) -> list[dict[str, Any]]:
    """Folders of a library with videos that belong to no title, with guesses; those left alone at the end."""
    api.insist("titles.add", library_id)
    return list(api.shown(await api.house.db.read(list_unmatched, library_id)))


@post("/unmatched-folders/{folder_id:int}/add", guards=[requires("titles.add", by_library=True)], status_code=200,
      tags=["Libraries"])  # fmt: skip
async def add(api: Api, folder_id: FromPath[int], data: JSONBody[Owner]) -> Made:
    """Gives the folder to a title, which is added if it is not here; its files are taken up where they lie."""
    api.insist("titles.add", (await api.house.db.read(get_unmatched, folder_id)).library_id)
    return Made(await add_unmatched(api.house, folder_id, data.key, api.actor))


@post("/unmatched-folders/{folder_id:int}/leave", guards=[requires("titles.add", by_library=True)], status_code=204,
      tags=["Libraries"])  # fmt: skip
async def leave(api: Api, folder_id: FromPath[int], data: JSONBody[Leaving]) -> None:
    """Leaves the folder alone: it is not listed, and scans pass it over."""
    api.insist("titles.add", (await api.house.db.read(get_unmatched, folder_id)).library_id)
    await leave_unmatched(api.house, folder_id, api.actor, alone=data.alone)


ROUTES = [unmatched, add, leave]
