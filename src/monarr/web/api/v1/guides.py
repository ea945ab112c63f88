"""Guides: where formats, profiles, sizes and naming come from; what changed; taking up, pinning, forking."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Literal

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from monarr.core.errors import InvalidInput
from monarr.core.text import text
from monarr.services.guide_apply import apply_guide
from monarr.services.guide_use import use_naming, use_sizes
from monarr.services.guide_view import view_guide
from monarr.services.guides import add_guide, forget_guide, keep_entry, list_guides, look_again, pin_guide
from monarr.web.api.v1._base import Api, Made
from monarr.web.auth import requires


class NewGuide(msgspec.Struct):
    """One of a folder on the server, an address, or an archive (zip, tar.gz or a JSON file) in base64."""

    kind: Literal["series", "movie"]
    folder: str = ""
    address: str = ""
    archive: str = ""
    file_name: str = ""
    name: str = ""


class NewArchive(msgspec.Struct):
    """The newer archive in base64, for a guide that came as one."""

    archive: str = ""


class Choice(msgspec.Struct):
    """Without anything: what changed of that which is in use. `everything`: all formats and profiles."""

    entry_ids: list[int] | None = None
    everything: bool = False


class Keeping(msgspec.Struct):
    """`pinned`: stays at its version. `forked`: is mine now; updates only inform."""

    pinned: bool | None = None
    forked: bool | None = None


class Use(msgspec.Struct):
    """For sizes nothing is chosen; for naming, the variant's name by field."""

    library_id: int | None = None
    patterns: dict[str, str] = {}


@get("/guides", guards=[requires("formats.read")], tags=["Judging"])
async def guides(api: Api) -> list[dict[str, Any]]:
    """All guides with their versions and dates."""
    return [_source(api, source) for source in await list_guides(api.house)]


@post("/guides", guards=[requires("formats.edit")], status_code=201, tags=["Judging"])
async def make_guide(api: Api, data: JSONBody[NewGuide]) -> Made:
    """Reads a guide; nothing is taken up yet."""
    made = await add_guide(
        api.house, data.kind, api.actor, folder=data.folder, address=data.address, archive=_decoded(data.archive),
        file_name=data.file_name, name=data.name,
    )  # fmt: skip
    return Made(made)


@get("/guides/{guide_id:int}", guards=[requires("formats.read")], tags=["Judging"])
async def one_guide(api: Api, guide_id: FromPath[int]) -> dict[str, Any]:
    """A guide with every entry, its state, and what the guide changed."""
    view = await view_guide(api.house, guide_id)
    return {"source": _source(api, view.source), "entries": [_entry(api, entry) for entry in view.entries]}


@post("/guides/{guide_id:int}/look", guards=[requires("formats.edit")], status_code=204, tags=["Judging"])
async def look_at_guide(api: Api, guide_id: FromPath[int], data: JSONBody[NewArchive]) -> None:
    """Reads the guide anew; what was taken up stays as it is."""
    await look_again(api.house, guide_id, api.actor, archive=_decoded(data.archive))


@post("/guides/{guide_id:int}/apply", guards=[requires("formats.edit")], status_code=200, tags=["Judging"])
async def take_up(api: Api, guide_id: FromPath[int], data: JSONBody[Choice]) -> dict[str, Any]:
    """Takes up what was chosen, and answers with the names."""
    api.insist("profiles.edit", None)
    applied = await apply_guide(api.house, guide_id, api.actor, entry_ids=data.entry_ids, everything=data.everything)
    return dict(api.shown(applied)) | {"formats": list(applied.formats)}


@put("/guides/{guide_id:int}/pinned", guards=[requires("formats.edit")], status_code=204, tags=["Judging"])
async def pin(api: Api, guide_id: FromPath[int], data: JSONBody[bool]) -> None:
    """Whether the guide stays at its version."""
    await pin_guide(api.house, guide_id, data, api.actor)


@put(
    "/guides/{guide_id:int}/entries/{entry_id:int}",
    guards=[requires("formats.edit")],
    status_code=204,
    tags=["Judging"],
)
async def keep(api: Api, guide_id: FromPath[int], entry_id: FromPath[int], data: JSONBody[Keeping]) -> None:
    """Pins an entry, or makes it one's own."""
    await keep_entry(api.house, guide_id, entry_id, api.actor, pinned=data.pinned, forked=data.forked)


@post("/guides/{guide_id:int}/entries/{entry_id:int}/sizes", guards=[requires("quality.edit")], status_code=204,
      tags=["Judging"])  # fmt: skip
async def take_sizes(api: Api, guide_id: FromPath[int], entry_id: FromPath[int], data: JSONBody[Use]) -> None:
    """Sets the size limits of a library, or the shared ones."""
    await use_sizes(api.house, guide_id, entry_id, api.actor, library_id=data.library_id)


@post("/guides/{guide_id:int}/entries/{entry_id:int}/naming", guards=[requires("naming.edit")], status_code=204,
      tags=["Judging"])  # fmt: skip
async def take_naming(api: Api, guide_id: FromPath[int], entry_id: FromPath[int], data: JSONBody[Use]) -> None:
    """Sets naming patterns to the chosen variants."""
    await use_naming(api.house, guide_id, entry_id, data.patterns, api.actor, library_id=data.library_id)


@delete("/guides/{guide_id:int}", guards=[requires("formats.edit")], status_code=204, tags=["Judging"])
async def drop_guide(api: Api, guide_id: FromPath[int]) -> None:
    """Lets a guide go; what came from it stays."""
    await forget_guide(api.house, guide_id, api.actor)


def _source(api: Api, source: Any) -> dict[str, Any]:
    return dict(api.shown(source))


def _entry(api: Api, entry: Any) -> dict[str, Any]:
    return dict(api.shown(entry))


def _decoded(archive: str) -> bytes | None:
    if not archive:
        return None
    try:
        return base64.b64decode(archive, validate=True)
    except (binascii.Error, ValueError) as error:
        problem = text("The archive is not base64.")
        raise InvalidInput(problem, fields={"archive": problem}) from error


ROUTES = [
    guides, make_guide, one_guide, look_at_guide, take_up, pin, keep, take_sizes, take_naming, drop_guide,
]  # fmt: skip
