"""The queue: what is on its way, what comes next for each, and what a person does about it."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import Conflict, NotAllowed, NotFound
from monarr.core.text import Text, ntext, text
from monarr.db.queries.pictures import Picture, find_posters
from monarr.db.queries.queue import QueueRow, list_queue
from monarr.services.manual_import import keep_anyway
from monarr.services.queue import (
    block_and_search,
    ignore_download,
    pause_download,
    remove_download,
    resume_download,
    retry_import,
    wait_longer,
)
from monarr.services.waiting import drop_waiting
from monarr.web.auth import requires
from monarr.web.figures import percent, size, span, speed
from monarr.web.pages._activity import activity_head
from monarr.web.pages._forms import read_form
from monarr.web.pages._titles import picture_of
from monarr.web.pages._why import strong_parts
from monarr.web.pages._words import episodes_words, until
from monarr.web.templating import Page, PageContext

MARKS = {"stalled": "stalled", "blocked": "turn", "failed": "broken", "waiting": "waiting", "paused": "stalled"}
MOODS = {"stalled": "stalled", "paused": "idle", "blocked": "turn", "failed": "failed", "waiting": "idle"}
STATES: dict[str, Text] = {
    "grabbing": text("Handing over"),
    "queued": text("Queued"),
    "stalled": text("Stalled"),
    "paused": text("Paused"),
    "completed": text("Complete"),
    "importing": text("Importing"),
    "blocked": text("Your turn"),
    "failed": text("The client needs help"),
    "waiting": text("Waiting"),
}
NEXT: dict[str, Text] = {
    "hand-over": text("Goes to the client"),
    "download": text("Then it is downloaded"),
    "import": text("Then checked and imported"),
    "resume": text("Goes on when you resume it"),
    "your-turn": text("Waits for you"),
    "mend-client": text("Goes on once the client is mended"),
}


@get("/activity", guards=[requires("queue.read")], include_in_schema=False)
async def queue(page: Page) -> Response[str]:
    """What is on its way."""
    rows = await page.house.db.read(list_queue, now=page.house.clock.now())
    rows = [row for row in rows if page.may("queue.read", row.library_id)]
    ids = sorted({row.title_id for row in rows if row.title_id is not None})
    posters = await page.house.db.read(find_posters, ids)
    return await page.show(
        "activity/queue.html",
        current="/activity",
        queue=[_row(page, row, posters) for row in rows],
        paused=None,
        import_path="/import" if page.may("files.edit") else None,
        **await activity_head(page, "queue", _facts(rows)),
    )


def _facts(rows: list[QueueRow]) -> Text | None:
    moving = [row for row in rows if row.state in ("downloading", "queued", "stalled")]
    if not moving:
        return None
    words = ntext("{n} on the way", "{n} on the way", len(moving), n=len(moving))
    rate = sum(row.rate_bytes for row in moving)
    return text("{words}, {rate}", words=words, rate=speed(rate)) if rate else words


def _row(page: PageContext, row: QueueRow, posters: dict[int, Picture]) -> dict[str, Any]:
    key = row.download_id if row.download_id is not None else f"waiting-{row.pending_id}"
    episodes = episodes_words(row.episodes)
    name = row.title or row.release_title
    share = row.progress if row.progress is not None else (1.0 if row.state in ("completed", "blocked") else 0.0)
    return {
        "id": key,
        "path": f"/title/{row.title_id}" if row.title_id is not None else "/activity",
        "name": f"{name} {page.say(episodes)}".strip(),
        "badges": [words for words in (row.version_name, row.quality) if words],
        "release": row.release_title,
        "strong": strong_parts(row.release_title, row.quality),
        "poster": picture_of(page, posters.get(row.title_id or 0), 64),
        "state": MARKS.get(row.state, "arriving"),
        "state_words": STATES[row.state] if row.state in STATES else percent(share),
        "mood": MOODS.get(row.state, "run"),
        "share": share,
        "eta": span(row.eta_seconds) if row.eta_seconds is not None and row.state == "downloading" else "",
        "next": _next(page, row),
        "detail": _detail(page, row),
        "act": _act(page, row),
        "open": False,
        "strikes": None,
        "remove": _remove(row),
        "block": row.state in ("blocked", "stalled", "failed"),
        "again": _again(page, row),
        "can_wait": f"/activity/{row.download_id}/wait" if row.state == "stalled" else None,
    }


def _next(page: PageContext, row: QueueRow) -> Text:
    if row.next_step == "give-up":
        if row.next_at is None:
            return text("Then the next best is tried")
        return text("Gives up {when}, then tries the next best", when=until(page, row.next_at))
    if row.next_step == "grab":
        return text("Grabs {when}, unless a better one comes", when=until(page, row.next_at))
    return NEXT[row.next_step]


def _detail(page: PageContext, row: QueueRow) -> str:
    if row.problem is not None:
        return page.say(row.problem)
    parts: list[Text | str] = []
    if row.rate_bytes:
        peers = row.peers or 0
        parts.append(
            ntext("{rate} from {n} peer", "{rate} from {n} peers", peers, rate=speed(row.rate_bytes), n=peers)
            if peers
            else speed(row.rate_bytes)
        )
    if row.size_bytes:
        parts.append(size(row.size_bytes))
    where = row.client_name or row.indexer_name
    return " · ".join(page.say(part) for part in (*parts, where) if part)


def _act(page: PageContext, row: QueueRow) -> dict[str, Any] | None:
    """The one thing that helps most now."""
    verbs: dict[str, tuple[Text, str, str]] = {
        "downloading": (text("Pause"), "pause", "plain"),
        "queued": (text("Pause"), "pause", "plain"),
        "paused": (text("Resume"), "resume", "plain"),
        "failed": (text("Resume"), "resume", "plain"),
        "stalled": (text("Try next now"), "block", "plain"),
        "completed": (text("Import now"), "retry", "plain"),
    }
    if row.download_id is not None and row.state == "blocked" and page.may("files.edit", row.library_id):
        href = f"/import?download={row.download_id}"
        return {"words": text("Choose match"), "path": None, "fields": {}, "kind": "decide", "href": href}
    if row.download_id is None or row.state not in verbs or not page.may("queue.edit", row.library_id):
        return None
    words, verb, kind = verbs[row.state]
    return {"words": words, "path": f"/activity/{row.download_id}/{verb}", "fields": {}, "kind": kind, "href": None}


def _again(page: PageContext, row: QueueRow) -> list[dict[str, Any]]:
    """What else can be done with a download that waits for a person."""
    if row.download_id is None or row.state != "blocked" or not page.may("files.edit", row.library_id):
        return []
    base = f"/activity/{row.download_id}"
    return [
        {"words": text("Try again"), "path": f"{base}/retry", "icon": "rotate-cw"},
        {"words": text("Keep anyway"), "path": f"{base}/keep", "icon": "check"},
    ]


def _remove(row: QueueRow) -> dict[str, Any]:
    if row.download_id is None:
        goes = text("It is not grabbed. Nothing was downloaded yet.")
        path = f"/activity/waiting/{row.pending_id}/remove"
    else:
        done = max(0, (row.size_bytes or 0) - (row.left_bytes or 0))
        goes = text(
            "{client} forgets it and deletes what it has, {size}. Files in your library stay.",
            client=row.client_name or text("The client"),
            size=size(done),
        )
        path = f"/activity/{row.download_id}/remove"
    return {"question": text("Remove “{name}”?", name=row.title or row.release_title), "goes": goes, "path": path}


@post("/activity/{download_id:int}/remove", guards=[requires("queue.edit")], include_in_schema=False, status_code=200)
async def remove(page: Page, download_id: FromPath[int]) -> Response[bytes]:
    """Takes it from its client with what it has; perhaps never to be grabbed again."""
    form = await read_form(page.request)
    block = form.on("block")
    await remove_download(page.house, download_id, actor=page.actor, blocklist=block, search=block)
    return page.go("/activity", page.toast(text("Removed and blocked") if block else text("Removed")))


@post("/activity/waiting/{pending_id:int}/remove", guards=[requires("queue.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def remove_waiting(page: Page, pending_id: FromPath[int]) -> Response[bytes]:
    """Lets a release go that waits; perhaps it is blocked as well."""
    form = await read_form(page.request)
    await drop_waiting(page.house, pending_id, actor=page.actor, block=form.on("block"))
    return page.go("/activity", page.toast(text("Removed")))


@post("/activity/{download_id:int}/{verb:str}", guards=[requires("queue.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def act(page: Page, download_id: FromPath[int], verb: FromPath[str]) -> Response[bytes]:
    """Pauses, resumes, imports again, blocks, ignores or waits longer."""
    if verb == "keep" and not page.may("files.edit"):
        raise NotAllowed(text("Your account may not do this. Ask the owner of this house."))
    try:
        words = await _do(page, verb, download_id)
    except Conflict as error:
        back = f"/import?download={download_id}" if verb == "keep" else "/activity"
        return page.go(back, page.toast(error.message, "bad"))
    return page.go("/activity", page.toast(words))


async def _do(page: PageContext, verb: str, download_id: int) -> Text:
    house, actor = page.house, page.actor
    match verb:
        case "pause":
            await pause_download(house, download_id)
            return text("Paused")
        case "resume":
            await resume_download(house, download_id)
            return text("Resumed")
        case "retry":
            await retry_import(house, download_id, actor=actor)
            return text("Trying the import again")
        case "block":
            await block_and_search(house, download_id, actor=actor)
            return text("Blocked. Looking for the next best")
        case "keep":
            await keep_anyway(house, download_id, actor)
            return text("It is imported as it is")
        case "ignore":
            await ignore_download(house, download_id, actor=actor)
            return text("Monarr no longer follows it")
        case "wait":
            await wait_longer(house, download_id)
            return text("It gets more time")
    raise NotFound(text("There is no such action."))


ROUTES = [queue, remove, remove_waiting, act]
