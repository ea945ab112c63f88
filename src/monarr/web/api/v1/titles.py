"""Titles and their parts: browse, look, edit, monitor, refresh, delete and restore."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from sqlalchemy import Connection

from monarr.core.errors import NotAllowed, NotFound
from monarr.core.kinds import MediaKind
from monarr.core.monitoring import MonitorPreset
from monarr.core.text import text
from monarr.db.queries.history import list_history
from monarr.db.queries.home import load_frame
from monarr.db.queries.library import LibraryPage, LibraryView, Sort, load_library_page
from monarr.db.queries.search import find_titles
from monarr.db.queries.series import list_episodes, list_seasons
from monarr.db.queries.title_files import list_files
from monarr.db.queries.titles import find_title_page, list_credits
from monarr.services.add import AddTitle, add_title
from monarr.services.edit import (
    apply_monitoring,
    edit_title,
    lock_fields,
    set_monitored,
    set_season_monitored,
    set_tags,
    unlock_fields,
)
from monarr.services.jobs import queue_job
from monarr.services.lookup import look_up
from monarr.services.picking import pick_library
from monarr.services.remove import delete_file, delete_title
from monarr.services.rename import preview_rename, rename_files
from monarr.services.versions import VersionChange, add_version, edit_version, remove_version
from monarr.web.api.v1._base import Api, Cursor, Items, JobStarted, Limit, Made, read_cursor, write_cursor
from monarr.web.auth import requires

State = Annotated[str | None, QueryParameter(name="state", description="here, missing, better, partly …")]


class Act(msgspec.Struct, frozen=True):
    """What was done to files, as one act that can be undone: `/acts/{act_id}/undo`. Null: nothing was to be done."""

    act_id: str | None


class Changed(msgspec.Struct, frozen=True):
    count: int


class Monitoring(msgspec.Struct):
    """`item_ids` are titles, seasons or episodes."""

    item_ids: list[int]
    monitored: bool


class SeasonMonitoring(msgspec.Struct):
    monitored: bool


class PresetChoice(msgspec.Struct):
    preset: MonitorPreset


class Fields(msgspec.Struct):
    fields: list[str]


class TagChange(msgspec.Struct):
    item_ids: list[int]
    labels: list[str]
    mode: Literal["replace", "add", "remove"] = "replace"


class NewVersion(msgspec.Struct):
    name: str
    quality_profile_id: int
    root_folder_id: int | None = None
    monitored: bool = True


class Renaming(msgspec.Struct):
    """`file_ids` null: all files of the title."""

    file_ids: list[int] | None = None


@get("/titles", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def titles(
    api: Api,
    library_id: FromQuery[int],
    cursor: Cursor = None,
    limit: Limit = 100,
    title_state: State = None,
    monitored: FromQuery[bool | None] = None,
    genre: FromQuery[str | None] = None,
    quality: FromQuery[str | None] = None,
    year: FromQuery[int | None] = None,
    words: FromQuery[str] = "",
    sort: FromQuery[Sort] = "title",
    descending: FromQuery[bool | None] = None,
) -> dict[str, Any]:
    """A library, filtered and sorted (title, added, year, rating, size), with counts by state."""
    api.insist("titles.read", library_id)
    offset = _offset(cursor)
    wanted = {
        "library_id": library_id,
        "state": title_state,
        "monitored": monitored,
        "genre": genre,
        "quality": quality,
        "year": year,
        "words": words,
        "sort": sort,
        "descending": descending,
    }
    page = await api.house.db.read(_load, wanted, offset, limit)
    after = offset + len(page.rows)
    return {
        "items": api.shown(page.rows),
        "next_cursor": write_cursor(after) if page.rows and after < page.total else None,
        "total": page.total,
        "states": page.states,
    }


def _offset(cursor: str | None) -> int:
    given = read_cursor(cursor)
    return given if isinstance(given, int) and given >= 0 else 0


def _load(connection: Connection, wanted: dict[str, Any], offset: int, limit: int) -> LibraryPage:
    library = pick_library(connection, str(wanted["library_id"]))
    view = LibraryView(content_type=library.content_type, **wanted)
    return load_library_page(connection, view, offset=offset, limit=limit)


@get("/search", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def search(api: Api, words: FromQuery[str], limit: Limit = 20) -> list[dict[str, Any]]:
    """Titles that bear these words, typing mistakes forgiven."""
    frame = await api.house.db.read(load_frame)
    readable = api.libraries_to_read([one.id for one in frame.libraries])
    found = await api.house.db.read(find_titles, words[:200], limit=limit, library_ids=readable)
    return list(api.shown(found))


@get("/lookup", guards=[requires("titles.add", kind="search")], tags=["Titles"])
async def lookup(
    api: Api, words: FromQuery[str], kind: FromQuery[MediaKind] = MediaKind.MOVIE, year: FromQuery[int | None] = None
) -> dict[str, Any]:
    """Asks the metadata sources for titles to add: words, an id such as `tmdb:45745`, or an address."""
    result: dict[str, Any] = api.shown(await look_up(api.house, kind, words[:300], year=year))
    return result


@post("/titles", guards=[requires("titles.add", by_library=True)], status_code=201, tags=["Titles"])
async def add(api: Api, data: JSONBody[AddTitle]) -> Made:
    """Adds a title to a library."""
    api.insist("titles.add", data.library_id)
    return Made(await add_title(api.house, data, api.actor))


@get("/titles/{title_id:int}", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def title(api: Api, title_id: FromPath[int]) -> dict[str, Any]:
    """All about one title."""
    await api.insist_for("titles.read", title_id)
    page = await api.house.db.read(find_title_page, title_id)
    if page is None:
        raise NotFound(text("There is no such title."), subject=f"title:{title_id}")
    found: dict[str, Any] = api.shown(page)
    return found


@get("/titles/{title_id:int}/credits", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def title_credits(api: Api, title_id: FromPath[int]) -> list[dict[str, Any]]:
    """Who plays in it, with characters, and who made it, by role. `portrait` is a picture of `/artwork/{sha256}`."""
    await api.insist_for("titles.read", title_id)
    return list(api.shown(await api.house.db.read(list_credits, title_id)))


@get("/titles/{title_id:int}/seasons", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def seasons(api: Api, title_id: FromPath[int]) -> list[dict[str, Any]]:
    """Seasons of a series, the newest first, with counts."""
    await api.insist_for("titles.read", title_id)
    return list(api.shown(await api.house.db.read(list_seasons, title_id)))


@get("/titles/{title_id:int}/episodes", guards=[requires("titles.read", by_library=True)], tags=["Titles"])
async def episodes(api: Api, title_id: FromPath[int], season: FromQuery[int | None] = None) -> list[dict[str, Any]]:
    """Episodes in order, of one season or of all."""
    await api.insist_for("titles.read", title_id)
    return list(api.shown(await api.house.db.read(list_episodes, title_id, season)))


@get("/titles/{title_id:int}/files", guards=[requires("files.read", by_library=True)], tags=["Files"])
async def files(api: Api, title_id: FromPath[int]) -> list[dict[str, Any]]:
    """Files of a title with their streams."""
    await api.insist_for("files.read", title_id)
    return list(api.shown(await api.house.db.read(list_files, title_id)))


@get("/titles/{title_id:int}/history", guards=[requires("history.read", by_library=True)], tags=["Titles"])
async def history(api: Api, title_id: FromPath[int], cursor: Cursor = None, limit: Limit = 50) -> Items:
    """What happened to a title, newest first."""
    await api.insist_for("history.read", title_id)
    page = await api.house.db.read(list_history, title_id=title_id, cursor=cursor, limit=limit)
    return Items(api.shown(page.rows), page.next)


@patch("/items/{item_id:int}", guards=[requires("titles.edit", by_library=True)], tags=["Titles"])
async def edit(
    api: Api, item_id: FromPath[int], data: JSONBody[dict[str, Any]], lock: FromQuery[bool] = True
) -> list[str]:
    """Sets fields of a title, season or episode, and locks them; returns what changed."""
    await api.insist_for("titles.edit", item_id)
    return list(await edit_title(api.house, item_id, data, api.actor, lock=lock))


@post("/items/{item_id:int}/lock", guards=[requires("titles.edit", by_library=True)], status_code=204, tags=["Titles"])
async def lock(api: Api, item_id: FromPath[int], data: JSONBody[Fields]) -> None:
    """Keeps fields as they are; automation never writes them."""
    await api.insist_for("titles.edit", item_id)
    await lock_fields(api.house, item_id, data.fields, api.actor)


@post(
    "/items/{item_id:int}/unlock", guards=[requires("titles.edit", by_library=True)], status_code=204, tags=["Titles"]
)
async def unlock(api: Api, item_id: FromPath[int], data: JSONBody[Fields]) -> None:
    """Gives fields back to the sources."""
    await api.insist_for("titles.edit", item_id)
    await unlock_fields(api.house, item_id, data.fields, api.actor)


@post("/items/monitor", guards=[requires("titles.edit", by_library=True)], status_code=200, tags=["Titles"])
async def monitor(api: Api, data: JSONBody[Monitoring]) -> Changed:
    """Looks for these titles, seasons or episodes, or no longer does."""
    await api.insist_for("titles.edit", *data.item_ids)
    return Changed(await set_monitored(api.house, data.item_ids, data.monitored, api.actor))


@put(
    "/titles/{title_id:int}/seasons/{number:int}/monitor",
    guards=[requires("titles.edit", by_library=True)],
    tags=["Titles"],
)
async def monitor_season(
    api: Api, title_id: FromPath[int], number: FromPath[int], data: JSONBody[SeasonMonitoring]
) -> Changed:
    """Looks for a season, or no longer does."""
    await api.insist_for("titles.edit", title_id)
    return Changed(await set_season_monitored(api.house, title_id, number, data.monitored, api.actor))


@put("/titles/{title_id:int}/monitoring", guards=[requires("titles.edit", by_library=True)], tags=["Titles"])
async def preset(api: Api, title_id: FromPath[int], data: JSONBody[PresetChoice]) -> Changed:
    """Monitors the episodes of a series as a preset says."""
    await api.insist_for("titles.edit", title_id)
    return Changed(await apply_monitoring(api.house, title_id, data.preset, api.actor))


@post("/items/tags", guards=[requires("titles.edit", by_library=True)], status_code=204, tags=["Titles"])
async def tag(api: Api, data: JSONBody[TagChange]) -> None:
    """Replaces, adds or removes tags of titles."""
    await api.insist_for("titles.edit", *data.item_ids)
    await set_tags(api.house, data.item_ids, data.labels, api.actor, mode=data.mode)


@post(
    "/titles/{title_id:int}/refresh",
    guards=[requires("titles.edit", by_library=True)],
    status_code=202,
    tags=["Titles"],
)
async def refresh(api: Api, title_id: FromPath[int]) -> JobStarted:
    """Fetches facts and pictures anew."""
    await _known(api, "titles.edit", title_id)
    return JobStarted(await queue_job(api.house, "refresh_title", {"title_id": title_id}, actor=api.actor))


@post(
    "/titles/{title_id:int}/reread", guards=[requires("files.edit", by_library=True)], status_code=202, tags=["Titles"]
)
async def reread(api: Api, title_id: FromPath[int]) -> JobStarted:
    """Reads the streams of the title's files again."""
    await _known(api, "files.edit", title_id)
    wanted = {"title_id": title_id, "everything": True}
    return JobStarted(await queue_job(api.house, "reread_files", wanted, actor=api.actor))


