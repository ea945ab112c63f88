"""Path mappings: folders that a download client or a group of players sees under another path."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, text
from monarr.db.queries.page_settings import list_mapping_subjects
from monarr.services.path_mappings import Mapping, delete_mapping, list_mappings, save_mapping
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/path-mappings"
_READ, _EDIT = [requires("clients.read")], [requires("clients.edit")]
_BLANK = {"subject": "", "remote_path": "", "local_path": ""}


@get(PATH, guards=_READ, include_in_schema=False)
async def mappings(page: Page) -> Response[str]:
    names = dict(await page.house.db.read(list_mapping_subjects))
    rows = [
        {
            "id": row.id, "whose": names.get(_subject(row), ""), "remote": row.remote_path, "local": row.local_path,
            "path": f"{PATH}/{row.id}",
        }
        for row in await list_mappings(page.house)
    ]  # fmt: skip
    return await show(page, "settings/path_mappings.html", PATH, mappings=rows, subjects=bool(names))


@get(f"{PATH}/new", guards=_EDIT, include_in_schema=False)
async def new(page: Page) -> Response[str]:
    asked = page.request.query_params.get("subject", "")
    return await _form(page, None, _BLANK | {"subject": asked})


@post(f"{PATH}/new", guards=_EDIT, include_in_schema=False, status_code=200)
async def add(page: Page) -> Response[Any]:
    return await _save(page, None)


@get(f"{PATH}/{{mapping_id:int}}", guards=_EDIT, include_in_schema=False)
async def one(page: Page, mapping_id: FromPath[int]) -> Response[str]:
    row = await _find(page, mapping_id)
    given = {"subject": _subject(row), "remote_path": row.remote_path, "local_path": row.local_path}
    return await _form(page, row, given)


@post(f"{PATH}/{{mapping_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def change(page: Page, mapping_id: FromPath[int]) -> Response[Any]:
    return await _save(page, await _find(page, mapping_id))


@post(f"{PATH}/{{mapping_id:int}}/delete", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop(page: Page, mapping_id: FromPath[int]) -> Response[Any]:
    await delete_mapping(page.house, mapping_id, page.actor)
    return page.go(PATH, page.toast(text("The mapping is gone. Paths are taken as they are.")))


def _subject(row: Any) -> str:
    """Whose view it is, as the form names it."""
    return f"client:{row.download_client_id}" if row.download_client_id is not None else f"group:{row.player_group_id}"


async def _find(page: PageContext, mapping_id: int) -> Any:
    found = next((row for row in await list_mappings(page.house) if row.id == mapping_id), None)
    if found is None:
        raise NotFound(text("There is no such mapping."), subject=f"path_mapping:{mapping_id}")
    return found


def _read(form: Form, known: dict[str, str]) -> Mapping:
    kind, _, number = form.get("subject").partition(":") if form.get("subject") in known else ("", "", "")
    return Mapping(
        remote_path=form.get("remote_path"), local_path=form.get("local_path"),
        download_client_id=int(number) if kind == "client" else None,
        player_group_id=int(number) if kind == "group" else None,
    )  # fmt: skip


async def _save(page: PageContext, row: Any) -> Response[Any]:
    form = await read_form(page.request)
    known = dict(await page.house.db.read(list_mapping_subjects))
    try:
        await save_mapping(page.house, _read(form, known), page.actor, mapping_id=row.id if row else None)
    except MonarrError as problem:
        errors, error = split(problem)
        return await _form(page, row, {name: form.get(name) for name in _BLANK}, errors, error, 422)
    return page.go(PATH, saved(page))


async def _form(
    page: PageContext, row: Any, given: dict[str, Any], errors: Errors | None = None, error: Text | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{row.id if row else 'new'}"
    subjects = await page.house.db.read(list_mapping_subjects)
    goes = text("Paths of the other program are taken as they are then. No file is touched.")
    delete = ask(page, text("Take this mapping away?"), goes, f"{path}/delete") if row else None
    heading = text("Change a mapping") if row else text("A new mapping")
    return await show(
        page, "settings/path_mapping_form.html", PATH, status=status, action=path, heading=page.say(heading),
        subjects=[("", page.say(text("Choose one"))), *subjects], form=given, errors=errors or Errors(), error=error,
        delete=delete,
    )  # fmt: skip


ROUTES = [mappings, new, add, one, change, drop]
