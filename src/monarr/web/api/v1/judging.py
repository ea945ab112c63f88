"""What releases are judged by: quality profiles, custom formats, sizes."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.core.kinds import ContentType
from monarr.core.quality import QualityProfile, SizeLimits
from monarr.services.formats import delete_format, explain_name, get_format, import_formats, list_formats, save_format
from monarr.services.profiles import clone_profile, create_profile, delete_profile, edit_profile, list_profiles
from monarr.services.quality import change_sizes, read_sizes, reset_sizes
from monarr.services.rescore import start_rescoring
from monarr.web.api.v1._base import Api, JobStarted, Made
from monarr.web.auth import requires


class NewProfile(msgspec.Struct):
    """Without a content type it fits films and series alike."""

    profile: QualityProfile
    content_type: ContentType | None = None
    library_id: int | None = None


class CopyName(msgspec.Struct):
    """What the copy is called."""

    name: str


class FormatBody(msgspec.Struct):
    """`spec` as TRaSH, Sonarr and Radarr write formats. `kind`: for series (in Sonarr's numbers) or films (in Radarr's)
    alone, null for both."""

    spec: dict[str, Any]
    suggested_score: int = 0
    kind: Literal["series", "movie"] | msgspec.UnsetType | None = msgspec.UNSET


class Rescoring(msgspec.Struct):
    """Whose files; all when neither is named."""

    profile_id: int | None = None
    title_id: int | None = None


class NameBody(msgspec.Struct):
    """A release name, and whose numbers stand in the formats. `specs`: formats to try; without them the stored ones."""

    title: str
    kind: Literal["series", "movie"]
    specs: list[dict[str, Any]] | None = None


@get("/profiles", guards=[requires("profiles.read")], tags=["Judging"])
async def profiles(api: Api) -> list[dict[str, Any]]:
    """All quality profiles by name."""
    return list(api.shown(await list_profiles(api.house)))


@post("/profiles", guards=[requires("profiles.edit")], status_code=201, tags=["Judging"])
async def make_profile(api: Api, data: JSONBody[NewProfile]) -> Made:
    """Stores a profile."""
    made = await create_profile(
        api.house, data.profile, api.actor, content_type=data.content_type, library_id=data.library_id
    )
    return Made(made)


@put("/profiles/{profile_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def change_profile(api: Api, profile_id: FromPath[int], data: JSONBody[QualityProfile]) -> None:
    """Replaces a profile; the states of the titles that use it follow."""
    await edit_profile(api.house, profile_id, data, api.actor)


@post("/profiles/{profile_id:int}/clone", guards=[requires("profiles.edit")], status_code=201, tags=["Judging"])
async def copy_profile(api: Api, profile_id: FromPath[int], data: JSONBody[CopyName]) -> Made:
    """Stores a copy of a profile under another name."""
    return Made(await clone_profile(api.house, profile_id, data.name, api.actor))


@delete("/profiles/{profile_id:int}", guards=[requires("profiles.edit")], status_code=204, tags=["Judging"])
async def drop_profile(api: Api, profile_id: FromPath[int], move_to: FromQuery[int | None] = None) -> None:
    """Takes a profile away that no title uses; with `move_to` those that use it get that one instead."""
    await delete_profile(api.house, profile_id, api.actor, move_to=move_to)


@get("/formats", guards=[requires("formats.read")], tags=["Judging"])
async def formats(api: Api) -> list[dict[str, Any]]:
    """All custom formats by name."""
    return list(api.shown(await list_formats(api.house)))


@post("/formats", guards=[requires("formats.edit")], status_code=201, tags=["Judging"])
async def make_format(api: Api, data: JSONBody[FormatBody]) -> Made:
    """Stores a custom format."""
    return Made(
        await save_format(api.house, data.spec, api.actor, suggested_score=data.suggested_score, kind=data.kind)
    )


@post("/formats/import", guards=[requires("formats.edit")], status_code=201, tags=["Judging"])
async def take_formats(
    api: Api, data: JSONBody[list[dict[str, Any]]], kind: FromQuery[Literal["series", "movie"] | None] = None
) -> list[int]:
    """Stores several formats at once, those of the same name anew; all or none."""
    return list(await import_formats(api.house, list(data), api.actor, kind=kind))


@get("/formats/{format_id:int}/export", guards=[requires("formats.read")], tags=["Judging"])
async def export_format(api: Api, format_id: FromPath[int]) -> dict[str, Any]:
    """The format as Sonarr and Radarr read it."""
    return (await get_format(api.house, format_id)).spec


@post("/formats/match", guards=[requires("formats.read")], status_code=200, tags=["Judging"])
async def match_name(api: Api, data: JSONBody[NameBody]) -> list[dict[str, Any]]:
    """Every format with the answer of each of its conditions for a release name."""
    results = await explain_name(api.house, data.title, data.kind, data.specs)
    return [dict(msgspec.to_builtins(one)) for one in results]


@put("/formats/{format_id:int}", guards=[requires("formats.edit")], tags=["Judging"])
async def change_format(api: Api, format_id: FromPath[int], data: JSONBody[FormatBody]) -> Made:
    """Changes a custom format."""
    made = await save_format(
        api.house, data.spec, api.actor, format_id=format_id, suggested_score=data.suggested_score, kind=data.kind
    )
    return Made(made)


@delete("/formats/{format_id:int}", guards=[requires("formats.edit")], status_code=204, tags=["Judging"])
async def drop_format(api: Api, format_id: FromPath[int]) -> None:
    """Takes a format away, and its scores in all profiles."""
    await delete_format(api.house, format_id, api.actor)


@post("/formats/rescore", guards=[requires("formats.edit")], status_code=202, tags=["Judging"])
async def rescore(api: Api, data: JSONBody[Rescoring]) -> JobStarted:
    """Works out anew which formats the files have, and their scores; of all, or of a profile or title. Monarr does it by
    itself when formats, points or profiles change."""
    return JobStarted(await start_rescoring(api.house, api.actor, profile_id=data.profile_id, title_id=data.title_id))


@get("/quality", guards=[requires("quality.read")], tags=["Judging"])
async def sizes(api: Api, library_id: FromQuery[int | None] = None) -> dict[str, Any]:
    """The limits of every quality, in megabytes per minute."""
    found: dict[str, Any] = api.shown(await read_sizes(api.house, library_id))
    return found


@put("/quality", guards=[requires("quality.edit")], status_code=204, tags=["Judging"])
async def set_sizes(api: Api, data: JSONBody[dict[str, SizeLimits]], library_id: FromQuery[int | None] = None) -> None:
    """Sets the limits of the given qualities."""
    await change_sizes(api.house, data, api.actor, library_id=library_id)


@delete("/quality", guards=[requires("quality.edit")], status_code=204, tags=["Judging"])
async def shipped_sizes(api: Api, library_id: FromQuery[int | None] = None) -> None:
    """Goes back to the shipped limits; for a library: to the shared ones."""
    await reset_sizes(api.house, api.actor, library_id=library_id)


ROUTES = [
    profiles, make_profile, change_profile, copy_profile, drop_profile, formats, make_format, take_formats, export_format, match_name, change_format,
    rescore, drop_format, sizes, set_sizes, shipped_sizes,
]  # fmt: skip
