"""Renaming files: what they would be called, which of them, then the act; for one title, or for a library by a job."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from litestar import get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from monarr.core.errors import Conflict, NotFound
from monarr.core.text import Text, ntext, text
from monarr.services.jobs import find_job
from monarr.services.rename import preview_rename, rename_files
from monarr.services.rename_library import STRETCH, RenameReport, preview_library, start_rename, undo_renames
from monarr.services.rename_plan import RenameLine
from monarr.web.auth import may_in_library, requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._items import find_item
from monarr.web.pages._shell import frame_of
from monarr.web.templating import HTML, Page, PageContext

_MOST = 5000
_OPEN = ("pending", "running")


@get("/title/{item_id:int}/rename", guards=[requires("files.read")], include_in_schema=False)
async def title_preview(page: Page, item_id: FromPath[int]) -> Response[str]:
    return await _show_title(page, item_id)


@post("/title/{item_id:int}/rename", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def rename_title(page: Page, item_id: FromPath[int]) -> Response[Any]:
    """Gives the chosen files the names of the rules."""
    item = await find_item(page, item_id, "files.edit")
    chosen = _chosen(await read_form(page.request))
    if not chosen:
        return await _show_title(page, item_id, error=text("Nothing is chosen."), status=422)
    try:
        act_id = await rename_files(page.house, item.title_id, chosen, actor=page.actor)
    except Conflict as error:
        return await _show_title(page, item_id, error=error.message, status=409)
    path = f"/title/{item.title_id}/files"
    if act_id is None:
        return page.go(path, page.toast(text("The files bear their names already"), "info"))
    words = text("The files of {title} are renamed", title=item.name)
    return page.go(path, page.toast(words, undo_path=f"/undo/{act_id}"))


async def _show_title(
    page: PageContext, item_id: int, *, error: Text | str | None = None, status: int = 200
) -> Response[str]:
    item = await find_item(page, item_id, "files.read")
    lines = await preview_rename(page.house, item.title_id)
    others = [line for line in lines if line.outcome != "same"]
    return await _show(
        page, others, len(lines) - len(others), status=status, error=error,
        current=await _menu_of(page, item.library_id), name=item.name, back=f"/title/{item.title_id}/files", path=f"/title/{item.title_id}/rename", library_id=item.library_id,
    )  # fmt: skip


async def _menu_of(page: PageContext, library_id: int | None) -> str:
    """The entry of the menu under which a title of the library stands."""
    return next((f"/library/{one.slug}" for one in (await frame_of(page)).libraries if one.id == library_id), "/")


@get("/library/{slug:str}/rename", guards=[requires("files.read")], include_in_schema=False)
async def library_preview(page: Page, slug: FromPath[str], first: FromQuery[int] = 0) -> Response[str]:
    return await _show_library(page, slug, max(0, first))


@post("/library/{slug:str}/rename", guards=[requires("files.edit")], include_in_schema=False, status_code=200)
async def rename_library(page: Page, slug: FromPath[str]) -> Response[Any]:
    """Queues the renaming of the chosen files, or of all."""
    library = await _library(page, slug, "files.edit")
    form = await read_form(page.request)
    chosen = None if form.get("do") == "all" else _chosen(form)
    if chosen == []:
        return await _show_library(page, slug, form.number("first") or 0, text("Nothing is chosen."), 422)
    job_id = await start_rename(page.house, library.id, chosen, page.actor)
    return page.go(f"/library/{slug}/rename/{job_id}")


async def _show_library(
    page: PageContext, slug: str, first: int, error: Text | None = None, status: int = 200
) -> Response[str]:
    library = await _library(page, slug, "files.read")
    found, path = await preview_library(page.house, library.id, first), f"/library/{slug}/rename"
    return await _show(
        page, found.lines, found.same_count, status=status, error=error, current=f"/library/{slug}", name=library.name,
        back=f"/library/{slug}", path=path, library_id=library.id, is_library=True, first=first,
        stretch=(first + 1, min(found.title_count, found.next_first or found.title_count), found.title_count),
        older=None if found.next_first is None else f"?first={found.next_first}",
        newer=f"?first={max(0, first - STRETCH)}" if first else None,
    )  # fmt: skip


@get("/library/{slug:str}/rename/{job_id:int}", guards=[requires("files.read")], include_in_schema=False)
async def outcome(page: Page, slug: FromPath[str], job_id: FromPath[int]) -> Response[str]:
    """How far the renaming is, and what came of it."""
    library = await _library(page, slug, "files.read")
    job = await _job(page, library.id, job_id)
    if page.is_htmx and job.state not in _OPEN:  # it waited on this page: now the whole of it
        return Response("", media_type=HTML, headers={"HX-Refresh": "true"})
    report = _report(job)
    return await page.show(
        "library/renamed.html", current=f"/library/{slug}", name=library.name, back=f"/library/{slug}/rename",
        path=f"/library/{slug}/rename/{job_id}", running=job.state in _OPEN, progress=job.progress or 0,
        failed=job.state in ("failed", "cancelled"), renamed_count=report.renamed_count,
        left=[{"title": one.title, "name": PurePath(one.path).name, "why": one.why} for one in report.left],
        may_undo=bool(report.act_ids) and page.may("files.edit", library.id),
    )  # fmt: skip


@post(
    "/library/{slug:str}/rename/{job_id:int}/undo", guards=[requires("files.edit")], include_in_schema=False, status_code=200
)  # fmt: skip
async def undo(page: Page, slug: FromPath[str], job_id: FromPath[int]) -> Response[bytes]:
    """Gives all files that a job renamed their former names."""
    library = await _library(page, slug, "files.edit")
    report = _report(await _job(page, library.id, job_id))
    done = await undo_renames(page.house, report.act_ids, page.actor)
    if done < len(report.act_ids):
        words = ntext("Taken back for {done} title; what came after stands in the way of the others.",
                      "Taken back for {done} titles; what came after stands in the way of the others.", done, done=done)  # fmt: skip
        return page.go(f"/library/{slug}/rename", page.toast(words, "info"))
    return page.go(f"/library/{slug}/rename", page.toast(text("Taken back")))


async def _show(
    page: PageContext, lines: Sequence[RenameLine], same_count: int, *, status: int, current: str, library_id: int | None,
    is_library: bool = False, **context: Any,
) -> Response[str]:  # fmt: skip
    doable = sum(line.outcome == "rename" for line in lines)
    titles: dict[int, dict[str, Any]] = {}
    for line in lines:
        title = titles.setdefault(line.title_id, {"id": line.title_id, "name": line.title, "files": []})
        title["files"].append(_line(page, line))
    usual: dict[str, Any] = {"first": 0, "stretch": None, "older": None, "newer": None}
    return await page.show(
        "library/rename.html", current=current, status=status, titles=list(titles.values()), doable=doable,
        blocked=len(lines) - doable, same=same_count, is_library=is_library,
        may_edit=page.may("files.edit", library_id), **(usual | context),
    )  # fmt: skip


def _line(page: PageContext, line: RenameLine) -> dict[str, Any]:
    """Old and new path below the folder that both share."""
    folder = os.path.commonpath([os.path.dirname(line.old_path), os.path.dirname(line.new_path)])  # noqa: PTH120
    return {
        "id": line.file_id, "folder": folder, "old": os.path.relpath(line.old_path, folder),
        "new": os.path.relpath(line.new_path, folder), "problem": page.say(line.problem) if line.problem else None,
        "others": [PurePath(new).name for _old, new in line.others],
    }  # fmt: skip


def _chosen(form: Form) -> list[int]:
    return [int(value) for value in form.all("file") if value.isdecimal()][:_MOST]


async def _library(page: PageContext, slug: str, permission: str) -> Any:
    """Raises NotFound, and NotAllowed where the person may not do this."""
    for one in (await frame_of(page)).libraries:
        if one.slug == slug:
            may_in_library(page.visitor, permission, page.house.clock.now(), one.id)
            return one
    raise NotFound(text("There is no such library."))


async def _job(page: PageContext, library_id: int, job_id: int) -> Any:
    job = await page.house.db.read(find_job, job_id)
    if job is None or job.type != "rename_library" or job.payload.get("library_id") != library_id:
        raise NotFound(text("There is no such job."))
    return job


def _report(job: Any) -> RenameReport:
    return RenameReport.of(job.result)


ROUTES = [title_preview, rename_title, library_preview, rename_library, outcome, undo]
