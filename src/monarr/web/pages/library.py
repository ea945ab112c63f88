"""The wall and table of a library, its filters, and what is done with several titles at once."""

from __future__ import annotations

from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.text import Text, ntext, text
from monarr.db.queries.home import LibraryCount
from monarr.db.queries.library import LibraryPage, LibraryView, Sort, load_library_page
from monarr.db.queries.places import list_folders_of
from monarr.services.edit import set_monitored
from monarr.services.jobs import queue_job
from monarr.services.remove import delete_title
from monarr.web.auth import requires
from monarr.web.pages._forms import read_form
from monarr.web.pages._shell import frame_of
from monarr.web.pages._titles import card, table_row
from monarr.web.pages._words import STATES
from monarr.web.templating import Page, PageContext

LIMIT = 100
MOST = 300
SORTS: dict[Sort, Text] = {
    "title": text("Title"),
    "added": text("Added, newest"),
    "year": text("Year"),
    "rating": text("Rating, best first"),
    "size": text("Size, biggest first"),
}
# Lasting states and the mark that stands for each.
STATE_MARKS = {"missing": "missing", "partly": "partly", "better": "better", "here": "here", "unreleased": "waiting",
               "unmonitored": "off"}  # fmt: skip
COLUMNS: tuple[tuple[str, Text, Sort | None, bool], ...] = (
    ("title", text("Title"), "title", False),
    ("year", text("Year"), "year", False),
    ("state", text("State"), None, False),
    ("has", text("Has"), None, False),
    ("wants", text("Wants"), None, False),
    ("score", text("Score"), None, True),
    ("group", text("Group"), None, False),
    ("languages", text("Languages"), None, False),
    ("size", text("Size"), "size", True),
    ("added", text("Added"), "added", True),
)


class Asked(msgspec.Struct, frozen=True):
    """What the address asks for; what is no choice counts as not given."""

    state: str = ""
    q: str = ""
    sort: str = ""
    order: str = ""
    view: str = ""

    def href(self, **changes: str) -> str:
        """The address of this view with changes; without what is usual."""
        values = msgspec.structs.asdict(self) | changes
        return "?" + urlencode({name: value for name, value in values.items() if value})


@get("/library/{slug:str}", guards=[requires("libraries.read", by_library=True)], include_in_schema=False)
async def library(page: Page, slug: FromPath[str]) -> Response[str]:
    """A window of a library; only its rows for the script that scrolls."""
    place = await _find(page, slug)
    asked = _asked(page)
    view = LibraryView(
        library_id=place.id,
        content_type=place.content_type,
        state=asked.state or None,
        words=asked.q,
        sort=asked.sort or "title",  # type: ignore[arg-type]
        descending={"up": False, "down": True}.get(asked.order),
    )
    offset, limit = _number(page, "offset", 0, 10_000_000), _number(page, "limit", LIMIT, MOST) or LIMIT
    found = await page.house.db.read(load_library_page, view, offset=offset, limit=limit)
    folders = [] if found.all else await page.house.db.read(list_folders_of, place.id)
    path = f"/library/{slug}"
    is_table = asked.view == "table"
    return await page.show(
        "library/wall.html",
        current=path,
        library={"name": place.name, "slug": slug, "path": path},
        total=found.total,
        all=found.all,
        size_bytes=found.size_bytes,
        disks=None,
        view="table" if is_table else "wall",
        offset=offset,
        limit=limit,
        rows_path=path + (asked.href() if asked != Asked() else "?view=wall"),
        chips=_chips(asked, found),
        filters=_filters(asked),
        query=asked.q or None,
        sort={"words": SORTS[view.sort], "options": _sorts(asked, view.sort)},
        views={"wall": asked.href(view=""), "table": asked.href(view="table")},
        jumps=_jumps(found, offset, limit),
        newer=asked.href() + f"&offset={max(0, offset - limit)}" if offset else None,
        older=asked.href() + f"&offset={offset + limit}" if offset + limit < found.total else None,
        titles=[table_row(page, row) if is_table else card(page, row) for row in found.rows],
        columns=_columns(asked, view),
        unmatched=await _unmatched(page, place),
        folder=folders[0].path if folders and page.may("files.read") else None,
    )


@post("/library/{slug:str}/scan", guards=[requires("titles.edit")], include_in_schema=False, status_code=200)
async def scan(page: Page, slug: FromPath[str]) -> Response[bytes]:
    """Reads the library's folders anew."""
    place = await _find(page, slug)
    await queue_job(page.house, "scan_library", {"library_id": place.id}, actor=page.actor)
    return page.go(f"/library/{slug}", page.toast(text("Reading the folders of {library}", library=place.name), "info"))


