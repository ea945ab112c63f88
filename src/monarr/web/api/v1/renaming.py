"""Renaming the files of a whole library: what it would do, and doing it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.services.rename_library import preview_library, start_rename
from monarr.web.api.v1._base import Api, JobStarted
from monarr.web.auth import requires


class Renaming(msgspec.Struct):
    """`file_ids` null: all files of the library."""

    file_ids: list[int] | None = None


@get("/libraries/{library_id:int}/rename", guards=[requires("files.read", by_library=True)], tags=["Files"])
async def rename_preview(api: Api, library_id: FromPath[int], first: FromQuery[int] = 0) -> dict[str, Any]:
    """What renaming would do to the files of a hundred titles, from the title number `first` on (`next_first` goes on)."""
    api.insist("files.read", library_id)
    found = await preview_library(api.house, library_id, max(0, first))
    lines = [
        shown | {"problem": api.shown(one.problem)}
        for one, shown in zip(found.lines, api.shown(found.lines), strict=True)
    ]
    return {
        "lines": lines,
        "same_count": found.same_count,
        "title_count": found.title_count,
        "next_first": found.next_first,
    }


@post(
    "/libraries/{library_id:int}/rename", guards=[requires("files.edit", by_library=True)], status_code=202, tags=["Files"]
)  # fmt: skip
async def rename(api: Api, library_id: FromPath[int], data: JSONBody[Renaming]) -> JobStarted:
    """Renames files by the naming rules, each title in an act that can be undone."""
    api.insist("files.edit", library_id)
    return JobStarted(await start_rename(api.house, library_id, data.file_ids, api.actor))


ROUTES = [rename_preview, rename]
