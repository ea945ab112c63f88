"""The wanted versions of a title: all of them on one page, and a form for one."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.text import Text, ntext, text
from monarr.db.queries.places import list_folders_of, list_profile_names
from monarr.db.queries.titles import TitlePage, VersionRow
from monarr.services.jobs import queue_job
from monarr.services.versions import VersionChange, add_version, edit_version, remove_version
from monarr.web.auth import may_in_library, requires
from monarr.web.figures import size
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import split
from monarr.web.pages._words import state_words
from monarr.web.pages.title import load_title, title_value
from monarr.web.templating import Page, PageContext

_EDIT = [requires("titles.edit")]
_PATH = "/title/{title_id:int}/versions"
_FIELDS = {"quality_profile_id": "profile", "root_folder_id": "root_folder"}


@get(_PATH, guards=_EDIT, include_in_schema=False)
async def versions(page: Page, title_id: FromPath[int]) -> Response[str]:
    """Every wanted version with its profile, folder and files."""
    found = await _editable(page, title_id)
    return await page.show(
        "title/versions.html",
        current=_menu_entry(found),
        title=title_value(page, found),
        versions=[_row(page, title_id, one) for one in found.versions],
        add_path=f"/title/{title_id}/versions/new",
    )


@get(f"{_PATH}/new", guards=_EDIT, include_in_schema=False)
async def new_version(page: Page, title_id: FromPath[int]) -> Response[str]:
    found = await _editable(page, title_id)
    given = {"name": "", "profile": None, "root_folder": _usual_folder(found), "monitored": True, "search": True}
    return await _form(page, found, None, given)


@post(f"{_PATH}/new", guards=_EDIT, include_in_schema=False, status_code=200)
async def want_version(page: Page, title_id: FromPath[int]) -> Response[Any]:
    """Wants the title once more, and perhaps looks for it at once."""
    found = await _editable(page, title_id)
    given = _given(await read_form(page.request))
    try:
        version_id = await add_version(
            page.house, title_id, given["name"], _number(given["profile"], "quality_profile_id"), page.actor,
            root_folder_id=_number(given["root_folder"], "root_folder_id"), monitored=given["monitored"],
        )  # fmt: skip
    except MonarrError as problem:
        errors, error = split(problem, _FIELDS)
        return await _form(page, found, None, given, errors, error, 422)
    if given["search"] and page.may("titles.search", found.title.library_id):
        await queue_job(
            page.house, "search_title", {"title_id": title_id, "version_id": version_id}, actor=page.actor
        )  # fmt: skip
    words = text("{title} is wanted in “{version}” as well", title=found.title.title, version=given["name"])
    return page.go(f"/title/{title_id}#lane-{version_id}", page.toast(words))


@get(f"{_PATH}/{{version_id:int}}", guards=_EDIT, include_in_schema=False)
async def one_version(page: Page, title_id: FromPath[int], version_id: FromPath[int]) -> Response[str]:
    found = await _editable(page, title_id)
    version = _find(found, version_id)
    given = {"name": version.name, "profile": version.profile_id, "root_folder": version.root_folder_id,
             "monitored": version.monitored, "search": False}  # fmt: skip
    return await _form(page, found, version, given)


@post(f"{_PATH}/{{version_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def change_version(page: Page, title_id: FromPath[int], version_id: FromPath[int]) -> Response[Any]:
    found = await _editable(page, title_id)
    version = _find(found, version_id)
    given = _given(await read_form(page.request))
    try:
        change = VersionChange(
            name=given["name"], quality_profile_id=_number(given["profile"], "quality_profile_id"),
            root_folder_id=_number(given["root_folder"], "root_folder_id"), monitored=given["monitored"],
        )  # fmt: skip
        await edit_version(page.house, version_id, change, page.actor)
    except MonarrError as problem:
        errors, error = split(problem, _FIELDS)
        return await _form(page, found, version, given, errors, error, 422)
    return page.go(f"/title/{title_id}", page.toast(text("“{version}” is changed", version=given["name"])))


@post(f"{_PATH}/{{version_id:int}}/remove", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop_version(page: Page, title_id: FromPath[int], version_id: FromPath[int]) -> Response[Any]:
    """No longer wants it; its files go to the trash."""
    found = await _editable(page, title_id)
    version = _find(found, version_id)
    if version.files:
        may_in_library(page.visitor, "files.delete", page.house.clock.now(), found.title.library_id)
    try:
        await remove_version(page.house, version_id, page.actor, delete_files=bool(version.files))
    except MonarrError as problem:
        return page.go(f"/title/{title_id}", page.toast(problem.message, "bad"))
    return page.go(f"/title/{title_id}", page.toast(text("“{version}” is no longer wanted", version=version.name)))


async def _editable(page: PageContext, title_id: int) -> TitlePage:
    found = await load_title(page, title_id)
    may_in_library(page.visitor, "titles.edit", page.house.clock.now(), found.title.library_id)
    if found.title.library_id is None:
        raise NotFound(text("This title is in no library."))
    return found


def _find(found: TitlePage, version_id: int) -> VersionRow:
    version = next((one for one in found.versions if one.id == version_id), None)
    if version is None:
        raise NotFound(text("There is no such version."), subject=f"version:{version_id}")
    return version


def _menu_entry(found: TitlePage) -> str:
    return f"/library/{found.title.library_slug}"


def _usual_folder(found: TitlePage) -> int | None:
    return found.versions[0].root_folder_id if found.versions else None


def _given(form: Form) -> dict[str, Any]:
    given: dict[str, Any] = {name: form.get(name) for name in ("name", "profile", "root_folder")}
    return given | {"monitored": form.on("monitored"), "search": form.on("search")}


def _number(value: str, field: str) -> int:
    if not value.isdecimal():
        raise InvalidInput(text("Some settings do not fit yet."), fields={field: text("Choose one.")})
    return int(value)


def _row(page: PageContext, title_id: int, version: VersionRow) -> dict[str, Any]:
    return {
        "id": version.id,
        "name": version.name,
        "is_default": version.is_default,
        "state": version.mark,
        "state_words": state_words(version.mark, version.share),
        "profile": version.profile_name,
        "folder": version.root_path,
        "files": _files(version),
        "path": f"/title/{title_id}/versions/{version.id}",
    }


def _files(version: VersionRow) -> Text:
    count, bytes_here = len(version.files), sum(file.size_bytes for file in version.files)
    if not count:
        return text("no file")
    return ntext("one file, {size}", "{n} files, {size}", count, n=count, size=size(bytes_here))


def _removing(found: TitlePage, version: VersionRow) -> dict[str, Any] | None:
    """What removing would take, and what stays; None for the title's own version."""
    if version.is_default:
        return None
    own = next(one for one in found.versions if one.is_default)
    stays = text("“{version}” and its files stay.", version=own.name)
    count, bytes_here = len(version.files), sum(file.size_bytes for file in version.files)
    goes = (
        ntext(
            "One file of this version, {size}, moves to the trash and can be put back. {stays}",
            "{n} files of this version, {size}, move to the trash and can be put back. {stays}",
            count, n=count, size=size(bytes_here), stays=stays,
        )
        if count
        else text("It has no file yet. {stays}", stays=stays)
    )  # fmt: skip
    path = f"/title/{found.title.id}/versions/{version.id}/remove"
    return {"question": text("Remove “{version}”?", version=version.name), "goes": goes, "path": path}


async def _form(
    page: PageContext, found: TitlePage, version: VersionRow | None, given: dict[str, Any],
    errors: Errors | None = None, error: Any = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    library_id = int(found.title.library_id or 0)
    folders = await page.house.db.read(list_folders_of, library_id)
    return await page.show(
        "title/version.html",
        current=_menu_entry(found),
        status=status,
        title=title_value(page, found),
        version={"id": version.id if version else None, "name": version.name if version else ""},
        action=f"/title/{found.title.id}/versions/{version.id if version else 'new'}",
        form=given,
        profiles=await page.house.db.read(list_profile_names, library_id),
        folders=[(row.id, row.path) for row in folders],
        then=_then(version),
        errors=errors if errors is not None else Errors(),
        error=error,
        remove=_removing(found, version) if version else None,
    )


def _then(version: VersionRow | None) -> Text:
    if version is None:
        return text("It is wanted beside what is here; nothing is replaced.")
    if version.files:
        return text("Files stay where they are. The profile decides what may replace them.")
    return text("The next search goes by this.")


ROUTES = [versions, new_version, want_version, one_version, change_version, drop_version]
