"""What is going on and what was: queue, wanted, history, blocklist, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from monarr.db.queries.blocklist import list_blocklist
from monarr.db.queries.history import list_history
from monarr.db.queries.home import load_home
from monarr.db.queries.queue import list_queue
from monarr.db.queries.wanted import list_cutoff_unmet, list_missing
from monarr.messages import event_sentence
from monarr.services import queue
from monarr.services.blocklist import clear_entries, remove_entries
from monarr.services.undo import can_undo, undo_act
from monarr.services.why import explain_wanted
from monarr.web.api.v1._base import (
    Api,
    Cursor,
    Items,
    JobStarted,
    Limit,
    page_of,
    read_cursor,
    read_id_cursor,
)
from monarr.web.api.v1.titles import Act, Changed
from monarr.web.auth import requires

Types = Annotated[str, QueryParameter(description="Event types such as file.imported, parted by commas.")]


class Removing(msgspec.Struct):
    """How a download leaves the queue."""

    from_client: bool = True
    delete_files: bool = True
    blocklist: bool = False
    search: bool = False


class EntryIds(msgspec.Struct):
    ids: list[int]


class Undoable(msgspec.Struct, frozen=True):
    """Whether an act can be taken back, else why not."""

    can_undo: bool
    reason: str | None


@get("/queue", guards=[requires("queue.read")], tags=["Activity"])
async def queued(api: Api, title_id: FromQuery[int | None] = None) -> list[dict[str, Any]]:
    """What is on its way, newest first, then what waits."""
    return list(api.shown(await api.house.db.read(list_queue, now=api.house.clock.now(), title_id=title_id)))


@get("/queue/{download_id:int}/removal", guards=[requires("queue.read")], tags=["Activity"])
async def removal(api: Api, download_id: FromPath[int], delete_files: FromQuery[bool] = True) -> dict[str, Any]:
    """What would go and what would stay, before anything is done."""
    found: dict[str, Any] = api.shown(await queue.explain_removal(api.house, download_id, delete_files=delete_files))
    return found


@post("/queue/{download_id:int}/remove", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def remove(api: Api, download_id: FromPath[int], data: JSONBody[Removing]) -> None:
    """Takes a download out of the queue."""
    how = msgspec.structs.asdict(data)
    await queue.remove_download(api.house, download_id, actor=api.actor, **how)


@post("/queue/{download_id:int}/pause", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def pause(api: Api, download_id: FromPath[int]) -> None:
    """Holds a download."""
    await queue.pause_download(api.house, download_id)


@post("/queue/{download_id:int}/resume", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def resume(api: Api, download_id: FromPath[int]) -> None:
    """Goes on with a download."""
    await queue.resume_download(api.house, download_id)


@post("/queue/{download_id:int}/wait", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def wait(api: Api, download_id: FromPath[int]) -> None:
    """Gives a download that stands still the whole patience once more."""
    await queue.wait_longer(api.house, download_id)


@post("/queue/{download_id:int}/ignore", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def ignore(api: Api, download_id: FromPath[int]) -> None:
    """Lets a download go: the client keeps it."""
    await queue.ignore_download(api.house, download_id, actor=api.actor)


@post("/queue/{download_id:int}/import", guards=[requires("queue.edit")], status_code=202, tags=["Activity"])
async def import_again(api: Api, download_id: FromPath[int]) -> JobStarted:
    """Tries the import again."""
    return JobStarted(await queue.retry_import(api.house, download_id, actor=api.actor))


@post("/queue/{download_id:int}/next", guards=[requires("queue.edit")], status_code=204, tags=["Activity"])
async def next_best(api: Api, download_id: FromPath[int]) -> None:
    """Blocks a download's release and looks for the next best."""
    await queue.block_and_search(api.house, download_id, actor=api.actor)


@get("/wanted/missing", guards=[requires("wanted.read")], tags=["Activity"])
async def missing(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    library_id: FromQuery[int | None] = None,
    why: FromQuery[bool] = False,
) -> Items:
    """What is out, monitored and not here; the newest first. With `why` each says in one sentence why."""
    return await _wanted(api, list_missing, cursor, limit, library_id, why)


@get("/wanted/cutoff", guards=[requires("wanted.read")], tags=["Activity"])
async def cutoff(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    library_id: FromQuery[int | None] = None,
    why: FromQuery[bool] = False,
) -> Items:
    """What is here and should be better; the newest first. With `why` each says in one sentence why it is not yet."""
    return await _wanted(api, list_cutoff_unmet, cursor, limit, library_id, why)


