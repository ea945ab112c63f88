"""Head and tabs of the activity pages."""

from __future__ import annotations

from typing import Any

from monarr.core.text import Text, text
from monarr.db.queries.blocklist import count_blocklist
from monarr.web.pages._shell import frame_of
from monarr.web.templating import PageContext

TABS: tuple[tuple[str, Text, str, str], ...] = (
    ("queue", text("Queue"), "/activity", "queue.read"),
    ("history", text("History"), "/activity/history", "history.read"),
    ("blocklist", text("Blocklist"), "/activity/blocklist", "blocklist.read"),
    ("trash", text("Trash"), "/activity/trash", "trash.read"),
)


async def activity_head(page: PageContext, on: str, facts: Text | None = None) -> dict[str, Any]:
    """`facts` and `tabs` of `activity/frame.html`."""
    frame = await frame_of(page)
    counts = {
        "queue": frame.running + frame.decisions or None,
        "blocklist": await page.house.db.read(count_blocklist) or None,
    }
    tabs = [
        {"words": words, "n": counts.get(name), "href": href, "on": name == on}
        for name, words, href, permission in TABS
        if page.may(permission)
    ]
    return {"facts": facts, "tabs": tabs}
