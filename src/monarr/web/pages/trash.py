"""The trash: deleted things, their way back, and how they go for good."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError
from monarr.core.text import Text, ntext, text
from monarr.db.queries.page_trash import TrashRow, kept_days, list_trash
from monarr.services.recycle import PurgeReport, empty_trash, purge_file, purge_title
from monarr.services.restore import restore_file
from monarr.web.auth import requires
from monarr.web.figures import size
from monarr.web.pages._activity import activity_head
from monarr.web.pages._items import find_item
from monarr.web.pages._settings import ask
from monarr.web.templating import Page, PageContext

PATH = "/activity/trash"
_MOST = 200
_EDIT = [requires("trash.edit")]


@get(PATH, guards=[requires("trash.read")], include_in_schema=False)
async def trash(page: Page) -> Response[str]:
    """Deleted things and their way back."""
    rows = [row for row in await page.house.db.read(list_trash) if page.may("trash.read", row.library_id)]
    days = await page.house.db.read(kept_days)
    may_purge = page.may("trash.edit")
    total = sum(row.size_bytes for row in rows)
    return await page.show(
        "activity/trash.html",
        current="/activity",
        trash=[_trashed(page, row, days, may_purge) for row in rows[:_MOST]],
        empty=_emptying(page, rows) if rows and may_purge else None,
        kept_days=days,
        total_bytes=total,
        older=None,
        newer=None,
        **await activity_head(page, "trash"),
    )


def _trashed(page: PageContext, row: TrashRow, days: int, may_purge: bool) -> dict[str, Any]:
    path = f"/title/{row.title_id}" if row.file_id is None else f"{PATH}/file/{row.file_id}"
    return {
        "id": f"file-{row.file_id}" if row.file_id is not None else f"title-{row.title_id}",
        "name": row.name,
        "what": _files(row) if row.file_count else text("the title without files"),
        "paths": row.paths,
        "deleted_at": row.deleted_at,
        "gone_on": (row.deleted_at + timedelta(days=days)).date() if days else None,
        "restore_path": f"{path}/restore",
        "purge": _purging(page, row) if may_purge else None,
    }


def _files(row: TrashRow) -> Text:
    return ntext("{n} file, {size}", "{n} files, {size}", row.file_count, n=row.file_count, size=size(row.size_bytes))


def _purging(page: PageContext, row: TrashRow) -> dict[str, str]:
    question = text("Delete “{name}” for good?", name=row.name)
    if row.file_id is not None:
        goes = text("{files} go from the disk and cannot be put back. The title stays.", files=_files(row))
        return ask(page, question, goes, f"{PATH}/file/{row.file_id}/purge")
    goes = (
        text("{files} go from the disk, with all that is known of the title. It cannot be put back.", files=_files(row))
        if row.file_count
        else text("All that is known of the title goes; no file is touched. It cannot be put back.")
    )
    return ask(page, question, goes, f"{PATH}/title/{row.title_id}/purge")


def _emptying(page: PageContext, rows: list[TrashRow]) -> dict[str, str]:
    count, total = sum(row.file_count for row in rows), sum(row.size_bytes for row in rows)
    goes = ntext(
        "One file, {size}, goes from the disk and cannot be put back. What is in your libraries stays.",
        "{n} files, {size}, go from the disk and cannot be put back. What is in your libraries stays.",
        count, n=count, size=size(total),
    )  # fmt: skip
    return ask(page, text("Empty the trash?"), goes, f"{PATH}/empty")


@post(f"{PATH}/file/{{file_id:int}}/restore", guards=_EDIT, include_in_schema=False, status_code=200)
async def restore(page: Page, file_id: FromPath[int]) -> Response[bytes]:
    """Brings one file back to its place."""
    try:
        await restore_file(page.house, file_id, actor=page.actor)
    except MonarrError as error:
        return page.go(PATH, page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("The file is back")))


@post(f"{PATH}/file/{{file_id:int}}/purge", guards=_EDIT, include_in_schema=False, status_code=200)
async def remove_file(page: Page, file_id: FromPath[int]) -> Response[bytes]:
    return page.go(PATH, page.toast(*_said(await purge_file(page.house, file_id, page.actor))))


@post(f"{PATH}/title/{{title_id:int}}/purge", guards=_EDIT, include_in_schema=False, status_code=200)
async def remove_title(page: Page, title_id: FromPath[int]) -> Response[bytes]:
    await find_item(page, title_id, "trash.edit", with_deleted=True)
    return page.go(PATH, page.toast(*_said(await purge_title(page.house, title_id, page.actor))))


@post(f"{PATH}/empty", guards=_EDIT, include_in_schema=False, status_code=200)
async def empty(page: Page) -> Response[bytes]:
    return page.go(PATH, page.toast(*_said(await empty_trash(page.house, page.actor))))


def _said(report: PurgeReport) -> tuple[Text, str]:
    """What went, and how the note looks."""
    if report.left_count:
        left = ntext(
            "{n} file could not be removed. Its disk may be away, or write-protected.",
            "{n} files could not be removed. Their disk may be away, or write-protected.",
            report.left_count, n=report.left_count,
        )  # fmt: skip
        return left, "bad"
    gone = ntext(
        "{n} file is gone, {size} are free", "{n} files are gone, {size} are free", report.file_count,
        n=report.file_count, size=size(report.size_bytes),
    )  # fmt: skip
    return (gone if report.file_count else text("Gone for good")), "good"


ROUTES = [trash, restore, remove_file, remove_title, empty]
