"""Manual import: what lies in a download or a folder, and bringing in exactly what a person chooses."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromQuery, JSONBody

from monarr.services.manual_import import Choice, import_chosen, list_files
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


class Chosen(msgspec.Struct):
    """Of a download, or of a folder of the server's machine."""

    choices: list[Choice]
    download_id: int | None = None
    folder: str | None = None


@get("/import", guards=[requires("files.edit")], tags=["Files"])
async def candidates(
    api: Api, download_id: FromQuery[int | None] = None, folder: FromQuery[str | None] = None
) -> list[dict[str, Any]]:
    """The videos there, each with what Monarr takes it for."""
    return list(api.shown(await list_files(api.house, download_id=download_id, folder=folder)))


@post("/import", guards=[requires("files.edit")], status_code=200, tags=["Files"])
async def bring_in(api: Api, data: JSONBody[Chosen]) -> dict[str, Any]:
    """Imports exactly what is chosen."""
    report: dict[str, Any] = api.shown(
        await import_chosen(api.house, data.choices, download_id=data.download_id, folder=data.folder, actor=api.actor)
    )
    return report


ROUTES = [candidates, bring_in]
