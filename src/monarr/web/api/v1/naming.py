"""How files and folders are named: patterns, what they make, and what there is to choose from."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.core.naming import PRESETS, NamingConfig, Place, check_config
from monarr.core.text import Text
from monarr.messages.naming import PRESETS as ABOUT
from monarr.messages.naming import pattern_sentence
from monarr.services.naming import change_naming, forget_naming, preview_naming, read_naming
from monarr.services.naming_help import token_help
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


class Problem(msgspec.Struct, frozen=True):
    """What is amiss with a pattern; what `blocks` is not saved."""

    field: str
    code: str
    words: tuple[str, ...]
    blocks: bool
    sentence: Text


class Preset(msgspec.Struct, frozen=True):
    key: str
    name: str
    about: Text
    values: dict[str, str]


@get("/naming", guards=[requires("naming.read")], tags=["Naming"])
async def naming(api: Api, library_id: FromQuery[int | None] = None) -> dict[str, Any]:
    """How files and folders are named."""
    found: dict[str, Any] = api.shown(await read_naming(api.house, library_id))
    return found


@put("/naming", guards=[requires("naming.edit")], status_code=204, tags=["Naming"])
async def set_naming(api: Api, data: JSONBody[NamingConfig], library_id: FromQuery[int | None] = None) -> None:
    """Sets the shared naming, or that of a library."""
    await change_naming(api.house, data, api.actor, library_id=library_id)


@delete("/naming/{library_id:int}", guards=[requires("naming.edit")], status_code=204, tags=["Naming"])
async def shared_naming(api: Api, library_id: FromPath[int]) -> None:
    """The library goes back to the shared naming."""
    await forget_naming(api.house, library_id, api.actor)


@post("/naming/preview", guards=[requires("naming.read")], status_code=200, tags=["Naming"])
async def naming_preview(api: Api, data: JSONBody[NamingConfig]) -> dict[str, Any]:
    """What patterns make of an open film and an open series, and what is amiss with them."""
    problems = [
        Problem(one.field, one.code, one.words, one.blocks, pattern_sentence(one)) for one in check_config(data)
    ]
    found: dict[str, Any] = api.shown(preview_naming(data))
    return found | {"problems": api.shown(problems)}


@get("/naming/presets", guards=[requires("naming.read")], tags=["Naming"])
async def naming_presets(api: Api) -> list[dict[str, Any]]:
    """Patterns that suit a player, ready to choose."""
    return list(api.shown([Preset(one.key, one.name, ABOUT[one.key], one.values) for one in PRESETS]))


@get("/naming/tokens", guards=[requires("naming.read")], tags=["Naming"])
async def naming_tokens(api: Api, place: FromQuery[Place] = "movie_file") -> list[dict[str, Any]]:
    """All tokens that say something in a place, by family, with what each makes of an open film or series."""
    return list(api.shown(token_help(place)))


ROUTES = [naming, set_naming, shared_naming, naming_preview, naming_presets, naming_tokens]