async def _wanted(
    api: Api, listing: Any, cursor: str | None, limit: int, library_id: int | None, with_why: bool
) -> Items:
    key = read_cursor(cursor)
    after = None if key is None else (datetime.fromisoformat(key[0]), int(key[1]), int(key[2]))
    rows = await api.house.db.read(
        listing, now=api.house.clock.now(), library_id=library_id, limit=limit + 1, after=after
    )
    items = api.shown(rows)
    if with_why:
        reports = await explain_wanted(api.house, rows[:limit])
        items = [
            {**item, "why": {"code": report.why.code, "sentence": api.shown(report.why.sentence), "fix": report.why.fix,
                             "release_count": report.why.release_count, "override": api.shown(report.override)}}
            for item, report in zip(items[:limit], reports, strict=True)
        ]  # fmt: skip
    return page_of(rows, limit, items[:limit], lambda row: [row.out_at.isoformat(), row.item_id, row.version_id])


@get("/history", guards=[requires("history.read")], tags=["Activity"])
async def history(
    api: Api,
    cursor: Cursor = None,
    limit: Limit = 50,
    types: Types = "",
    library_id: FromQuery[int | None] = None,
    title_id: FromQuery[int | None] = None,
    item_id: FromQuery[int | None] = None,
    download_id: FromQuery[int | None] = None,
) -> Items:
    """What happened, newest first, each with its sentence."""
    page = await api.house.db.read(
        list_history,
        title_id=title_id,
        item_id=item_id,
        library_id=library_id,
        download_id=download_id,
        types=[one for one in types.split(",") if one],
        cursor=cursor,
        limit=limit,
    )
    items = [
        api.shown(row)
        | dict(zip(("sentence", "detail"), api.shown(event_sentence(row.type, row.payload)), strict=True))
        for row in page.rows
    ]
    return Items(items, page.next)


@get("/home", guards=[requires("titles.read")], tags=["Activity"])
async def home(api: Api) -> dict[str, Any]:
    """What asks for a decision, what arrives, what arrived and what is coming."""
    found: dict[str, Any] = api.shown(await api.house.db.read(load_home, api.house.clock.now()))
    if not api.may("history.read"):
        found = {name: part for name, part in found.items() if name in ("recent", "coming")}
    return found


@get("/blocklist", guards=[requires("blocklist.read")], tags=["Activity"])
async def blocklist(
    api: Api, cursor: Cursor = None, limit: Limit = 50, title_id: FromQuery[int | None] = None
) -> Items:
    """Releases that are not grabbed again, newest first."""
    rows = await api.house.db.read(list_blocklist, title_id=title_id, limit=limit + 1, after_id=read_id_cursor(cursor))
    return page_of(rows, limit, api.shown(rows), lambda row: row.id)


@post("/blocklist/remove", guards=[requires("blocklist.edit")], status_code=200, tags=["Activity"])
async def unblock(api: Api, data: JSONBody[EntryIds]) -> Changed:
    """Takes entries off, so that these releases may be grabbed again."""
    return Changed(await remove_entries(api.house, data.ids))


@delete("/blocklist", guards=[requires("blocklist.edit")], status_code=200, tags=["Activity"])
async def clear(api: Api, title_id: FromQuery[int | None] = None) -> Changed:
    """Takes everything off, or what belongs to one title."""
    return Changed(await clear_entries(api.house, title_id))


@get("/acts/{act_id:str}", guards=[requires("trash.read")], tags=["Trash"])
async def undoable(api: Api, act_id: FromPath[str]) -> Undoable:
    """Whether an import, upgrade, deletion or rename can be taken back."""
    reason = await can_undo(api.house, act_id)
    return Undoable(reason is None, api.shown(reason))


@post("/acts/{act_id:str}/undo", guards=[requires("trash.edit")], status_code=200, tags=["Trash"])
async def undo(api: Api, act_id: FromPath[str]) -> Act:
    """Takes an act back; the answer is the act that did, which can be undone too."""
    return Act(await undo_act(api.house, act_id, api.actor))


ROUTES = [
    queued, removal, remove, pause, resume, wait, ignore, import_again, next_best, missing, cutoff, history, home,
    blocklist, unblock, clear, undoable, undo,
]  # fmt: skip
