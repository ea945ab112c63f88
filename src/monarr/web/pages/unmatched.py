"""Folders that belong to no title: whose they might be, one press to add them, or to leave them alone."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, ntext, text
from monarr.db.queries.home import LibraryCount
from monarr.db.queries.unmatched import Guess, UnmatchedRow, list_unmatched
from monarr.services.jobs import queue_job
from monarr.services.lookup import LookupResult
from monarr.services.unmatched import (
    add_unmatched,
    leave_unmatched,
    library_of_given,
    look_for_folder,
    take_back_folder,
)
from monarr.web.auth import requires
from monarr.web.figures import size
from monarr.web.pages._forms import read_form
from monarr.web.pages._shell import frame_of
from monarr.web.templating import Page, PageContext

_READ = [requires("titles.add", by_library=True)]


@get("/library/{slug:str}/unmatched", guards=_READ, include_in_schema=False)
async def unmatched(page: Page, slug: FromPath[str]) -> Response[str]:
    """All of a library's; `folder` and `words` look for one's title by other words."""
    return await _show(page, await _library(page, slug))


@post("/library/{slug:str}/unmatched/{folder_id:int}/add", guards=_READ, include_in_schema=False, status_code=200)
async def add(page: Page, slug: FromPath[str], folder_id: FromPath[int]) -> Response[Any]:
    """Gives the folder to the chosen title."""
    library = await _library(page, slug)
    row = await _row(page, library, folder_id)
    key = (await read_form(page.request)).get("key")
    try:
        given = await add_unmatched(page.house, folder_id, key, page.actor)
    except MonarrError as error:
        return await _show(page, library, error=error.message, status=409)
    words = text("{folder} has its title; its files are taken up", folder=_name(row))
    path = f"/library/{slug}/unmatched"
    undo = f"{path}/undo/{given.undo_id}" if page.may("titles.delete", library.id) else None
    return page.go(path, page.toast(words, undo_path=undo))


@post("/library/{slug:str}/unmatched/undo/{undo_id:int}", guards=_READ, include_in_schema=False, status_code=200)
async def take_back(page: Page, slug: FromPath[str], undo_id: FromPath[int]) -> Response[Any]:
    """Takes the folder from the title it was given to."""
    library = await _library(page, slug)
    if await page.house.db.read(library_of_given, undo_id) != library.id or not page.may("titles.delete", library.id):
        raise NotFound(text("There is nothing to undo."))
    try:
        row = await take_back_folder(page.house, undo_id, page.actor)
    except MonarrError as error:
        return page.go(f"/library/{slug}/unmatched", page.toast(error.message, "bad"))
    return page.go(
        f"/library/{slug}/unmatched", page.toast(text("{folder} waits again", folder=PurePath(row.path).name))
    )


@post("/library/{slug:str}/unmatched/ask", guards=_READ, include_in_schema=False, status_code=200)
async def ask_again(page: Page, slug: FromPath[str]) -> Response[Any]:
    """Has the sources asked about every folder anew."""
    library = await _library(page, slug)
    await queue_job(page.house, "scan_library", {"library_id": library.id, "ask_again": True}, actor=page.actor)
    words = text("Asking about the folders of {library}", library=library.name)
    return page.go(f"/library/{slug}/unmatched", page.toast(words, "info"))


@post("/library/{slug:str}/unmatched/{folder_id:int}/leave", guards=_READ, include_in_schema=False, status_code=200)
async def leave(page: Page, slug: FromPath[str], folder_id: FromPath[int]) -> Response[Any]:
    """Leaves the folder alone."""
    row = await _set_alone(page, slug, folder_id, alone=True)
    path = f"/library/{slug}/unmatched"
    words = text("{folder} is left alone", folder=_name(row))
    return page.go(path, page.toast(words, undo_path=f"{path}/{folder_id}/list"))


@post("/library/{slug:str}/unmatched/{folder_id:int}/list", guards=_READ, include_in_schema=False, status_code=200)
async def list_again(page: Page, slug: FromPath[str], folder_id: FromPath[int]) -> Response[Any]:
    """Lists a folder again that was left alone."""
    row = await _set_alone(page, slug, folder_id, alone=False)
    path = f"/library/{slug}/unmatched"
    return page.go(
        path, page.toast(text("{folder} is listed", folder=_name(row)), undo_path=f"{path}/{folder_id}/leave")
    )


async def _set_alone(page: PageContext, slug: str, folder_id: int, *, alone: bool) -> UnmatchedRow:
    row = await _row(page, await _library(page, slug), folder_id)
    await leave_unmatched(page.house, folder_id, page.actor, alone=alone)
    return row


async def _library(page: PageContext, slug: str) -> LibraryCount:
    for one in (await frame_of(page)).libraries:
        if one.slug == slug and page.may("titles.add", one.id):
            return one
    raise NotFound(text("There is no such library."))


async def _row(page: PageContext, library: LibraryCount, folder_id: int) -> UnmatchedRow:
    """Raises NotFound for a folder of another library, too."""
    rows = await page.house.db.read(list_unmatched, library.id)
    for row in rows:
        if row.id == folder_id:
            return row
    raise NotFound(text("This folder waits no more."))


async def _show(
    page: PageContext, library: LibraryCount, *, error: Text | None = None, status: int = 200
) -> Response[str]:
    rows = await page.house.db.read(list_unmatched, library.id)
    waiting = [row for row in rows if not row.left_alone]
    given = page.request.query_params
    looked = given.get("folder", "")
    asked_id = int(looked) if looked.isdecimal() and len(looked) < 12 else None
    words = given.get("words", "").strip()[:100]
    answer = None
    if words and any(row.id == asked_id for row in waiting):
        answer = await look_for_folder(page.house, asked_id or 0, words)
    path = f"/library/{library.slug}/unmatched"
    return await page.show(
        "library/unmatched.html",
        current=f"/library/{library.slug}",
        status=status,
        library={"name": library.name, "path": f"/library/{library.slug}"},
        path=path,
        sentence=_sentence(len(waiting)),
        error=error,
        folders=[_folder(page, path, row, words if row.id == asked_id else "", answer if row.id == asked_id else None)
                 for row in waiting],
        left=[_left(path, row) for row in rows if row.left_alone],
    )  # fmt: skip


def _sentence(count: int) -> Text:
    if not count:
        return text("Every folder belongs to a title.")
    return ntext("One folder belongs to no title.", "{n} folders belong to no title.", count, n=count)


def _folder(page: PageContext, path: str, row: UnmatchedRow, words: str, answer: LookupResult | None) -> dict[str, Any]:
    guesses = [_guess(one) for one in row.guesses]
    count = ntext(
        "{n} video, {size}", "{n} videos, {size}", row.file_count, n=row.file_count, size=size(row.size_bytes)
    )
    found = None
    if answer is not None:
        found = [
            _guess(Guess(key=_key(one.ids), title=one.title, year=one.year, sources=one.sources))
            for one in answer.titles
        ]
    return {
        "id": row.id, "name": _name(row), "path": row.path, "count": page.say(count), "reason": page.say(row.reason),
        "guess": guesses[0] if guesses else None, "others": guesses[1:], "words": words or row.words, "found": found,
        "silent": page.say(_silent(answer)) if answer else "", "add_path": f"{path}/{row.id}/add",
        "leave_path": f"{path}/{row.id}/leave", "asked_at": row.asked_at,
    }  # fmt: skip


def _left(path: str, row: UnmatchedRow) -> dict[str, Any]:
    return {"id": row.id, "name": _name(row), "list_path": f"{path}/{row.id}/list"}


def _silent(answer: LookupResult) -> Text | str:
    names = ", ".join(sorted({one.name for one in answer.failed}))
    return text("{names} did not answer.", names=names) if names else ""


def _guess(guess: Guess) -> dict[str, Any]:
    name = f"{guess.title} ({guess.year})" if guess.year else guess.title
    return {"key": guess.key, "name": name, "sources": " + ".join(guess.sources)}


def _key(ids: dict[str, str]) -> str:
    provider, value = next(iter(ids.items()))
    return f"{provider}:{value}"


def _name(row: UnmatchedRow) -> str:
    return PurePath(row.path).name


ROUTES = [unmatched, add, take_back, ask_again, leave, list_again]
