"""Wanted: what is missing, and what is here but under its goal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from litestar import get, post
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.db.queries.pictures import Picture, find_posters
from monarr.db.queries.status import list_schedules
from monarr.db.queries.wanted import Cursor, WantedRow, list_cutoff_unmet, list_missing
from monarr.services.wanted import search_wanted
from monarr.services.why import WhyReport, explain_wanted
from monarr.web.auth import requires
from monarr.web.pages._shell import frame_of
from monarr.web.pages._titles import picture_of
from monarr.web.pages._words import day, numbered
from monarr.web.templating import Page, PageContext

LIMIT = 50
JOBS = {"missing": "missing_search", "cutoff": "cutoff_search"}


@get("/wanted", guards=[requires("wanted.read")], include_in_schema=False)
async def wanted(page: Page) -> Response[str]:
    """One page of what is wanted, the newest first."""
    given = page.request.query_params
    show = "cutoff" if given.get("show") == "cutoff" else "missing"
    libraries = [one for one in (await frame_of(page)).libraries if page.may("wanted.read", one.id)]
    chosen = next((one for one in libraries if one.slug == given.get("library")), None)
    after = _cursor(given.get("after", ""))
    rows = await page.house.db.read(
        list_missing if show == "missing" else list_cutoff_unmet,
        now=page.house.clock.now(),
        library_id=chosen.id if chosen else None,
        limit=LIMIT + 1,
        after=after,
    )
    more, rows = len(rows) > LIMIT, [row for row in rows[:LIMIT] if page.may("wanted.read", row.library_id)]
    reports = await explain_wanted(page.house, rows)
    posters = await page.house.db.read(find_posters, sorted({row.title_id for row in rows}))
    sentence, rest = _head(show, bool(rows))
    query = f"show={show}" + (f"&library={chosen.slug}" if chosen else "")
    return await page.show(
        "wanted/wanted.html",
        current="/wanted",
        sentence=sentence,
        rest=rest,
        show=show,
        tabs=_tabs(show),
        libraries=[
            {
                "words": one.name,
                "href": f"?show={show}" + ("" if one is chosen else f"&library={one.slug}"),
                "on": one is chosen,
            }
            for one in libraries
        ],
        wanted=[_row(page, row, report, show, posters) for row, report in zip(rows, reports, strict=True)],
        search_all=_search_all(show),
        next_round_at=await _next_round(page, show),
        older=f"?{query}&after={_mark(rows[-1])}" if more and rows else None,
        newer=f"?{query}" if after else None,
    )


@post("/wanted/search", guards=[requires("titles.search", kind="search")], include_in_schema=False, status_code=200)
async def search_all(page: Page) -> Response[bytes]:
    """Queues a search for all of it that is due."""
    show = "cutoff" if page.request.query_params.get("show") == "cutoff" else "missing"
    count = await search_wanted(page.house, missing=show == "missing")
    words = ntext("Searching for {n} title", "Searching for {n} titles", count, n=count)
    if not count:
        words = text("All of it was looked for a short while ago")
    return page.go(f"/wanted?show={show}", page.toast(words, "info"))


def _head(show: str, some: bool) -> tuple[Text, Text | None]:
    if not some:
        calm = text("Nothing is missing.") if show == "missing" else text("Nothing better is wanted.")
        return calm, text("What comes out later is looked for by itself.")
    if show == "missing":
        return text("These are still missing."), text("Monarr looks for them by itself.")
    return text("These are here, and a better one is wanted."), None


def _tabs(show: str) -> list[dict[str, Any]]:
    return [
        {"words": text("Missing"), "n": None, "href": "/wanted", "on": show == "missing", "mark": "missing"},
        {"words": text("Better wanted"), "n": None, "href": "/wanted?show=cutoff", "on": show == "cutoff",
         "mark": "better"},
    ]  # fmt: skip


def _search_all(show: str) -> dict[str, Any]:
    words = text("Search all missing") if show == "missing" else text("Search for better ones")
    return {"path": f"/wanted/search?show={show}", "words": words, "about": text("What was asked lately is left out.")}


async def _next_round(page: PageContext, show: str) -> datetime | None:
    schedules = await page.house.db.read(list_schedules)
    return next((one.next_run_at for one in schedules if one.job_type == JOBS[show] and one.enabled), None)


def _row(
    page: PageContext, row: WantedRow, report: WhyReport, show: str, posters: dict[int, Picture]
) -> dict[str, Any]:
    sentence = report.why.sentence if page.may("releases.read") else report.why.for_members
    detail = None
    if row.season_number is not None and row.episode_number is not None:
        detail = f"{numbered(row.season_number, row.episode_number)} {row.episode_title or ''}".strip()
    return {
        "id": f"{row.item_id}-{row.version_id}",
        "path": f"/title/{row.item_id}",
        "name": row.title,
        "detail": detail or (str(row.year) if row.year else None),
        "poster": picture_of(page, posters.get(row.title_id), 64),
        "state": "missing" if show == "missing" else "better",
        "state_words": text("Missing") if show == "missing" else text("Better wanted"),
        "why": text("{why} Out since {day}.", why=sentence, day=day(page, row.out_at)),
        "has": row.quality,
        "wants": row.version_name,
        "since": row.out_at,
        "last_searched_at": row.searched_at,
        "next_search_at": None,
        "search_path": f"/title/{row.item_id}/search?version={row.version_id}",
        "choose_path": f"/title/{row.item_id}/releases?version={row.version_id}",
    }


def _mark(row: WantedRow) -> str:
    return f"{int(row.out_at.timestamp() * 1_000_000)}.{row.item_id}.{row.version_id}"


def _cursor(value: str) -> Cursor | None:
    """Where a page begins; None for the first, and for a text that no page gave."""
    parts = value.split(".")
    if len(parts) != 3 or not all(part.lstrip("-").isdecimal() and len(part) < 19 for part in parts):
        return None
    at, item_id, version_id = (int(part) for part in parts)
    return datetime.fromtimestamp(at / 1_000_000, UTC), item_id, version_id


ROUTES = [wanted, search_all]
