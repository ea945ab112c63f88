"""Manual import: what lies in a download or a folder, and bringing in exactly what a person chooses."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.services.manual_guess import Choice, list_files
from monarr.services.manual_import import Mode, import_chosen, keep_anyway, queue_import
from monarr.web.api.v1._base import Api, JobStarted
from monarr.web.auth import requires


class Chosen(msgspec.Struct):
    """Of a download, or of a folder of the server's machine. `mode`: move the files, or keep them (hardlink, else copy);
    null: as the client asks, and move from a folder."""

    choices: list[Choice]
    download_id: int | None = None
    folder: str | None = None
    mode: Mode | None = None


@get("/import", guards=[requires("files.edit")], tags=["Files"])
async def candidates(
    api: Api, download_id: FromQuery[int | None] = None, folder: FromQuery[str | None] = None
) -> list[dict[str, Any]]:
    """The videos there, each with what Monarr takes it for."""
    return list(api.shown(await list_files(api.house, download_id=download_id, folder=folder)))


@post("/import/check", guards=[requires("files.edit")], status_code=200, tags=["Files"])
async def check(api: Api, data: JSONBody[Chosen]) -> list[dict[str, Any]]:
    """The videos there, judged as what is said of them; nothing is imported."""
    choices = {choice.path: choice for choice in data.choices}
    found = await list_files(api.house, download_id=data.download_id, folder=data.folder, choices=choices)
    return list(api.shown(found))


@post("/import", guards=[requires("files.edit")], status_code=200, tags=["Files"])
async def bring_in(api: Api, data: JSONBody[Chosen]) -> dict[str, Any]:
    """Imports exactly what is chosen, and answers when it is done."""
    report: dict[str, Any] = api.shown(
        await import_chosen(
            api.house, data.choices, download_id=data.download_id, folder=data.folder, mode=data.mode, actor=api.actor
        )
    )
    return report


@post("/import/jobs", guards=[requires("files.edit")], status_code=202, tags=["Files"])
async def queue(api: Api, data: JSONBody[Chosen]) -> JobStarted:
    """Imports exactly what is chosen, by a job whose result tells of every file."""
    job_id = await queue_import(
        api.house, data.choices, download_id=data.download_id, folder=data.folder, mode=data.mode, actor=api.actor
    )
    return JobStarted(job_id)


@post("/queue/{download_id:int}/keep", guards=[requires("files.edit")], status_code=202, tags=["Activity"])
async def keep(api: Api, download_id: FromPath[int]) -> JobStarted:
    """Imports a refused download all the same, as what Monarr takes it for."""
    return JobStarted(await keep_anyway(api.house, download_id, api.actor))


ROUTES = [candidates, check, bring_in, queue, keep]