@post("/library/{slug:str}/bulk", guards=[requires("titles.edit")], include_in_schema=False, status_code=200)
async def bulk(page: Page, slug: FromPath[str]) -> Response[bytes]:
    """Does one thing with all selected titles."""
    await _find(page, slug)
    form = await read_form(page.request)
    ids = [int(value) for value in form.all("id") if value.isdecimal()][:1000]
    if not ids:
        return page.go(f"/library/{slug}", page.toast(text("Nothing is selected."), "info"))
    return page.go(f"/library/{slug}", page.toast(await _act(page, form.get("do"), ids)))


async def _act(page: PageContext, verb: str, ids: list[int]) -> Text:
    count = len(ids)
    if verb in ("monitor", "unmonitor"):
        await set_monitored(page.house, ids, verb == "monitor", page.actor)
        if verb == "monitor":
            return ntext("{n} title is monitored", "{n} titles are monitored", count, n=count)
        return ntext("{n} title is no longer monitored", "{n} titles are no longer monitored", count, n=count)
    if verb in ("search", "refresh"):
        for title_id in ids:
            await queue_job(page.house, f"{verb}_title", {"title_id": title_id}, actor=page.actor)
        if verb == "search":
            return ntext("Searching {n} title", "Searching {n} titles", count, n=count)
        return ntext("Asking about {n} title", "Asking about {n} titles", count, n=count)
    if verb == "delete" and page.may("titles.delete"):
        for title_id in ids:
            await delete_title(page.house, title_id, delete_files=True, actor=page.actor)
        return ntext("{n} title is in the trash", "{n} titles are in the trash", count, n=count)
    raise InvalidInput(text("Choose what to do with the selected titles."))


async def _unmatched(page: PageContext, place: LibraryCount) -> dict[str, Any] | None:
    """The way to folders that belong to no title, where some wait."""
    if not page.may("titles.add", place.id):
        return None
    count = (await frame_of(page)).unmatched.get(place.id, 0)
    words = ntext("{n} folder without a title", "{n} folders without a title", count, n=count)
    return {"words": words, "href": f"/library/{place.slug}/unmatched"} if count else None


async def _find(page: PageContext, slug: str) -> LibraryCount:
    for one in (await frame_of(page)).libraries:
        if one.slug == slug and page.may("libraries.read", one.id) and page.may("titles.read", one.id):
            return one
    raise NotFound(text("There is no such library."))


def _asked(page: PageContext) -> Asked:
    given = page.request.query_params
    choices = {"state": STATE_MARKS, "sort": get_args(Sort), "order": ("up", "down"), "view": ("table",)}
    kept = {name: value for name, known in choices.items() if (value := given.get(name, "")) in known}
    return Asked(**kept, q=given.get("q", "").strip()[:100])


def _number(page: PageContext, name: str, usual: int, most: int) -> int:
    given = page.request.query_params.get(name, "")
    return min(int(given), most) if given.isdecimal() and len(given) < 9 else usual


def _chips(asked: Asked, found: LibraryPage) -> list[dict[str, Any]]:
    chips: list[dict[str, Any]] = [
        {"words": text("All"), "n": sum(found.states.values()), "href": asked.href(state=""), "on": not asked.state,
         "mark": None}
    ]  # fmt: skip
    for state, mark in STATE_MARKS.items():
        count = found.states.get(state, 0)
        if count or asked.state == state:
            on = asked.state == state
            chips.append(
                {"words": STATES[mark], "n": count, "href": asked.href(state=state), "on": on, "mark": mark}
            )  # fmt: skip
    return chips


def _filters(asked: Asked) -> list[dict[str, Any]]:
    return [{"words": f"“{asked.q}”", "href": asked.href(q="")}] if asked.q else []


def _sorts(asked: Asked, sort: Sort) -> list[dict[str, Any]]:
    return [
        {"words": words, "href": asked.href(sort=name, order=""), "on": name == sort} for name, words in SORTS.items()
    ]


def _columns(asked: Asked, view: LibraryView) -> list[dict[str, Any]]:
    columns = []
    for key, words, sort, numeric in COLUMNS:
        order = ("descending" if view.is_descending else "ascending") if sort == view.sort else None
        turned = ("up" if view.is_descending else "down") if order else ""
        href = asked.href(sort=sort, order=turned) if sort else None
        columns.append({"key": key, "words": words, "href": href, "order": order, "numeric": numeric})
    return columns


def _jumps(found: LibraryPage, offset: int, limit: int) -> list[dict[str, Any]]:
    """Places to jump to; none where all titles are in view."""
    if found.total <= limit:
        return []
    current = max((jump.offset for jump in found.jumps if jump.offset <= offset), default=0)
    return [
        {"label": jump.label or "–", "offset": jump.offset, "on": jump.offset == current} for jump in found.jumps
    ]  # fmt: skip


ROUTES = [library, scan, bulk]
