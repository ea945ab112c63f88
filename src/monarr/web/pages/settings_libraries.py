"""Libraries and the folders in which they keep their titles."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.kinds import ContentType
from monarr.core.text import text
from monarr.db.queries.page_settings import FolderRow, LibraryRow, list_folders, list_libraries
from monarr.services.libraries import (
    LibraryInput,
    add_root_folder,
    create_library,
    delete_library,
    edit_library,
    remove_root_folder,
)
from monarr.services.profiles import list_profiles
from monarr.web.auth import requires
from monarr.web.figures import size
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.pages._shell import ICONS
from monarr.web.templating import Page, PageContext

PATH = "/settings/libraries"
KINDS = {"movie": text("Films"), "series": text("Series"), "anime": text("Anime")}
_EDIT = [requires("libraries.edit")]


@get(PATH, guards=_EDIT, include_in_schema=False)
async def libraries(page: Page) -> Response[str]:
    rows, folders = await page.house.db.read(list_libraries), await page.house.db.read(list_folders)
    shown = [
        {
            "id": row.id, "name": row.name, "path": f"{PATH}/{row.id}",
            "icon": row.icon if row.icon in ICONS.values() else ICONS.get(row.content_type, "library"),
            "kind_words": page.say(KINDS.get(row.content_type, text("Media"))), "titles": row.titles,
            "profile": row.profile or page.say(text("no profile")),
            "folders": [_line(page, folder) for folder in folders if folder.library_id == row.id],
        }
        for row in rows
    ]  # fmt: skip
    return await show(page, "settings/libraries.html", PATH, libraries=shown)


def _line(page: PageContext, folder: FolderRow) -> dict[str, Any]:
    broken = None if folder.accessible else folder.problem or page.say(text("cannot be reached"))
    return {
        "path": folder.path, "free_bytes": folder.free_bytes, "total_bytes": folder.total_bytes, "broken": broken,
    }  # fmt: skip


@get(f"{PATH}/new", guards=_EDIT, include_in_schema=False)
async def new_library(page: Page) -> Response[str]:
    return await _form(page, None, {"name": "", "content_type": "movie", "profile": None})


@post(f"{PATH}/new", guards=_EDIT, include_in_schema=False, status_code=200)
async def add_library(page: Page) -> Response[Any]:
    return await _posted(page, None)


@get(f"{PATH}/{{library_id:int}}", guards=_EDIT, include_in_schema=False)
async def one_library(page: Page, library_id: FromPath[int]) -> Response[str]:
    row = await _find(page, library_id)
    given = {"name": row.name, "content_type": row.content_type, "profile": row.profile_id}
    return await _form(page, row, given)


@post(f"{PATH}/{{library_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def change_library(page: Page, library_id: FromPath[int]) -> Response[Any]:
    return await _posted(page, await _find(page, library_id))


@post(f"{PATH}/{{library_id:int}}/delete", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop_library(page: Page, library_id: FromPath[int]) -> Response[Any]:
    row = await _find(page, library_id)
    try:
        await delete_library(page.house, library_id, page.actor)
    except MonarrError as error:
        return page.go(f"{PATH}/{library_id}", page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("{name} is gone. Its folders on the disk stay.", name=row.name)))


@post(
    f"{PATH}/{{library_id:int}}/folders/{{folder_id:int}}/remove",
    guards=_EDIT,
    include_in_schema=False,
    status_code=200,
)
async def drop_folder(page: Page, library_id: FromPath[int], folder_id: FromPath[int]) -> Response[Any]:
    path = f"{PATH}/{library_id}"
    try:
        await remove_root_folder(page.house, folder_id, page.actor)
    except MonarrError as error:
        return page.go(path, page.toast(error.message, "bad"))
    return page.go(path, page.toast(text("The folder is no longer part of the library. Nothing on the disk changed.")))


async def _find(page: PageContext, library_id: int) -> LibraryRow:
    rows = await page.house.db.read(list_libraries)
    found = next((row for row in rows if row.id == library_id), None)
    if found is None:
        raise NotFound(text("There is no such library."), subject=f"library:{library_id}")
    return found


async def _posted(page: PageContext, row: LibraryRow | None) -> Response[Any]:
    form = await read_form(page.request)
    kind = row.content_type if row else form.get("content_type", "movie")
    given: dict[str, Any] = {"name": form.get("name"), "content_type": kind, "profile": form.get("profile")}
    folder = form.get("new_folder")
    if kind not in KINDS:
        errors = Errors({"content_type": text("Choose what the library holds.")})
        return await _form(page, row, {**given, "content_type": "movie"}, errors, folder=folder, status=422)
    wanted = LibraryInput(
        name=given["name"], content_type=ContentType(kind), slug=row.slug if row else None,
        quality_profile_id=int(given["profile"]) if given["profile"].isdigit() else None,
        root_folder_id=row.root_folder_id if row else None,
    )  # fmt: skip
    try:
        if row is None:
            library_id = await create_library(page.house, wanted, page.actor)
        else:
            library_id = row.id
            await edit_library(page.house, row.id, wanted, page.actor)
    except MonarrError as problem:
        errors, error = split(problem, {"slug": "name"})
        return await _form(page, row, given, errors, error, folder, 422)
    if folder:
        try:
            await add_root_folder(page.house, library_id, folder, page.actor)
        except MonarrError as problem:
            errors, error = split(problem, {"path": "new_folder"})
            return await _form(page, await _find(page, library_id), given, errors, error, folder, 422)
    return page.go(PATH, saved(page))


async def _form(
    page: PageContext, row: LibraryRow | None, given: dict[str, Any], errors: Errors | None = None, error: Any = None,
    folder: str = "", status: int = 200,
) -> Response[str]:  # fmt: skip
    folders = [one for one in await page.house.db.read(list_folders) if row is not None and one.library_id == row.id]
    profiles = [(one.id, one.name) for one in await list_profiles(page.house)]
    path = f"{PATH}/{row.id}" if row else f"{PATH}/new"
    goes = text("Its titles must be elsewhere first. Nothing on the disk is touched.")
    return await show(
        page, "settings/library_form.html", PATH, status=status, action=path,
        library={"id": row.id if row else None, "name": given["name"], "slug": row.slug if row else "",
                 "content_type": given["content_type"]},
        kinds=[(value, page.say(words)) for value, words in KINDS.items()], profiles=profiles,
        profile=given["profile"], folders=[_folder(page, one, path) for one in folders], new_folder=folder,
        errors=errors or Errors(), error=error,
        delete=ask(page, text("Delete {name}?", name=row.name), goes, f"{path}/delete") if row else None,
    )  # fmt: skip


def _folder(page: PageContext, folder: FolderRow, path: str) -> dict[str, Any]:
    line = _line(page, folder)
    facts = None if folder.free_bytes is None else page.say(text("{free} free", free=size(folder.free_bytes)))
    goes = text("The library forgets the folder. Nothing on the disk is touched.")
    remove = ask(page, text("Take {path} away?", path=folder.path), goes, f"{path}/folders/{folder.id}/remove")
    return {"id": folder.id, "path": folder.path, "facts": facts, "broken": line["broken"], "remove": remove}


ROUTES = [libraries, new_library, add_library, one_library, change_library, drop_library, drop_folder]
