"""Libraries and their folders."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.db.queries.home import load_frame
from monarr.db.queries.status import list_folders
from monarr.services.jobs import queue_job
from monarr.services.libraries import (
    LibraryInput,
    add_root_folder,
    check_root_folders,
    create_library,
    delete_library,
    edit_library,
    remove_root_folder,
)
from monarr.web.api.v1._base import Api, JobStarted, Made
from monarr.web.auth import requires


class NewFolder(msgspec.Struct):
    """`make` creates a folder that is not there."""

    path: str
    make: bool = False
    is_default: bool = False


@get("/libraries", guards=[requires("libraries.read", by_library=True)], tags=["Libraries"])
async def libraries(api: Api) -> list[dict[str, Any]]:
    """The libraries that the visitor may read, with their number of titles."""
    frame = await api.house.db.read(load_frame)
    readable = set(api.libraries_to_read([one.id for one in frame.libraries]))
    return [api.shown(one) for one in frame.libraries if one.id in readable]


@post("/libraries", guards=[requires("libraries.edit")], status_code=201, tags=["Libraries"])
async def make_library(api: Api, data: JSONBody[LibraryInput]) -> Made:
    """Makes a library."""
    return Made(await create_library(api.house, data, api.actor))


@put("/libraries/{library_id:int}", guards=[requires("libraries.edit")], status_code=204, tags=["Libraries"])
async def change_library(api: Api, library_id: FromPath[int], data: JSONBody[LibraryInput]) -> None:
    """Changes a library; a former slug goes on answering."""
    await edit_library(api.house, library_id, data, api.actor)


@delete("/libraries/{library_id:int}", guards=[requires("libraries.edit")], status_code=204, tags=["Libraries"])
async def drop_library(api: Api, library_id: FromPath[int]) -> None:
    """Takes an empty library away; its folders on the disk stay."""
    await delete_library(api.house, library_id, api.actor)


@post("/libraries/{library_id:int}/scan", guards=[requires("libraries.edit")], status_code=202, tags=["Libraries"])
async def scan(api: Api, library_id: FromPath[int], ask_again: FromQuery[bool] = False) -> JobStarted:
    """Looks through the library's folders. With `ask_again` the sources are asked about every folder without a title;
    else only about what is new, has changed, or was last asked about a week ago."""
    wanted = {"library_id": library_id, **({"ask_again": True} if ask_again else {})}
    return JobStarted(await queue_job(api.house, "scan_library", wanted, actor=api.actor))


@post("/libraries/{library_id:int}/reread", guards=[requires("libraries.edit")], status_code=202, tags=["Libraries"])
async def reread(api: Api, library_id: FromPath[int], everything: FromQuery[bool] = False) -> JobStarted:
    """Reads the streams of files again: of those that an older reader has read, or of `everything`."""
    wanted = {"library_id": library_id, "everything": everything}
    return JobStarted(await queue_job(api.house, "reread_files", wanted, actor=api.actor))


@get("/folders", guards=[requires("files.read")], tags=["Libraries"])
async def folders(api: Api) -> list[dict[str, Any]]:
    """Root folders with the room that is left."""
    return list(api.shown(await api.house.db.read(list_folders)))


@post("/folders/check", guards=[requires("libraries.edit")], status_code=200, tags=["Libraries"])
async def check(api: Api) -> list[dict[str, Any]]:
    """Looks at every root folder now."""
    return list(api.shown(await check_root_folders(api.house)))


@post("/libraries/{library_id:int}/folders", guards=[requires("libraries.edit")], status_code=201, tags=["Libraries"])
async def give_folder(api: Api, library_id: FromPath[int], data: JSONBody[NewFolder]) -> Made:
    """Gives a library a folder."""
    made = await add_root_folder(
        api.house, library_id, data.path, api.actor, make=data.make, is_default=data.is_default
    )
    return Made(made)


@delete("/folders/{folder_id:int}", guards=[requires("libraries.edit")], status_code=204, tags=["Libraries"])
async def forget_folder(api: Api, folder_id: FromPath[int]) -> None:
    """Forgets a folder; nothing on the disk is touched."""
    await remove_root_folder(api.house, folder_id, api.actor)


ROUTES = [
    libraries, make_library, change_library, drop_library, scan, reread, folders, check, give_folder, forget_folder,
]  # fmt: skip
