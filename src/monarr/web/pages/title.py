"""A title: a film, a series or an episode, each by its own page; its files and its whole story."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import NotFound
from monarr.core.text import ntext, text
from monarr.db.queries.page_title import EpisodePlace, count_events, find_episode, find_neighbours
from monarr.db.queries.title_files import FileRow
from monarr.db.queries.titles import TitlePage, find_title_page
from monarr.web.auth import may_in_library, requires
from monarr.web.figures import span
from monarr.web.pages._lanes import deleting, file_badges, film_lanes, stream_words
from monarr.web.pages._series import episode_lanes, series_context
from monarr.web.pages._story import story_of
from monarr.web.pages._titles import check_library, picture_of
from monarr.web.pages._words import numbered
from monarr.web.templating import Page, PageContext


@get("/title/{title_id:int}", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def title(page: Page, title_id: FromPath[int]) -> Response[str]:
    """A film, a series, or an episode, which also answers as a sheet."""
    found = await page.house.db.read(find_title_page, title_id)
    if found is None:
        place = await page.house.db.read(find_episode, title_id)
        if place is None:
            raise NotFound(text("There is no such title."))
        return await _episode(page, title_id, place)
    check_library(page, found.title.library_id)
    story, _ = await story_of(page, title_id)
    context = await _common(page, found, "overview") | {"story": story, "story_path": f"/title/{title_id}/history"}
    if found.title.kind == "series":
        context |= await series_context(page, found)
        return await page.show("title/series.html", current=menu_entry(found), **context)
    context["lanes"] = await film_lanes(page, found)
    return await page.show("title/movie.html", current=menu_entry(found), **context)


async def _common(page: PageContext, found: TitlePage, tab: str) -> dict[str, Any]:
    """What all pages of a title show."""
    facts = found.title
    before, after = await page.house.db.read(find_neighbours, facts.id, facts.library_id, facts.kind, facts.sort_title)
    return {
        "title": title_value(page, found),
        "facts": _facts(page, found),
        "tabs": await title_tabs(page, found, tab),
        "previous_path": f"/title/{before}" if before is not None else None,
        "next_path": f"/title/{after}" if after is not None else None,
        "deleting": deleting(page, found),
    }


def title_value(page: PageContext, found: TitlePage) -> dict[str, Any]:
    """`title` of the templates."""
    return {
        "id": found.title.id,
        "name": found.title.title,
        "plot": found.title.overview,
        "poster": picture_of(page, found.pictures.get("poster"), 342),
        "backdrop": picture_of(page, found.pictures.get("fanart"), 1280),
        "path": f"/title/{found.title.id}",
        "monitored": found.title.monitored,
        "watched": None,
    }


async def title_tabs(page: PageContext, found: TitlePage, on: str) -> list[dict[str, Any]]:
    path = f"/title/{found.title.id}"
    tabs: list[dict[str, Any]] = [{"words": text("Overview"), "n": None, "href": path, "on": on == "overview"}]
    if found.credits:
        count = len({credit.person_id for credit in found.credits if credit.role == "actor"})
        tabs.append({"words": text("Cast"), "n": count or None, "href": f"{path}/cast", "on": on == "cast"})
    if page.may("files.read"):
        tabs.append(
            {"words": text("Files"), "n": found.title.file_count, "href": f"{path}/files", "on": on == "files"}
        )  # fmt: skip
    if page.may("history.read"):
        count = await page.house.db.read(count_events, found.title.id)
        tabs.append({"words": text("History"), "n": count, "href": f"{path}/history", "on": on == "history"})
    return tabs


def _facts(page: PageContext, found: TitlePage) -> list[dict[str, str]]:
    facts = found.title
    items = [
        (str(facts.year) if facts.year else "", "text"),
        (span(facts.runtime_seconds) if facts.runtime_seconds else "", "text"),
        (facts.certification or "", "badge"),
        (", ".join(found.genres[:3]), "text"),
        (", ".join(credit.name for credit in found.credits if credit.role == "director"), "text"),
        (found.series.network or "" if found.series else "", "text"),
        (f"{facts.rating:.1f}" if facts.rating else "", "star"),
    ]
    return [{"words": words, "kind": kind} for words, kind in items if words]


def menu_entry(found: TitlePage) -> str:
    """The entry of the menu under which the title stands."""
    return f"/library/{found.title.library_slug}" if found.title.library_slug else "/"


async def _episode(page: PageContext, item_id: int, place: EpisodePlace) -> Response[str]:
    found = await page.house.db.read(find_title_page, place.series_id)
    if found is None:
        raise NotFound(text("There is no such title."))
    check_library(page, found.title.library_id)
    story, _ = await story_of(page, place.series_id, item_id=item_id)
    return await page.show(
        "title/episode.html",
        current=menu_entry(found),
        episode={
            "id": item_id,
            "name": place.title or text("Episode {number}", number=place.episode_number),
            "number_words": numbered(place.season_number, place.episode_number),
            "path": f"/title/{item_id}",
            "plot": place.overview or "",
            "still": picture_of(page, place.still, 500),
            "aired_on": place.air_date,
            "series_name": found.title.title,
            "series_path": f"/title/{place.series_id}?season={place.season_number}",
        },
        lanes=await episode_lanes(page, found, item_id, place.season_number),
        story=story,
        story_path=f"/title/{place.series_id}/history",
        tabs=await title_tabs(page, found, ""),
    )


@get("/title/{title_id:int}/files", guards=[requires("files.read", by_library=True)], include_in_schema=False)
async def files(page: Page, title_id: FromPath[int]) -> Response[str]:
    """Where its files are and what is in them."""
    found = await load_title(page, title_id)
    may_in_library(page.visitor, "files.read", page.house.clock.now(), found.title.library_id)
    versions = {version.id: version.name for version in found.versions}
    listed = sorted((file for one in found.versions for file in one.files), key=lambda file: file.path)
    links = await asyncio.to_thread(_count_links, [file.path for file in listed])
    return await page.show(
        "title/files.html",
        current=menu_entry(found),
        title=title_value(page, found),
        tabs=await title_tabs(page, found, "files"),
        files=[_file(page, file, versions[file.version_id], links[file.path]) for file in listed],
    )


async def load_title(page: PageContext, title_id: int) -> TitlePage:
    """Raises NotFound, also for a title that this person may not see."""
    found = await page.house.db.read(find_title_page, title_id)
    if found is None:
        raise NotFound(text("There is no such title."))
    check_library(page, found.title.library_id)
    return found


def _count_links(paths: list[str]) -> dict[str, int | None]:
    """How many names each file has on its disk; None for one that is not there."""
    counts: dict[str, int | None] = {}
    for path in paths:
        try:
            counts[path] = Path(path).stat().st_nlink
        except OSError:
            counts[path] = None
    return counts


def _file(page: PageContext, file: FileRow, version: str, links: int | None) -> dict[str, Any]:
    info = None
    if links is not None and links > 1:
        info = ntext("{n} name", "One copy with {n} names: here and at the client", links, n=links)
    return {
        "id": file.id,
        "path": file.path,
        "size_bytes": file.size_bytes,
        "added_at": file.imported_at,
        "version": version,
        "quality": file.quality,
        "badges": file_badges(page, file),
        "streams": [stream_words(stream) for stream in file.streams],
        "release": file.release_title,
        "group": file.release_group,
        "links": links or 0,
        "info": info,
        "broken": text("This file is not at its place on the disk.") if links is None else None,
        "delete_path": f"/files/{file.id}/delete",
        "others": [
            {"path": Path(stream.external_path).name, "words": text("Subtitles")}
            for stream in file.streams
            if stream.external_path
        ],
    }


@get("/title/{title_id:int}/history", guards=[requires("history.read", by_library=True)], include_in_schema=False)
async def history(page: Page, title_id: FromPath[int]) -> Response[str]:
    """The whole story."""
    found = await load_title(page, title_id)
    may_in_library(page.visitor, "history.read", page.house.clock.now(), found.title.library_id)
    cursor = page.request.query_params.get("before")
    story, older = await story_of(page, title_id, limit=50, cursor=cursor)
    return await page.show(
        "title/history.html",
        current=menu_entry(found),
        title=title_value(page, found),
        tabs=await title_tabs(page, found, "history"),
        story=story,
        older=f"?before={older}" if older else None,
    )


ROUTES = [title, files, history]
