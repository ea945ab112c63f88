"""Folders that belong to no title."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.db.queries.unmatched import list_unmatched
from monarr.services.unmatched import (
    add_unmatched,
    get_unmatched,
    leave_unmatched,
    library_of_given,
    take_back_folder,
)
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


class Owner(msgspec.Struct):
    """Whose folder it is: an id such as `tmdb:45745`."""

    key: str


class Leaving(msgspec.Struct):
    """False: it is listed again."""

    alone: bool = True


class FolderGiven(msgspec.Struct, frozen=True):
    """`id` is the title; `undo_id` takes it back."""

    id: int
    undo_id: int


@get("/unmatched-folders", guards=[requires("titles.add", by_library=True)], tags=["Libraries"])
async def unmatched(api: Api, library_id: FromQuery[int]) -> list[dict[str, Any]]:
    """Folders of a library with videos that belong to no title, with guesses; those left alone at the end."""
    api.insist("titles.add", library_id)
    return list(api.shown(await api.house.db.read(list_unmatched, library_id)))


@post("/unmatched-folders/{folder_id:int}/add", guards=[requires("titles.add", by_library=True)], status_code=200,
      tags=["Libraries"])  # fmt: skip
async def add(api: Api, folder_id: FromPath[int], data: JSONBody[Owner]) -> FolderGiven:
    """Gives the folder to a title, which is added if it is not here; its files are taken up where they lie."""
    api.insist("titles.add", (await api.house.db.read(get_unmatched, folder_id)).library_id)
    given = await add_unmatched(api.house, folder_id, data.key, api.actor)
    return FolderGiven(given.title_id, given.undo_id)


@post("/unmatched-folders/undo/{undo_id:int}", guards=[requires("titles.add", by_library=True)], status_code=204,
      tags=["Libraries"])  # fmt: skip
async def take_back(api: Api, undo_id: FromPath[int]) -> None:
    """Takes a folder from the title it was given to, and lists it again; a title added for it goes. Its files stay."""
    library_id = await api.house.db.read(library_of_given, undo_id)
    for permission in ("titles.add", "titles.delete"):
        api.insist(permission, library_id)
    await take_back_folder(api.house, undo_id, api.actor)


@post("/unmatched-folders/{folder_id:int}/leave", guards=[requires("titles.add", by_library=True)], status_code=204,
      tags=["Libraries"])  # fmt: skip
async def leave(api: Api, folder_id: FromPath[int], data: JSONBody[Leaving]) -> None:
    """Leaves the folder alone: it is not listed, and scans pass it over."""
    api.insist("titles.add", (await api.house.db.read(get_unmatched, folder_id)).library_id)
    await leave_unmatched(api.house, folder_id, api.actor, alone=data.alone)


ROUTES = [unmatched, add, take_back, leave]