@post(
    "/titles/{title_id:int}/publish",
    guards=[requires("titles.edit", by_library=True)],
    status_code=202,
    tags=["Titles"],
)
async def publish(api: Api, title_id: FromPath[int]) -> JobStarted:
    """Writes NFO files and pictures beside the media, and tells the players."""
    await _known(api, "titles.edit", title_id)
    return JobStarted(await queue_job(api.house, "publish_title", {"title_id": title_id}, actor=api.actor))


async def _known(api: Api, permission: str, title_id: int) -> None:
    await api.insist_for(permission, title_id)
    if await api.house.db.read(find_title_page, title_id) is None:
        raise NotFound(text("There is no such title."), subject=f"title:{title_id}")


@delete("/titles/{title_id:int}", guards=[requires("titles.delete", by_library=True)], status_code=200, tags=["Titles"])
async def remove(api: Api, title_id: FromPath[int], delete_files: FromQuery[bool] = False) -> Act:
    """Deletes a title; with `delete_files` its files go to the trash. Both can be undone for 30 days."""
    await api.insist_for("titles.delete", title_id)
    return Act(await delete_title(api.house, title_id, delete_files=delete_files, actor=api.actor))


@delete("/files/{file_id:int}", guards=[requires("files.delete")], status_code=200, tags=["Files"])
async def remove_file(api: Api, file_id: FromPath[int]) -> Act:
    """Puts a file into the trash."""
    return Act(await delete_file(api.house, file_id, actor=api.actor))


