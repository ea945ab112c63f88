"""Who plays in a film or series, with portraits, and who made it."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import text
from monarr.db.queries.pictures import Picture
from monarr.db.queries.titles import Credit
from monarr.web.auth import requires
from monarr.web.pages._titles import picture_of
from monarr.web.pages.title import load_title, menu_entry, title_tabs, title_value
from monarr.web.templating import Page, PageContext

_PORTRAIT_WIDTH = 160
_ROLES = {
    "creator": text("Idea"),
    "director": text("Director"),
    "writer": text("Writer"),
    "composer": text("Music"),
    "producer": text("Producer"),
}


@get("/title/{title_id:int}/cast", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def cast(page: Page, title_id: FromPath[int]) -> Response[str]:
    """Everybody, in the order of the source."""
    found = await load_title(page, title_id)
    return await page.show(
        "title/cast.html",
        current=menu_entry(found),
        title=title_value(page, found),
        tabs=await title_tabs(page, found, "cast"),
        cast=_players(page, found.credits),
        crew=_makers(found.credits),
    )


def _players(page: PageContext, parts: tuple[Credit, ...]) -> list[dict[str, Any]]:
    """One entry for each person, with all their characters."""
    names: dict[int, str] = {}
    characters: dict[int, list[str]] = {}
    portraits: dict[int, Picture | None] = {}
    for one in parts:
        if one.role == "actor":
            names[one.person_id] = one.name
            portraits[one.person_id] = one.portrait
            characters.setdefault(one.person_id, []).extend([one.character] if one.character else [])
    return [
        {
            "name": name, "character": " / ".join(characters[person_id]),
            "portrait": picture_of(page, portraits[person_id], _PORTRAIT_WIDTH),
        }
        for person_id, name in names.items()
    ]  # fmt: skip


def _makers(parts: tuple[Credit, ...]) -> list[dict[str, Any]]:
    """Roles with their names; roles that nobody has are left out."""
    lines = []
    for role, words in _ROLES.items():
        names = list(dict.fromkeys(one.name for one in parts if one.role == role))
        if names:
            lines.append({"words": words, "names": names})
    return lines


ROUTES = [cast]
