"""Home: what waits for somebody, what is arriving, what has just arrived, what comes."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from monarr.core.text import Text, ntext, stored_text, text
from monarr.db.queries.history import HistoryRow
from monarr.db.queries.home import Coming, Home, LibraryCount, Underway, libraries_of, load_home
from monarr.messages import event_sentence
from monarr.web.auth import requires
from monarr.web.figures import span, speed
from monarr.web.pages._shell import frame_of
from monarr.web.pages._titles import card, picture_of
from monarr.web.pages._words import clock, numbered
from monarr.web.templating import Page, PageContext

MOODS = {"stalled": "stalled", "blocked": "turn", "failed": "failed"}


@get("/", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def home(page: Page) -> Response[str]:
    """The first page."""
    found = await page.house.db.read(load_home, page.house.clock.now())
    if page.visitor.is_bound:
        found = await _for_bound(page, found)
    libraries = [one for one in (await frame_of(page)).libraries if page.may("titles.read", one.id)]
    staff = page.may("queue.read")
    turns = [_turn(page, row) for row in found.turns] if staff else []
    turns += _unmatched(page, libraries, (await frame_of(page)).unmatched)
    nothing_yet = not (any(library.count for library in libraries) or found.recent or found.turns or found.arriving)
    sentence, rest = _empty() if nothing_yet else _head(page, found, len(turns))
    return await page.show(
        "home/home.html",
        current="/",
        sentence=sentence,
        rest=rest,
        turns=turns,
        arriving=[_arriving(page, row) for row in found.arriving],
        arrived=[_arrived(page, row) for row in found.arrived],
        recent=[card(page, row) for row in found.recent],
        recent_path=f"/library/{libraries[0].slug}?sort=added" if libraries else "/",
        coming=[_coming(page, row) for row in found.coming],
        nothing_yet=nothing_yet,
    )


async def _for_bound(page: PageContext, found: Home) -> Home:
    """Without the titles of libraries that this person may not read."""
    names = ("turns", "arriving", "arrived", "recent", "coming")
    rows = {name: getattr(found, name) for name in names}
    title_of = {name: "id" if name == "recent" else "title_id" for name in names}
    ids = {getattr(row, title_of[name]) for name in names for row in rows[name]} - {None}
    libraries = await page.house.db.read(libraries_of, sorted(ids))
    shown = {title_id for title_id, library_id in libraries.items() if page.may("titles.read", library_id)}
    return Home(*(tuple(row for row in rows[name] if getattr(row, title_of[name]) in shown) for name in names))


def _empty() -> tuple[Text, Text]:
    return text("An empty house, and a long list of evenings."), text("Add the first title, or read what you have.")


def _head(page: PageContext, found: Home, turns: int) -> tuple[Text, Text | None]:
    name = page.visitor.name.split(" ")[0]
    times = [row.eta_seconds for row in found.arriving if row.eta_seconds is not None]
    rest = text("The next one is here in {span}.", span=span(min(times))) if times else None
    if turns:
        words = ntext("One thing waits for you, {name}.", "{n} things wait for you, {name}.", turns, n=turns, name=name)
        return words, rest
    count = len(found.arriving)
    if count:
        return ntext("One title is on its way.", "{n} titles are on their way.", count, n=count), rest
    return text("All is quiet, {name}.", name=name), text("Nothing waits for you.")


def _turn(page: PageContext, row: Underway) -> dict[str, Any]:
    problem = stored_text(row.problem) if row.problem else None
    may = page.may("queue.edit")
    again = {"words": text("Try the import again"), "path": f"/activity/{row.id}/retry", "fields": {}, "href": None}
    look = {"words": text("See it"), "href": "/activity", "path": None, "fields": {}}
    other = {"words": text("Block and search"), "path": f"/activity/{row.id}/block", "fields": {}}
    return {
        "id": row.id,
        "icon": None,
        "poster": picture_of(page, row.poster, 64),
        "name": row.title or text("A download"),
        "sentence": text("was not imported"),
        "detail": problem or row.release_title,
        "decide": again if may else look,
        "other": other if may and row.title_id is not None else None,
    }


def _unmatched(page: PageContext, libraries: list[LibraryCount], counts: dict[int, int]) -> list[dict[str, Any]]:
    """Folders that belong to no title, a row for each library."""
    return [
        {
            "id": f"unmatched-{library.id}",
            "icon": "folder",
            "poster": None,
            "name": page.say(ntext("One folder", "{n} folders", counts[library.id], n=counts[library.id])),
            "sentence": ntext("belongs to no title", "belong to no title", counts[library.id]),
            "detail": text("Found in {library}", library=library.name),
            "decide": {"words": text("Say whose"), "href": f"/library/{library.slug}/unmatched", "path": None,
                       "fields": {}},
            "other": None,
        }
        for library in libraries
        if counts.get(library.id) and page.may("titles.add", library.id)
    ]  # fmt: skip


def _arriving(page: PageContext, row: Underway) -> dict[str, Any]:
    staff = page.may("queue.read")
    facts = [speed(row.rate_bytes)] if row.rate_bytes else []
    if staff and row.peers:
        facts.append(page.say(ntext("{n} peer", "{n} peers", row.peers, n=row.peers)))
    return {
        "id": row.id,
        "path": f"/title/{row.title_id}" if row.title_id is not None else "/activity",
        "name": row.title or (row.release_title if staff else page.say(text("A download"))),
        "detail": None,
        "badge": row.version,
        "poster": picture_of(page, row.poster, 64),
        "mark": "stalled" if row.state == "stalled" else "arriving",
        "mood": MOODS.get(row.state, "run"),
        "share": row.share or 0.0,
        "eta": _eta(page, row),
        "fact": " · ".join(facts) or page.say(text("Waiting for the first byte")),
    }


def _eta(page: PageContext, row: Underway) -> str:
    if row.state in ("stalled", "paused"):
        return page.say(text("stalled") if row.state == "stalled" else text("paused"))
    if row.state in ("completed", "importing"):
        return page.say(text("importing"))
    return span(row.eta_seconds) if row.eta_seconds is not None else ""


def _arrived(page: PageContext, row: HistoryRow) -> dict[str, Any]:
    act_id = row.payload.get("act_id")
    at = clock(page, row.occurred_at)
    words = event_sentence(row.type, row.payload)[0] if page.may("history.read") else text("It is here")
    return {
        "id": row.id,
        "path": f"/title/{row.title_id}" if row.title_id is not None else "/activity/history",
        "name": row.title or "",
        "sentence": text("{what}, {at}", what=words, at=at),
        "undo_path": f"/undo/{act_id}" if act_id and page.may("files.edit") else None,
    }


def _coming(page: PageContext, row: Coming) -> dict[str, Any]:
    detail = f"{numbered(*row.episode[:2])} {row.episode[2]}" if row.episode else page.say(text("comes out"))
    return {
        "on": page.viewer.local(row.at).date(),
        "path": f"/title/{row.title_id}",
        "name": row.title,
        "detail": detail,
        "state": "waiting",
    }


ROUTES = [home]
