"""What is done with a title from its page: search, monitor, refresh, delete, and taking it back."""

from __future__ import annotations

from typing import Any

from litestar import post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import Text, text
from monarr.services.edit import set_monitored, set_season_monitored
from monarr.services.jobs import queue_job
from monarr.services.remove import delete_file, delete_title
from monarr.services.restore import AddedAgain, restore_title
from monarr.services.undo import undo_act
from monarr.services.versions import VersionChange, edit_version
from monarr.web.auth import requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._items import find_item
from monarr.web.templating import Page, PageContext


@post("/title/{item_id:int}/search", guards=[requires("titles.search", kind="search")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def search(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    """Looks for a title, or an episode, now."""
    item = await find_item(page, item_id, "titles.search")
    payload: dict[str, Any] = {"title_id": item.title_id}
    if item.episode_id is not None:
        payload["episode_ids"] = [item.episode_id]
    version = page.request.query_params.get("version", "")
    if version.isdecimal():
        payload["version_id"] = int(version)
    return await _queued(page, "search_title", payload, text("Searching for {title}", title=item.name), item_id)


@post("/title/{item_id:int}/season/{season:int}/search", guards=[requires("titles.search", kind="search")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def search_season(page: Page, item_id: FromPath[int], season: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "titles.search")
    payload = {"title_id": item.title_id, "season": season}
    words = text("Searching for season {season} of {title}", season=season, title=item.name)
    return await _queued(page, "search_title", payload, words, f"{item_id}?season={season}")


async def _queued(
    page: PageContext, kind: str, payload: dict[str, Any], words: Text, back: int | str
) -> Response[bytes]:
    await queue_job(page.house, kind, payload, actor=page.actor)
    return page.go(f"/title/{back}", page.toast(words, "info"))


@post("/title/{item_id:int}/monitor", guards=[requires("titles.edit")], include_in_schema=False, status_code=200)
async def monitor(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    """Looks for a title or an episode, or no longer does."""
    item = await find_item(page, item_id, "titles.edit")
    on = _wanted(page, await read_form(page.request))
    await set_monitored(page.house, [item_id], on, page.actor)
    back = f"/title/{item_id}" if item.episode_id is None else f"/title/{item.title_id}?season={item.season}"
    undo = f"/title/{item_id}/monitor?monitored={'false' if on else 'true'}"
    return page.go(back, page.toast(_monitored(item.name, on), undo_path=undo))


@post("/title/{item_id:int}/season/{season:int}/monitor", guards=[requires("titles.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def monitor_season(page: Page, item_id: FromPath[int], season: FromPath[int]) -> Response[bytes]:
    """A season takes its episodes along."""
    item = await find_item(page, item_id, "titles.edit")
    on = _wanted(page, await read_form(page.request))
    await set_season_monitored(page.house, item.title_id, season, on, page.actor)
    undo = f"/title/{item_id}/season/{season}/monitor?monitored={'false' if on else 'true'}"
    name = text("Season {number}", number=season)
    return page.go(f"/title/{item_id}?season={season}", page.toast(_monitored(page.say(name), on), undo_path=undo))


@post("/title/{item_id:int}/versions/{version_id:int}/monitor", guards=[requires("titles.edit")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def monitor_version(page: Page, item_id: FromPath[int], version_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "titles.edit")
    on = _wanted(page, await read_form(page.request))
    await edit_version(page.house, version_id, VersionChange(monitored=on), page.actor)
    undo = f"/title/{item_id}/versions/{version_id}/monitor?monitored={'false' if on else 'true'}"
    return page.go(f"/title/{item_id}", page.toast(_monitored(item.name, on), undo_path=undo))


def _wanted(page: PageContext, form: Form) -> bool:
    """From the form, or from the address, which is how an Undo says it."""
    return (form.get("monitored") or page.request.query_params.get("monitored", "")) == "true"


def _monitored(name: str, on: bool) -> Text:
    return text("{name} is monitored", name=name) if on else text("{name} is no longer monitored", name=name)


@post("/title/{item_id:int}/refresh", guards=[requires("titles.edit")], include_in_schema=False, status_code=200)
async def refresh(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "titles.edit")
    words = text("Asking the sources about {title}", title=item.name)
    return await _queued(page, "refresh_title", {"title_id": item.title_id}, words, item_id)


@post("/title/{item_id:int}/publish", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def publish(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "files.edit")
    words = text("Writing NFO and images of {title}", title=item.name)
    return await _queued(page, "publish_title", {"title_id": item.title_id}, words, item_id)


@post("/title/{item_id:int}/scan", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def scan(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "files.edit")
    if item.path is None:
        return page.go(
            f"/title/{item_id}/files", page.toast(text("{title} has no folder yet", title=item.name), "info")
        )
    words = text("Reading the folder of {title}", title=item.name)
    return await _queued(page, "scan_path", {"path": item.path}, words, f"{item_id}/files")


@post("/title/{item_id:int}/reread", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def reread(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    """Reads the streams of the title's files again."""
    item = await find_item(page, item_id, "files.edit")
    words = text("Reading the streams of {title}", title=item.name)
    return await _queued(
        page, "reread_files", {"title_id": item.title_id, "everything": True}, words, f"{item_id}/files"
    )


@post("/title/{item_id:int}/delete", guards=[requires("titles.delete")], include_in_schema=False, status_code=200)
async def delete(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    """Puts a title into the trash, perhaps with its files."""
    item = await find_item(page, item_id, "titles.delete")
    form = await read_form(page.request)
    await delete_title(page.house, item.title_id, delete_files=form.on("delete_files"), actor=page.actor)
    words = text("{title} is in the trash", title=item.name)
    return page.go("/", page.toast(words, undo_path=f"/title/{item.title_id}/restore"))


@post("/title/{item_id:int}/restore", guards=[requires("trash.edit")], include_in_schema=False, status_code=200)
async def restore(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "trash.edit", with_deleted=True)
    try:
        await restore_title(page.house, item.title_id, actor=page.actor)
    except AddedAgain as error:
        return page.go(f"/title/{item.title_id}/merge", page.toast(error.message, "info"))
    return page.go(f"/title/{item.title_id}", page.toast(text("{title} is back", title=item.name)))


@post("/files/{file_id:int}/delete", guards=[requires("files.delete")], include_in_schema=False, status_code=200)
async def remove_file(page: Page, file_id: FromPath[int]) -> Response[bytes]:
    """Puts one file into the trash."""
    act_id = await delete_file(page.house, file_id, actor=page.actor)
    return page.go("/activity/trash", page.toast(text("The file is in the trash"), undo_path=f"/undo/{act_id}"))


@post("/undo/{act_id:str}", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def undo(page: Page, act_id: FromPath[str]) -> Response[bytes]:
    """Takes an import, an upgrade, a deletion or a renaming back."""
    await undo_act(page.house, act_id, page.actor)
    return page.go("/", page.toast(text("Taken back")))


ROUTES = [search, search_season, monitor, monitor_season, monitor_version, refresh, publish, scan, reread, delete,
          restore, remove_file, undo]  # fmt: skip
