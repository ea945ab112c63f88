"""What happened in the house, and which releases are blocked."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.db.queries.blocklist import BlockedRelease, list_blocklist
from monarr.db.queries.history import HistoryRow, list_history
from monarr.messages import event_sentence
from monarr.services.blocklist import clear_entries, remove_entries
from monarr.web.auth import requires
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
        "name": row.title or ("" if row.type.startswith("user.") else text("Monarr")),
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
        newer="?" if after else None,
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


ROUTES = [history, blocklist, clear, free]
