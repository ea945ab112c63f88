"""The trash: what lies there, bringing back, merging what was added again, and deleting for good."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, JSONBody

from monarr.db.queries.page_trash import kept_days
from monarr.db.queries.trash import TrashTotals, trash_totals, trashed_files, trashed_titles
from monarr.services.merge import merge_title, preview_merge
from monarr.services.recycle import empty_trash, purge_file, purge_title
from monarr.services.restore import restore_file, restore_title
from monarr.web.api.v1._base import Api, Cursor, Items, Limit
from monarr.web.api.v1.titles import Act
from monarr.web.auth import requires


class Trash(msgspec.Struct, frozen=True):
    """How much lies there. `kept_days` 0: until it is emptied."""

    totals: TrashTotals
    kept_days: int


class MergeInto(msgspec.Struct):
    """The title of the library that takes over."""

    into_id: int


@get("/trash", guards=[requires("trash.read")], tags=["Trash"])
async def trash(api: Api) -> Trash:
    """How much lies in the trash, and how long it stays."""
    return Trash(await api.house.db.read(trash_totals), await api.house.db.read(kept_days))


@get("/trash/titles", guards=[requires("trash.read")], tags=["Trash"])
async def titles(api: Api, cursor: Cursor = None, limit: Limit = 50) -> Items:
    """Deleted titles, the newest first."""
    page = await api.house.db.read(trashed_titles, cursor=cursor, limit=limit)
    return Items(api.shown(page.rows), page.next)


@get("/trash/files", guards=[requires("trash.read")], tags=["Trash"])
async def files(api: Api, cursor: Cursor = None, limit: Limit = 50) -> Items:
    """Files in the recycle store, the newest first."""
    page = await api.house.db.read(trashed_files, cursor=cursor, limit=limit)
    return Items(api.shown(page.rows), page.next)


@delete("/trash/titles/{title_id:int}", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def remove_title(api: Api, title_id: FromPath[int]) -> dict[str, Any]:
    """Forgets a deleted title for good, with its files in the recycle store."""
    report: dict[str, Any] = api.shown(await purge_title(api.house, title_id, api.actor))
    return report


@delete("/trash/files/{file_id:int}", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def remove_file(api: Api, file_id: FromPath[int]) -> dict[str, Any]:
    """Removes a file from the recycle store for good."""
    report: dict[str, Any] = api.shown(await purge_file(api.house, file_id, api.actor))
    return report


@post("/trash/empty", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def empty(api: Api) -> dict[str, Any]:
    """Removes all that lies in the trash for good."""
    report: dict[str, Any] = api.shown(await empty_trash(api.house, api.actor))
    return report


@post("/titles/{title_id:int}/restore", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def restore(api: Api, title_id: FromPath[int]) -> Act:
    """Brings a deleted title back, with the files that were deleted with it. When it was added again since, the answer
    is 409 with the newer title as `subject`: merge the two."""
    return Act(await restore_title(api.house, title_id, actor=api.actor))


@post("/files/{file_id:int}/restore", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def put_back(api: Api, file_id: FromPath[int]) -> Act:
    """Brings a file back from the trash."""
    return Act(await restore_file(api.house, file_id, actor=api.actor))


@get("/titles/{title_id:int}/merge", guards=[requires("trash.edit")], tags=["Trash"])
async def merge_preview(api: Api, title_id: FromPath[int]) -> dict[str, Any]:
    """A title of the trash that was added again since, and the one that would take over."""
    preview: dict[str, Any] = api.shown(await preview_merge(api.house, title_id))
    return preview


@post("/titles/{title_id:int}/merge", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def merge(api: Api, title_id: FromPath[int], data: JSONBody[MergeInto]) -> dict[str, Any]:
    """Gives files, history, versions and tags of a title in the trash to the one that was added since."""
    report: dict[str, Any] = api.shown(await merge_title(api.house, title_id, data.into_id, api.actor))
    return report


ROUTES = [trash, titles, files, remove_title, remove_file, empty, restore, put_back, merge_preview, merge]
