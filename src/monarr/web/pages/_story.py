"""The story of a title, told from its events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monarr.core.text import text
from monarr.db.queries.history import HistoryRow, list_history
from monarr.messages import event_sentence
from monarr.web.pages._words import when
from monarr.web.templating import PageContext

BAD = frozenset({"download.failed", "release.grab_failed", "release.blocklisted", "file.import_blocked"})
MARKS = {
    "file.imported": "here",
    "file.upgraded": "here",
    "file.restored": "here",
    "download.stalled": "stalled",
    "download.failed": "broken",
    "release.grab_failed": "broken",
    "file.import_blocked": "turn",
}
FOR_MEMBERS = {
    "item.added": text("Added"),
    "file.imported": text("It is here"),
    "file.upgraded": text("A better file is here"),
}
SHOWN = 9


async def story_of(
    page: PageContext, title_id: int, *, item_id: int | None = None, limit: int = SHOWN, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """What happened, newest last, for `voice.story`; and the cursor of what came before. Members hear what became of it,
    without indexers, scores and paths."""
    types = () if page.may("history.read") else tuple(FOR_MEMBERS)
    scope = {"item_id": item_id} if item_id is not None else {"title_id": title_id}
    found = await page.house.db.read(list_history, **scope, types=types, cursor=cursor, limit=limit)
    return [_told(page, row) for row in reversed(found.rows)], found.next


def _told(page: PageContext, row: HistoryRow) -> dict[str, Any]:
    staff = page.may("history.read")
    words, detail = event_sentence(row.type, row.payload) if staff else (FOR_MEMBERS[row.type], None)
    return {
        "words": words,
        "detail": detail,
        "at": when(page, row.occurred_at),
        "state": "bad" if row.type in BAD else "done",
        "mark": MARKS.get(row.type),
        "evidence": _evidence(row) if staff else None,
    }


def _evidence(row: HistoryRow) -> dict[str, Any] | None:
    """The figures of the event, for those who want to know."""
    hidden = {"act_id", "title", "title_id", "item_id", "version_id", "download_id"}
    facts = list(_plain_facts((name, value) for name, value in row.payload.items() if name not in hidden))
    return {"facts": facts, "lines": [], "href": None} if facts else None


def _plain_facts(items: Iterable[tuple[str, Any]]) -> Iterable[tuple[str, str]]:
    for name, value in items:
        if isinstance(value, str | int | float) and value != "" and not isinstance(value, bool):
            yield name.replace("_", " ").capitalize(), str(value)
