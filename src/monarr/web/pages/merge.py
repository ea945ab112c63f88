"""A title that was added again while its older self lay in the trash: the question, and the merge."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.services.merge import Half, merge_title, preview_merge
from monarr.web.auth import requires
from monarr.web.figures import size
from monarr.web.pages._items import find_item
from monarr.web.pages._words import ago
from monarr.web.templating import Page, PageContext

_PATH = "/title/{title_id:int}/merge"
_EDIT = [requires("trash.edit")]


@get(_PATH, guards=_EDIT, include_in_schema=False)
async def question(page: Page, title_id: FromPath[int]) -> Response[str]:
    """Both halves, and what merging does."""
    await find_item(page, title_id, "trash.edit", with_deleted=True)
    found = await preview_merge(page.house, title_id)
    return await page.show(
        "title/merge.html",
        current="/activity",
        name=found.new.title,
        old=_half(page, found.old, text("deleted {when}", when=ago(page, found.old.at))),
        new=_half(page, found.new, text("added {when}", when=ago(page, found.new.at))),
        action=f"/title/{title_id}/merge",
        into=found.new.title_id,
        new_path=f"/title/{found.new.title_id}",
    )


def _half(page: PageContext, half: Half, when: Text) -> dict[str, Any]:
    files = ntext("{n} file, {size}", "{n} files, {size}", half.file_count, n=half.file_count,
                  size=size(half.size_bytes)) if half.file_count else text("no file")  # fmt: skip
    story = ntext("{n} line of history", "{n} lines of history", half.event_count, n=half.event_count)
    return {"when": when, "files": files, "story": story, "path": half.path if page.may("files.read") else None}


@post(_PATH, guards=_EDIT, include_in_schema=False, status_code=200)
async def merge(page: Page, title_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, title_id, "trash.edit", with_deleted=True)
    found = await preview_merge(page.house, title_id)
    report = await merge_title(page.house, title_id, found.new.title_id, page.actor)
    words = text("The two entries of {title} are one", title=item.name)
    notes = [page.toast(words)]
    if report.left_count:
        left = ntext(
            "{n} file stays in the trash: a newer one has its place",
            "{n} files stay in the trash: newer ones have their places",
            report.left_count, n=report.left_count,
        )  # fmt: skip
        notes.append(page.toast(left, "info"))
    return page.go(f"/title/{report.title_id}", *notes)


ROUTES = [question, merge]
