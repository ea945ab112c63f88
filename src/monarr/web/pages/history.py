"""What happened in the house, what is blocked, and what lies in the trash."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.db.queries.blocklist import BlockedRelease, list_blocklist
from monarr.db.queries.history import HistoryRow, list_history
from monarr.db.queries.page_trash import TrashRow, kept_days, list_trash
from monarr.messages import event_sentence
from monarr.services.blocklist import clear_entries, remove_entries
from monarr.services.restore import restore_file
from monarr.web.auth import requires
from monarr.web.figures import size
from monarr.web.pages._activity import activity_head
from monarr.web.pages._story import MARKS
from monarr.web.pages._why import strong_parts
from monarr.web.templating import Page, PageContext

LIMIT = 50
GROUPS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "": (text("All"), ()),
    "grabbed": (text("Grabbed"), ("release.grabbed", "release.grab_failed")),
    "downloads": (text("Downloads"), ("download.started", "download.stalled", "download.completed", "download.failed",
                                      "download.ignored")),
    "imported": (text("Imported"), ("file.imported", "file.upgraded", "file.import_blocked")),
    "deleted": (text("Deleted and restored"), ("file.deleted", "file.restored", "item.deleted", "item.restored")),
    "added": (text("Added and changed"), ("item.added", "item.edited")),
}  # fmt: skip


@get("/activity/history", guards=[requires("history.read")], include_in_schema=False)
async def history(page: Page) -> Response[str]:
    """Events, newest first, by day."""
    given = page.request.query_params
    kind = given.get("type", "") if given.get("type", "") in GROUPS else ""
    found = await page.house.db.read(list_history, types=GROUPS[kind][1], cursor=given.get("before"), limit=LIMIT)
    rows = [row for row in found.rows if page.may("history.read", row.library_id)]
    days = groupby(rows, lambda row: page.viewer.local(row.occurred_at).date())
    query = f"type={kind}&" if kind else ""
    return await page.show(
        "activity/history.html",
        current="/activity",
        types=[
            {"words": words, "href": f"?type={name}" if name else "?", "on": name == kind}
            for name, (words, _) in GROUPS.items()
        ],
        days=[{"on": on, "events": [_event(page, row) for row in held]} for on, held in days],
        older=f"?{query}before={found.next}" if found.next else None,
        newer=f"?type={kind}" if given.get("before") else None,
        **await activity_head(page, "history"),
    )


def _event(page: PageContext, row: HistoryRow) -> dict[str, Any]:
    words, detail = event_sentence(row.type, row.payload)
    act_id = row.payload.get("act_id")
    release = row.payload.get("release")
    mono = str(release) if release and str(release) != (page.say(detail) if detail else "") else None
    return {
        "id": row.id,
        "at": row.occurred_at,
        "mark": MARKS.get(row.type),
        "name": row.title or text("Monarr"),
        "path": f"/title/{row.title_id}" if row.title_id is not None else None,
        "words": words,
        "detail": detail,
        "mono": mono,
        "undo_path": f"/undo/{act_id}" if act_id and page.may("files.edit", row.library_id) else None,
    }


@get("/activity/blocklist", guards=[requires("blocklist.read")], include_in_schema=False)
async def blocklist(page: Page) -> Response[str]:
    """Releases that are not grabbed again."""
    given = page.request.query_params.get("before", "")
    after = int(given) if given.isdecimal() else None
    rows = await page.house.db.read(list_blocklist, limit=LIMIT + 1, after_id=after)
    more = len(rows) > LIMIT
    rows = rows[:LIMIT]
    return await page.show(
        "activity/blocklist.html",
        current="/activity",
        blocked=[_blocked(row) for row in rows],
        clear_path="/activity/blocklist/clear",
        older=f"?before={rows[-1].id}" if more else None,
        newer="/activity/blocklist" if after else None,
        **await activity_head(page, "blocklist"),
    )


def _blocked(row: BlockedRelease) -> dict[str, Any]:
    return {
        "id": row.id,
        "release": row.release_title,
        "strong": strong_parts(row.release_title, row.quality),
        "title_name": row.title or "",
        "title_path": f"/title/{row.title_id}" if row.title_id is not None else None,
        "reason": row.message or text("Blocked"),
        "by": text("by a person") if row.reason == "user" else text("by Monarr"),
        "at": row.created_at,
        "indexer": row.indexer_name or None,
        "size_bytes": row.size_bytes,
        "free_path": f"/activity/blocklist/{row.id}/free",
    }


@post("/activity/blocklist/clear", guards=[requires("blocklist.edit")], include_in_schema=False, status_code=200)
async def clear(page: Page) -> Response[bytes]:
    count = await clear_entries(page.house)
    words = ntext("{n} release may be grabbed again", "{n} releases may be grabbed again", count, n=count)
    return page.go("/activity/blocklist", page.toast(words))


@post("/activity/blocklist/{entry_id:int}/free", guards=[requires("blocklist.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def free(page: Page, entry_id: FromPath[int]) -> Response[bytes]:
    await remove_entries(page.house, [entry_id])
    return page.go("/activity/blocklist", page.toast(text("This release may be grabbed again")))


@get("/activity/trash", guards=[requires("trash.read")], include_in_schema=False)
async def trash(page: Page) -> Response[str]:
    """Deleted things and their way back."""
    rows = [row for row in await page.house.db.read(list_trash) if page.may("trash.read", row.library_id)]
    days = await page.house.db.read(kept_days)
    return await page.show(
        "activity/trash.html",
        current="/activity",
        trash=[_trashed(row, days) for row in rows[:200]],
        kept_days=days,
        total_bytes=sum(row.size_bytes for row in rows),
        older=None,
        newer=None,
        **await activity_head(page, "trash"),
    )


def _trashed(row: TrashRow, days: int) -> dict[str, Any]:
    files = ntext("{n} file, {size}", "{n} files, {size}", row.file_count, n=row.file_count, size=size(row.size_bytes))
    base = f"/activity/trash/file/{row.file_id}" if row.file_id is not None else f"/activity/trash/title/{row.title_id}"
    return {
        "id": f"file-{row.file_id}" if row.file_id is not None else f"title-{row.title_id}",
        "name": row.name,
        "what": files if row.file_count else text("the title without files"),
        "paths": row.paths,
        "deleted_at": row.deleted_at,
        "gone_on": (row.deleted_at + timedelta(days=days)).date(),
        "restore_path": f"/title/{row.title_id}/restore" if row.file_id is None else f"{base}/restore",
    }


@post("/activity/trash/file/{file_id:int}/restore", guards=[requires("trash.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def restore(page: Page, file_id: FromPath[int]) -> Response[bytes]:
    """Brings one file back to its place."""
    await restore_file(page.house, file_id, actor=page.actor)
    return page.go("/activity/trash", page.toast(text("The file is back")))


ROUTES = [history, blocklist, clear, free, trash, restore]
