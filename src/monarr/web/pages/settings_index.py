"""All settings on one page, with a search over their names and the fields on them."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from monarr.services.house_settings import HouseSettings
from monarr.web.auth import requires
from monarr.web.pages._provider_kinds import KINDS
from monarr.web.pages._settings import ENTRIES, Entry, menu_of, troubles_by_path
from monarr.web.templating import Page, PageContext


@get("/settings", guards=[requires("account.read")], include_in_schema=False)
async def settings_index(page: Page) -> Response[str]:
    """Every page of settings that this person may open."""
    query = page.request.query_params.get("q", "").strip()[:100]
    menu = menu_of(page, "", await troubles_by_path(page))
    if query:
        menu = _found(page, menu, query.casefold())
    return await page.show("settings/index.html", current="/settings", menu=menu, query=query)


def _found(page: PageContext, menu: list[dict[str, Any]], query: str) -> list[dict[str, Any]]:
    """The menu, with only what has the words in its name or in a field, and which fields those are."""
    by_path = {entry.path: entry for entry in ENTRIES}
    groups = []
    for group in menu:
        pages = []
        for row in group["pages"]:
            fields = [words for words in _words(page, by_path[row["href"]]) if query in words.casefold()]
            if fields:
                pages.append({**row, "about": ", ".join(fields[:4])})
            elif query in row["words"].casefold() or query in row["about"].casefold():
                pages.append(row)
        if pages:
            groups.append({**group, "pages": pages})
    return groups


def _words(page: PageContext, entry: Entry) -> list[str]:
    """Labels of the fields on a page."""
    words = list(entry.words)
    if entry.path == "/settings/general":
        words += [one.label for one in HouseSettings.declared]
    for kind in KINDS:
        if kind.path == entry.path:
            words += [provider.label for provider in page.house.registry.all_providers(kind.kind)]
            words += [one.label for one in kind.options]
    return words


ROUTES = [settings_index]
