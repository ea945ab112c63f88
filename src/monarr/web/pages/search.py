"""Search and jump: titles by any of their names, then actions and pages. The palette shows the same results."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus

from litestar import get
from litestar.response import Response

from monarr.core.text import Text, text
from monarr.db.queries.library import TitleRow
from monarr.db.queries.search import find_titles
from monarr.web.auth import requires
from monarr.web.pages._settings import find_entries
from monarr.web.pages._shell import frame_of
from monarr.web.pages._titles import picture_of
from monarr.web.pages._words import state_words
from monarr.web.templating import Page, PageContext

# Words, address, icon, permission.
PLACES: tuple[tuple[Text, str, str, str], ...] = (
    (text("Home"), "/", "house", "titles.read"),
    (text("Activity"), "/activity", "arrow-down-to-line", "queue.read"),
    (text("History"), "/activity/history", "clock", "history.read"),
    (text("Blocklist"), "/activity/blocklist", "list-filter", "blocklist.read"),
    (text("Trash"), "/activity/trash", "trash-2", "trash.read"),
    (text("Wanted"), "/wanted", "binoculars", "wanted.read"),
    (text("Status"), "/status", "activity", "status.read"),
    (text("Settings"), "/settings", "settings-2", "settings.read"),
    (text("Preferences"), "/settings/preferences", "settings-2", "titles.read"),
)
MOST = 8


@get("/search", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def search(page: Page) -> Response[str]:
    """Results for the words; without words the places one can go to."""
    query = page.request.query_params.get("q", "").strip()[:100]
    libraries = (await frame_of(page)).libraries
    seen = [one for one in libraries if page.may("titles.read", one.id)]
    groups: list[dict[str, Any]] = []
    if query:
        ids = [one.id for one in seen]
        rows = await page.house.db.read(find_titles, query, limit=MOST, library_ids=ids)
        if rows:
            groups.append({"name": text("In your library"), "hits": [_title(page, row) for row in rows]})
    places: list[tuple[Text | str, str, str, str]] = [
        *PLACES,
        *((one.name, f"/library/{one.slug}", "library", "titles.read") for one in seen),
    ]
    hits = [
        _hit(page.say(words), path, icon=icon)
        for words, path, icon, permission in places
        if page.may(permission) and query.casefold() in page.say(words).casefold()
    ]
    if hits:
        groups.append({"name": text("Go to"), "hits": hits})
    settings = [_hit(page.say(entry.name), entry.path, icon="settings-2") | {"fact": said}
                for entry, said in find_entries(page, query)] if query else []  # fmt: skip
    if settings:
        groups.append({"name": text("Settings"), "hits": settings})
    if query and page.may("titles.add"):
        add = _hit(page.say(text("Add “{query}”", query=query)), f"/add?q={quote_plus(query)}", icon="plus")
        groups.append({"name": text("Not here yet"), "hits": [add]})
    return await page.show("palette/results.html", current="/search", query=query, groups=groups)


def _title(page: PageContext, row: TitleRow) -> dict[str, Any]:
    return _hit(row.title, f"/title/{row.id}") | {
        "fact": str(row.year) if row.year else None,
        "say": state_words(row.mark, row.share),
        "mark": row.mark,
        "poster": picture_of(page, row.poster, 64),
    }


def _hit(name: str, path: str, *, icon: str | None = None) -> dict[str, Any]:
    return {"path": path, "name": name, "fact": None, "say": None, "mark": None, "poster": None, "icon": icon,
            "key": None, "post": False, "fields": {}}  # fmt: skip


ROUTES = [search]