@get("/titles/{title_id:int}/rename", guards=[requires("files.read", by_library=True)], tags=["Files"])
async def rename_preview(api: Api, title_id: FromPath[int], same: FromQuery[bool] = False) -> list[dict[str, Any]]:
    """What renaming would do to each file, and what keeps one from it; with `same` also those that stay as they are."""
    await api.insist_for("files.read", title_id)
    lines = [one for one in await preview_rename(api.house, title_id) if same or one.outcome != "same"]
    return [found | {"problem": api.shown(one.problem)} for one, found in zip(lines, api.shown(lines), strict=True)]


@post(
    "/titles/{title_id:int}/rename", guards=[requires("files.edit", by_library=True)], status_code=200, tags=["Files"]
)
async def rename(api: Api, title_id: FromPath[int], data: JSONBody[Renaming]) -> Act:
    """Renames files by the naming rules."""
    await api.insist_for("files.edit", title_id)
    return Act(await rename_files(api.house, title_id, data.file_ids, actor=api.actor))


@post(
    "/titles/{title_id:int}/versions",
    guards=[requires("titles.edit", by_library=True)],
    status_code=201,
    tags=["Titles"],
)
async def want_version(api: Api, title_id: FromPath[int], data: JSONBody[NewVersion]) -> Made:
    """Wants a title once more, such as in 4K."""
    await api.insist_for("titles.edit", title_id)
    made = await add_version(
        api.house,
        title_id,
        data.name,
        data.quality_profile_id,
        api.actor,
        root_folder_id=data.root_folder_id,
        monitored=data.monitored,
    )
    return Made(made)


@patch("/versions/{version_id:int}", guards=[requires("titles.edit")], status_code=204, tags=["Titles"])
async def change_version(api: Api, version_id: FromPath[int], data: JSONBody[VersionChange]) -> None:
    """Changes a version."""
    await edit_version(api.house, version_id, data, api.actor)


@delete("/versions/{version_id:int}", guards=[requires("titles.edit")], status_code=204, tags=["Titles"])
async def drop_version(api: Api, version_id: FromPath[int], delete_files: FromQuery[bool] = False) -> None:
    """No longer wants a version; with `delete_files` its files go to the trash, else it must have none."""
    if delete_files and not api.may("files.delete"):
        raise NotAllowed(text("Your account may not delete files."))
    await remove_version(api.house, version_id, api.actor, delete_files=delete_files)


ROUTES = [
    titles, search, lookup, add, title, title_credits, seasons, episodes, files, history, edit, lock, unlock, monitor, monitor_season,
    preset, tag, refresh, publish, remove, remove_file, rename_preview, rename, want_version,
    change_version, drop_version,
]  # fmt: skip
